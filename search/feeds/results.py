"""What the page of a search shows: hits of each kind, what narrows them, and what was meant."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from markupsafe import Markup

from intranet.platform.composed import composed_once
from intranet.platform.paging import read_cursor, write_cursor
from people.models import User
from search.feeds.excerpts import excerpt, marked
from search.feeds.finding import MOST_COUNTED, Answer, Found, Narrowed, find
from search.feeds.questions import Question, read_question
from search.feeds.suggesting import meant, words_used
from search.findable import Hit, Place, findables, places_of

# Hits of each kind side by side, and of one kind on a page.
TOGETHER = {
    "person": 3, "community": 3, "blog": 2, "topic": 4, "article": 4, "post": 5,
    "author_question": 3, "comment": 4, "file": 3,
}  # fmt: skip
A_PAGE = 20
FEW = 8
QUICKLY = {"person": 3, "community": 2, "blog": 1, "topic": 2, "article": 2, "post": 3}
PLACES_OFFERED, AUTHORS_OFFERED = 8, 5
PERIODS = {"week": 7, "month": 31, "year": 366}
LENGTH_OF_UNDER = 80


@dataclass(frozen=True)
class Asked:
    """What somebody looks for, and to what it is narrowed."""

    words: str
    kind: str = ""
    sort: str = ""
    place: Place | None = None
    author: User | None = None
    period: str = ""
    has_file: bool = False
    newest_first: bool = False
    cursor: str = ""

    def narrowed(self, now: datetime) -> Narrowed:
        """Return it as the index is asked."""
        days = PERIODS.get(self.period)
        return Narrowed(
            audience_id=self.place.audience_id if self.place else None,
            author_id=self.author.pk if self.author else None,
            sort=self.sort,
            has_file=self.has_file,
            **({"since": now - timedelta(days=days)} if days else {}),
        )

    @property
    def is_narrowed(self) -> bool:
        """Tell whether something would be found without a filter that is not found with it."""
        narrowing = (self.sort, self.place, self.author, self.period, self.has_file, self.kind)
        return any(narrowing)


@dataclass(frozen=True)
class Shown:
    """A hit as the page draws it, the words of the question marked."""

    kind: str
    number: int
    hit: Hit
    title: Markup
    words: Markup
    under: str
    place: Place | None
    author: User | None


@dataclass(frozen=True)
class Group:
    """Hits of one kind, and how many there are."""

    kind: str
    shown: list[Shown]
    count: int

    @property
    def has_more(self) -> bool:
        """Tell whether there are others of this kind."""
        return self.count > len(self.shown)


@dataclass(frozen=True)
class Choice:
    """Something a search can be narrowed to, and how much is there."""

    value: str
    name: str
    count: int
    is_chosen: bool = False


@dataclass
class Results:
    """Everything on the page."""

    question: Question
    groups: list[Group] = field(default_factory=list)
    # What was looked for in the place of words that nobody used; "" when they were right.
    instead: str = ""
    # Where nothing answers: the words that each alone would.
    used: list[str] = field(default_factory=list)
    next_cursor: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    choices: dict[str, list[Choice]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """Return how many there are of all kinds together, as far as they are counted."""
        return sum(self.counts.values())

    @property
    def is_more(self) -> bool:
        """Tell whether there are more than were counted."""
        return any(count > MOST_COUNTED for count in self.counts.values())


def results(viewer: Any, asked: Asked, *, now: datetime) -> Results:
    """Return what a page of results shows."""
    question = read_question(asked.words)
    begun = read_cursor(asked.cursor)
    until = begun[0] if begun else now
    narrowed = asked.narrowed(now)
    kinds = [asked.kind] if begun and asked.kind else []
    answer = find(viewer, question, until=until, narrowed=narrowed, kinds=kinds)
    instead, used = "", []
    if not answer and not begun:
        used = words_used(viewer, question, until)
        instead, question, answer = meant(viewer, question, used, until=until, narrowed=narrowed)
    found = Results(question, instead=instead, used=used)
    found.counts = {kind: len(rows) for kind, rows in answer.by_kind.items()}
    if asked.kind:
        page = page_of(answer.of(asked.kind), asked, begun, until)
        found.next_cursor = page[1]
        rows = {asked.kind: page[0]}
    else:
        rows = {kind: answer.of(kind)[: TOGETHER[kind]] for kind in findables()}
    show(viewer, found, answer, rows, asked)
    return found


def page_of(
    rows: list[Found], asked: Asked, begun: tuple | None, until: datetime
) -> tuple[list[Found], str]:
    """Return one page of a kind, and the cursor after which the next one comes."""
    if asked.newest_first:
        rows = sorted(rows, key=lambda row: (row.published_at, row.number), reverse=True)
        if begun:
            rows = [row for row in rows if (row.published_at, row.number) < begun]
        page = rows[:A_PAGE]
        more = len(rows) > A_PAGE
        return page, write_cursor(page[-1].published_at, page[-1].number) if more else ""
    # The best are as good as they were when the first page was asked for, so they keep their order.
    # Where the last one is there no more, nobody can tell what came after it.
    numbers = [row.number for row in rows]
    start = 0
    if begun:
        start = numbers.index(begun[1]) + 1 if begun[1] in numbers else len(rows)
    page = rows[start : start + A_PAGE]
    more = len(rows) > start + A_PAGE
    return page, write_cursor(until, page[-1].number) if more else ""


def show(
    viewer: Any, found: Results, answer: Answer, rows: dict[str, list[Found]], asked: Asked
) -> None:
    """Fetch what is shown as it is now, and as far as the reader may see it now."""
    hits = {
        kind: findables()[kind].hits(viewer, [row.number for row in some])
        for kind, some in rows.items()
        if some
    }
    said = [row for some in answer.by_kind.values() for row in some if is_said(row)]
    audiences = Counter(row.audience_id for row in said)
    authors = Counter(row.author_id for row in said)
    on_page = [row for some in rows.values() for row in some]
    places = places_of(
        viewer,
        {row.audience_id for row in on_page if is_said(row)}
        | {audience for audience, _count in audiences.most_common(PLACES_OFFERED)},
    )
    people = people_named(
        {hit.author for some in hits.values() for hit in some.values()}
        | {author for author, _count in authors.most_common(AUTHORS_OFFERED)}
    )
    words = found.question.shown
    for kind, some in rows.items():
        drawn = [
            draw(row, hits[kind][row.number], words, places, people)
            for row in some
            if row.number in hits[kind]
        ]
        if drawn:
            missing = len(some) - len(drawn)
            found.counts[kind] -= missing
            found.groups.append(Group(kind, drawn, found.counts[kind]))
        else:
            found.counts.pop(kind, None)
    found.choices = choices(said, asked, audiences, authors, places, people)


def is_said(row: Found) -> bool:
    """Tell whether somebody said it, somewhere."""
    return findables()[row.kind].is_said


def draw(
    row: Found, hit: Hit, words: frozenset[str], places: dict[int, Place], people: dict[int, User]
) -> Shown:
    """Return a hit as the page draws it."""
    under = " ".join(hit.under.split())
    return Shown(
        kind=row.kind,
        number=row.number,
        hit=hit,
        title=marked(hit.title, words),
        words=excerpt(hit.words, words),
        under=under if len(under) <= LENGTH_OF_UNDER else f"{under[:LENGTH_OF_UNDER].rstrip()}…",
        place=places.get(row.audience_id),
        author=hit.author if isinstance(hit.author, User) else people.get(hit.author),
    )


def people_named(ids: Iterable[Any]) -> dict[int, User]:
    """Return people by number."""
    wanted = sorted(one for one in ids if isinstance(one, int) and one)
    return {person.pk: person for person in people_with(wanted)} if wanted else {}


@composed_once
def people_with(ids: list[int]) -> QuerySet:
    """Compose the question for people by name, and where they work."""
    return User.objects.filter(pk__any=ids).only("name", "location", "is_active", "is_system")


def choices(  # noqa: PLR0913
    said: list[Found], asked: Asked, audiences: Counter, authors: Counter, places: Any, people: Any
) -> dict[str, list[Choice]]:
    """Return to what the search can be narrowed further: only what has an answer."""
    sorts = Counter(row.sort for row in said if row.kind == "post")
    names = findables()["post"].sorts if "post" in findables() else {}
    chosen_place = asked.place.slug if asked.place else ""
    return {
        "sort": [
            Choice(sort, names[sort], count, sort == asked.sort)
            for sort, count in sorts.most_common()
            if sort in names
        ],
        "place": [
            Choice(places[one].slug, places[one].name, count, places[one].slug == chosen_place)
            for one, count in audiences.most_common(PLACES_OFFERED)
            if one in places
        ],
        "author": [
            Choice(str(one), people[one].shown_name, count, asked.author == people[one])
            for one, count in authors.most_common(AUTHORS_OFFERED)
            if one in people
        ],
        "has_file": [
            Choice("1", "", sum(row.has_file for row in said), asked.has_file),
        ],
    }


def quick_results(viewer: Any, words: str, *, now: datetime) -> Results:
    """Return a few likely ones while somebody types."""
    found = Results(read_question(words))
    answer = find(viewer, found.question, until=now, kinds=QUICKLY, most=FEW)
    found.counts = {kind: len(rows) for kind, rows in answer.by_kind.items()}
    rows = {kind: answer.of(kind)[:most] for kind, most in QUICKLY.items()}
    show(viewer, found, answer, rows, Asked(words))
    return found
