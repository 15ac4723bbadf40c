"""What a reader was writing, fetched along with the page on which she goes on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Subquery
from django.db.models.functions import JSONObject

from conversations.models import Draft


@dataclass(frozen=True)
class KeptDraft:
    """What the reader was writing here before."""

    title: str
    html: str
    saved_at: datetime
    choices: dict[str, list[str]]
    files: list[dict[str, Any]] | None = None


def draft_at(viewer: Any, place: Any) -> Subquery:
    """Return the reader's draft at a place as a part of another query; read it with `as_draft`."""
    drafts = Draft.objects.filter(person_id=viewer.pk, place=place)
    words = JSONObject(
        title="title", html="html", saved_at="saved_at", choices="choices", files="files"
    )
    return Subquery(drafts.values(words=words)[:1])


def draft_kept(viewer: Any, place: str) -> Draft | None:
    """Return what the reader was writing at a place."""
    return Draft.objects.filter(person_id=viewer.pk, place=place).first()


def as_typed(draft: Draft | None) -> dict[str, str]:
    """Return a kept edit as the form in which it was typed."""
    if draft is None:
        return {}
    seen = next(iter(draft.choices.get("seen_edits", [])), "")
    return {"title": draft.title, "body": draft.html, "body_format": "html", "seen_edits": seen}


def as_draft(words: dict[str, Any] | None) -> KeptDraft | None:
    """Read a draft that came along with another row."""
    if not words:
        return None
    saved_at = datetime.fromisoformat(words["saved_at"])
    return KeptDraft(words["title"], words["html"], saved_at, words["choices"], words["files"])
