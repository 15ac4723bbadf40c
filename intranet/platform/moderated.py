"""What can be looked at and decided about: a port, because whoever decides cannot name it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from intranet.platform.content import Contribution


@dataclass(frozen=True)
class Said:
    """One thing that was said, as it stands in the evidence of a case."""

    kind: str
    id: int
    author_id: int
    title: str
    html: str
    plain: str
    at: datetime
    edits: int = 0
    is_subject: bool = False
    files: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Evidence:
    """What a case is about, with what was said around it and how it was worded before."""

    subject: Said
    # What stands before and after it, in the order of the conversation.
    before: tuple[Said, ...] = ()
    after: tuple[Said, ...] = ()
    # Earlier wordings, the newest first: when each was replaced, and its words.
    earlier: tuple[Any, ...] = ()
    # What has become of it (intranet.platform.content.State), and who may see where it stands.
    state: str = ""
    audience: Any = None
    url: str = ""


@dataclass(frozen=True)
class Subject:
    """A contribution that is held for a decision, and whose it is."""

    kind: str
    said: Contribution
    # Who wrote it; for words without a name, who is told what was decided.
    author: Any
    is_unnamed: bool = False


class Moderated(Protocol):
    """What an app lends of one kind of content, by the port MODERATED."""

    def hold(self, subject_id: int) -> Subject | None:
        """Lock it for a decision; None when it is not there any more."""

    def evidence(self, subject_id: int) -> Evidence | None:
        """Return it with what stands around it, whatever its state."""

    def release(self, subject: Subject, *, now: datetime) -> None:
        """Let its readers read it: for the first time, or again."""

    def withdraw(self, subject: Subject, *, moderator: Any, reason: str, for_good: bool) -> None:
        """Take it from its readers; its author reads it with the reason."""


def lender_of(kind: str) -> Moderated:
    """Return what acts on contributions of a kind; KeyError when nobody lends it."""
    lender: Moderated = import_string(settings.MODERATED[kind])()
    return lender
