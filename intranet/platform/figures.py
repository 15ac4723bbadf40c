"""What the product computes about people: every figure has a name, a purpose and its readers.

Each app lists its own; a test (tests/architecture/test_what_is_measured.py) walks all tables,
numbers and counts of the product, and fails when one belongs to no figure and has no reason.
"""

import time
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

# Seconds for which a process may go on with a figure that was switched off elsewhere.
FRESH_FOR = 10.0
# What shows no smaller groups than this says so; fewer people are a person.
SMALLEST_GROUP = 10

_off: tuple[float, frozenset[str]] | None = None


@dataclass(frozen=True)
class Figure:
    """Something that is computed about people, as the page "What we measure" tells it.

    `smallest_group` is the number of people below which it is not shown; None where it counts what
    is said in the open, or what only the reader herself sees. `tables`, `numbers` (fields) and
    `counted_in` (functions) are what it is computed from, by which the test knows it.
    """

    key: str
    name: Any
    purpose: Any
    who_sees: Any
    kept_for: Any
    where: Any
    smallest_group: int | None = None
    can_be_off: bool = False
    tables: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    counted_in: tuple[str, ...] = ()


FIGURES = [
    Figure(
        key="audit_log",
        name=_("Who did what: the log"),
        purpose=_("So that nobody can do something here in secret, administrators neither."),
        who_sees=_("Administrators. Looking one person up is written in the log as well."),
        kept_for=_("For good, as numbers; without the words that were written."),
        where=_("Administration, Log"),
        tables=(
            "platform.AuditRecord",
            "platform.AuditSeal",
            "platform.AuditCheck",
            "admin.LogEntry",
        ),
        numbers=(
            "platform.AuditCheck.entries",
            "platform.AuditCheck.late",
            "platform.AuditCheck.seals",
            "platform.AuditCheck.waiting",
            "platform.AuditCheck.wrong",
            "platform.AuditSeal.size",
        ),
        counted_in=("intranet.platform.sealing.checking.note_what_is_outside",),
    ),
]


@cache
def figures() -> dict[str, Figure]:
    """Return every figure of the product by its key, in the order in which the page tells them."""
    found = [figure for path in settings.FIGURES for figure in import_string(path)]
    return {figure.key: figure for figure in found}


def is_measured(key: str) -> bool:
    """Tell whether a figure is switched on; asked of the database once in a while, not per page."""
    global _off
    if _off is None or time.monotonic() - _off[0] > FRESH_FOR:
        _off = (time.monotonic(), frozenset(import_string(settings.FIGURES_OFF)()))
    return key not in _off[1]


def forget_figures() -> None:
    """Ask anew the next time, after a change in this process."""
    global _off
    _off = None
