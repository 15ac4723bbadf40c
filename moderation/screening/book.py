"""The rules that work now, compiled: kept in each process, and looked after every few seconds."""

import time
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

from intranet.platform import clock
from moderation.models import RuleBook, RuleVersion, SectionWording
from moderation.screening.engine import Engine, compile_rules
from moderation.screening.history import memory_of
from moderation.screening.looks import Looks


@dataclass(frozen=True)
class Book:
    """What rules work on a day, and how the sections are worded that they belong to."""

    revision: int
    day: date
    versions: dict[int, RuleVersion]
    looks: dict[int, Looks]
    engine: Engine
    sections: dict[int, SectionWording]

    @property
    def longest_memory(self) -> timedelta:
        """How far back a rule looks at what somebody wrote before; nothing where none does."""
        return max(map(memory_of, self.looks.values()), default=timedelta())


_kept: tuple[float, Book] | None = None


def current_book() -> Book:
    """Return the rules that work now; a change elsewhere is seen after RULES_FRESH_FOR seconds."""
    global _kept
    now, today = time.monotonic(), clock.day_here(clock.now())
    if _kept is None or now - _kept[0] > settings.RULES_FRESH_FOR or _kept[1].day != today:
        _kept = (now, fresh_book(_kept[1] if _kept else None, today))
    return _kept[1]


def forget_book() -> None:
    """Read the rules anew the next time, after a change in this process."""
    global _kept
    _kept = None


def fresh_book(earlier: Book | None, today: date) -> Book:
    """Return the book as it is now; compiled anew only when something changed."""
    row = RuleBook.objects.filter(pk=1).first()
    revision = row.revision if row else 0
    if earlier is not None and (earlier.revision, earlier.day) == (revision, today):
        return earlier
    versions = {version.rule_id: version for version in RuleVersion.objects.working(today)}
    looks = {number: Looks.from_dict(version.looks) for number, version in versions.items()}
    return Book(
        revision=revision,
        day=today,
        versions=versions,
        looks=looks,
        engine=compile_rules(list(looks.items())),
        sections=SectionWording.objects.by_section(today),
    )
