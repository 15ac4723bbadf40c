"""Accepting the code of conduct, and the proof of it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.clock import day_here
from intranet.platform.policy import require
from moderation.models import Acceptance, CodeVersion
from moderation.policies import can_manage_code
from people.models import User


class AnotherVersion(ValidationError):
    """Another version began since the page with this one was opened."""


@transaction.atomic
def accept_code(*, person: User, number: int) -> Acceptance:
    """Note that she keeps to the version that she read; a second press changes nothing.

    AnotherVersion when it is not the one that holds now.
    """
    require(person.is_active and not person.is_system, _("Only colleagues accept the code."))
    version = CodeVersion.objects.begun(day_here(clock.now())).first()
    if version is None:
        raise ValidationError(_("There is no code of conduct yet."))
    if version.number != number:
        raise AnotherVersion(
            _("Version %(number)s holds now. Read that one; the other was not accepted.")
            % {"number": version.number}
        )
    given, is_new = Acceptance.objects.get_or_create(
        person=person, version=version, defaults={"accepted_at": clock.now()}
    )
    if is_new:
        User.objects.filter(pk=person.pk, code_accepted__lt=number).update(code_accepted=number)
        record("moderation.code.accepted", actor=person, subject=version)
    person.code_accepted = max(person.code_accepted, number)
    return given


@transaction.atomic
def take_proof(*, actor: User, version: CodeVersion) -> None:
    """Note that somebody takes along who accepted a version."""
    require(can_manage_code(actor), _("Only HR sees who accepted the code."))
    record("moderation.acceptances.exported", actor=actor, subject=version)
