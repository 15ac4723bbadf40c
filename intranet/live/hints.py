"""What each hint tells a page, and which pages it is for.

A hint holds numbers only. Whoever adds a kind says here what leaves the house: the registry test
compares this table with what tasks send.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Hint = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """How a hint is given: to pages at these places, with only these of its facts."""

    places: Callable[[Hint], list[tuple[str, int]]]
    tells: tuple[str, ...]


def feeds_of(hint: Hint) -> list[tuple[str, int]]:
    """The feed of the community, and both home feeds."""
    return [("place", hint["place"]), ("home", 0), ("mine", 0)]


def thread_of(hint: Hint) -> list[tuple[str, int]]:
    """The page of the thread."""
    return [("thread", hint["thread"])]


# Hints about something that has an audience; sight is asked again before each is given.
ABOUT_SOMETHING = {
    "post": Kind(feeds_of, ("thread",)),
    "comment": Kind(thread_of, ("thread", "comment", "parent")),
    "reactions": Kind(thread_of, ("thread", "comment", "counts")),
}
# Hints to a person herself: that her bell rang, and that she is out.
TO_PERSONS = ("bell", "out")
# Hints to the process: who listens at an audience must be asked again whether she may.
TO_PROCESS = ("sight",)


def told(hint: Hint) -> Hint:
    """Return what of a hint a page is told."""
    kind = ABOUT_SOMETHING.get(hint["what"])
    return {name: hint[name] for name in kind.tells} if kind else {}
