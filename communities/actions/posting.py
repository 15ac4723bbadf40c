"""Posting in a community."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from communities.events import PostPublished
from communities.models import Community, Post
from communities.policies import can_post_in
from conversations.actions import edit_thread, open_thread
from conversations.actions.words import settle
from conversations.models import Thread
from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.outbox import publish
from intranet.platform.policy import Refused, require
from intranet.platform.submissions import sent_once
from people.models import User


@sent_once
@transaction.atomic
def publish_post(  # noqa: PLR0913
    *,
    author: User,
    community: Community,
    body: str,
    title: str = "",
    kind: str = Post.Kind.UPDATE,
    is_html: bool = True,
    submission: UUID | None = None,
) -> Post:
    """Post to a community; a second try of the same submission changes nothing."""
    if earlier := Thread.objects.sent_before(author, submission):
        return earlier.post
    now = clock.now()
    community = held_open(community, author=author, now=now)
    text = settle(body, audience=community.audience, is_html=is_html)
    thread = open_thread(
        author=author,
        audience=community.audience,
        kind="post",
        text=text,
        at=now,
        title=title.strip(),
        wants_answer=kind == Post.Kind.QUESTION,
        submission=submission,
    )
    post = Post.objects.create(thread=thread, community=community, kind=kind)
    record("communities.post.published", actor=author, subject=post)
    publish(PostPublished(post.pk, author.pk, community.pk, tuple(text.mentions)))
    return post


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
def edit_post(
    *, author: User, post: Post, body: str, seen_edits: int, title: str = "", is_html: bool = True
) -> Post:
    """Change the words of one's post; how they were stays to be read."""
    edit_thread(
        author=author,
        thread=post.thread,
        body=body,
        title=title.strip(),
        seen_edits=seen_edits,
        is_html=is_html,
    )
    return post


def why_not(community: Community) -> str:
    """Say what keeps somebody from posting here."""
    if community.is_archived:
        return _("This community is archived. You can still read it.")
    if community.who_may_post == Community.Posting.MANAGERS:
        return _("Only those who take care of this community post here. You can answer.")
    return _("Join this community to post in it.")
