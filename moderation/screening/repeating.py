"""Telling whether somebody said the same before, whatever the capitals, accents and marks."""

from collections.abc import Iterable
from hashlib import blake2b

from moderation.screening.folding import words_of


def fingerprint(text: str) -> str:
    """Return 32 characters that are the same for texts with the same words; '' without words."""
    words = words_of(text)
    return blake2b(b" ".join(words), digest_size=16).hexdigest() if words else ""


def repeats(text: str, earlier_texts: Iterable[str]) -> int:
    """Return how many of the earlier texts have the same words as this one."""
    mine = fingerprint(text)
    return sum(fingerprint(each) == mine for each in earlier_texts) if mine else 0
