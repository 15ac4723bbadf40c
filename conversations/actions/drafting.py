"""Keeping what somebody is still writing."""

from collections.abc import Sequence
from uuid import UUID

from conversations.feeds import as_kept, uploads_of
from conversations.models import Comment, Draft, Enclosure, Thread
from intranet.platform import clock
from intranet.platform.richtext import clean
from people.models import User

MOST_CHOICES, LONGEST_CHOICE = 60, 300


def save_draft(  # noqa: PLR0913
    *,
    person: User,
    place: str,
    body: str,
    title: str = "",
    is_html: bool = True,
    choices: dict[str, list[str]] | None = None,
    files: Sequence[Enclosure] = (),
    submission: UUID | None = None,
) -> Draft | None:
    """Keep unsent words and files; nothing is no draft, and neither is what was sent meanwhile."""
    if was_sent(person, submission):
        return None
    text = clean(body, is_html=is_html)
    uploads = uploads_of(person, files)
    if text.is_empty and not title.strip() and not uploads:
        clear_draft(person=person, place=place)
        return None
    draft, _is_new = Draft.objects.update_or_create(
        person=person,
        place=place,
        defaults={
            "title": title.strip()[:200],
            "html": text.html,
            "choices": small(choices or {}),
            "files": as_kept(uploads),
            "saved_at": clock.now(),
        },
    )
    return draft


def small(choices: dict[str, list[str]]) -> dict[str, list[str]]:
    """Keep of what else was filled in no more than a form can hold."""
    return {
        name[:60]: [value[:LONGEST_CHOICE] for value in values[:MOST_CHOICES]]
        for name, values in list(choices.items())[:MOST_CHOICES]
    }


def was_sent(person: User, submission: UUID | None) -> bool:
    """Tell whether these words were posted: a slow line can bring their draft in afterwards."""
    sent = (model.objects.sent_before(person, submission) for model in (Thread, Comment))
    return any(sent)


def clear_draft(*, person: User, place: str) -> None:
    """Forget the draft, because it was sent or thrown away."""
    Draft.objects.filter(person=person, place=place).delete()
