"""What the desk shows: the queue, and a case with what it is about, without names until asked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext as _

from intranet.platform import clock
from intranet.platform.moderated import Evidence, Said, lender_of
from intranet.platform.paging import page_by_time, read_cursor, write_cursor
from moderation.feeds.narrowing import Narrowing
from moderation.feeds.wordings import titles_of
from moderation.models import Acceptance, Appeal, Case, CaseFinding, Decision, Wording
from moderation.querysets import WAITING
from people.models import User

CASES_A_PAGE = 30
SOON = 24  # hours before it is due that a case says so
MENTION = re.compile(r'<a [^>]*data-person="(\d+)"[^>]*>.*?</a>', re.DOTALL)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
QUEUES = ("open", "appeals", "done")


@dataclass(frozen=True)
class Row:
    """A line in the queue."""

    case: Case
    words: str
    section: str
    is_late: bool
    is_soon: bool
    appeal: Appeal | None = None


@dataclass(frozen=True)
class Queue:
    """A page of the queue."""

    rows: list[Row]
    next_cursor: str = ""

    def after(self, case: Case) -> Case | None:
        """Return what comes after a case, or what is first where it does not stand here."""
        cases = [row.case for row in self.rows]
        place = cases.index(case) + 1 if case in cases else 0
        return cases[place] if place < len(cases) else None


def queue(
    viewer: Any, *, only: str = "open", cursor: str = "", narrowed: Narrowing | None = None
) -> Queue:
    """Return the cases on this person's desk, the most urgent first; done ones the last first."""
    mine = (narrowed or Narrowing()).within(Case.objects.visible_to(viewer), viewer)
    if only == "appeals":
        return appeals(mine)
    cases = with_words(mine.select_related("claimed_by"))
    if only == "done":
        page = page_by_time(
            cases.filter(stage=Case.Stage.DONE), field="done_at", cursor=cursor, size=CASES_A_PAGE
        )
        return Queue(rows_of(page.items), page.next_cursor)
    waiting = cases.open().waiting()
    place = read_cursor(cursor)
    if place is not None:
        waiting = waiting.filter(Q(due_at__gt=place[0]) | Q(due_at=place[0], pk__gt=place[1]))
    found = list(waiting[: CASES_A_PAGE + 1])
    page, more = found[:CASES_A_PAGE], len(found) > CASES_A_PAGE
    return Queue(rows_of(page), write_cursor(page[-1].due_at, page[-1].pk) if more else "")


def appeals(cases: Any) -> Queue:
    """Return the appeals among some cases that somebody has to decide."""
    cases = cases.filter(decisions__appeal__outcome="open")
    found = list(with_words(cases.order_by("decisions__appeal__due_at", "pk"))[:CASES_A_PAGE])
    open_ones = Appeal.objects.filter(decision__case__in=found, outcome="open")
    known = {each.decision.case_id: each for each in open_ones.select_related("decision")}
    return Queue(rows_of(found, appeals=known))


def with_words(cases: Any) -> Any:
    """Fetch the words a case is about, as they were kept last, and how many reported it."""
    kept = Wording.objects.order_by("edits").only("case", "title", "plain", "edits")
    return cases.prefetch_related(Prefetch("wordings", queryset=kept)).annotate(
        report_count=Count("reports", distinct=True)
    )


def rows_of(cases: Iterable[Case], *, appeals: dict[int, Appeal] | None = None) -> list[Row]:
    """Return the lines of some cases."""
    cases = list(cases)
    titles = titles_of(case.section_id for case in cases)
    now = clock.now()
    rows = []
    for case in cases:
        kept = list(case.wordings.all())
        appeal = (appeals or {}).get(case.pk)
        due = appeal.due_at if appeal else case.due_at
        rows.append(
            Row(
                case=case,
                words=(kept[-1].title or kept[-1].plain) if kept else "",
                section=titles.get(case.section_id, ""),
                is_late=case.is_open and due < now,
                is_soon=case.is_open and hours_until(due, now) <= SOON,
                appeal=appeal,
            )
        )
    return rows


def hours_until(moment: datetime, now: datetime) -> float:
    """Return how many hours there are until a moment; fewer than none when it has passed."""
    return (moment - now).total_seconds() / 3600


