"""Changing one's own words; how they were before stays to be read."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from conversations.actions.enclosing import (
    enclosed,
    exchange_files,
    hung_under,
    words_of_files,
)
from conversations.actions.judging import case_kind, judged, kind_of_words, let_look
from conversations.actions.removing import take_away
from conversations.actions.words import forget_words, note_words, settle
from conversations.events import ContributionEdited
from conversations.models import (
    Attachment,
    Comment,
    Enclosure,
    TeamMention,
    Thread,
    Version,
)
from conversations.policies import why_not_edit
from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.content import State
from intranet.platform.judging import NOT_ASKED, Reply, Verdict, screened
from intranet.platform.outbox import publish
from intranet.platform.policy import require
from intranet.platform.richtext import Text
from moderation.actions import note_change
from people.models import User
from search.actions import forget_contribution


class StaleEdit(Exception):
    """Somebody changed the same text in the meantime, in another window perhaps."""


@screened
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
    files: Sequence[Enclosure] | None = None,
    reply: Reply = NOT_ASKED,
) -> Thread:
    """Change the opening words of one's thread; StaleEdit when they are no longer what one saw.

    Files that are not given stay as they are.
    """
    fresh = (
        Thread.objects.select_for_update(of=("self",)).select_related("audience").get(pk=thread.pk)
    )
    require_editable(author, fresh)
    require_fresh(fresh, seen_edits)
    held = hung_under(fresh)
    text = settle_again(body, fresh, held=held, files=files, is_html=is_html, heads_seen=heads_seen)
    if (text.html, title) == (fresh.html, fresh.title) and not changes(held, files):
        return fresh
    verdict = judged_again(text, fresh, title=title, files=files, reply=reply)
    version = keep_version(fresh, thread=fresh, title=fresh.title)
    fresh.title = title
    rewrite(fresh, text, exchange_files(held, files, version))
    look_again(fresh, verdict)
    if fresh.is_published:
        tell_of_change(text, author=author, thread=fresh)
    record("conversations.thread.edited", actor=author, subject=fresh)
    return fresh


@screened
@transaction.atomic
def edit_comment(  # noqa: PLR0913
    *,
    author: User,
    comment: Comment,
    body: str,
    seen_edits: int,
    is_html: bool = True,
    heads_seen: int = 0,
    files: Sequence[Enclosure] | None = None,
    reply: Reply = NOT_ASKED,
) -> Comment:
    """Change one's comment; StaleEdit when it is no longer what one saw.

    Files that are not given stay as they are.
    """
    fresh = (
        Comment.objects.select_for_update(of=("self",))
        .select_related("thread", "audience")
        .get(pk=comment.pk)
    )
    require_editable(author, fresh)
    require_fresh(fresh, seen_edits)
    held = hung_under(fresh)
    text = settle_again(body, fresh, held=held, files=files, is_html=is_html, heads_seen=heads_seen)
    if text.html == fresh.html and not changes(held, files):
        return fresh
    verdict = judged_again(text, fresh, files=files, reply=reply)
    version = keep_version(fresh, thread=fresh.thread, comment=fresh)
    rewrite(fresh, text, exchange_files(held, files, version))
    look_again(fresh, verdict)
    if fresh.is_published:
        tell_of_change(text, author=author, thread=fresh.thread, comment=fresh)
    record("conversations.comment.edited", actor=author, subject=fresh)
    return fresh


def settle_again(
    body: str,
    said: Thread | Comment,
    *,
    held: list[Attachment],
    files: Sequence[Enclosure] | None,
    **asked: Any,
) -> Text:
    """Clean the new words; they may be empty when a file goes with them."""
    goes_along = held if files is None else files
    asked["kind"] = said.kind if isinstance(said, Thread) else ""
    return settle(body, audience=said.audience, may_be_empty=bool(goes_along), **asked)


def judged_again(
    text: Text, said: Thread | Comment, *, files: Sequence[Enclosure] | None, **asked: Any
) -> Verdict:
    """Return what the rules say of new words; files that stay were judged when they came."""
    kind = kind_of_words(said)
    return judged(text, kind=kind, author=said.author, audience=said.audience, files=files, **asked)


def look_again(said: Thread | Comment, verdict: Verdict) -> None:
    """Let new words wait where the rules, or an earlier decision, say that somebody reads first.

    What will appear later is judged again when it does.
    """
    if said.state == State.SCHEDULED:
        return
    if said.state == State.WITHDRAWN:
        verdict = replace(verdict, asked_to_read=True)
    was_asked = said.is_published and said.state_reason
    if verdict.is_held and said.state != State.HELD:
        take_away(said, state=State.HELD)
    let_look(said, verdict)
    if was_asked:
        said.state_reason = ""
        said.save(update_fields=["state_reason"])
        note_change(kind=case_kind(said), subject=said)


def changes(held: list[Attachment], files: Sequence[Enclosure] | None) -> bool:
    """Tell whether other files are wanted, in another order, or with other words to them."""
    return files is not None and list(files) != enclosed(held)


def require_editable(author: User, contribution: Thread | Comment) -> None:
    """Refuse whoever may not change these words, and say why."""
    reason = why_not_edit(author, contribution)
    require(not reason, reason)


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
) -> Version:
    """Keep the wording that is about to be replaced."""
    return Version.objects.create(
        thread=thread,
        comment=comment,
        title=title,
        html=contribution.html,
        plain=contribution.plain,
        written_at=contribution.edited_at or contribution.published_at,
        replaced_at=clock.now(),
    )


def rewrite(contribution: Thread | Comment, text: Text, attachments: list[Attachment]) -> None:
    """Put the new words in the place of the old ones."""
    contribution.html = text.html
    contribution.plain = text.plain or words_of_files(attachments)
    contribution.edited_at = clock.now()
    contribution.edits += 1
    contribution.save()


def tell_of_change(
    text: Text, *, author: User, thread: Thread, comment: Comment | None = None
) -> None:
    """Note what the new words name and tell who was not named before; the old are not found."""
    forget_words(thread=thread, comment=comment)
    known = TeamMention.objects.filter(thread=thread, comment=comment)
    new_teams = set(text.teams) - set(known.values_list("team_id", flat=True))
    new = note_words(text, thread=thread, comment=comment)
    number = comment.pk if comment else None
    forget_contribution(thread.pk, number or 0)
    publish(
        ContributionEdited(
            thread.pk,
            number,
            author.pk,
            newly_mentioned=tuple(new),
            new_teams=tuple(sorted(new_teams)),
        )
    )
