"""Not wanting to be shown what somebody writes, and wanting it again."""

from django.db import transaction
from django.utils.translation import gettext as _

from intranet.platform.policy import require
from people.models import Mute, User
from people.policies import can_mute


@transaction.atomic
def mute_person(*, person: User, colleague: User) -> None:
    """Stop showing a person what a colleague writes. Nobody else learns of it, nor does the log."""
    require(can_mute(person, colleague), _("You cannot mute yourself."))
    Mute.objects.get_or_create(person=person, muted=colleague)


@transaction.atomic
def unmute_person(*, person: User, colleague: User) -> None:
    """Show a person again what a colleague writes."""
    Mute.objects.filter(person=person, muted=colleague).delete()
