"""The rules engine: which rules find something in words, and where.

It knows no database and no person. All rules are compiled into a few automata; a contribution is
read by these once, and a rule is looked at by itself only when they name it.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from intranet.platform.judging import Words
from moderation.screening.exceptions import Exceptions
from moderation.screening.files import kinds_of
from moderation.screening.links import LinkBook
from moderation.screening.looks import Looks
from moderation.screening.patterns import PatternBook
from moderation.screening.personal import GATES, spans_of
from moderation.screening.reading import BETWEEN_PARTS, WordBook
from moderation.screening.shouting import may_shout, shouted

# As many places of a rule are told; nobody reads more of them.
MOST_HITS = 100
Span = tuple[int, int]
Spans = dict[tuple[int, int], set[Span]]


@dataclass(frozen=True, order=True)
class Hit:
    """What a rule found: `quote` is the part's text from start to end.

    Parts are title, plain, choices, files (names) and links, the last three with an index. A hit
    in mentions has no place and no quote; a file of a refused kind is quoted by its name.
    """

    part: str
    index: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True)
class Part:
    """A text that stands apart in a contribution, and where it begins when all are read in one."""

    name: str
    index: int
    text: str
    offset: int

    def hit(self, start: int = 0, end: int | None = None) -> Hit:
        """Return a hit in this part, all of it if nothing is said."""
        end = len(self.text) if end is None else end
        return Hit(self.name, self.index, start, end, self.text[start:end])


def parts_of(words: Words) -> list[Part]:
    """Return the texts of a contribution."""
    named = [("title", 0, words.title), ("plain", 0, words.plain)]
    named += [("choices", number, text) for number, text in enumerate(words.choices)]
    named += [("files", number, name) for number, (name, _mime) in enumerate(words.files)]
    parts, offset = [], 0
    for name, index, text in named:
        if text:
            parts.append(Part(name, index, text, offset))
            offset += len(text) + len(BETWEEN_PARTS)
    return parts


class Engine:
    """Compiled rules. It does not change once it is made, so that threads may share it."""

    def __init__(self, rules: Iterable[tuple[int, Looks]]) -> None:
        self._words = WordBook()
        self._patterns = PatternBook()
        self._links = LinkBook()
        self._files: dict[str, list[int]] = defaultdict(list)
        self._mentions: list[tuple[int, int]] = []
        self._shouting: list[tuple[int, int]] = []
        self._exceptions: dict[int, Exceptions] = {}
        self._personal: dict[str, list[int]] = defaultdict(list)
        self._broken: set[int] = set()
        self._with_history: set[int] = set()
        for rule, looks in rules:
            self._add(rule, looks)
        for kind in self._personal:
            self._patterns.add_gate(GATES[kind])
        self._gates = {GATES[kind]: kind for kind in self._personal}
        self._words.compile()
        self._patterns.compile()

    @property
    def broken(self) -> frozenset[int]:
        """Rules with a pattern that cannot be read; all else of them works."""
        return frozenset(self._broken)

    @property
    def with_history(self) -> frozenset[int]:
        """Rules for which somebody must ask what the author wrote before."""
        return frozenset(self._with_history)

    def _add(self, rule: int, looks: Looks) -> None:
        for word in looks.words:
            self._words.add(rule, word, forms=looks.forms, tricks=looks.tricks)
        if not all([self._patterns.add(rule, pattern) for pattern in looks.patterns]):
            self._broken.add(rule)
        for kind in looks.personal:
            self._personal[kind].append(rule)
        if looks.exceptions:
            self._exceptions[rule] = Exceptions(looks.exceptions, forms=looks.forms)
        if looks.needs_history:
            self._with_history.add(rule)
        self._add_counted(rule, looks)

    def _add_counted(self, rule: int, looks: Looks) -> None:
        if looks.links:
            self._links.add(rule, looks.links.mode, looks.links.domains)
        for kind in looks.files:
            self._files[kind.lower()].append(rule)
        if looks.mentions is not None:
            self._mentions.append((looks.mentions, rule))
        if looks.shouting is not None:
            self._shouting.append((looks.shouting, rule))

    def find(self, words: Words) -> dict[int, list[Hit]]:
        """Return the rules that find something, each with where, in the order of the text."""
        parts = parts_of(words)
        found: dict[int, list[Hit]] = {}
        for (rule, number), spans in sorted(self._spans(parts).items()):
            found.setdefault(rule, []).extend(self._hits(rule, parts[number], spans))
        for rule, hit in self._counted(words, parts):
            found.setdefault(rule, []).append(hit)
        return {rule: hits[:MOST_HITS] for rule, hits in sorted(found.items()) if hits}

    def _spans(self, parts: list[Part]) -> Spans:
        """Return the places where a rule finds something, by rule and number of the part."""
        found: Spans = {}
        begins = [part.offset for part in parts]
        for rule, start, end in self._words.find(BETWEEN_PARTS.join([p.text for p in parts])):
            number = bisect_right(begins, start) - 1
            span = (start - begins[number], end - begins[number])
            found.setdefault((rule, number), set()).add(span)
        for number, part in enumerate(parts):
            for pattern in self._patterns.named(part.text):
                for rule, span in self._matches(pattern, part.text):
                    found.setdefault((rule, number), set()).add(span)
        return found

    def _matches(self, pattern: str, text: str) -> Iterator[tuple[int, Span]]:
        """Yield what a pattern finds, or the checker of personal data for which it is the gate."""
        if kind := self._gates.get(pattern):
            spans = list(spans_of(kind, text))
            yield from ((rule, span) for rule in self._personal[kind] for span in spans)
        if owners := self._patterns.owners(pattern):
            spans = list(self._patterns.spans(pattern, text))
            yield from ((rule, span) for rule in owners for span in spans)

    def _hits(self, rule: int, part: Part, spans: set[Span]) -> Iterator[Hit]:
        """Yield the hits of a rule in a part, those that overlap as one, without exceptions."""
        exceptions = self._exceptions.get(rule)
        for start, end in united(spans):
            if exceptions is None or not exceptions.hold(part.text, start, end):
                yield part.hit(start, end)

    def _counted(self, words: Words, parts: list[Part]) -> Iterator[tuple[int, Hit]]:
        """Yield what is found in links, files and mentions, and shouting."""
        for number, link in enumerate(words.links):
            for rule in self._links.find(link):
                yield rule, Part("links", number, link, 0).hit()
        if self._files:
            yield from self._in_files(words)
        for most, rule in self._mentions:
            if words.mentions > most:
                yield rule, Hit("mentions", 0, 0, 0, "")
        if self._shouting:
            yield from self._shouts(parts)

    def _in_files(self, words: Words) -> Iterator[tuple[int, Hit]]:
        for number, (name, mime) in enumerate(words.files):
            kinds = set(kinds_of(name, mime))
            for rule in {rule for kind in kinds for rule in self._files.get(kind, ())}:
                yield rule, Part("files", number, name, 0).hit()

    def _shouts(self, parts: list[Part]) -> Iterator[tuple[int, Hit]]:
        least = min(percentage for percentage, _rule in self._shouting)
        for part in parts:
            if part.name in ("title", "plain") and may_shout(part.text, least):
                loudness, start, end = shouted(part.text)
                for percentage, rule in self._shouting:
                    if end and loudness >= percentage:
                        yield rule, part.hit(start, end)


def united(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield places in their order, those that overlap as one."""
    first = last = -1
    for start, end in sorted(spans):
        if start < last:
            last = max(last, end)
            continue
        if last > first:
            yield first, last
        first, last = start, end
    if last > first:
        yield first, last


def compile_rules(rules: Iterable[tuple[int, Looks]]) -> Engine:
    """Return an engine for these rules, each with its number."""
    return Engine(rules)
