"""Asking somebody in by mail, and coming in."""

from datetime import timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.outbox import publish
from intranet.platform.policy import Refused, require
from people.actions.noticing import note_account_change
from people.actions.passwords import choose_password
from people.actions.secrets import digest
from people.events import PersonInvited
from people.models import Invitation, User
from people.policies import can_manage_person

INVITATION_LASTS = timedelta(days=14)


@transaction.atomic
def invite_person(*, actor: User, person: User) -> Invitation:
    """Owe a colleague a mail with which she can choose a password; an earlier one works no more."""
    require(can_manage_person(actor, person), _("Only HR can invite people."))
    require(person.is_active, _("%(name)s does not work here any more.") % {"name": person.name})
    require(bool(person.email), _("%(name)s has no e-mail. Make a code.") % {"name": person.name})
    User.objects.select_for_update().get(pk=person.pk)
    Invitation.objects.filter(person=person, used_at=None).delete()
    now = clock.now()
    invitation = Invitation(
        person=person, invited_by=actor, sent_at=now, expires_at=now + INVITATION_LASTS
    )
    invitation.token_hash = digest("invitation", token_of(invitation))
    invitation.save()
    record("people.person.invited", actor=actor, subject=person)
    if person.has_come_in:
        # The invitation is the mail; it may go to an address that is new, and not hers.
        note_account_change(person=person, what="invited_again", email="", actor=actor)
    publish(PersonInvited(invitation_id=invitation.pk))
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, password: str) -> User:
    """Let the invited person choose her password; the invitation is used up."""
    invitation = open_invitation(token, lock=True)
    if invitation is None:
        raise Refused(_("This invitation does not work any more."))
    invitation.used_at = clock.now()
    invitation.save(update_fields=["used_at"])
    choose_password(person=invitation.person, password=password, tells_owner=True)
    record("people.invitation.accepted", actor=invitation.person, subject=invitation.person)
    return invitation.person


def open_invitation(token: str, *, lock: bool = False) -> Invitation | None:
    """Find the invitation that a link stands for; None when it does not work (any more)."""
    invitations = Invitation.objects.open(clock.now()).select_related("person")
    if lock:
        invitations = invitations.select_for_update(of=("self", "person"))
    return invitations.filter(token_hash=digest("invitation", token)).first()


def token_of(invitation: Invitation) -> str:
    """Return the word in the link: the same each time, so that a mail sent twice says the same."""
    about = f"{invitation.person_id}:{invitation.sent_at.timestamp()}"
    return salted_hmac("people.invitation.token", about, algorithm="sha256").hexdigest()[:40]
