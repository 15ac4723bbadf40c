"""Earlier posts about the same as what somebody is writing, each with why it is shown."""

from dataclasses import dataclass
from math import log
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import F, Func, QuerySet, TextField

from intranet.platform import clock
from intranet.platform.composed import Sought, composed_once
from people.models import User
from search.feeds.engines import engine, likeness
from search.feeds.finding import A_MOMENT, as_arguments, in_sight
from search.feeds.questions import (
    MOST_AT_ONCE,
    Term,
    how_much_there_is,
    steps_back,
    understood,
    words_of,
)
from search.feeds.results import people_named
from search.findable import Hit, Place, findables, places_of

# Of a text so many words are looked at, and so many of the rarest are looked for.
MOST_LOOKED_AT, MOST_LOOKED_FOR = 120, 10
SHORTEST = 3
# Earlier posts that are weighed, and of which the titles are compared.
MOST_WEIGHED, MOST_COMPARED = 60, 12
# With fewer than these it is worth to look at recent posts with common words as well.
FEW = 3
# Less in common than this part of what the words weigh is chance, and so is less than this part of
# what the likeliest one has.
LEAST, OF_LIKELIEST = 0.25, 0.4
# A word in a title says more than one below it; a title as a whole a little more.
IN_TITLE, OF_TITLE = 1.5, 0.4

LEXEMES = Func(F("words"), function="tsvector_to_array", output_field=ArrayField(TextField()))
RAREST = """\
SELECT word, share FROM search_word
 WHERE word = ANY(%s) AND dutch <> '' AND english <> ''
 ORDER BY share, word LIMIT %s
"""


@dataclass(frozen=True)
class Alike:
    """An earlier post, and why it is shown."""

    hit: Hit
    author: User | None
    place: Place | None
    # The words of the text that it has as well, as they were written.
    words: tuple[str, ...]
    is_same_place: bool = False
    is_same_location: bool = False


@dataclass(frozen=True)
class Among:
    """Among what is looked: a kind of what can be found, and of that perhaps a part."""

    kind: str = "post"
    sort: str = ""
    # Only what stands in this audience.
    audience_id: int | None = None

    def narrowed(self, asked: str) -> str:
        """Return a question to the index, narrowed to it."""
        marks = [asked]
        if self.sort:
            marks.append(f"'=s{self.sort}'")
        if self.audience_id:
            marks.append(f"'=a{self.audience_id}'")
        return " & ".join(marks)


POSTS = Among()


def similar(
    viewer: User, text: str, *, among: Among = POSTS, place: int | None = None, limit: int = 5
) -> list[Alike]:
    """Return earlier contributions like a text that this reader may see, the likeliest first.

    `place` is the audience of where it would be posted.
    """
    terms = telling(text)
    if len(terms) < 2:
        return []
    rows = candidates(viewer, terms, among)
    weighed = sorted(
        ((weigh(terms, lexemes), row) for *row, lexemes in rows),
        key=lambda one: (-one[0][0], -one[1][0]),
    )
    least = max(LEAST, OF_LIKELIEST * weighed[0][0][0]) if weighed else LEAST
    weighed = [one for one in weighed if one[0][0] >= least and len(one[0][1]) > 1]
    return show(viewer, with_titles(text, weighed[:MOST_COMPARED])[:limit], among.kind, place)


def telling(text: str) -> list[Term]:
    """Return the rarest words of a text that people used before, with those that mean the same."""
    words = [word for word in dict.fromkeys(words_of(text)) if len(word) >= SHORTEST]
    with connection.cursor() as cursor:
        cursor.execute(RAREST, [words[:MOST_LOOKED_AT], MOST_LOOKED_FOR])
        rarest = [word for word, _share in cursor]
    return sorted(understood(rarest, begins=False), key=lambda term: term.share)


def candidates(viewer: User, terms: list[Term], among: Among) -> list[Any]:
    """Return what is worth a closer look: those with the rare words, or else recent ones."""
    rows = those_with_any(viewer, rare_ones(terms, among), among)
    if len(rows) < FEW:
        known = {row[0] for row in rows}
        rows += [row for row in those_with_any(viewer, terms, among) if row[0] not in known]
    return rows


def rare_ones(terms: list[Term], among: Among) -> list[Term]:
    """Return as many of the rarest words as are, together, in little enough to weigh all."""
    entries, _a_day = how_much_there_is().get(among.kind, (0, 0.0))
    rare, together = [], 0.0
    for term in terms:
        together += term.share
        if together * entries > MOST_AT_ONCE:
            break
        rare.append(term)
    return rare


def those_with_any(viewer: User, terms: list[Term], among: Among) -> list[Any]:
    """Return what has some of the words; of common words what is of late."""
    if not terms:
        return []
    now = clock.now()
    asked = "(" + " | ".join(term.written() for term in terms) + ")"
    steps = steps_back(among.kind, min(1.0, sum(term.share for term in terms)), now)
    until, sought = now + A_MOMENT, Sought(among.narrowed(asked))
    return those_with(viewer, among.kind, until, sought, *as_arguments(steps))


@composed_once
def those_with(viewer: Any, kind: str, until: Any, asked: Sought, *steps: Any) -> QuerySet:
    """Compose the question for what has some of these words."""
    spans = []
    for marks, began in zip(steps[::2], steps[1::2], strict=True):
        entries = in_sight(viewer, findables()[kind]).answering(asked, f"'=k{kind}'", marks)
        entries = entries.filter(published_at__lt=until, published_at__gte=began).with_fit(asked)
        spans.append(
            entries.order_by("-fit", "-number").values_list(
                "number", "audience_id", "title", LEXEMES
            )[:MOST_WEIGHED]
        )
        until = began
    return spans[0].union(*spans[1:], all=True)[:MOST_WEIGHED] if len(spans) > 1 else spans[0]


def weigh(terms: list[Term], lexemes: list[str]) -> tuple[float, tuple[str, ...]]:
    """Return what part of the words an entry has, rare ones counting more, and which."""
    there, shared, weight, most = set(lexemes), [], 0.0, 0.0
    for term in terms:
        rarity = log(1 / max(term.share, 0.0001))
        most += rarity
        words = {term.typed, *term.variants}
        if words & there:
            shared.append(term.typed)
            in_title = any(f"@{word}" in there for word in words)
            weight += rarity * (IN_TITLE if in_title else 1.0)
    return weight / most if most else 0.0, tuple(shared)


def with_titles(text: str, weighed: list[Any]) -> list[Any]:
    """Sort once more, by how alike the titles are to the text as well."""
    if not weighed:
        return []
    own, *titles = engine().encode([text, *(row[2] for _weight, row in weighed)])
    scored = [
        (weight[0] + OF_TITLE * likeness(own, title), weight[1], row)
        for (weight, row), title in zip(weighed, titles, strict=True)
    ]
    return sorted(scored, key=lambda one: (-one[0], -one[2][0]))


def show(viewer: User, scored: list[Any], kind: str, place: int | None) -> list[Alike]:
    """Fetch them as they are now, as far as the reader may see them now."""
    hits = findables()[kind].hits(viewer, [row[0] for *_, row in scored]) if scored else {}
    places = places_of(viewer, {row[1] for *_, row in scored})
    people = people_named({hit.author for hit in hits.values()})
    found = []
    for _score, words, (number, audience, _title) in scored:
        if hit := hits.get(number):
            author = people.get(hit.author)
            near = author and author.location_id and author.location_id == viewer.location_id
            found.append(
                Alike(hit, author, places.get(audience), words, audience == place, bool(near))
            )
    return found
