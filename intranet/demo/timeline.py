"""The past of the company: what happened when, done in that order under a moved clock."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from intranet.demo.story import LATEST, MINUTES, moment
from intranet.platform import clock
from intranet.platform.models import OutboxEntry
from intranet.platform.outbox import run_due

ZONE = ZoneInfo("Europe/Amsterdam")
DAY = MINUTES["d"]
MANY = 1000


class Calendar:
    """Real days and hours for the minutes of the story."""

    def __init__(self, now: datetime) -> None:
        local = now.astimezone(ZONE)
        # Before breakfast the latest that is told has not happened yet: then it was yesterday.
        too_early = local.hour * 60 + local.minute <= moment(LATEST)
        self.today = local.date() - timedelta(days=1 if too_early else 0)

    def day_of(self, minute: int) -> date:
        """Return the day on which a minute of the story was."""
        return self.today + timedelta(days=minute // DAY)

    def at(self, minute: int, second: int = 0) -> datetime:
        """Return the moment, by the clock on the wall."""
        hours, minutes = divmod(minute % DAY, 60)
        return datetime.combine(self.day_of(minute), time(hours, minutes, second), ZONE)


@dataclass
class Timeline:
    """Deeds with their minutes; whoever plans them need not think of the order."""

    deeds: list[tuple[int, int, Callable[[], object], bool]] = field(default_factory=list)

    def plan(self, minute: int, deed: Callable[[], object], *, is_quiet: bool = False) -> None:
        """Let something happen at a minute; after what is quiet nobody has to be told at once."""
        self.deeds.append((minute, len(self.deeds), deed, is_quiet))

    def happen(self, calendar: Calendar) -> None:
        """Do it all, the earliest first, and tell after each deed who is to hear of it."""
        minute_before, second = None, 0
        for minute, _order, deed, is_quiet in sorted(self.deeds, key=lambda each: each[:2]):
            # What falls in one minute keeps its order.
            second = min(second + 1, 59) if minute == minute_before else 0
            minute_before = minute
            with clock.moved_to(calendar.at(minute, second)):
                deed()
                if not is_quiet:
                    tell_everybody()
        tell_everybody()
        require_all_told()


def tell_everybody() -> None:
    """Run everything that is owed by now."""
    while run_due(limit=MANY) == MANY:
        pass


def require_all_told() -> None:
    """See to it that no reaction failed unnoticed."""
    if owed := OutboxEntry.objects.first():
        raise RuntimeError(f"{owed.reaction} is still owed: {owed.last_error}")
