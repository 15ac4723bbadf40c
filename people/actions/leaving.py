"""Somebody leaves, or comes back."""

from django.db import transaction
from django.utils.translation import gettext as _

from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.outbox import publish
from intranet.platform.policy import require
from intranet.platform.repeating import forget_answers
from people.actions.noticing import note_people_changed
from people.actions.signing_out import end_all_sessions
from people.actions.tokens import withdraw_all_tokens
from people.events import PersonDeactivated
from people.models import ActivationCode, Invitation, User
from people.policies import can_manage_person


@transaction.atomic
def deactivate_person(*, actor: User, person: User) -> None:
    """End somebody's access at once. What she wrote stays, under her name."""
    require(can_manage_person(actor, person), _("Only HR can do this."))
    require(actor.pk != person.pk, _("You cannot deactivate yourself. Ask a colleague at HR."))
    if not User.objects.select_for_update().get(pk=person.pk).is_active:
        return
    person.is_active = False
    person.left_at = person.sessions_ended_at = clock.now()
    person.save(update_fields=["is_active", "left_at", "sessions_ended_at"])
    end_all_sessions(person)
    Invitation.objects.filter(person=person, used_at=None).delete()
    ActivationCode.objects.filter(person=person, used_at=None).delete()
    withdraw_all_tokens(person)
    forget_answers(person.pk)
    record("people.person.deactivated", actor=actor, subject=person)
    publish(PersonDeactivated(person_id=person.pk, actor_id=actor.pk))


@transaction.atomic
def reactivate_person(*, actor: User, person: User) -> None:
    """Let a former colleague in again. Earlier sessions stay closed; she signs in anew."""
    require(can_manage_person(actor, person), _("Only HR can do this."))
    if User.objects.select_for_update().get(pk=person.pk).is_active:
        return
    person.is_active = True
    person.left_at = None
    person.save(update_fields=["is_active", "left_at"])
    record("people.person.reactivated", actor=actor, subject=person)
    note_people_changed([person.pk])
