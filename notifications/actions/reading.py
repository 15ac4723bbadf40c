"""Reading the bell; only ever one's own."""

from datetime import datetime

from intranet.platform import clock
from notifications.models import Notification
from people.models import User


def mark_read(*, person: User, notification_id: int) -> None:
    """Mark one line and what stands together with it as read."""
    found = Notification.objects.filter(recipient=person, pk=notification_id).first()
    if found is not None:
        mark_group_read(person=person, group=found.group_key)


def mark_group_read(*, person: User, group: str, until: datetime | None = None) -> None:
    """Mark everything about one thread or community as read, as far as the page could show it."""
    unread = Notification.objects.filter(recipient=person, group_key=group, read_at=None)
    unread.filter(created_at__lte=until or clock.now()).update(read_at=clock.now())


def mark_all_read(*, person: User) -> None:
    """Mark the whole bell as read."""
    Notification.objects.filter(recipient=person, read_at=None).update(read_at=clock.now())
