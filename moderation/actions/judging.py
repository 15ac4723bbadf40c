"""The answer to the port `judge`: what the rules that work now say of words."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from intranet.platform import clock
from intranet.platform.judging import (
    CANNOT_WAIT,
    NOTHING_FOUND,
    Finding,
    Kind,
    Place,
    Step,
    Verdict,
    Words,
)
from intranet.platform.policy import Refused, require
from intranet.platform.wording import said
from moderation.models import DryRun, RuleVersion
from moderation.policies import must_accept_first
from moderation.screening.book import Book, current_book
from moderation.screening.engine import Hit
from moderation.screening.history import breaks_rate, repeats_itself

# How many of the words that a rule found are shown.
MOST_QUOTES = 5


def judge(words: Words, *, place: Place, author: Any) -> Verdict:
    """Return what the rules find, each with its section in the reader's language.

    Whoever only reads for a time, or has not accepted the code in time, is Refused.
    """
    require_may_write(author)
    book = current_book()
    if not book.versions:
        return NOTHING_FOUND
    found = book.engine.find(words)
    hits = {number: hits_here(book.versions[number], place, each) for number, each in found.items()}
    numbers = [number for number, here in hits.items() if here]
    numbers += broken_by_habit(book, words, place=place, author=author)
    if not numbers:
        return NOTHING_FOUND
    findings = (finding(book, number, hits.get(number, []), place) for number in numbers)
    return Verdict(tuple(sorted(findings, key=lambda each: (each.section_number, each.rule_id))))


def require_may_write(author: Any) -> None:
    """Refuse whoever HR let only read for a time, and whoever did not accept the code in time."""
    until, now = author.silenced_until, clock.now()
    if until is not None and until > now:
        sentence = _("Until %(moment)s you only read here. The decision you were sent says why.")
        raise Refused(sentence % {"moment": said(timezone.localtime(until))})
    require(
        author.is_system or not must_accept_first(author, now),
        _("First read and accept the code of conduct. What you typed stays: then post it again."),
    )


def hits_here(version: RuleVersion | DryRun, place: Place, hits: list[Hit]) -> list[Hit]:
    """Return the hits that count here: those in the names of files may be all a rule looks at."""
    if holds_here(version, place):
        return hits
    if Kind.FILE in version.kinds and in_place(version, place):
        return [hit for hit in hits if hit.part == "files"]
    return []


def holds_here(version: RuleVersion | DryRun, place: Place) -> bool:
    """Tell whether a rule looks at this kind of words in this place."""
    return (not version.kinds or place.kind in version.kinds) and in_place(version, place)


def in_place(version: RuleVersion | DryRun, place: Place) -> bool:
    """Tell whether a rule works in this place."""
    return not version.audience_ids or place.audience_id in version.audience_ids


def broken_by_habit(book: Book, words: Words, *, place: Place, author: Any) -> list[int]:
    """Return the rules about how much and how often; asked only where there is one."""
    asking = [
        number
        for number, look in book.looks.items()
        if look.needs_history and holds_here(book.versions[number], place)
    ]
    if not asking:
        return []
    now = clock.now()
    earlier = earlier_words(author, since=now - book.longest_memory)
    return [
        number
        for number in asking
        if breaks_rate(book.looks[number], earlier, now=now)
        or repeats_itself(book.looks[number], words, earlier, now=now)
    ]


def earlier_words(author: Any, *, since: Any) -> list[tuple[Any, str]]:
    """Return when somebody wrote what since a moment, by the port EARLIER_WORDS."""
    lent: Iterable[tuple[Any, str]] = import_string(settings.EARLIER_WORDS)(author, since=since)
    return list(lent)


def finding(book: Book, number: int, hits: list[Hit], place: Place) -> Finding:
    """Say what a rule found, in the reader's language."""
    version = book.versions[number]
    section = book.sections.get(version.section_id)
    step = version.action
    if step == Step.HOLD and place.kind in CANNOT_WAIT:
        step = Step.REFUSE
    return Finding(
        rule_id=number,
        step=step,
        section_id=version.section_id,
        section_number=section.position if section else 0,
        section_title=section.title if section else "",
        explanation=version.explanation,
        quotes=tuple(dict.fromkeys(hit.quote for hit in hits))[:MOST_QUOTES],
    )
