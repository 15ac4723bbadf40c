"""Letting in again who lost the phone or key that her second step or passkey was on."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from intranet.platform.audit import record
from intranet.platform.policy import require
from people.actions.noticing import note_account_change
from people.models import User
from people.policies import can_give_roles

# What she is mailed when it is taken away.
MAILS = {
    Authenticator.Type.TOTP: "totp_deactivated",
    Authenticator.Type.WEBAUTHN: "webauthn_removed",
}


@transaction.atomic
def remove_second_step(*, actor: User, step: Authenticator) -> None:
    """Take away codes from an app or a passkey that somebody cannot use any more."""
    require(can_give_roles(actor), _("Only an administrator can do this."))
    person = User.objects.get(pk=step.user_id)
    record("people.second_step.removed", actor=actor, subject=person, kind=step.type)
    step.delete()
    left = Authenticator.objects.filter(user=person)
    # Spare codes stand in for another step; alone they would be one.
    if not left.exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
        left.delete()
    note_account_change(person=person, what=MAILS[step.type])
