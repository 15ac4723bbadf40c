"""Words and phrases of all rules in one automaton for each way of reading.

The automaton (Aho and Corasick's) goes over a text once, whatever the number of words. It holds a
single word in all its forms; of a phrase it holds one word and how the next one begins, and the
rest is compared when that was found. What it found is a number: no word is kept as an object.
"""

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ahocorasick_rs import BytesAhoCorasick, Implementation

from moderation.screening.folding import NO_LETTER, PLAIN, Reading, words_of
from moderation.screening.forms import forms_of
from moderation.screening.spelling import APART, SHORTEST, TRICKY, TRIPLES, tricky

BEGINNING = 3
# The number of a literal, and where it begins.
Hit = tuple[int, int]
WORD = re.compile(rb"[^ ]+")
IN_LETTERS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(eq=False)
class Phrase:
    """A word or a phrase, and the rules that look for it.

    Each word is its forms in one string with a blank around each: ' klant klanten '.
    """

    words: tuple[bytes, ...]
    rules: list[int] = field(default_factory=list)
    # Those among them that look through tricks of spelling.
    sly: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Place:
    """Where a phrase may stand in a reading, and the word that stands there for each of its own."""

    phrase: Phrase
    start: int
    end: int
    words: tuple[bytes, ...]


def phrase_words(phrase: str, *, forms: bool) -> tuple[bytes, ...]:
    """Return the words of a phrase as they are compared, each with its forms."""
    found = []
    for word in IN_LETTERS.findall(phrase) if forms else [phrase]:
        parts = words_of(word)
        if forms and len(parts) == 1:
            folded = {b" ".join(words_of(form)) for form in forms_of(word)}
            found.append(b" %b " % b" ".join(sorted(each for each in folded if b" " not in each)))
        else:
            found.extend(b" %b " % part for part in parts)
    # Letters of other alphabets are all one to us; a pattern can look for them.
    return () if any(chr(NO_LETTER).encode("latin-1") in forms for forms in found) else tuple(found)


class Book:
    """Phrases in one automaton, for one way of reading."""

    def __init__(self, phrases: Iterable[Phrase], reading: Reading) -> None:
        self.reading = reading
        self.phrases = list(phrases)
        # Which phrase a literal belongs to; a second one that shares it is named in `_more`.
        self._owners = array("I")
        self._more: dict[int, list[int]] = {}
        literals: dict[bytes, int] = {}
        for number, phrase in enumerate(self.phrases):
            for literal in marks(phrase, reading):
                self._own(number, literals.setdefault(literal, len(literals)))
        signs = TRIPLES + APART if reading is TRICKY else ()
        self._automaton = BytesAhoCorasick(
            [*literals, *signs], implementation=Implementation.ContiguousNFA
        )

    def _own(self, phrase: int, literal: int) -> None:
        if literal == len(self._owners):
            self._owners.append(phrase)
        else:
            self._more.setdefault(literal, []).append(phrase)

    def search(self, read: bytes) -> tuple[list[Hit], list[int], list[tuple[int, int]]]:
        """Return what stands in a text, as literals with their places, and where tricks show.

        These are letters that stand there three times, and pairs of letters that stand alone.
        """
        hits = self._automaton.find_matches_as_indexes(read, overlapping=True)
        if not hits:
            return [], [], []
        stretched = len(self._owners)
        apart = stretched + len(TRIPLES)
        return (
            [(literal, start) for literal, start, _end in hits if literal < stretched],
            [start for literal, start, _end in hits if stretched <= literal < apart],
            [(start + 1, end - 2) for literal, start, end in hits if literal >= apart],
        )

    def places(self, read: bytes, hits: Iterable[Hit]) -> Iterator[Place]:
        """Yield the phrases that stand whole where the automaton found a part of them."""
        for literal, start in hits:
            for number in (self._owners[literal], *self._more.get(literal, ())):
                if found := whole(self.phrases[number], read, start + 1, self.reading):
                    yield found


def marks(phrase: Phrase, reading: Reading) -> set[bytes]:
    """Return what the automaton looks for so as not to miss a phrase."""
    words = [each.translate(reading.table) for each in phrase.words]
    if len(words) == 1:
        return {b" %b " % form for form in words[0].split() if can_be_read(form, reading)}
    at = marked_word(words)
    beginnings = {f"{each.decode('latin-1')} "[:BEGINNING] for each in words[at + 1].split()}
    return {
        b" %b%b%b" % (form, b" " * blanks, beginning.encode("latin-1"))
        for form in words[at].split()
        for beginning in beginnings
        for blanks in range(1, reading.blanks + 1)
    }


def can_be_read(form: bytes, reading: Reading) -> bool:
    """Tell whether a word is long enough: two letters hide in too many places."""
    return reading is PLAIN or len(form) >= SHORTEST


def marked_word(words: list[bytes]) -> int:
    """Return the place of the word that is looked for first: the longest, but not the last one."""
    return max(range(len(words) - 1), key=lambda at: len(min(words[at].split(), key=len)))


def whole(phrase: Phrase, read: bytes, start: int, reading: Reading) -> Place | None:
    """Return the place of a phrase of which the marked word begins at `start`, if all is there."""
    words = [each.translate(reading.table) for each in phrase.words]
    if len(words) == 1:
        end = read.index(b" ", start)
        return Place(phrase, start, end, (read[start:end],))
    at = marked_word(words)
    longest = [max(map(len, each.split())) + reading.blanks for each in words]
    first = max(0, start - sum(longest[:at]) - 1)
    before = spans(read, first, start)[-at:] if at else []
    after = spans(read, start, start + sum(longest[at:]) + 1)[: len(words) - at]
    found = [*before, *after]
    there = tuple(read[slice(*span)] for span in found)
    if len(there) != len(words) or not all(
        b" %b " % word in forms for word, forms in zip(there, words, strict=True)
    ):
        return None
    return Place(phrase, found[0][0], found[-1][1], there)


def spans(read: bytes, start: int, end: int) -> list[tuple[int, int]]:
    """Return where the words between two places of a reading begin and end."""
    return [word.span() for word in WORD.finditer(read, start, end)]


def forms_read_as(phrase: Phrase, number: int, word: bytes) -> list[bytes]:
    """Return the forms of a word of a phrase that are read as this with tricks."""
    return [form for form in phrase.words[number].split() if tricky(form) == word]
