"""From what somebody typed to a question: words with what means the same, phrases, exclusions."""

import re
import time
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from search.models import Extent
from search.querysets import EVER, spans

# What is typed beyond this many characters and words does not narrow a search any more.
LONGEST = 200
MOST_WORDS = 8
WORD = re.compile(r"[^\W_]+")
PART = re.compile(r'(?P<no>-?)"(?P<phrase>[^"]*)"|(?P<without>(?<!\S)-\S+)|(?P<word>[^\s"]+)')

# Entries in which a word is looked up at once; a word that is in more is looked for close by first,
# in steps: where about enough should be, and further back.
MOST_AT_ONCE, FURTHEST = 1_500, 6_000
ENOUGH, STEPS, STRIDE = 75, 3, 2
# Entries that have all words of a phrase, of which each is read to see whether they are beside
# each other.
MOST_BESIDE = 400
# Seconds for which a process remembers how much there is.
FRESH_FOR = 60.0

# Letters that stay one letter when they lose their accent, so that places in a text stay the same.
FLAT = {
    code: plain
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
    if len(plain := unicodedata.normalize("NFKD", chr(code))[0]) == 1 and plain.isascii()
} | {ord("ø"): "o", ord("Ø"): "O", ord("ł"): "l", ord("Ł"): "L", ord("đ"): "d", ord("Đ"): "D"}
PAIRS = str.maketrans({"ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th"})

LETTERS = "abcdefghijklmnopqrstuvwxyz"
ONE_SLIP = """\
SELECT word, share FROM search_word WHERE word = ANY(%s) ORDER BY share DESC, word LIMIT 4
"""

_extents: tuple[float, dict[str, tuple[int, float]]] | None = None


@dataclass(frozen=True)
class Term:
    """One word of a question, the words that mean the same, and in what share of all they are."""

    typed: str
    variants: tuple[str, ...] = ()
    share: float = 0.0
    says_nothing: bool = False

    @property
    def is_unknown(self) -> bool:
        """Tell whether nobody ever used it; numbers are not remembered as words."""
        return not self.variants and len(self.typed) > 1 and not self.typed.isdecimal()

    def written(self, mark: str = "") -> str:
        """Write it in PostgreSQL's language of questions; its letters are letters only."""
        words = dict.fromkeys([self.typed, *self.variants])
        return "(" + " | ".join(f"'{mark}{word}'" for word in words) + ")"


@dataclass(frozen=True)
class Question:
    """What somebody looks for."""

    typed: str
    terms: tuple[Term, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()
    # The words of the phrases, each exactly as it is written.
    parts: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms or self.phrases)

    @property
    def is_hopeless(self) -> bool:
        """Tell whether a word stands in it that nobody ever used."""
        return any(term.is_unknown for term in (*self.terms, *self.parts))

    @property
    def share(self) -> float:
        """Return an estimate of the share of all entries that answer it."""
        shares = sorted(term.share for term in (*self.terms, *self.parts)) or [1.0]
        together = shares[0]
        for share in shares[1:]:
            # Words that are used together are not independent of each other.
            together *= share**0.5
        return together

    def written(self) -> str:
        """Write it in PostgreSQL's language of questions."""
        phrases = ["(" + " <-> ".join(f"'{w}'" for w in phrase) + ")" for phrase in self.phrases]
        without = [f"!'{word}'" for word in self.without]
        return " & ".join([*(term.written() for term in self.terms), *phrases, *without])

    def written_of_titles(self) -> str:
        """Write the same as a question to titles alone."""
        # That words are beside each other, only the whole question can tell.
        phrases = [f"'@{word}'" for phrase in self.phrases for word in phrase]
        whole = [self.written()] if self.phrases or self.without else []
        return " & ".join([*(term.written("@") for term in self.terms), *phrases, *whole])

    @property
    def shown(self) -> frozenset[str]:
        """Return the words to mark in what was found."""
        words = {word for term in self.terms for word in (term.typed, *term.variants)}
        return frozenset(words | {word for phrase in self.phrases for word in phrase})


def fold(text: str) -> str:
    """Return text in small letters without accents, as the index holds it."""
    return text.translate(PAIRS).translate(FLAT).lower()


def words_of(text: str) -> list[str]:
    """Return the words of a text as the index holds them."""
    return WORD.findall(fold(text))


