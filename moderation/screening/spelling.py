"""Spelling tricks: k.l.o.o.t, kl00t, k l o o t, klooooot, and letters of other alphabets.

Reading with tricks turns each of these into the same letters. That reads too much: 'lui' becomes
what 'lul' becomes, and "he'll" becomes 'hell'. So what is found is held against the text again
(`is_meant`), and nothing counts that an ordinary sentence could hold.
"""

import re
import string
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from moderation.screening.folding import (
    BLANK,
    FIRST_LOOK_ALIKE,
    NO_LETTER,
    PLAIN,
    SLOTS,
    Reading,
    Skeleton,
)

SHORTEST = 3
# As many letters that stand alone are read as one word.
LONGEST = 20
LEET = {"@": "a", "4": "a", "3": "e", "1": "il", "|": "il", "0": "o", "$": "s", "5": "s", "7": "t"}
# What stands between words though no blank does; all other marks are read over.
BETWEEN = string.whitespace + "/\\–—\x1f\x1c\x1d\x1e\u00a0" + "".join(map(chr, range(32)))
# Marks that people put into a word to hide it. An apostrophe is not: he'll is no hell.
HIDING = b"._*~+^-=#"
TRIPLES = tuple(letter.encode() * 3 for letter in string.ascii_lowercase)
# Two letters that stand alone; three of them in a row may be a word.
APART = tuple(
    f" {one}{blanks}{other} ".encode()
    for one in string.ascii_lowercase
    for other in string.ascii_lowercase
    for blanks in (" ", "  ", "   ")
)
STRETCH = re.compile(rb"([^ ])\1{2,}")
# So many stretched letters in a row are tried once and twice each, whatever the others are.
MOST_RUNS = 4


def read_as(slot: int) -> int:
    """Return what a slot is read as; 'l' and 'i' are one, because '1' may be either."""
    char = SLOTS[slot]
    if slot >= FIRST_LOOK_ALIKE:
        letter = string.ascii_lowercase[slot - FIRST_LOOK_ALIKE]
    elif char in LEET:
        letter = LEET[char][0]
    else:
        letter = chr(PLAIN.table[slot])
    return ord("i") if letter == "l" else ord(letter)


def skipped() -> bytes:
    """Return the slots that are read over: marks that stand between no words."""
    return bytes(
        slot for slot in range(256) if read_as(slot) == BLANK and SLOTS[slot] not in BETWEEN
    )


TRICKY = Reading(bytes(map(read_as, range(256))), skipped(), blanks=3)


def tricky(word: bytes) -> bytes:
    """Return a word as it is read with tricks."""
    return word.translate(TRICKY.table)


def squeezed(word: bytes) -> bytes:
    """Return a word with each letter once that stands there more often in a row."""
    return re.sub(rb"(.)\1+", rb"\1", word, flags=re.DOTALL)


def set_right(read: bytes) -> Iterator[bytes]:
    """Yield a reading with each letter that stands there three times or more once, and twice."""
    runs = [run.span() for run in STRETCH.finditer(read)]
    for variant in range(2 ** min(len(runs), MOST_RUNS) if runs else 0):
        pieces, last = [], 0
        for number, (start, end) in enumerate(runs):
            times = 2 if variant >> (number % MOST_RUNS) & 1 else 1
            pieces.append(read[last : start + times])
            last = end
        yield b"".join([*pieces, read[last:]])


def slots_for(letter: str) -> bytes:
    """Return the slots that may be meant as this letter."""
    look_alike = string.ascii_lowercase.find(letter)
    return bytes(
        slot
        for slot in range(256)
        if chr(PLAIN.table[slot]) == letter
        or letter in LEET.get(SLOTS[slot], "")
        or (look_alike >= 0 and slot == FIRST_LOOK_ALIKE + look_alike)
    )


@lru_cache(maxsize=2_000)
def spellings(word: bytes) -> re.Pattern[bytes]:
    """Return what a word may look like: a letter as often as it should be, or three times or more.

    Not twice: 'boom' is a tree, and no 'bom'.
    """
    runs = [(run[0][:1], len(run[0])) for run in re.finditer(rb"(.)\1*", word, re.DOTALL)]
    pieces = []
    for letter, times in runs:
        slots = re.escape(slots_for(letter.decode("latin-1")) or letter)
        each = b"[" + slots + b"]"
        pieces.append(
            each + (b"(?:" + each + b"{2,})?" if times == 1 else b"{%d,}" % min(times, 3))
        )
    return re.compile(b"".join(pieces))


def is_letter(slot: int) -> bool:
    """Tell whether this is a letter, of ours or one that looks like it."""
    return (
        slot >= FIRST_LOOK_ALIKE
        or (PLAIN.table[slot] != NO_LETTER and chr(slot).isalpha())
        or (slot > 127 and PLAIN.table[slot] not in (BLANK, NO_LETTER))
    )


def is_spelling(word: bytes, kept: bytes) -> bool:
    """Tell whether these slots are a spelling of a word, mostly in letters."""
    if len(word) < SHORTEST:
        return kept.translate(PLAIN.table) == word
    once = squeezed(kept)
    mostly_letters = 2 * sum(map(is_letter, once)) >= len(once)
    return mostly_letters and bool(spellings(word).fullmatch(kept))


def is_hidden_well(skeleton: Skeleton, start: int, end: int) -> bool:
    """Tell whether the marks inside a word are such as hide it, or stand between all letters."""
    between = [
        skeleton.encoded[one + 1 : other].translate(None, PLAIN.skipped)
        for one, other in pairwise(skeleton.places[start:end])
    ]
    marks = [each for each in between if each]
    return len(marks) == len(between) or not b"".join(marks).translate(None, HIDING)
