"""Writing a post now that appears later."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from communities.actions.detailing import Plan, kind_of, require_in_time
from communities.actions.posting import (
    Opening,
    held_open,
    judged_opening,
    later_than,
    put_down,
    require_kind,
    tell_of_post,
    why_not,
)
from communities.events import PostNotPosted
from communities.models import Community, PollOption, Post
from communities.policies import can_post_in
from conversations.actions.judging import judged_as_it_stands, let_look
from conversations.actions.timing import bring_out, keep_waiting, waiting_thread
from conversations.actions.words import settle
from conversations.models import Enclosure, Thread
from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.content import State
from intranet.platform.judging import NOT_ASKED, Reply, screened
from intranet.platform.outbox import publish
from intranet.platform.policy import Refused, require
from intranet.platform.submissions import sent_once
from people.models import User


@screened
@sent_once
@transaction.atomic
def schedule_post(  # noqa: PLR0913
    *,
    author: User,
    community: Community,
    body: str,
    publish_at: datetime,
    title: str = "",
    kind: str = Post.Kind.UPDATE,
    plan: Plan | None = None,
    ends_at: datetime | None = None,
    is_html: bool = True,
    heads_seen: int = 0,
    files: Sequence[Enclosure] = (),
    submission: UUID | None = None,
    reply: Reply = NOT_ASKED,
) -> Post:
    """Write a post that appears at a moment; until then its author alone knows of it."""
    if earlier := Thread.objects.sent_before(author, submission):
        return earlier.post
    require(can_post_in(author, community), why_not(community))
    kind = kind_of(plan, otherwise=kind)
    require_kind(kind, author=author, community=community)
    at = still_to_come(publish_at)
    asked: dict[str, Any] = {
        "is_html": is_html,
        "heads_seen": heads_seen,
        "may_be_empty": bool(files),
    }
    text = settle(body, audience=community.audience, **asked)
    opening = Opening(title, kind, plan, ends_at, submission, tuple(files))
    verdict = judged_opening(opening, text, author=author, community=community, reply=reply)
    words: dict[str, Any] = {"text": text, "verdict": verdict, "is_later": True}
    post = put_down(opening, author=author, community=community, at=at, **words)
    record("communities.post.scheduled", actor=author, subject=post)
    return post


@transaction.atomic
def reschedule_post(*, author: User, post: Post, publish_at: datetime) -> Post:
    """Choose another moment for a post that waits."""
    thread = own_waiting(author, post)
    at = still_to_come(publish_at)
    later_than(at, thread.ends_at)
    require_in_time(post, at=at)
    thread.published_at = thread.last_activity_at = at
    thread.state_reason = ""
    thread.save(update_fields=["published_at", "last_activity_at", "state_reason"])
    record("communities.post.rescheduled", actor=author, subject=post)
    return post


@transaction.atomic
def publish_waiting_post(*, author: User, post: Post) -> Post:
    """Let a post that waits appear now."""
    thread = own_waiting(author, post)
    return appear(post, thread, now=clock.now())


@transaction.atomic
def publish_due_post(*, post_id: int, now: datetime) -> None:
    """Let a post appear whose moment has come. Runs at least once, and then does nothing.

    When its author may no longer post there it waits on, and tells her why.
    """
    thread = waiting_thread(post_id)
    if thread is None or thread.published_at > now or thread.state_reason:
        return
    post = Post.objects.select_related("community__audience").get(pk=post_id)
    try:
        with translation.override(thread.author.language):
            appear(post, thread, now=now)
    except (Refused, ValidationError) as refusal:
        keep_waiting(thread, reason=" ".join(getattr(refusal, "messages", [str(refusal)])))
        publish(PostNotPosted(post_id))


@transaction.atomic
def appear(post: Post, thread: Thread, *, now: datetime) -> Post:
    """Do what publishing does, for a held thread that waited."""
    author, place = thread.author, post.community
    require_kind(post.kind, author=author, community=place)
    held_open(place, author=author, now=now)
    later_than(now, thread.ends_at)
    require_in_time(post, at=now)
    verdict = judged_as_it_stands(thread, choices=options_of(post))
    if verdict.is_held:
        thread.state, thread.has_appeared = State.HELD, False
        thread.save(update_fields=["state", "has_appeared"])
        let_look(thread, verdict, tells_author=True)
        return post
    text = bring_out(thread, now=now)
    post.thread = thread
    record("communities.post.published", actor=author, subject=post)
    tell_of_post(post, text, now=now)
    return post


def options_of(post: Post) -> list[str]:
    """Return the answers of a poll; none for every other post."""
    return list(PollOption.objects.filter(poll=post.pk).values_list("words", flat=True))


def own_waiting(author: User, post: Post) -> Thread:
    """Hold one's own post that waits; Refused for everything else."""
    thread = waiting_thread(post.pk)
    if thread is None or thread.author_id != author.pk or not author.is_active:
        raise Refused(_("This post does not wait to be posted any more."))
    return thread


def still_to_come(moment: datetime) -> datetime:
    """Return the moment; ValidationError when it has passed."""
    if moment <= clock.now():
        raise ValidationError(_("That moment has passed. Choose a later one, or post it now."))
    return clock.within_reach(moment)
