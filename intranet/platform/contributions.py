"""What was written before, for who tries something on it: a port, because nobody below can name it.

It is read by key in windows, so that a million of them cost no more memory than a few.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from intranet.platform.judging import Place, Words

# Where somebody who reads it all goes on: what is read now, and before which number.
Cursor = dict[str, Any]


@dataclass(frozen=True)
class Written:
    """A contribution as rules read it."""

    source: str
    id: int
    place: Place
    words: Words


@dataclass(frozen=True)
class Example:
    """A contribution as it is shown without the names in it: who wrote it, and who is mentioned."""

    words: Words
    place: Place
    at: datetime


class Contributions(Protocol):
    """What an app lends of all that stands in it, by the port EARLIER_CONTRIBUTIONS."""

    def total(self, *, since: datetime) -> int:
        """Return how many there are since a moment."""

    def newest(self) -> Cursor:
        """Return where reading begins: what comes after this moment is left out."""

    def window(
        self, cursor: Cursor, *, since: datetime, with_markup: bool
    ) -> tuple[list[Written], Cursor]:
        """Return some contributions, the newest first, and where to go on; {} at the end.

        Links and mentions are only there `with_markup`.
        """

    def in_sight(self, viewer: Any, source: str, ids: Collection[int]) -> set[int]:
        """Return those of one source that this person may read."""

    def examples(self, viewer: Any, source: str, ids: Collection[int]) -> dict[int, Example]:
        """Return the same to be shown to her."""


def earlier_contributions() -> Contributions:
    """Return what lends contributions."""
    lent: Contributions = import_string(settings.EARLIER_CONTRIBUTIONS)()
    return lent
