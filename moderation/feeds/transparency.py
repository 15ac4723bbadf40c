"""How the organisation handles its code, in figures for everybody: a year of whole months."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intranet.platform import clock
from intranet.platform.figures import SMALLEST_GROUP
from moderation.feeds.floor import Parts, people_in, shown_parts
from moderation.feeds.openness import InForce, rules_in_force
from moderation.feeds.wordings import sections_now
from moderation.models import Appeal, Case, Decision

Outcome = Decision.Outcome
HOURS_OF_TWO_DAYS = 48


@dataclass(frozen=True)
class Bar:
    """A row of a table: None where it is not shown."""

    name: str
    count: int | None
    percent: int | None


@dataclass
class Ended:
    """A case that was decided, and how it ended."""

    author_id: int
    section_id: int | None
    opened_at: datetime
    outcomes: list[str] = field(default_factory=list)
    first_decided_at: datetime | None = None
    appeal: str = ""

    @property
    def end(self) -> str:
        """How it ended: every case in exactly one way."""
        if self.appeal:
            return self.appeal
        if self.outcomes[-1] in (Outcome.NO_BREACH, Outcome.PUBLISH):
            return "changed" if Outcome.ASK_EDIT in self.outcomes else "fine"
        return "withdrawn"


@dataclass(frozen=True)
class InFigures:
    """Everything on the page."""

    since: datetime
    until: datetime
    total: int | None
    decided_in: str
    sections: list[Bar]
    ends: list[Bar]
    rules: list[InForce]


def in_figures() -> InFigures:
    """Return the page, the same for everybody: of the last twelve whole months.

    It changes once a month, so that nobody finds a single case by reading it every day.
    """
    since, until = last_year(clock.now())
    cases = ended_cases(since, until)
    total = len(cases) if people_in([authors(cases)]) >= SMALLEST_GROUP else None
    sections, ends = by_section(cases), by_end(cases)
    if any(shown_parts(list(parts.values())) is None for parts in (sections, ends)):
        total = None
    return InFigures(
        since=since,
        until=until,
        total=total,
        decided_in=usual_time(cases) if total else "",
        sections=bars(sections) if total else [],
        ends=bars(ends) if total else [],
        rules=rules_in_force(),
    )


def last_year(now: datetime) -> tuple[datetime, datetime]:
    """Return when the twelve whole months before this one began and ended."""
    until = timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return until.replace(year=until.year - 1), until


def ended_cases(since: datetime, until: datetime) -> list[Ended]:
    """Return the cases that were decided in these months."""
    done = Case.objects.filter(stage=Case.Stage.DONE, done_at__gte=since, done_at__lt=until)
    rows = done.values_list("pk", "author_id", "section_id", "opened_at")
    found = {number: Ended(author, section, opened) for number, author, section, opened in rows}
    decisions = Decision.objects.filter(case__in=done).order_by("decided_at", "pk")
    facts = ("case_id", "outcome", "decided_at", "section_id", "appeal__outcome")
    for case, outcome, decided_at, section, appeal in decisions.values_list(*facts):
        ended = found.get(case)
        if ended is None:
            continue
        ended.outcomes.append(outcome)
        ended.first_decided_at = ended.first_decided_at or decided_at
        ended.section_id = section or ended.section_id
        ended.appeal = appeal or ended.appeal
    return [ended for ended in found.values() if ended.outcomes]


def authors(cases: list[Ended]) -> list[Hashable]:
    """Return whom cases are about, once for each case."""
    return [each.author_id for each in cases]


def by_section(cases: list[Ended]) -> dict[str, list[Hashable]]:
    """Return whom cases are about by section; all that hold now are there."""
    names = dict(sections_now())
    parts: dict[str, list[Hashable]] = {name: [] for name in names.values()}
    for each in cases:
        name = names.get(each.section_id or 0, _("Something else"))
        parts.setdefault(name, []).append(each.author_id)
    return parts


def by_end(cases: list[Ended]) -> dict[str, list[Hashable]]:
    """Return whom cases are about by how they ended."""
    names = {
        "fine": _("It kept to what we agreed"),
        "changed": _("Its author wrote it another way"),
        "withdrawn": _("It was withdrawn"),
        Appeal.Outcome.UPHELD: _("Appeal: the decision stayed"),
        Appeal.Outcome.OVERTURNED: _("Appeal: the decision was undone"),
        Appeal.Outcome.OPEN: _("Appeal: still talked about, or taken back"),
    }
    names[Appeal.Outcome.TAKEN_BACK] = names[Appeal.Outcome.OPEN]
    parts: dict[str, list[Hashable]] = {name: [] for name in names.values()}
    for each in cases:
        parts[names[each.end]].append(each.author_id)
    return parts


def bars(parts: dict[str, list[Hashable]]) -> list[Bar]:
    """Return the rows of a table, without what may not be shown."""
    found: Parts = list(parts.values())
    shown = shown_parts(found) or [False] * len(found)
    total = sum(map(len, found))
    return [
        Bar(name, len(part), round(100 * len(part) / total)) if is_shown else Bar(name, None, None)
        for (name, part), is_shown in zip(parts.items(), shown, strict=True)
    ]


def usual_time(cases: list[Ended]) -> str:
    """Return how long half of the cases took at most until the first decision, in words."""
    spans: list[Any] = [
        each.first_decided_at - each.opened_at for each in cases if each.first_decided_at
    ]
    hours = max(1, round(median(spans) / timedelta(hours=1)))
    if hours < HOURS_OF_TWO_DAYS:
        return ngettext("%(num)s hour", "%(num)s hours", hours) % {"num": hours}
    days = round(hours / 24)
    return ngettext("%(num)s day", "%(num)s days", days) % {"num": days}
