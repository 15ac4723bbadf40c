"""Patterns that HR writes, read by RE2: its time grows with the text and never faster.

RE2 refuses what cannot be done in linear time (references back, looking ahead).
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

import re2
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# A larger pattern is no longer one that somebody can read.
LONGEST_PATTERN = 500
LARGEST_PROGRAM = 5_000
# Memory for the states of the combined patterns; when it is full they are made anew.
MOST_MEMORY = 64 * 1024 * 1024
# What no text holds, and an automaton that works finds.
KNOWN = "\x01\x02works\x02\x01"
# Finding all matches of some patterns asks the rest of the text again for each of them.
MOST_MATCHES = 1_000
# What a sensible pattern finds nothing in, or little.
ORDINARY = (
    "Goedemorgen allemaal, de kast aan de kade is weer dicht.",
    "Wie heeft er morgen tijd om mee te kijken?",
    "Thanks for your help, see you at the meeting on Friday.",
    "We zijn om 9.30 uur begonnen en waren om 11 uur klaar",
    "ok",
    "Mooi werk!",
    "Is dit al bekend bij de collega’s in Assen?",
    "The new cabinet arrives in week 12",
)
MOST_ORDINARY = 6


def options(*, memory: int = 8 * 1024 * 1024) -> re2.Options:
    """Return how patterns are read: whatever the case, and without a word on standard error."""
    chosen = re2.Options()
    chosen.case_sensitive = False
    chosen.log_errors = False
    chosen.max_mem = memory
    return chosen


def readable(text: str) -> str:
    """Return text as long, that can be written as UTF-8: half a surrogate is a question mark."""
    return text.encode("utf-8", "replace").decode()


def problem_of(pattern: str) -> str:
    """Return what is wrong with a pattern, in the reader's language; nothing if it is sensible."""
    if len(pattern) > LONGEST_PATTERN:
        return _("This pattern is too long: %(pattern)s…") % {"pattern": pattern[:40]}
    try:
        compiled = re2.compile(pattern, options())
    except (re2.error, UnicodeError):
        return _("This pattern cannot be read: %(pattern)s") % {"pattern": pattern}
    if compiled.programsize > LARGEST_PROGRAM:
        return _("This pattern is too large: %(pattern)s") % {"pattern": pattern}
    if compiled.search(""):
        return _("This pattern finds something in an empty text: %(pattern)s") % {
            "pattern": pattern
        }
    if sum(bool(compiled.search(text)) for text in ORDINARY) >= MOST_ORDINARY:
        return _("This pattern finds something in nearly every text: %(pattern)s") % {
            "pattern": pattern
        }
    return ""


class PatternBook:
    """The patterns of all rules as one automaton, and each by itself for where it matches."""

    def __init__(self) -> None:
        self._patterns: dict[str, list[int]] = {}
        self._single: dict[str, re2._Regexp] = {}
        self._combined: list[tuple[re2.Set, list[str]]] = []

    def add(self, rule: int, pattern: str) -> bool:
        """Let a rule look for a pattern; False when it cannot be read."""
        if pattern not in self._patterns:
            try:
                re2.compile(pattern, options())
            except (re2.error, UnicodeError):
                return False
        self._patterns.setdefault(pattern, []).append(rule)
        return True

    def add_gate(self, pattern: str) -> None:
        """Name a pattern when it is found, for no rule."""
        self._patterns.setdefault(pattern, [])

    def compile(self) -> None:
        """Make the automaton, once all is added, or several where one would be too large."""
        self._combined = list(combined(list(self._patterns)))

    def named(self, text: str) -> list[str]:
        """Return the patterns that are found somewhere in a text."""
        found = []
        for automaton, patterns in self._combined:
            try:
                numbers = automaton.Match(text)
            except UnicodeEncodeError:
                numbers = automaton.Match(readable(text))
            found += [patterns[number] for number in numbers or () if number < len(patterns)]
        return found

    def owners(self, pattern: str) -> list[int]:
        """Return the rules that look for a pattern."""
        return self._patterns[pattern]

    def spans(self, pattern: str, text: str) -> Iterable[tuple[int, int]]:
        """Yield where a pattern matches; the first thousand matches, and no empty ones."""
        if pattern not in self._single:
            self._single[pattern] = re2._Regexp(pattern, options())
        matches = islice(self._single[pattern].finditer(readable(text)), MOST_MATCHES)
        return (match.span() for match in matches if match.start() < match.end())


