"""The bell: what one is told, grouped by conversation, as one may see it now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Func, IntegerField, Max, Q
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from intranet.platform import clock
from intranet.platform.composed import composed_once
from intranet.platform.paging import read_cursor, write_cursor
from intranet.platform.wording import month
from notifications.models import Notification, Reason
from people.models import User

# The number beside the bell is counted so far, and then says 99+.
MOST_COUNTED = 100
# Unread rows that are looked at for that number; who has more sees 99+ or nearly so anyway.
MOST_LOOKED_AT = 1000
LINES_A_PAGE = 25
STRENGTH = {reason: place for place, reason in enumerate(Reason.values)}


@dataclass(frozen=True)
class BellSubject:
    """What a line in the bell is about, as it is now and as this reader may see it."""

    url: str
    title: str
    words: str = ""
    place: str = ""
    reason: str = ""


@dataclass
class BellLine:
    """One line: what is new in one conversation, told by its strongest and then newest event."""

    told: Notification
    at: datetime
    unread: int
    # How many people did what the line tells, and how many other new events stand behind it.
    people: int = 1
    more: int = 0
    subject: Any = None
    # The name of its day, where that differs from the line above.
    heading: str = ""

    @property
    def is_new(self) -> bool:
        """Tell whether something in it was not read yet."""
        return self.unread > 0


@dataclass(frozen=True)
class Bell:
    """A page of the bell."""

    lines: list[BellLine]
    next_cursor: str


def unread_count(viewer: Any) -> int:
    """How many lines of the bell are new, counted to 100 and no further."""
    return sum(count_unread(viewer))


@composed_once
def count_unread(viewer: Any) -> Any:
    """Compose that number as a question of its own."""
    reader = User.objects.filter(pk=viewer.pk)
    return reader.annotate(lines=unread_lines(viewer)).values_list("lines", flat=True)


def unread_lines(viewer: Any) -> Func:
    """Return that number as a part of another question."""
    unread = Notification.objects.visible_to(viewer).unread().order_by()
    return Func(
        ArraySubquery(unread.values("group_key")[:MOST_LOOKED_AT]),
        template=f"(SELECT least(count(DISTINCT line), {MOST_COUNTED})"
        " FROM unnest(%(expressions)s) AS line)",
        output_field=IntegerField(),
    )


def bell(viewer: Any, *, cursor: str = "", only_unread: bool = False) -> Bell:
    """Return a page of the bell, newest first, one line per conversation."""
    groups = groups_of(viewer, cursor=cursor, only_unread=only_unread)
    page, more = groups[:LINES_A_PAGE], len(groups) > LINES_A_PAGE
    lines = lines_of(viewer, page)
    add_subjects(viewer, lines)
    lines = [line for line in lines if line.subject is not None]
    add_headings(lines, cursor)
    return Bell(lines, write_cursor(page[-1]["at"], page[-1]["newest"]) if more else "")


def bell_line(viewer: Any, group: str) -> BellLine | None:
    """Return one line as it is now; None when nothing in it is to be seen."""
    lines = lines_of(viewer, groups_of(viewer, only_group=group))
    add_subjects(viewer, lines)
    return lines[0] if lines and lines[0].subject is not None else None


def groups_of(
    viewer: Any, *, cursor: str = "", only_unread: bool = False, only_group: str = ""
) -> list[dict[str, Any]]:
    """Return the newest event of each conversation in one's bell."""
    told = Notification.objects.visible_to(viewer)
    if only_group:
        told = told.filter(group_key=only_group)
    groups = told.values("group_key").annotate(
        at=Max("created_at"), newest=Max("pk"), unread=Count("pk", filter=Q(read_at=None))
    )
    if only_unread:
        groups = groups.filter(unread__gt=0)
    place = read_cursor(cursor)
    if place is not None:
        groups = groups.filter(Q(at__lt=place[0]) | Q(at=place[0], newest__lt=place[1]))
    return list(groups.order_by("-at", "-newest")[: LINES_A_PAGE + 1])


def lines_of(viewer: Any, groups: list[dict[str, Any]]) -> list[BellLine]:
    """Choose what each line tells: the strongest unread reason, else the newest event."""
    chosen = strongest_of(viewer, [group["group_key"] for group in groups if group["unread"]])
    ids = {group["group_key"]: group["newest"] for group in groups}
    ids |= {key: tally["newest"] for key, tally in chosen.items()}
    told = Notification.objects.select_related("actor", "actor__photo").in_bulk(ids.values())
    lines = []
    for group in groups:
        key, unread = group["group_key"], group["unread"]
        tally = chosen.get(key, {"people": 1, "events": unread})
        lines.append(
            BellLine(
                told[ids[key]],
                group["at"],
                unread,
                people=max(tally["people"], 1),
                more=unread - tally["events"],
            )
        )
    return lines


def strongest_of(viewer: Any, keys: list[str]) -> dict[str, dict[str, Any]]:
    """Return, per conversation, how often and by how many its strongest unread reason was given."""
    unread = Notification.objects.visible_to(viewer).unread().filter(group_key__in=keys)
    tallies = unread.values("group_key", "reason").annotate(
        newest=Max("pk"), events=Count("pk"), people=Count("actor_id", distinct=True)
    )
    weakest_first = sorted(tallies, key=lambda tally: -STRENGTH.get(tally["reason"], 0))
    return {tally["group_key"]: tally for tally in weakest_first}


def add_subjects(viewer: Any, lines: Iterable[BellLine]) -> None:
    """Fetch what each line is about, asked again in the reader's sight; one query per kind."""
    for kind, path in settings.NOTIFICATION_SUBJECTS.items():
        of_kind = [line for line in lines if line.told.subject_kind == kind]
        if of_kind:
            found = import_string(path)(viewer, [line.told.subject_id for line in of_kind])
            for line in of_kind:
                line.subject = found.get(line.told.subject_id)


def add_headings(lines: Iterable[BellLine], cursor: str) -> None:
    """Name the day above its first line; a later page goes on where the one before ended."""
    place = read_cursor(cursor)
    above = day_heading(place[0]) if place else ""
    for line in lines:
        here = day_heading(line.at)
        line.heading = here if here != above else ""
        above = here


def day_heading(moment: datetime) -> str:
    """Say when it was, the rougher the longer ago."""
    day, today = timezone.localtime(moment).date(), timezone.localtime(clock.now()).date()
    if day >= today:
        return _("Today")
    if (today - day).days == 1:
        return _("Yesterday")
    if day.isocalendar()[:2] == today.isocalendar()[:2]:
        return _("Earlier this week")
    return f"{month(day).capitalize()} {day.year}"
