"""What follows in communities: telling people."""

import logging
from functools import partial

from celery import shared_task

from communities.actions import close_poll, publish_due_post
from communities.actions.announcing import who_still_has_to
from communities.actions.membership import replace_leaver, requests_group
from communities.models import (
    Announcement,
    Community,
    CommunityInvitation,
    JoinRequest,
    Membership,
    Poll,
    Post,
)
from conversations.actions import end_thread
from conversations.feeds import thread_group
from conversations.models import Comment, Thread
from intranet.platform import clock
from intranet.platform.content import State
from intranet.platform.live import tell_pages
from notifications.actions import notify
from notifications.actions.telling import Subject
from notifications.models import Reason
from people.feeds import members_of
from people.models import User

log = logging.getLogger(__name__)

# What one minute of the beat takes on; the next minute goes on.
MOST_AT_ONCE = 500


@shared_task
def tell_who_is_named(
    *, event_id, happened_at, post_id, mentioned=(), praised=(), teams=(), **extra
):
    """Tell those whom a new post names or praises, and the members of teams that it names."""
    posts = Post.objects.with_thread().select_related("thread__audience")
    # Held, so that who takes the post away meanwhile also takes back what is told here.
    posts = posts.select_for_update(of=("thread",), no_key=True)
    post = posts.filter(pk=post_id, thread__state="published").first()
    if post is None:
        return
    notify(
        recipients={
            Reason.PRAISED: praised,
            Reason.MENTIONED: mentioned,
            Reason.TEAM_MENTIONED: members_of(teams, audience=post.thread.audience),
        },
        actor=post.thread.author,
        subject=Subject("thread", post.pk, thread_group(post.pk)),
        audience=post.thread.audience,
        event_id=event_id,
        happened_at=happened_at,
    )


@shared_task
def show_on_open_pages(*, post_id, **extra):
    """Tell open feeds that there is a post."""
    posts = Post.objects.select_related("thread", "community")
    post = posts.filter(pk=post_id, thread__state=State.PUBLISHED).first()
    if post is not None:
        tell_pages(
            "post",
            audience=post.thread.audience_id,
            author=post.thread.author_id,
            place=post.community_id,
            for_all=post.community.is_company_wide,
            thread=post.pk,
        )


@shared_task
def close_what_may_not_be_seen(*, audience_id, **extra):
    """Close the streams of those who may no longer see a place."""
    tell_pages("sight", audience=audience_id)


@shared_task
def put_before_people(*, event_id, happened_at, announcement_id, version, is_reminder, **extra):
    """Tell who is asked to read an announcement and has not said so yet."""
    announcements = Announcement.objects.select_related(
        "post__thread__audience", "post__thread__author", "post__community"
    )
    announcement = announcements.filter(
        pk=announcement_id, version=version, post__thread__state="published"
    ).first()
    if announcement is None:
        return
    reason = Reason.REMINDED if is_reminder else Reason.MUST_READ
    thread = announcement.post.thread
    notify(
        recipients={reason: who_still_has_to(announcement).values_list("pk", flat=True)},
        actor=thread.author,
        subject=Subject("thread", thread.pk, thread_group(thread.pk)),
        audience=thread.audience,
        event_id=event_id,
        happened_at=happened_at,
    )


@shared_task
def tell_what_was_chosen(*, event_id, happened_at, poll_id, **extra):
    """Tell who asked that the poll is closed."""
    tell_the_author(Reason.POLL_CLOSED, poll_id, event_id, happened_at)


@shared_task
def tell_why_it_was_not_posted(*, event_id, happened_at, post_id, **extra):
    """Tell an author that what she scheduled could not be posted."""
    tell_the_author(Reason.NOT_POSTED, post_id, event_id, happened_at)


@shared_task
def keep_time(**extra):
    """Let posts appear and go, and polls close, whose moment has come; the beat asks each minute.

    Each is done on its own: one that fails does not keep the others.
    """
    now = clock.now()
    waiting = Thread.objects.filter(
        state=State.SCHEDULED, published_at__lte=now, state_reason="", post__isnull=False
    )
    waiting = waiting.order_by("published_at").values_list("pk", flat=True)
    over = Thread.objects.published().filter(ends_at__lte=now).order_by("ends_at")
    polls = Poll.objects.filter(closed_at=None, closes_at__lte=now)
    polls = polls.exclude(post__thread__state=State.SCHEDULED)
    due = [partial(publish_due_post, post_id=number, now=now) for number in waiting[:MOST_AT_ONCE]]
    due += [partial(end_thread, thread=thread, now=now) for thread in over[:MOST_AT_ONCE]]
    due += [partial(close_poll, poll=poll) for poll in polls[:MOST_AT_ONCE]]
    for act in due:
        try:
            act()
        except Exception:
            log.exception("moment_missed", extra={"act": act.func.__name__})


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


def tell_the_author(reason, post_id, event_id, happened_at):
    """Tell the author of a post what became of it without anybody doing something."""
    post = Post.objects.with_thread().select_related("thread__audience").get(pk=post_id)
    notify(
        recipients={reason: [post.thread.author_id]},
        actor=None,
        subject=Subject("thread", post.pk, thread_group(post.pk)),
        audience=post.thread.audience,
        event_id=event_id,
        happened_at=happened_at,
    )


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
