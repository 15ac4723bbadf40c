"""Asking whether words may be posted: a port that every app uses, and `moderation` answers.

`judge` is one line in an action, between cleaning words and storing them. What a rule finds comes
back as a verdict; what its author has not seen yet is raised as Advised, so that nothing is
written, and the form comes back with what was typed and why.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.platform.content import State

LONGEST_NUMBER = 19  # digits
P = ParamSpec("P")
R = TypeVar("R")


class Step(models.TextChoices):
    """What a rule does with what it finds, from the lightest to the heaviest."""

    FLAG = "flag", gettext_lazy("flag")
    HINT = "hint", gettext_lazy("hint")
    HOLD = "hold", gettext_lazy("hold")
    REFUSE = "refuse", gettext_lazy("refuse")


class Kind(models.TextChoices):
    """What words can be, for rules that do not look everywhere."""

    POST = "post", gettext_lazy("posts")
    COMMENT = "comment", gettext_lazy("comments")
    ARTICLE = "article", gettext_lazy("blogs")
    QUESTION = "author_question", gettext_lazy("questions to authors")
    POLL = "poll", gettext_lazy("polls")
    FILE = "file", gettext_lazy("names of files")
    COMMUNITY = "community", gettext_lazy("names and descriptions of communities and blogs")
    PROFILE = "profile", gettext_lazy("profiles")


# What has no state in which it could wait: there a rule that holds refuses, and says so.
CANNOT_WAIT = {Kind.COMMUNITY, Kind.PROFILE}


@dataclass(frozen=True)
class Words:
    """What somebody wants to say, as it is read: parts that stand apart are parts here."""

    plain: str
    title: str = ""
    # Answers of a poll.
    choices: tuple[str, ...] = ()
    # Names of files, and what they are (a MIME type), in pairs.
    files: tuple[tuple[str, str], ...] = ()
    # Where links lead to, as they were cleaned.
    links: tuple[str, ...] = ()
    mentions: int = 0


@dataclass(frozen=True)
class Place:
    """Where the words would stand."""

    kind: str
    audience_id: int | None = None


@dataclass(frozen=True)
class Reply:
    """What the author said to an earlier verdict, if she saw one.

    `seen` holds the numbers of the rules that she was shown; None stands for a way on which nobody
    can be shown anything, as mail: there a hint is only that, and what must wait waits. What is
    judged already was judged together with what it appears with.
    """

    seen: tuple[int, ...] | None = ()
    wants_reading: bool = False
    is_judged: bool = False


NOT_ASKED = Reply()
CANNOT_ASK = Reply(seen=None)
JUDGED = Reply(seen=None, is_judged=True)


@dataclass(frozen=True)
class Finding:
    """What one rule found, in words for the author."""

    rule_id: int
    step: str
    section_id: int
    section_number: int
    section_title: str
    explanation: str
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """What all rules say together."""

    findings: tuple[Finding, ...] = ()
    # The author asked that somebody reads it first.
    asked_to_read: bool = False
    cannot_wait: bool = False

    @property
    def is_held(self) -> bool:
        """Tell whether it waits until somebody has read it."""
        return self.asked_to_read or any(each.step == Step.HOLD for each in self.findings)

    @property
    def is_refused(self) -> bool:
        """Tell whether the words must change before they can be posted."""
        return any(each.step == Step.REFUSE for each in self.findings)

    @property
    def is_flagged(self) -> bool:
        """Tell whether somebody looks at it after it was posted."""
        return any(each.step == Step.FLAG for each in self.findings)

    @property
    def state(self) -> State:
        """The state in which the words are stored."""
        return State.HELD if self.is_held else State.PUBLISHED

    @property
    def shown(self) -> tuple[Finding, ...]:
        """What its author is shown before posting; a flag is for who looks afterwards."""
        return tuple(each for each in self.findings if each.step != Step.FLAG)


NOTHING_FOUND = Verdict()


class Advised(ValidationError):
    """Something was found that the author did not see yet, or that must change."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        super().__init__(
            _("Change your text first; it cannot be posted like this.")
            if verdict.is_refused
            else _("Read along before you post.")
        )


def judge(words: Words, *, place: Place, author: Any, reply: Reply = NOT_ASKED) -> Verdict:
    """Return what the rules say of these words; Advised when the author must see it first."""
    if reply.is_judged:
        return NOTHING_FOUND
    verdict: Verdict = import_string(settings.JUDGE)(words, place=place, author=author)
    cannot_wait = place.kind in CANNOT_WAIT
    asked = reply.wants_reading and not cannot_wait
    verdict = replace(verdict, asked_to_read=asked, cannot_wait=cannot_wait)
    if verdict.is_refused or unseen(verdict, reply):
        raise Advised(verdict)
    if verdict.findings:
        count(verdict, seen=reply.seen or ())
    return verdict


def count(verdict: Verdict, *, seen: tuple[int, ...] = ()) -> None:
    """Let be counted what rules found, by rule and day; of whom is not kept."""
    import_string(settings.JUDGE_COUNTS)(verdict, seen=seen)


def reply_in(data: Any) -> Reply:
    """Return what the author pressed below a hint, as a form sends it.

    Both buttons carry the numbers of the rules that she was shown.
    """
    wants_reading = "first_read" in data
    numbers = str(data.get("first_read" if wants_reading else "hints_seen", "")).split(",")
    seen = tuple(int(each) for each in numbers if each.isdecimal() and len(each) < LONGEST_NUMBER)
    return Reply(seen=seen, wants_reading=wants_reading)


def unseen(verdict: Verdict, reply: Reply) -> bool:
    """Tell whether something was found that the author was not shown, and could be.

    Who asks that somebody reads it first need not see it: somebody does.
    """
    if reply.seen is None or verdict.asked_to_read:
        return False
    return bool({each.rule_id for each in verdict.shown} - set(reply.seen))


def advise(form: Any, advice: Advised) -> None:
    """Let a form show what was found in it, above its fields."""
    form.advice = advice.verdict
    form.add_error(None, advice.message)


def screened(action: Callable[P, R]) -> Callable[P, R]:
    """Count what rules found where the action was broken off; of whom is not kept.

    It stands outside of the transaction, which is undone when the author is advised.
    """

    @wraps(action)
    def counted(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return action(*args, **kwargs)
        except Advised as advice:
            count(advice.verdict)
            raise

    return counted
