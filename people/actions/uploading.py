"""Bringing a file before it is sent along with something."""

from datetime import timedelta
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from intranet.platform.limits import within_limit
from intranet.platform.policy import require
from people.actions.storing import store_file
from people.models import StoredFile, User
from people.policies import can_upload_file

MOST_AN_HOUR = 120
# Files that were brought and not sent along with anything yet.
MOST_WAITING = 60


def upload_file(*, owner: User, file: BinaryIO, name: str) -> StoredFile:
    """Keep a file that only its owner sees, until something of hers shows it."""
    require(can_upload_file(owner), _("You may not do that here."))
    require_room_for(owner)
    return store_file(owner=owner, audience=None, file=file, name=name)


def require_room_for(owner: User) -> None:
    """Refuse one more file of somebody who fills the disk, by mistake or on purpose."""
    waiting = StoredFile.objects.hanging_nowhere().filter(owner=owner)[: MOST_WAITING + 1].count()
    may_go_on = within_limit("uploads", str(owner.pk), most=MOST_AN_HOUR, window=timedelta(hours=1))
    if waiting >= MOST_WAITING or not may_go_on:
        raise ValidationError(
            _("You brought many files in a short time. Go on in an hour."), code="too_many"
        )
