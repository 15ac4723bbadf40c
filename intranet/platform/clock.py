"""What time it is for the product; a story that is told afterwards can move it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# What somebody chooses further ahead is a slip; the end of all years has no local time.
FURTHEST = timedelta(days=3653)
LONGEST_STAMP = 17  # digits, which reach beyond the year 5000

_moved_to: ContextVar[datetime | None] = ContextVar("moved_to", default=None)


def now() -> datetime:
    """Return the present moment, aware, or the moment the clock was moved to."""
    return _moved_to.get() or timezone.now()


def stamp(moment: datetime | None = None) -> int:
    """Return a moment, or this one, in microseconds: a page carries it until it sends it back."""
    return ((moment or now()) - EPOCH) // timedelta(microseconds=1)


def moment_of(stamp: str) -> datetime:
    """Return the moment that a page carried, at most now; now for what is no stamp."""
    if not (stamp.isascii() and stamp.isdecimal()) or len(stamp) > LONGEST_STAMP:
        return now()
    return min(now(), EPOCH + timedelta(microseconds=int(stamp)))


def within_reach(moment: datetime) -> datetime:
    """Return a moment that somebody chose; ValidationError when it is more than ten years away."""
    if moment > now() + FURTHEST:
        raise ValidationError(_("That is more than ten years away. Choose a moment before that."))
    return moment


def day_here(moment: datetime) -> date:
    """Return the day that a moment is where the organisation is, whoever reads the page."""
    return timezone.localdate(moment, timezone.get_default_timezone())


@contextmanager
def moved_to(moment: datetime) -> Iterator[None]:
    """Let everything inside happen at `moment` (aware)."""
    token = _moved_to.set(moment)
    try:
        yield
    finally:
        _moved_to.reset(token)