def combined(patterns: list[str]) -> Iterator[tuple[re2.Set, list[str]]]:
    """Yield automata for these patterns.

    One that has too little memory says so to nobody and finds nothing. So each is asked for what
    it must find, and where it does not, its patterns are shared out over two.
    """
    if not patterns:
        return
    automaton = re2.Set.SearchSet(options(memory=MOST_MEMORY))
    for pattern in patterns:
        automaton.Add(pattern)
    known = automaton.Add(re2.escape(KNOWN))
    try:
        automaton.Compile()
        works = known in (automaton.Match(KNOWN) or ())
    except re2.error:
        works = False
    if works:
        yield automaton, patterns
    elif len(patterns) > 1:
        middle = len(patterns) // 2
        yield from combined(patterns[:middle])
        yield from combined(patterns[middle:])


PIECE = re.compile(
    r"(?P<kind>\\d|\[0-9\]|\\w|\[a-z\]|\[A-Z\]|\[a-zA-Z\]|\\s|\\b|\\[.\-+*?()/]|[^\\\[\](){}|.*+?^$])"
    r"(?P<times>\{\d+(?:,\d*)?\}|[?+*])?",
)
DIGIT, LETTER = (r"\d", "[0-9]"), (r"\w", "[a-z]", "[A-Z]", "[a-zA-Z]")


def in_words(pattern: str) -> str:
    """Return what a simple pattern looks for, in the reader's language; nothing if it is not."""
    pieces = list(PIECE.finditer(pattern))
    if "".join(piece[0] for piece in pieces) != pattern:
        return ""
    told = list(tell(pieces))
    if not told or None in told:
        return ""
    sentence = told[0]
    for more in told[1:]:
        sentence = _("%(first)s, and then %(more)s") % {"first": sentence, "more": more}
    return str(sentence)


def tell(pieces: list[re.Match[str]]) -> Iterator[str | None]:
    """Yield each part of a pattern in words; None where there are none for it."""
    literal = ""
    for piece in pieces:
        kind, times = piece["kind"], piece["times"]
        if kind == r"\b" and not times:
            continue
        is_class = kind in (*DIGIT, *LETTER, r"\s")
        if not is_class and not times:
            literal += kind.removeprefix("\\")
            continue
        if literal:
            yield literal
            literal = ""
        yield tell_class(kind, times or "") if is_class else None
    if literal.strip():
        yield literal


def tell_class(kind: str, times: str) -> str | None:
    """Return digits, letters or blanks in words; None where there are none for so many."""
    if kind == r"\s":
        return {"": _("a blank"), "?": _("perhaps a blank"), "+": _("blanks")}.get(times)
    exactly = re.fullmatch(r"\{(\d+)\}", times)
    least = re.fullmatch(r"\{(\d+),\}", times)
    if times and times != "+" and not exactly and not least:
        return None
    count = int((exactly or least)[1]) if exactly or least else 1  # type: ignore[index]
    is_open = bool(least) or times == "+"
    values = {"count": count}
    if kind in DIGIT:
        if is_open:
            return ngettext("at least %(count)d digit", "at least %(count)d digits", count) % values
        return ngettext("%(count)d digit", "%(count)d digits", count) % values
    if is_open:
        return ngettext("at least %(count)d letter", "at least %(count)d letters", count) % values
    return ngettext("%(count)d letter", "%(count)d letters", count) % values
