"""Rules about how much somebody writes, how fast, and whether it is the same again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from intranet.platform.judging import Words
from moderation.screening.looks import Looks
from moderation.screening.repeating import repeats

Earlier = Sequence[tuple[datetime, str]]


def breaks_rate(looks: Looks, earlier: Earlier, *, now: datetime) -> bool:
    """Tell whether one more would be more than a rule lets pass in its minutes."""
    if looks.rate is None:
        return False
    since = now - timedelta(minutes=looks.rate.minutes)
    return sum(1 for at, _plain in earlier if at > since) >= looks.rate.most


def repeats_itself(looks: Looks, words: Words, earlier: Earlier, *, now: datetime) -> bool:
    """Tell whether somebody says the same as often as a rule minds within its hours."""
    if looks.same_again is None:
        return False
    since = now - timedelta(hours=looks.same_again.hours)
    said = [plain for at, plain in earlier if at > since]
    return repeats(words.plain, said) >= looks.same_again.times


def memory_of(looks: Looks) -> timedelta:
    """Return how far back a rule looks."""
    spans = [timedelta()]
    if looks.rate is not None:
        spans.append(timedelta(minutes=looks.rate.minutes))
    if looks.same_again is not None:
        spans.append(timedelta(hours=looks.same_again.hours))
    return max(spans)
