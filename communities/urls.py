"""Addresses of communities, their posts and the feeds."""

from django.urls import path

from communities.views import (
    directory,
    feeds,
    invitations,
    managing,
    members,
    memberships,
    moving,
    pins,
    posts,
    requests,
    settings,
)

urlpatterns = [
    path("", feeds.home, name="home"),
    path("write/", posts.write, name="write"),
    path("posts/", posts.create_post_anywhere, name="posts_anywhere"),
    path("seen/", feeds.home_seen, name="home_seen"),
    path("order/", feeds.choose_order, name="order"),
    path("kept/", feeds.kept, name="kept"),
    path("topics/<slug:name>/", feeds.topic, name="topic"),
    path("posts/<int:post_id>/", posts.post_detail, name="post"),
    path("posts/<int:post_id>/edit/", posts.edit, name="edit_post"),
    path("posts/<int:post_id>/pin/", pins.pin, name="pin_post"),
    path("posts/<int:post_id>/pin/remove/", pins.unpin, name="unpin_post"),
    path("posts/<int:post_id>/move/", moving.move, name="move_post"),
    path("posts/<int:post_id>/merge/", moving.merge, name="merge_post"),
    path("communities/", directory.communities, name="communities"),
    path("communities/new/", directory.new_community, name="new_community"),
    path("communities/<slug:slug>/", feeds.community, name="community"),
    path("communities/<slug:slug>/seen/", feeds.community_seen, name="community_seen"),
    path("communities/<slug:slug>/posts/", posts.create_post, name="posts"),
    path("communities/<slug:slug>/members/", members.members, name="members"),
    path("communities/<slug:slug>/join/", memberships.join, name="join"),
    path("communities/<slug:slug>/leave/", memberships.leave, name="leave"),
    path("communities/<slug:slug>/ask/", requests.ask, name="ask_to_join"),
    path("communities/<slug:slug>/ask/withdraw/", requests.withdraw, name="withdraw_request"),
    path(
        "communities/<slug:slug>/requests/<int:request_id>/accept/",
        requests.accept,
        name="accept_request",
    ),
    path(
        "communities/<slug:slug>/requests/<int:request_id>/decline/",
        requests.decline,
        name="decline_request",
    ),
    path("communities/<slug:slug>/invite/", invitations.invite, name="invite"),
    path(
        "communities/<slug:slug>/invitation/accept/", invitations.accept, name="accept_invitation"
    ),
    path(
        "communities/<slug:slug>/invitation/decline/",
        invitations.decline,
        name="decline_invitation",
    ),
    path(
        "communities/<slug:slug>/members/<int:person_id>/manager/",
        managing.appoint,
        name="appoint_manager",
    ),
    path(
        "communities/<slug:slug>/members/<int:person_id>/remove/",
        managing.remove,
        name="remove_member",
    ),
    path("communities/<slug:slug>/step-down/", managing.step_down_here, name="step_down"),
    path("communities/<slug:slug>/settings/", settings.change, name="community_settings"),
    path("communities/<slug:slug>/cover/", settings.cover, name="community_cover"),
    path("communities/<slug:slug>/archive/", settings.archive, name="archive_community"),
    path("communities/<slug:slug>/reopen/", settings.reopen, name="reopen_community"),
]
