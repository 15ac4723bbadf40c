"""When people expect an article: the days of a rhythm, in the time zone of its author.

A day counts as kept when an article appeared in the time that belongs to it: from two days after
the day before it in the rhythm, to one day after the day itself. So every article belongs to one
day, who writes ahead or a day late keeps it, and two articles in one week do not keep the next.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from blogs.models import Blog, Pause
from people.models import User

WEEKS = {"weekly": 1, "fortnightly": 2, "monthly": 4}
DAY = timedelta(days=1)
LATE = DAY  # so much later it still counts
REMINDED_AT = time(9, 0)
SATURDAY = 5
# So many days in a row without an article, and its readers see that it is quiet.
QUIET_AFTER = 3


@dataclass(frozen=True)
class Slot:
    """One day on which people expected an article, and what came of it."""

    day: date
    # filled, paused, missed, or due: it still counts.
    state: str


def usual_moment(blog: Blog, *, after: datetime) -> datetime | None:
    """Return the next moment of a rhythm after another one; None where there is no rhythm."""
    pauses = list(blog.pauses.all())
    for day in days_from(blog, local_day(blog.owner, after)):
        moment = at_usual_time(blog, day)
        if moment > after and not is_paused(pauses, day):
            return moment
    return None


def days_from(blog: Blog, first: date) -> Iterator[date]:
    """Yield the days of a rhythm from a day on, for two years."""
    if blog.rhythm not in WEEKS or blog.rhythm_since is None:
        return
    step = timedelta(weeks=WEEKS[blog.rhythm])
    ahead = (blog.weekday - blog.rhythm_since.weekday()) % 7
    day = blog.rhythm_since + timedelta(days=ahead)
    if day < first:
        day += step * -(-(first - day) // step)
    for _turn in range(104):
        yield day
        day += step


def at_usual_time(blog: Blog, day: date) -> datetime:
    """Return the usual time of a day by the clock on the author's wall, also in summer."""
    return on_the_wall(blog.owner, day, blog.usual_time)


def on_the_wall(person: User, day: date, at: time) -> datetime:
    """Return the moment at which a person's clock shows this time.

    A time that is skipped when the clock goes forward comes an hour later, and one that comes
    twice is meant the first time (PEP 495).
    """
    local = datetime.combine(day, at, tzinfo=ZoneInfo(person.time_zone))
    return datetime.fromtimestamp(local.timestamp(), tz=local.tzinfo)


def local_day(person: User, moment: datetime) -> date:
    """Return which day it is where this person is."""
    return moment.astimezone(ZoneInfo(person.time_zone)).date()


def is_paused(pauses: Iterable[Pause], day: date) -> bool:
    """Tell whether nobody expects an article on a day."""
    return any(pause.starts_on <= day <= pause.ends_on for pause in pauses)


def back_on(pauses: Iterable[Pause], today: date) -> date | None:
    """Return the first day after the holiday of today, also when another follows at once."""
    pauses, day = list(pauses), today
    while now := [pause.ends_on for pause in pauses if pause.starts_on <= day <= pause.ends_on]:
        day = max(now) + DAY
    return day if day != today else None


def weeks_between(blog: Blog) -> int:
    """Return how many weeks belong to one day of this blog; of a turn one."""
    return WEEKS.get(blog.rhythm, 1)


def belongs_to(day: date, weeks: int) -> tuple[date, date]:
    """Return the first and the last day on which an article counts for this one."""
    return day - timedelta(weeks=weeks) + LATE + DAY, day + LATE


def slots(
    days: Iterable[date], *, weeks: int, written: Iterable[date], pauses: list[Pause], today: date
) -> list[Slot]:
    """Return what came of each day, in their order."""
    written = list(written)
    return [Slot(day, state_of(day, weeks, written, pauses, today)) for day in days]


def state_of(day: date, weeks: int, written: list[date], pauses: list[Pause], today: date) -> str:
    """Tell what came of one day."""
    first, last = belongs_to(day, weeks)
    if any(first <= appeared <= last for appeared in written):
        return "filled"
    if is_paused(pauses, day):
        return "paused"
    return "missed" if today > last else "due"


def missed_in_a_row(found: list[Slot]) -> list[date]:
    """Return the days without an article since the last one; holidays stand between."""
    missed: list[date] = []
    for slot in found:
        if slot.state == "filled":
            missed = []
        elif slot.state == "missed":
            missed.append(slot.day)
    return missed


def reminder_at(blog: Blog, day: date, pauses: list[Pause]) -> datetime:
    """Return when its owner is reminded of a day: at nine, the day before it.

    Two days before it for what comes every four weeks. Nobody is reminded in a weekend of a
    working day, nor in her holiday; then on the first day after that.
    """
    return on_the_wall(blog.owner, reminder_day(blog, day, pauses), REMINDED_AT)


def reminder_day(blog: Blog, day: date, pauses: list[Pause]) -> date:
    """Return the day on which its owner is reminded of another."""
    works = day.weekday() < SATURDAY
    first = day - (2 * DAY if blog.rhythm == Blog.Rhythm.MONTHLY else DAY)
    while works and first.weekday() >= SATURDAY:
        first -= DAY
    while first < day and (is_paused(pauses, first) or (works and first.weekday() >= SATURDAY)):
        first += DAY
    return first
