"""How things stood before a run changed them, and how to tell that somebody changed them since."""

from datetime import datetime
from hashlib import md5
from typing import Any

from communities.models import ImportedChange, ImportRun
from communities.models.imports import Imported
from conversations.models import Comment, Thread

# What we write of a contribution, in one word: another word means that it was changed here.
PRINT_OF_THREAD = "md5(concat_ws('|', thread.title, thread.html, thread.state))"
PRINT_OF_COMMENT = "md5(concat_ws('|', '', comment.html, comment.state))"


def print_of(contribution: Thread | Comment) -> str:
    """Return that word for a row in memory."""
    title = contribution.title if isinstance(contribution, Thread) else ""
    written = "|".join([title, contribution.html, contribution.state])
    return md5(written.encode(), usedforsecurity=False).hexdigest()


def note_change(import_run: ImportRun, kind: str, known: Imported, before: dict[str, Any]) -> None:
    """Keep how something stood; of several changes by one run, only how it was before the first."""
    stood = {"digest": known.digest, "as_of": as_text(known.as_of), "written": known.written}
    ImportedChange.objects.get_or_create(
        run=import_run, kind=kind, imported_id=known.pk, defaults={"before": before | stood}
    )


def as_text(moment: datetime | None) -> str | None:
    """Write a time as JSON can hold it."""
    return moment.isoformat() if moment else None
