"""The past of the company: what happened when, done in that order under a moved clock."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from intranet.demo.story import LATEST, MINUTES, moment
from intranet.platform import clock
from intranet.platform.models import OutboxEntry
from intranet.platform.outbox import run_after
from search.actions import rebuild

ZONE = ZoneInfo("Europe/Amsterdam")
DAY = MINUTES["d"]
# Nobody had a page open then and no software listened; what can be found is gathered in the end.
NOT_THEN = (
    Q(reaction__contains="_on_open_pages")
    | Q(reaction__startswith="webhooks.")
    | Q(reaction__startswith="search.")
)


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
        minute_before, second, told = None, 0, 0
        for minute, _order, deed, is_quiet in sorted(self.deeds, key=lambda each: each[:2]):
            # What falls in one minute keeps its order.
            second = min(second + 1, 59) if minute == minute_before else 0
            minute_before = minute
            with clock.moved_to(calendar.at(minute, second)):
                deed()
                if not is_quiet:
                    told = run_after(told, but=NOT_THEN)
        run_after(told, but=NOT_THEN)
        OutboxEntry.objects.filter(NOT_THEN).delete()
        rebuild()
        require_all_told()


def require_all_told() -> None:
    """See to it that no reaction failed unnoticed."""
    if owed := OutboxEntry.objects.first():
        raise RuntimeError(f"{owed.reaction} is still owed: {owed.last_error}")
