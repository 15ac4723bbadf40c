"""The bell: what one is told, grouped by conversation, as one may see it now."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Q
from django.utils.module_loading import import_string

from intranet.platform.paging import read_cursor, write_cursor
from notifications.models import Notification

# The number beside the bell is counted so far, and then says 99+.
MOST_COUNTED = 100
LINES_A_PAGE = 25


@dataclass
class BellLine:
    """One line: everything about one conversation, told by its newest event."""

    newest: Notification
    subject: Any
    others: list[Any] = field(default_factory=list)
    unread: int = 0

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
    """How many unread things one may still see, counted to 100 and no further."""
    unread = Notification.objects.visible_to(viewer).unread()
    return unread.order_by()[:MOST_COUNTED].count()


def bell(viewer: Any, *, cursor: str = "", only_unread: bool = False) -> Bell:
    """Return a page of the bell, newest first, one line per conversation."""
    groups = groups_of(viewer, cursor=cursor, only_unread=only_unread)
    page, more = groups[:LINES_A_PAGE], len(groups) > LINES_A_PAGE
    newest = Notification.objects.select_related("actor", "actor__photo").in_bulk(
        [group["newest"] for group in page]
    )
    lines = [
        BellLine(newest[group["newest"]], None, unread=group["unread"])
        for group in page
    ]
    add_subjects(viewer, lines)
    add_others(viewer, lines)
    next_cursor = write_cursor(page[-1]["at"], page[-1]["newest"]) if more else ""
    return Bell([line for line in lines if line.subject is not None], next_cursor)


def groups_of(viewer: Any, *, cursor: str, only_unread: bool) -> list[dict[str, Any]]:
    """Return the newest event of each conversation in one's bell."""
    groups = (
        Notification.objects.visible_to(viewer)
        .values("group_key")
        .annotate(
            at=Max("created_at"), newest=Max("pk"),
            unread=Count("pk", filter=Q(read_at=None)),
        )
    )
    if only_unread:
        groups = groups.filter(unread__gt=0)
    place = read_cursor(cursor)
    if place is not None:
        groups = groups.filter(Q(at__lt=place[0]) | Q(at=place[0], newest__lt=place[1]))
    return list(groups.order_by("-at", "-newest")[: LINES_A_PAGE + 1])


def add_subjects(viewer: Any, lines: Iterable[BellLine]) -> None:
    """Fetch what each line is about, asked again in the reader's sight; one query per kind."""
    for kind, path in settings.NOTIFICATION_SUBJECTS.items():
        of_kind = [line for line in lines if line.newest.subject_kind == kind]
        if of_kind:
            found = import_string(path)(viewer, [line.newest.subject_id for line in of_kind])
            for line in of_kind:
                line.subject = found.get(line.newest.subject_id)


def add_others(viewer: Any, lines: Iterable[BellLine]) -> None:
    """Fetch who else did something in each conversation: 'Wim and two others'."""
    by_group = {line.newest.group_key: line for line in lines}
    told = (
        Notification.objects.visible_to(viewer)
        .filter(group_key__in=by_group)
        .unread()
        .values_list("group_key", "actor_id")
        .distinct()
    )
    for group, actor_id in told:
        if actor_id and actor_id != by_group[group].newest.actor_id:
            by_group[group].others.append(actor_id)
