"""What is done with notifications."""

from notifications.actions.reading import mark_all_read, mark_group_read, mark_read
from notifications.actions.telling import forget_group, forget_invitation, forget_subject, notify

__all__ = [
    "forget_group",
    "forget_invitation",
    "forget_subject",
    "mark_all_read",
    "mark_group_read",
    "mark_read",
    "notify",
]
