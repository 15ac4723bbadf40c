"""An administrator looks into the audit log; looking at one person stands in it too."""

from django.db import transaction
from django.utils.translation import gettext as _

from intranet.platform.audit import record
from intranet.platform.policy import require
from intranet.platform.sealing import ask_for_check
from people.models import User
from people.policies import can_give_roles


@transaction.atomic
def look_up_person(*, actor: User, person: User) -> None:
    """Write down that somebody looks up what one person did, before it is shown."""
    require(can_give_roles(actor), _("Only administrators see the log."))
    record("people.log.viewed", actor=actor, subject=person)


@transaction.atomic
def check_the_log(*, actor: User) -> None:
    """Let the log be checked within some minutes."""
    require(can_give_roles(actor), _("Only administrators see the log."))
    record("people.log.checked", actor=actor)
    ask_for_check(actor=actor)
