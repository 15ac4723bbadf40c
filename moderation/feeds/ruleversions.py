"""What became of a rule: its versions, and what changed from each to the next."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from moderation.feeds.writing import FACTS, facts_of, versions_of
from moderation.models import Rule, RuleVersion

LISTS = ("words", "exceptions", "patterns", "personal", "files")


@dataclass(frozen=True)
class Change:
    """A part of a rule that reads otherwise; of a list what came and what went."""

    name: str
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()


@dataclass(frozen=True)
class Told:
    """A version with what is otherwise in it than in the one before."""

    version: RuleVersion
    changes: list[Change]


def history_of(rule: Rule) -> list[Told]:
    """Return the versions of a rule, the newest first."""
    versions = list(versions_of(rule))
    before = [*versions[1:], None]
    return [
        Told(version, list(changes(earlier, version)) if earlier else [])
        for version, earlier in zip(versions, before, strict=True)
    ]


def changes(before: RuleVersion, after: RuleVersion) -> Iterator[Change]:
    """Yield what is otherwise in a version than in an earlier one."""
    old, new = facts_of(before), facts_of(after)
    names = names_of_facts()
    for name in FACTS:
        if name == "looks":
            yield from changed_looks(old["looks"], new["looks"])
        elif old[name] != new[name]:
            yield Change(names[name])


def changed_looks(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    """Yield what is otherwise in what a rule looks for."""
    names = names_of_looks()
    for name, label in names.items():
        if old[name] == new[name]:
            continue
        if name in LISTS:
            came = tuple(each for each in new[name] if each not in old[name])
            went = tuple(each for each in old[name] if each not in new[name])
            yield Change(label, came, went)
        else:
            yield Change(label)


def names_of_facts() -> dict[str, str]:
    """Return how the parts of a rule are called."""
    return {
        "name": _("its name"),
        "section_id": _("its section"),
        "reason": _("why we have it"),
        "action": _("what it does"),
        "kinds": _("what it looks at"),
        "audience_ids": _("in which places it looks"),
        "explanation_nl": _("the explanation in Dutch"),
        "explanation_en": _("the explanation in English"),
        "begins_on": _("from when it works"),
        "ends_on": _("until when it works"),
        "owner_id": _("who answers for it"),
    }


def names_of_looks() -> dict[str, str]:
    """Return how the parts of what a rule looks for are called."""
    return {
        "words": _("words"),
        "forms": _("other forms"),
        "tricks": _("spelling tricks"),
        "exceptions": _("exceptions"),
        "patterns": _("patterns"),
        "personal": _("personal data"),
        "links": _("links"),
        "files": _("files"),
        "mentions": _("how many are mentioned"),
        "shouting": _("capitals"),
        "rate": _("how fast"),
        "same_again": _("the same again"),
    }
