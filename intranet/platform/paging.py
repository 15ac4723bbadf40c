"""Pages by key: where the last row stood, never how many were skipped."""

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

EPOCH, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(3000, 1, 1, tzinfo=UTC)
# Numbers of rows go no further.
LARGEST = 2**63


@dataclass(frozen=True)
class Page:
    """Some rows, and the cursor after which the next ones come ('' when there are none)."""

    items: list[Any]
    next_cursor: str

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)

    def __bool__(self) -> bool:
        return bool(self.items)


def page_by_time(rows: QuerySet, *, field: str, cursor: str = "", size: int = 12) -> Page:
    """Return one page, newest first by `field` (a time) and id; a broken cursor starts anew."""
    found = page_after(rows, field, *place_in(cursor), size)
    return page_of(list(found), field=field, size=size)


def page_by_text(rows: QuerySet, *, field: str, cursor: str = "", size: int = 30) -> Page:
    """Return one page in the order of a text annotation `field` (the sort key) and then id."""
    text, _, last_id = unpack(cursor).rpartition(",")
    if last_id.isdecimal():
        rows = rows.filter(
            Q(**{f"{field}__gte": text}) & (Q(**{f"{field}__gt": text}) | Q(pk__gt=int(last_id)))
        )
    found = list(rows.order_by(field, "pk")[: size + 1])
    items = found[:size]
    more = len(found) > size
    return Page(items, pack(f"{getattr(items[-1], field)},{items[-1].pk}") if more else "")


def write_cursor(moment: datetime, last_id: int) -> str:
    """Write a place in a list as a short word for an address."""
    microseconds = (moment - EPOCH) // timedelta(microseconds=1)
    return pack(f"{microseconds},{last_id}")


def read_cursor(cursor: str) -> tuple[datetime, int] | None:
    """Read such a word; None when it is empty or not ours."""
    microseconds, _, last_id = unpack(cursor).partition(",")
    try:
        place = EPOCH + timedelta(microseconds=int(microseconds)), int(last_id)
        return place if 0 <= place[1] < LARGEST and EPOCH <= place[0] < LATEST else None
    except (ValueError, OverflowError):
        return None


def pack(text: str) -> str:
    """Make text fit for an address."""
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def unpack(word: str) -> str:
    """Undo `pack`; '' for anything else."""
    try:
        return base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)).decode()
    except (ValueError, binascii.Error):
        return ""


def place_in(cursor: str) -> tuple[datetime | None, int | None]:
    """Read a cursor as two values; both are None at the beginning of a list."""
    return read_cursor(cursor) or (None, None)


def page_after(
    rows: QuerySet, field: str, moment: datetime | None, last_id: int | None, size: int
) -> QuerySet:
    """Return the rows of one page and one more, newest first by `field` (a time) and then id."""
    if moment is not None:
        rows = rows.filter(
            Q(**{f"{field}__lte": moment}) & (Q(**{f"{field}__lt": moment}) | Q(pk__lt=last_id))
        )
    return rows.order_by(f"-{field}", "-pk")[: size + 1]


def page_of(found: list[Any], *, field: str, size: int) -> Page:
    """Return a page of rows that were found with one more."""
    items = found[:size]
    more = len(found) > size
    return Page(items, write_cursor(getattr(items[-1], field), items[-1].pk) if more else "")
