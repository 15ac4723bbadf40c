"""Exceptions: words beside which a rule finds nothing.

An exception holds for a hit when it overlaps it, or stands in the same sentence with at most two
other words between: 'kast aan de Hoofdstraat 31' with the exception 'kast' is no address.
"""

import re

from moderation.screening.folding import words_of
from moderation.screening.phrases import phrase_words
from moderation.screening.reading import ENDS

BESIDE = 2
AROUND = 300
WORD = re.compile(r"[^\s]+")


class Exceptions:
    """The exceptions of one rule."""

    def __init__(self, phrases: tuple[str, ...], *, forms: bool) -> None:
        found = (phrase_words(phrase, forms=forms) for phrase in phrases)
        self._phrases = [words for words in found if words]

    def hold(self, text: str, start: int, end: int) -> bool:
        """Tell whether one of them stands at this place of a text, or beside it."""
        if not self._phrases:
            return False
        before, inside, after = (
            words_of(each)
            for each in (sentence_before(text, start), text[start:end], sentence_after(text, end))
        )
        words = [*before, *inside, *after]
        return any(
            self._stands(words, phrase, len(before), len(before) + len(inside))
            for phrase in self._phrases
        )

    def _stands(self, words: list[bytes], phrase: tuple[bytes, ...], first: int, last: int) -> bool:
        """Tell whether a phrase stands within two words of the words first to last."""
        size = len(phrase)
        begin = max(0, first - BESIDE - size)
        finish = min(len(words), last + BESIDE + size) - size
        return any(
            all(
                b" %b " % word in forms
                for word, forms in zip(words[at : at + size], phrase, strict=True)
            )
            for at in range(begin, finish + 1)
        )


def sentence_before(text: str, place: int) -> str:
    """Return what stands before a place in the same sentence, or a good part of it."""
    begin = max(0, place - AROUND)
    for end in ENDS.finditer(text, begin, place):
        begin = end.end()
    return text[begin:place]


def sentence_after(text: str, place: int) -> str:
    """Return what follows in the same sentence, or a good part of it."""
    end = ENDS.search(text, place, place + AROUND)
    return text[place : end.start() if end else place + AROUND]
