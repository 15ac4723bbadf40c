"""Finding the words and phrases of all rules in a text, as they are spelled or with tricks."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from moderation.screening.folding import PLAIN, Skeleton, encoded
from moderation.screening.phrases import (
    Book,
    Hit,
    Phrase,
    Place,
    forms_read_as,
    phrase_words,
    spans,
)
from moderation.screening.spelling import (
    LONGEST,
    SHORTEST,
    STRETCH,
    TRICKY,
    is_hidden_well,
    is_spelling,
    set_right,
)

Match = tuple[int, int, int]
# Stands between the parts of a contribution when they are read in one go.
BETWEEN_PARTS = "\n\x1f\n"
# Where a sentence ends, or a part.
ENDS = re.compile(r"[.!?…][\"'”’)]*\s|\n\s*\n|\x1f")
# Bytes on both sides of a stretched letter that are looked at again, for phrases.
AROUND = 100


class WordBook:
    """The words of all rules. Matches are (rule, start, end) with places in the text."""

    def __init__(self) -> None:
        self._phrases: dict[tuple[bytes, ...], Phrase] = {}
        self._plain: Book | None = None
        self._sly: Book | None = None

    def add(self, rule: int, phrase: str, *, forms: bool, tricks: bool) -> None:
        """Let a rule look for a word or phrase."""
        words = phrase_words(phrase, forms=forms)
        if not words:
            return
        found = self._phrases.setdefault(words, Phrase(words))
        found.rules.append(rule)
        if tricks:
            found.sly.append(rule)

    def compile(self) -> None:
        """Make the automata, once all is added."""
        sly = [each for each in self._phrases.values() if each.sly]
        self._plain = Book(self._phrases.values(), PLAIN) if self._phrases else None
        self._sly = Book(sly, TRICKY) if sly else None

    def find(self, text: str) -> Iterator[Match]:
        """Yield what is found; the same place twice where two ways of reading find it."""
        if self._plain is None:
            return
        slots = encoded(text)
        read = PLAIN.of(slots)
        hits, _stretched, _apart = self._plain.search(read)
        if hits:
            yield from as_spelled(self._plain, Skeleton(text, slots, PLAIN, read), hits)
        if self._sly is not None:
            read = TRICKY.of(slots)
            found = self._sly.search(read)
            if any(found):
                yield from with_tricks(self._sly, Skeleton(text, slots, TRICKY, read), *found)


def as_spelled(book: Book, skeleton: Skeleton, hits: list[Hit]) -> Iterator[Match]:
    """Yield the words and phrases that stand there, none across the end of a sentence."""
    for place in book.places(skeleton.read, hits):
        start, end = skeleton.source(place.start, place.end)
        if len(place.words) == 1 or not ENDS.search(skeleton.text, start, end):
            for rule in place.phrase.rules:
                yield rule, start, end


def with_tricks(
    book: Book,
    skeleton: Skeleton,
    hits: list[Hit],
    stretched: list[int],
    apart: list[tuple[int, int]],
) -> Iterator[Match]:
    """Yield the words and phrases that are meant, however they are spelled."""
    for place in book.places(skeleton.read, hits):
        yield from meant(skeleton, place, place.start, place.end)
    for start, end in windows(skeleton.read, stretched):
        yield from in_window(book, skeleton, start, end)
    for letters in runs(apart):
        yield from in_letters(book, skeleton, letters)


def windows(read: bytes, places: list[int]) -> Iterator[tuple[int, int]]:
    """Yield stretches of a reading with words around these places, none twice."""
    last_start = last_end = 0
    for place in sorted(places):
        start = max(0, read.rfind(b" ", 0, max(1, place - AROUND)))
        end = read.find(b" ", place + AROUND) + 1 or len(read)
        if last_end and start >= last_end:
            yield last_start, last_end
            last_end = 0
        if not last_end:
            last_start = start
        last_end = end
    if last_end:
        yield last_start, last_end


def runs(pairs: list[tuple[int, int]]) -> Iterator[list[int]]:
    """Yield where three or more letters stand alone in a row, by where two of them do."""
    run: list[int] = []
    for first, second in sorted(pairs):
        if run and run[-1] == first:
            run.append(second)
            continue
        if len(run) >= SHORTEST:
            yield run
        run = [first, second]
    if len(run) >= SHORTEST:
        yield run


def in_window(book: Book, skeleton: Skeleton, start: int, end: int) -> Iterator[Match]:
    """Yield what is found when letters that stand there too often are taken away."""
    read = skeleton.read[start:end]
    for shorter in set_right(read):
        hits = book.search(shorter)[0]
        if not hits:
            continue
        here, there = spans(read, 0, len(read)), spans(shorter, 0, len(shorter))
        for place in book.places(shorter, hits):
            first = bisect_right(there, (place.start, len(shorter))) - 1
            last = first + len(place.words) - 1
            yield from meant(skeleton, place, start + here[first][0], start + here[last][1])


def in_letters(book: Book, skeleton: Skeleton, letters: list[int]) -> Iterator[Match]:
    """Yield what letters that stand alone, one after the other, are together."""
    for runs_of_letters in spelled_out(skeleton.read, letters):
        word = bytes(skeleton.read[start] for start, _end in runs_of_letters)
        for first in range(len(word) - SHORTEST + 1):
            ends = range(first + SHORTEST, min(first + LONGEST, len(word)) + 1)
            # All that may begin with this letter, as words beside each other.
            read = b" %b " % b" ".join([word[first:end] for end in ends])
            for place in book.places(read, book.search(read)[0]):
                last = first + place.end - place.start - 1
                start, end = runs_of_letters[first][0], runs_of_letters[last][1]
                if is_spelled(skeleton, place, [(start, end)]):
                    source = skeleton.source(start, end)
                    if "\x1f" not in skeleton.text[slice(*source)]:
                        yield from ((rule, *source) for rule in place.phrase.sly)


def spelled_out(read: bytes, letters: list[int]) -> Iterator[list[tuple[int, int]]]:
    """Yield where each letter begins and ends, and again with those three times once, and twice."""
    singles = [(place, place + 1) for place in letters]
    yield singles
    together = bytes(read[place] for place in letters)
    if not STRETCH.search(together):
        return
    for times in (1, 2):
        found, last = [], 0
        for run in STRETCH.finditer(together):
            found += singles[last : run.start()]
            found += [(letters[run.start()], letters[run.end() - 1] + 1)] * times
            last = run.end()
        yield found + singles[last:]


def meant(skeleton: Skeleton, place: Place, start: int, end: int) -> Iterator[Match]:
    """Yield a phrase for each rule, if the words there are spellings of it."""
    words = spans(skeleton.read, start, end)
    if not is_spelled(skeleton, place, words):
        return
    source = skeleton.source(start, end)
    hides = all(is_hidden_well(skeleton, *word) for word in words)
    if hides and (len(words) == 1 or not ENDS.search(skeleton.text, *source)):
        for rule in place.phrase.sly:
            yield rule, *source


def is_spelled(skeleton: Skeleton, place: Place, words: list[tuple[int, int]]) -> bool:
    """Tell whether each word that stands there is a spelling of its own of the phrase."""
    return len(words) == len(place.words) and all(
        any(
            is_spelling(form, skeleton.kept(*span))
            for form in forms_read_as(place.phrase, number, word)
        )
        for number, (span, word) in enumerate(zip(words, place.words, strict=True))
    )
