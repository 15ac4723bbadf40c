"""The part of a text in which the words of a question stand, with those words marked."""

import re
from functools import lru_cache

from markupsafe import Markup, escape

from search.feeds.questions import FLAT

LENGTH = 180
# Characters of a text in which is looked, and hits that are weighed.
FURTHEST, MOST_MARKS = 20_000, 40


@lru_cache(maxsize=256)
def pattern(words: frozenset[str]) -> re.Pattern[str]:
    """Return what finds any of these words as a whole."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(r"(?<![^\W_])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![^\W_])")


def places(text: str, words: frozenset[str]) -> list[tuple[int, int]]:
    """Return where the words stand in a text."""
    flat = text.translate(FLAT).lower()
    # A few letters of the world change their length with their size: then nothing is marked.
    if not words or len(flat) != len(text):
        return []
    found = pattern(words).finditer(flat)
    return [each.span() for each, _number in zip(found, range(MOST_MARKS), strict=False)]


def marked(text: str, words: frozenset[str]) -> Markup:
    """Return a whole text with the words marked."""
    return with_marks(text, 0, len(text), places(text, words))


def excerpt(text: str, words: frozenset[str]) -> Markup:
    """Return the part of a text in which most of the words stand, the words marked."""
    text = " ".join(text[:FURTHEST].split())
    found = places(text, words)
    begin = best_beginning(text, found)
    end = min(len(text), begin + LENGTH)
    if end < len(text):
        end = max(text.rfind(" ", begin, end), begin + LENGTH // 2)
    before, after = "… " if begin else "", " …" if end < len(text) else ""
    return Markup("{}{}{}").format(before, with_marks(text, begin, end, found), after)


def best_beginning(text: str, found: list[tuple[int, int]]) -> int:
    """Return where to begin, so that as many different words as possible can be read."""
    if not found or found[-1][1] <= LENGTH:
        return 0
    best, most = 0, 0
    for place, (start, _end) in enumerate(found):
        near = {
            text[one:to].lower() for one, to in found[place : place + 8] if to - start < LENGTH - 40
        }
        if len(near) > most:
            best, most = start, len(near)
    begin = max(0, best - 40)
    return text.find(" ", begin, best) + 1 or best if begin else 0


def with_marks(text: str, begin: int, end: int, found: list[tuple[int, int]]) -> Markup:
    """Return a part of a text, safe to show, with these places marked."""
    parts, at = [], begin
    for start, to in found:
        if start >= at and to <= end:
            parts += [escape(text[at:start]), Markup("<mark>{}</mark>").format(text[start:to])]
            at = to
    return Markup("").join([*parts, escape(text[at:end])])