@dataclass(frozen=True)
class Line:
    """One thing that was said, with the letter or the person it stands under."""

    said: Said
    letter: str
    html: str
    person: User | None = None


@dataclass
class CasePage:
    """A case with all that is needed to decide it."""

    case: Case
    evidence: Evidence | None
    lines: list[Line] = field(default_factory=list)
    earlier: list[Any] = field(default_factory=list)
    kept: list[Wording] = field(default_factory=list)
    findings: list[CaseFinding] = field(default_factory=list)
    reports: list[Any] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)
    record: list[Decision] = field(default_factory=list)
    accepted: Acceptance | None = None
    shows_names: bool = False
    titles: dict[int, str] = field(default_factory=dict)

    @property
    def last_decision(self) -> Decision | None:
        """The decision that stands now."""
        return self.decisions[-1] if self.decisions else None

    @property
    def state(self) -> str:
        """What has become of the words; of what is not there any more, that it was removed."""
        return self.evidence.state if self.evidence else "removed"


def case_page(case: Case, *, shows_names: bool) -> CasePage:
    """Return what the page of a case shows."""
    evidence = lender_of(case.kind).evidence(case.subject_id)
    page = CasePage(case, evidence, shows_names=shows_names and not case.is_unnamed)
    page.lines = lines_of(evidence, shows_names=page.shows_names)
    page.earlier = list(evidence.earlier) if evidence else []
    page.kept = list(case.wordings.order_by("-edits"))
    page.findings = list(case.findings.select_related("rule_version").order_by("pk"))
    page.reports = list(case.reports.order_by("reported_at"))
    page.decisions = list(
        case.decisions.select_related("decided_by", "second_reader", "code_version", "appeal")
    )
    page.notes = list(case.notes.select_related("author").order_by("written_at"))
    page.record = record_of(case.author_id, but=case)
    accepted = Acceptance.objects.filter(person=case.author_id, accepted_at__lte=case.opened_at)
    page.accepted = accepted.select_related("version").order_by("-version__number").first()
    page.titles = titles_of(
        [case.section_id, *(each.section_id for each in page.reports + page.decisions)]
    )
    return page


def record_of(person_id: int, *, but: Case) -> list[Decision]:
    """Return earlier decisions that a person did wrong, as long as they count."""
    standing = Decision.objects.filter(
        case__author=person_id, overturned_at=None, lapses_on__gt=clock.day_here(clock.now())
    )
    last = standing.exclude(case=but).order_by("-decided_at")[:CASES_A_PAGE]
    return [decision for decision in last if decision.stands]


def lines_of(evidence: Evidence | None, *, shows_names: bool) -> list[Line]:
    """Return what was said in its order, each under a letter, or under a name when it is shown."""
    if evidence is None:
        return []
    said = [*evidence.before, evidence.subject, *evidence.after]
    letters = letters_of(said)
    people = User.objects.with_card().in_bulk(letters) if shows_names else {}
    return [
        Line(
            said=each,
            letter=letters[each.author_id],
            html=each.html if shows_names else hide_names(each.html, letters),
            person=people.get(each.author_id),
        )
        for each in said
    ]


def letters_of(said: Iterable[Said]) -> dict[int, str]:
    """Give everybody who speaks or is named a letter, in the order in which they come."""
    letters: dict[int, str] = {}
    for each in said:
        named = [int(number) for number in MENTION.findall(each.html)]
        for person in (each.author_id, *named):
            letters.setdefault(person, LETTERS[len(letters) % len(LETTERS)])
    return letters


def hide_names(html: str, letters: dict[int, str]) -> str:
    """Write the letter of a person in the place of a mention of her."""

    def letter(found: re.Match) -> str:
        return _("Colleague %(letter)s") % {"letter": letters.get(int(found[1]), "?")}

    return MENTION.sub(letter, html)


def counts_on_desk(viewer: Any) -> dict[str, int]:
    """Return how many cases wait, and how many appeals."""
    cases = Case.objects.visible_to(viewer)
    return cases.aggregate(
        open=Count("pk", filter=Q(stage__in=WAITING), distinct=True),
        appeals=Count(
            "decisions__appeal", filter=Q(decisions__appeal__outcome="open"), distinct=True
        ),
    )
