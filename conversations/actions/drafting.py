"""Keeping what somebody is still writing."""

from conversations.models import Draft
from intranet.platform import clock
from intranet.platform.richtext import clean
from people.models import User


def save_draft(
    *, person: User, place: str, body: str, title: str = "", is_html: bool = True
) -> None:
    """Keep unsent words; an empty text is no draft."""
    text = clean(body, is_html=is_html)
    if text.is_empty and not title.strip():
        clear_draft(person=person, place=place)
        return
    Draft.objects.update_or_create(
        person=person,
        place=place,
        defaults={"title": title.strip()[:200], "html": text.html, "saved_at": clock.now()},
    )


def clear_draft(*, person: User, place: str) -> None:
    """Forget the draft, because it was sent or thrown away."""
    Draft.objects.filter(person=person, place=place).delete()
