"""Changing one's own words; how they were before stays to be read."""

from django.db import transaction
from django.utils.translation import gettext as _

from conversations.actions.words import forget_words, note_words, settle
from conversations.events import ContributionEdited
from conversations.models import Comment, TeamMention, Thread, Version
from conversations.policies import can_edit_contribution
from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.outbox import publish
from intranet.platform.policy import require
from intranet.platform.richtext import Text
from people.models import User


class StaleEdit(Exception):
    """Somebody changed the same text in the meantime, in another window perhaps."""


@transaction.atomic
def edit_thread(  # noqa: PLR0913
    *,
    author: User,
    thread: Thread,
    body: str,
    seen_edits: int,
    title: str = "",
    is_html: bool = True,
    heads_seen: int = 0,
) -> Thread:
    """Change the opening words of one's thread; StaleEdit when they are no longer what one saw."""
    fresh = (
        Thread.objects.select_for_update(of=("self",)).select_related("audience").get(pk=thread.pk)
    )
    require(can_edit_contribution(author, fresh), _("You can only change what you wrote yourself."))
    require_fresh(fresh, seen_edits)
    text = settle(body, audience=fresh.audience, is_html=is_html, heads_seen=heads_seen)
    if (text.html, title) == (fresh.html, fresh.title):
        return fresh
    keep_version(fresh, thread=fresh, title=fresh.title)
    fresh.title = title
    rewrite(fresh, text)
    if fresh.is_published:
        tell_of_new_names(text, author=author, thread=fresh)
    record("conversations.thread.edited", actor=author, subject=fresh)
    return fresh


@transaction.atomic
def edit_comment(
    *,
    author: User,
    comment: Comment,
    body: str,
    seen_edits: int,
    is_html: bool = True,
    heads_seen: int = 0,
) -> Comment:
    """Change one's comment; StaleEdit when it is no longer what one saw."""
    fresh = (
        Comment.objects.select_for_update(of=("self",))
        .select_related("thread", "audience")
        .get(pk=comment.pk)
    )
    require(can_edit_contribution(author, fresh), _("You can only change what you wrote yourself."))
    require_fresh(fresh, seen_edits)
    text = settle(body, audience=fresh.audience, is_html=is_html, heads_seen=heads_seen)
    if text.html == fresh.html:
        return fresh
    keep_version(fresh, thread=fresh.thread, comment=fresh)
    rewrite(fresh, text)
    tell_of_new_names(text, author=author, thread=fresh.thread, comment=fresh)
    record("conversations.comment.edited", actor=author, subject=fresh)
    return fresh


def require_fresh(contribution: Thread | Comment, seen_edits: int) -> None:
    """Refuse to write over a change that the author has not seen."""
    if contribution.edits != seen_edits:
        raise StaleEdit(
            _(
                "This text was changed in the meantime, perhaps in another window. "
                "Compare, and save again."
            )
        )


def keep_version(
    contribution: Thread | Comment,
    *,
    thread: Thread,
    comment: Comment | None = None,
    title: str = "",
) -> None:
    """Keep the wording that is about to be replaced."""
    Version.objects.create(
        thread=thread,
        comment=comment,
        title=title,
        html=contribution.html,
        plain=contribution.plain,
        written_at=contribution.edited_at or contribution.published_at,
        replaced_at=clock.now(),
    )


def rewrite(contribution: Thread | Comment, text: Text) -> None:
    """Put the new words in the place of the old ones."""
    contribution.html, contribution.plain = text.html, text.plain
    contribution.edited_at = clock.now()
    contribution.edits += 1
    contribution.save()


def tell_of_new_names(
    text: Text, *, author: User, thread: Thread, comment: Comment | None = None
) -> None:
    """Note what the new words name, and tell who was not named before."""
    forget_words(thread=thread, comment=comment)
    known = TeamMention.objects.filter(thread=thread, comment=comment)
    new_teams = set(text.teams) - set(known.values_list("team_id", flat=True))
    new = note_words(text, thread=thread, comment=comment)
    if new or new_teams:
        publish(
            ContributionEdited(
                thread.pk,
                comment.pk if comment else None,
                author.pk,
                newly_mentioned=tuple(new),
                new_teams=tuple(sorted(new_teams)),
            )
        )