def read_question(typed: str, *, begins: bool = True) -> Question:
    """Read what somebody typed, and learn what means the same; `begins`: the last may go on."""
    typed = " ".join(typed.replace("\x00", "").split())[:LONGEST]
    words: list[str] = []
    phrases: list[tuple[str, ...]] = []
    without: list[str] = []
    for part in PART.finditer(typed.replace("“", '"').replace("”", '"').replace("„", '"')):
        found = words_of(part["phrase"] or part["without"] or part["word"] or "")
        if part["no"] or part["without"]:
            without += found
        elif part["phrase"] is not None and len(found) > 1:
            phrases.append(tuple(found[:MOST_WORDS]))
        else:
            words += found
    words = list(dict.fromkeys(words))[:MOST_WORDS]
    terms = essential(understood(words, begins=begins and not typed.endswith('"')))
    excluded = tuple(dict.fromkeys(without))[:MOST_WORDS]
    # Of a phrase the shares are needed as well, to know how far back it can be looked for.
    parts = understood([word for phrase in phrases[:3] for word in phrase], begins=False)
    return Question(typed, tuple(terms), tuple(phrases[:3]), excluded, tuple(parts))


def essential(terms: list[Term]) -> list[Term]:
    """Leave out words that say nothing by themselves, unless there are no others."""
    saying = [term for term in terms if not term.says_nothing and len(term.typed) > 1]
    return saying or terms


def understood(words: list[str], *, begins: bool) -> list[Term]:
    """Return each word with those that mean the same."""
    if not words:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM search_variants(%s, %s)", [words, begins])
        return [
            Term(word, tuple(variants or ()), min(1.0, sum(shares or ())), says_nothing)
            for word, (says_nothing, variants, shares) in zip(words, cursor, strict=True)
        ]


def terms_alike(word: str) -> list[Term]:
    """Return words that people used and that look like this one, each exactly as it is written.

    One slip of a finger away is looked up word by word, whatever number of words there is; only
    where nobody used any of these, what looks alike is searched for.
    """
    with connection.cursor() as cursor:
        cursor.execute(ONE_SLIP, [one_slip_away(word)])
        found = cursor.fetchall()
        if not found:
            cursor.execute("SELECT word, share FROM search_alike(%s)", [word])
            found = cursor.fetchall()
    return [Term(other, (other,), share) for other, share in found]


def one_slip_away(word: str) -> list[str]:
    """Return what differs by one letter: too much, missing, another, or two changed round."""
    parts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    words = {head + tail[1:] for head, tail in parts if tail}
    words |= {head + tail[1] + tail[0] + tail[2:] for head, tail in parts if len(tail) > 1}
    for letter in LETTERS:
        words |= {head + letter + tail[1:] for head, tail in parts if tail}
        words |= {head + letter + tail for head, tail in parts}
    return sorted(words - {word})


def steps_back(
    kind: str, share: float, until: datetime, *, enough: int = ENOUGH, at_once: bool = False
) -> list[tuple[str, datetime]]:
    """Return in which spans of time to look for what is in a share of a kind's entries.

    The nearest comes first. What is in few entries is looked up at once. What is in many is looked
    for where about enough of it should be, then further back, but never so far that too many would
    have to be looked through. `at_once`: in one step, as far back as can be afforded.
    """
    always = f"'=k{kind}'", EVER
    entries, a_day = how_much_there_is().get(kind, (0, 0.0))
    if share * entries < MOST_AT_ONCE:
        return [always]
    near_first = spans(until)
    expected = [share * a_day * days_between(began, until) for _marks, began in near_first]
    if at_once:
        return [near_first[max(0, sum(number < MOST_BESIDE for number in expected) - 1)]]
    full = (place for place, number in enumerate(expected) if number >= enough)
    nearest = min(next(full, len(near_first)), len(near_first) - 1 - (STEPS - 1) * STRIDE)
    steps = near_first[nearest::STRIDE][:STEPS]
    return [*steps[:-1], always] if share * entries < FURTHEST else steps


def days_between(began: datetime, until: datetime) -> float:
    """Return the days of a span."""
    return (until - began).total_seconds() / 86_400


def how_much_there_is() -> dict[str, tuple[int, float]]:
    """Return of each kind how many entries there are, and how many a day; read once in a while."""
    global _extents
    if _extents is None or time.monotonic() - _extents[0] > FRESH_FOR:
        rows = Extent.objects.values_list("kind", "entries", "a_day")
        _extents = (time.monotonic(), {kind: (entries, a_day) for kind, entries, a_day in rows})
    return _extents[1]


def forget_how_much() -> None:
    """Read it anew the next time."""
    global _extents
    _extents = None
