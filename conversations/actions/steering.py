"""Ending a conversation and letting it go on."""

from django.db import transaction
from django.utils.translation import gettext as _

from conversations.models import Thread
from conversations.policies import can_lock_thread
from intranet.platform.audit import record
from intranet.platform.policy import require
from people.models import User


@transaction.atomic
def lock_thread(*, moderator: User, thread: Thread) -> None:
    """Let nobody add to it; it stays to be read."""
    set_locked(moderator, thread, locked=True)


@transaction.atomic
def unlock_thread(*, moderator: User, thread: Thread) -> None:
    """Let people answer again."""
    set_locked(moderator, thread, locked=False)


def set_locked(moderator: User, thread: Thread, *, locked: bool) -> None:
    """Change it and write down who did."""
    require(
        can_lock_thread(moderator, thread), _("Only those who take care of this place can do this.")
    )
    Thread.objects.filter(pk=thread.pk).update(is_locked=locked)
    thread.is_locked = locked
    verb = "locked" if locked else "unlocked"
    record(f"conversations.thread.{verb}", actor=moderator, subject=thread)
