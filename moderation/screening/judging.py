"""The answer to the port `judge`: what the rules that work now say of words."""

from typing import Any

from intranet.platform.judging import NOTHING_FOUND, Place, Verdict, Words


def judge(words: Words, *, place: Place, author: Any) -> Verdict:
    """Return what the rules find, each with its section in the reader's language."""
    return NOTHING_FOUND
