"""What follows in communities: telling people."""

from celery import shared_task

from communities.actions.membership import replace_leaver, requests_group
from communities.models import Community, CommunityInvitation, JoinRequest, Membership, Post
from conversations.feeds import thread_group
from conversations.models import Comment
from notifications.actions import notify
from notifications.actions.telling import Subject
from notifications.models import Reason
from people.models import User


@shared_task
def tell_who_is_mentioned(*, event_id, happened_at, post_id, mentioned=(), **extra):
    """Tell those whom a new post names."""
    posts = Post.objects.with_thread().select_related("thread__audience")
    # Held, so that who takes the post away meanwhile also takes back what is told here.
    posts = posts.select_for_update(of=("thread",), no_key=True)
    post = posts.filter(pk=post_id, thread__state="published").first()
    if post is None:
        return
    notify(
        recipients={Reason.MENTIONED: mentioned},
        actor=post.thread.author,
        subject=Subject("thread", post.pk, thread_group(post.pk)),
        audience=post.thread.audience,
        event_id=event_id,
        happened_at=happened_at,
    )


@shared_task
def tell_the_author_where_it_went(*, event_id, happened_at, post_id, author_id, actor_id, **extra):
    """Tell the author that a post stands in another community now."""
    posts = Post.objects.with_thread().select_related("thread__audience")
    post = posts.filter(pk=post_id, thread__state="published").first()
    if post is not None:
        notify(
            recipients={Reason.MOVED: [author_id]},
            actor=User.objects.get(pk=actor_id),
            subject=Subject("thread", post.pk, thread_group(post.pk)),
            audience=post.thread.audience,
            event_id=event_id,
            happened_at=happened_at,
        )


@shared_task
def tell_the_author_where_it_stands(
    *, event_id, happened_at, comment_id, author_id, actor_id, **extra
):
    """Tell the author that a post goes on as a comment under another."""
    comments = Comment.objects.published().select_related("audience")
    comment = comments.filter(pk=comment_id).first()
    if comment is not None:
        notify(
            recipients={Reason.MERGED: [author_id]},
            actor=User.objects.get(pk=actor_id),
            subject=Subject("comment", comment.pk, thread_group(comment.thread_id)),
            audience=comment.audience,
            event_id=event_id,
            happened_at=happened_at,
        )


@shared_task
def tell_who_is_invited(*, event_id, happened_at, invitation_id, **extra):
    """Tell a colleague that she is asked in."""
    invitations = CommunityInvitation.objects.select_related("invited_by").select_for_update(
        of=("self",)
    )
    invitation = invitations.filter(pk=invitation_id, answer="open").first()
    if invitation is not None:
        tell_about_community(
            Reason.INVITED,
            [invitation.person_id],
            invitation.invited_by,
            invitation.community_id,
            event_id,
            happened_at,
        )


@shared_task
def tell_managers_of_a_request(*, event_id, happened_at, request_id, **extra):
    """Tell the managers that somebody asks to be let in."""
    requests = JoinRequest.objects.select_related("person", "community__audience")
    request = requests.select_for_update(of=("self",)).filter(pk=request_id, answer="open").first()
    if request is None:
        return
    managers = Membership.objects.filter(community=request.community_id).managers()
    notify(
        recipients={Reason.ASKED_TO_JOIN: managers.values_list("person_id", flat=True)},
        actor=request.person,
        subject=Subject("join_request", request.pk, requests_group(request.community_id)),
        audience=request.community.audience,
        event_id=event_id,
        happened_at=happened_at,
    )


@shared_task
def tell_who_is_let_in(*, event_id, happened_at, community_id, person_id, actor_id, **extra):
    """Tell who asked that the door is open."""
    actor = User.objects.get(pk=actor_id)
    tell_about_community(Reason.LET_IN, [person_id], actor, community_id, event_id, happened_at)


@shared_task
def tell_the_new_manager(*, event_id, happened_at, community_id, person_id, actor_id, **extra):
    """Tell a member that the community is now in her care."""
    actor = User.objects.get(pk=actor_id)
    tell_about_community(
        Reason.MADE_MANAGER, [person_id], actor, community_id, event_id, happened_at
    )


@shared_task
def hand_over_what_was_cared_for(*, person_id, **extra):
    """Find another manager for what a former colleague took care of."""
    replace_leaver(person=User.objects.get(pk=person_id))


def tell_about_community(reason, recipients, actor, community_id, event_id, happened_at):
    """Tell people about a community; the community itself decides who may know of it."""
    community = Community.objects.select_related("audience").get(pk=community_id)
    notify(
        recipients={reason: recipients},
        actor=actor,
        subject=Subject("community", community.pk, f"community:{community.pk}"),
        audience=None if reason == Reason.INVITED else community.audience,
        event_id=event_id,
        happened_at=happened_at,
    )
