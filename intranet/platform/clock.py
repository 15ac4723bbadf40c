"""What time it is for the product; a story that is told afterwards can move it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_moved_to: ContextVar[datetime | None] = ContextVar("moved_to", default=None)


def now() -> datetime:
    """Return the present moment, aware, or the moment the clock was moved to."""
    return _moved_to.get() or timezone.now()


@contextmanager
def moved_to(moment: datetime) -> Iterator[None]:
    """Let everything inside happen at `moment` (aware)."""
    token = _moved_to.set(moment)
    try:
        yield
    finally:
        _moved_to.reset(token)
