"""Posting in a community."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from communities.actions.announcing import ask_to_read
from communities.actions.detailing import Plan, PollPlan, add_details, kind_of
from communities.events import PostPublished
from communities.models import Community, Post, Praised
from communities.policies import can_announce_in, can_post_in
from conversations.actions import edit_thread, open_thread
from conversations.actions.judging import judged, let_look, state_by
from conversations.actions.words import settle
from conversations.models import Enclosure, Thread
from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.content import State
from intranet.platform.judging import NOT_ASKED, Kind, Reply, Verdict, screened
from intranet.platform.outbox import publish
from intranet.platform.plaintext import one_line
from intranet.platform.policy import Refused, require
from intranet.platform.richtext import Text
from intranet.platform.submissions import sent_once
from people.models import User

# Kinds of which a comment can be accepted, as the answer or as the solution.
WANT_ANSWER = (Post.Kind.QUESTION, Post.Kind.PROBLEM)


@screened
@sent_once
@transaction.atomic
def publish_post(  # noqa: PLR0913
    *,
    author: User,
    community: Community,
    body: str,
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
    """Post to a community; a second try of the same submission changes nothing.

    A kind that has more than words comes with its plan.
    """
    if earlier := Thread.objects.sent_before(author, submission):
        return earlier.post
    now = clock.now()
    kind = kind_of(plan, otherwise=kind)
    require_kind(kind, author=author, community=community)
    community = held_open(community, author=author, now=now)
    asked: dict[str, Any] = {
        "is_html": is_html,
        "heads_seen": heads_seen,
        "may_be_empty": bool(files),
    }
    text = settle(body, audience=community.audience, **asked)
    opening = Opening(title, kind, plan, ends_at, submission, tuple(files))
    verdict = judged_opening(opening, text, author=author, community=community, reply=reply)
    post = put_down(opening, author=author, community=community, text=text, at=now, verdict=verdict)
    if post.thread.is_published:
        record("communities.post.published", actor=author, subject=post)
        tell_of_post(post, text, now=now)
    return post


@dataclass(frozen=True)
class Opening:
    """What a post is apart from its words."""

    title: str
    kind: str
    plan: Plan | None
    ends_at: datetime | None
    submission: UUID | None
    files: tuple[Enclosure, ...] = ()


def put_down(  # noqa: PLR0913
    opening: Opening,
    *,
    author: User,
    community: Community,
    text: Text,
    at: datetime,
    verdict: Verdict,
    is_later: bool = False,
) -> Post:
    """Write a post down with its thread and all that its kind adds; what must wait is looked at."""
    stored = state_by(verdict)
    if is_later and not verdict.is_held:
        stored = {"state": State.SCHEDULED}
    thread = open_thread(
        author=author,
        audience=community.audience,
        kind="post",
        text=text,
        at=at,
        title=one_line(opening.title),
        files=opening.files,
        **stored,
        wants_answer=opening.kind in WANT_ANSWER,
        stewards_accept=opening.kind == Post.Kind.PROBLEM,
        ends_at=later_than(at, opening.ends_at),
        submission=opening.submission,
    )
    post = Post.objects.create(thread=thread, community=community, kind=opening.kind)
    add_details(post, opening.plan)
    if post.thread.state != State.SCHEDULED:
        let_look(post.thread, verdict)
    return post


def judged_opening(
    opening: Opening, text: Text, *, author: User, community: Community, reply: Reply
) -> Verdict:
    """Return what the rules say of a post with all that goes along."""
    plan = opening.plan
    return judged(
        text,
        kind=Kind.POLL if isinstance(plan, PollPlan) else Kind.POST,
        author=author,
        audience=community.audience,
        title=opening.title,
        choices=plan.options if isinstance(plan, PollPlan) else (),
        files=opening.files,
        reply=reply,
    )


def require_kind(kind: str, *, author: User, community: Community) -> None:
    """Refuse a kind of post that this person may not write there."""
    if kind == Post.Kind.ANNOUNCEMENT:
        require(
            can_announce_in(author, community),
            _("Only those who take care of this community, and communications, announce here."),
        )


def later_than(start: datetime, end: datetime | None) -> datetime | None:
    """Return when a post ends; ValidationError when that is before it begins."""
    if end is None:
        return None
    if end <= start:
        raise ValidationError(_("The post would end before it begins. Choose a later last day."))
    return clock.within_reach(end)


def tell_of_post(post: Post, text: Text, *, now: datetime) -> None:
    """Publish that a post can be read from now on, whether it waited before or not."""
    praised = Praised.objects.filter(praise=post.pk).values_list("person_id", flat=True)
    publish(
        PostPublished(
            post.pk,
            post.thread.author_id,
            post.community_id,
            mentioned=tuple(text.mentions),
            teams=tuple(text.teams),
            praised=tuple(praised) if post.kind == Post.Kind.PRAISE else (),
        )
    )
    if post.kind == Post.Kind.ANNOUNCEMENT:
        ask_to_read(post.announcement, now=now)


def held_open(community: Community, *, author: User, now: datetime) -> Community:
    """Note that something is said in a community, and hold it as it is until that is written.

    Who archives it, or takes the author's seat, at this moment goes first or waits.
    """
    require(can_post_in(author, community), why_not(community))
    as_it_was = Community.objects.open_for_posts_by(author).filter(pk=community.pk)
    if as_it_was.update(last_activity_at=now):
        return community
    raise Refused(why_not(Community.objects.get(pk=community.pk)))


@transaction.atomic
def edit_post(  # noqa: PLR0913
    *,
    author: User,
    post: Post,
    body: str,
    seen_edits: int,
    title: str = "",
    is_html: bool = True,
    heads_seen: int = 0,
    files: Sequence[Enclosure] | None = None,
    reply: Reply = NOT_ASKED,
) -> Post:
    """Change the words of one's post, and its files if they are given; how it was stays."""
    edit_thread(
        author=author,
        thread=post.thread,
        body=body,
        title=one_line(title),
        seen_edits=seen_edits,
        is_html=is_html,
        heads_seen=heads_seen,
        files=files,
        reply=reply,
    )
    return post


def why_not(community: Community) -> str:
    """Say what keeps somebody from posting here."""
    if community.is_archived:
        return _("This community is archived. You can still read it.")
    if community.who_may_post == Community.Posting.MANAGERS:
        return _("Only those who take care of this community post here. You can answer.")
    return _("Join this community to post in it.")
