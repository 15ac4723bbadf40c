"""Asking the index: the newest and the best fitting of each kind, in the reader's sight."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import QuerySet

from intranet.platform.composed import Sought, composed_once
from search.feeds.questions import Question, steps_back
from search.findable import Findable, findables
from search.models import Entry
from search.querysets import EVER

# Hits of a kind are counted so far, and then the number is "more than".
MOST_COUNTED = 50
# Of what has the words in its title, so many come before the newest.
TITLED = 10
A_MOMENT = timedelta(microseconds=1)
HALF_AS_NEW = 365  # days


class Found(NamedTuple):
    """An entry that answers, with what narrows a search further."""

    kind: str
    number: int
    audience_id: int
    author_id: int
    sort: str
    has_file: bool
    published_at: datetime
    fit: float


@dataclass(frozen=True)
class Narrowed:
    """What somebody narrowed a search to."""

    audience_id: int | None = None
    author_id: int | None = None
    sort: str = ""
    has_file: bool = False
    since: datetime = EVER

    def marks(self) -> list[str]:
        """Return the marks that entries must have."""
        return [
            *([f"'=a{self.audience_id}'"] if self.audience_id else []),
            *([f"'=p{self.author_id}'"] if self.author_id else []),
            *([f"'=s{self.sort}'"] if self.sort else []),
            *(["'=f1'"] if self.has_file else []),
        ]

    @property
    def is_of_said(self) -> bool:
        """Tell whether only what people said can answer."""
        return bool(self.marks()) or self.since > EVER


@dataclass
class Answer:
    """What was found of each kind, the best first."""

    by_kind: dict[str, list[Found]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(self.by_kind.values())

    def of(self, kind: str) -> list[Found]:
        """Return what was found of a kind."""
        return self.by_kind.get(kind, [])


def find(
    viewer: Any,
    question: Question,
    *,
    until: datetime,
    narrowed: Narrowed | None = None,
    kinds: Iterable[str] = (),
    most: int = MOST_COUNTED + 1,
) -> Answer:
    """Return what answers a question, of these kinds, of all without them."""
    narrowed = narrowed or Narrowed()
    if not question or question.is_hopeless:
        return Answer()
    kinds = kinds or [
        kind for kind, one in findables().items() if one.is_said or not narrowed.is_of_said
    ]
    # Whether words stand beside each other has to be looked up in each entry that has them.
    how = {"enough": most + most // 2, "at_once": bool(question.phrases)}
    steps = {kind: steps_back(kind, question.share, until, **how) for kind in kinds}
    rows = entries_found(
        viewer,
        " ".join(f"{kind} {len(each)}" for kind, each in steps.items()),
        f"{most}",
        narrowed.since,
        until + A_MOMENT,
        Sought(" & ".join([question.written(), *narrowed.marks()])),
        Sought(" & ".join([question.written_of_titles(), *narrowed.marks()])),
        *as_arguments(step for each in steps.values() for step in each),
    )
    return in_order([Found(*row) for row in rows], until)


def as_arguments(steps: Iterable[tuple[str, datetime]]) -> list[Any]:
    """Write steps back in time as arguments of a question that is composed once."""
    return [part for marks, began in steps for part in (Sought(marks), began)]


@composed_once
def entries_found(  # noqa: PLR0913
    viewer: Any, kinds: str, most: str, since: Any, until: Any, asked: Any, titled: Any, *steps: Any
) -> QuerySet:  # fmt: skip
    """Compose the question to the index; `kinds` says how many of the steps are for each."""
    pairs = iter(zip(steps[::2], steps[1::2], strict=True))
    names = iter(kinds.split())
    parts = []
    for kind, number in zip(names, names, strict=True):
        own = list(islice(pairs, int(number)))
        entries = in_sight(viewer, findables()[kind]).filter(published_at__gte=since)
        if kind == "post" and len(own) > 1:
            # Fewer have it in their title, so that is looked for further back.
            parts.append(looking_back(entries, kind, titled, asked, until, own[1:], TITLED))
        parts.append(looking_back(entries, kind, asked, asked, until, own, int(most)))
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]


def in_sight(viewer: Any, findable: Findable) -> Any:
    """Return the entries of a kind that a reader may find."""
    entries = Entry.objects.visible_to(viewer)
    beyond = findable.beyond(viewer)
    if beyond is not None:
        entries = entries | Entry.objects.filter(number__any=beyond)
    if findable.is_said:
        entries = entries.heard_by(viewer)
    return entries.of_active() if findable.kind == "person" else entries


def looking_back(  # noqa: PLR0913
    entries: Any, kind: str, asked: Any, fit: Any, until: Any, steps: list, most: int
) -> QuerySet:
    """Compose the question for a kind: a span only when those before it held too little."""
    spans = []
    for marks, began in steps:
        rows = entries.answering(asked, f"'=k{kind}'", marks).with_fit(fit)
        rows = rows.filter(published_at__lt=until, published_at__gte=began)
        spans.append(rows.newest_first().values_list(*Found._fields)[:most])
        until = began
    return spans[0].union(*spans[1:], all=True)[:most] if len(spans) > 1 else spans[0]


def in_order(rows: list[Found], until: datetime) -> Answer:
    """Sort what was found by kind, and within that by how well it fits and how new it is."""
    said = {kind for kind, findable in findables().items() if findable.is_said}
    scored = [(score(row, until) if row.kind in said else row.fit, row) for row in rows]
    scored.sort(key=lambda one: (one[0], one[1].number), reverse=True)
    answer, seen = Answer(), set()
    for _score, row in scored:
        if (row.kind, row.number) not in seen:
            seen.add((row.kind, row.number))
            answer.by_kind.setdefault(row.kind, []).append(row)
    return answer


def score(row: Found, until: datetime) -> float:
    """Return how good an answer is: its fit, half of it by how new it is."""
    days = max(0.0, (until - row.published_at).total_seconds() / 86_400)
    return row.fit * (0.5 + 0.5 / (1 + days / HALF_AS_NEW))
