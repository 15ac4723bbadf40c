"""How alike texts are: a small interface, and an engine of words that needs nothing but this house.

A better engine takes its place by the setting TEXT_ENGINE; who asks `similar` does not notice.
"""

import zlib
from array import array
from collections.abc import Sequence
from functools import cache
from math import sqrt
from operator import mul
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from search.feeds.questions import words_of


class TextEngine(Protocol):
    """Turns texts into directions: those of texts about the same lie close together."""

    name: str
    version: str
    dim: int

    def encode(self, texts: list[str]) -> Sequence[Sequence[float]]:
        """Return one row of `dim` float32 per text, each of length one (or all zero)."""


class WordEngine:
    """Alike is what has words, and runs of three letters, in common."""

    name = "words"
    version = "1"
    dim = 256
    # Three letters say less than a word.
    of_letters = 0.4

    def encode(self, texts: list[str]) -> list[array]:
        """Return the directions of texts."""
        return [self.direction(words_of(text)) for text in texts]

    def direction(self, words: list[str]) -> array:
        """Count words and runs of three letters, each in a place that its letters choose."""
        row = array("f", bytes(4 * self.dim))
        for word in words:
            self.add(row, word, 1.0)
            around = f" {word} "
            for start in range(len(around) - 2):
                self.add(row, around[start : start + 3], self.of_letters)
        length = sqrt(sum(map(mul, row, row)))
        return array("f", (value / length for value in row)) if length else row

    def add(self, row: array, feature: str, weight: float) -> None:
        """Add a feature at its place; half of them count down, so that chance cancels out."""
        number = zlib.crc32(feature.encode())
        row[number % self.dim] += weight if number & 0x8000_0000 else -weight


@cache
def engine() -> TextEngine:
    """Return the engine that the settings name."""
    return import_string(settings.TEXT_ENGINE)()


def likeness(one: Sequence[float], other: Sequence[float]) -> float:
    """Return how alike two directions are: 1 is the same."""
    return float(sum(map(mul, one, other)))
