"""What HR keeps of people: that they are here, and what they do."""

import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.plaintext import one_line
from intranet.platform.policy import require
from people.actions.noticing import note_account_change, note_people_changed
from people.models import Invitation, User
from people.policies import can_manage_people, can_manage_person

# What HR decides; everything else of a person is hers.
HR_FACTS = frozenset(
    {
        "name",
        "email",
        "personnel_number",
        "job_title",
        "function_profile",
        "team",
        "manager",
        "location",
        "kind_of_work",
        "is_communications",
    }
)
# What HR may suggest for somebody new, and she changes afterwards.
FIRST_FACTS = HR_FACTS | {"language", "time_zone", "phone"}


@transaction.atomic
def add_person(*, actor: User, name: str, **facts: Any) -> User:
    """Add a colleague; she comes in by an invitation or a code."""
    require(can_manage_people(actor), _("Only HR can add people."))
    person = User(is_active=True, joined_at=clock.now())
    put_down(person, {"name": name} | facts, allowed=FIRST_FACTS)
    person.set_unusable_password()
    person.full_clean()
    person.save()
    record("people.person.added", actor=actor, subject=person)
    note_people_changed([person.pk])
    return person


@transaction.atomic
def change_person(*, actor: User, person: User, **facts: Any) -> User:
    """Change what HR keeps of a person; an earlier address is told and opens nothing any more."""
    require(can_manage_person(actor, person), _("Only HR can change this."))
    earlier = User.objects.select_for_update().get(pk=person.pk)
    put_down(person, facts, allowed=HR_FACTS)
    changed = [name for name in facts if getattr(earlier, name) != getattr(person, name)]
    if not changed:
        return person
    person.full_clean()
    require_no_circle(person)
    person.save(update_fields=changed)
    if "email" in changed:
        forget_address(person, earlier.email, actor=actor)
    record("people.person.changed", actor=actor, subject=person, facts=sorted(changed))
    note_people_changed([person.pk])
    return person


def put_down(person: User, facts: dict[str, Any], *, allowed: frozenset[str]) -> None:
    """Set facts on a person, tidied; nothing outside `allowed` can come along."""
    unknown = set(facts) - allowed
    if unknown:
        raise TypeError(f"Not HR's to set: {', '.join(sorted(unknown))}")
    for fact, value in facts.items():
        setattr(person, fact, tidy(value) if isinstance(value, str) else value)
    person.email = (person.email or "").lower() or None
    person.personnel_number = person.personnel_number or None


def tidy(text: str) -> str:
    """Return text on one line, without what cannot be seen and could mislead in a mail."""
    misleading = ("Cf", "Cs", "Co")
    return one_line("".join(sign for sign in text if unicodedata.category(sign) not in misleading))


def require_no_circle(person: User) -> None:
    """Refuse a manager who in the end reports to this very person."""
    manager = person.manager
    if manager is None:
        return
    if manager.pk == person.pk or User.objects.managing(manager).filter(pk=person.pk).exists():
        raise ValidationError(
            {"manager": _("%(name)s reports to this person already.") % {"name": manager.name}}
        )


def forget_address(person: User, address: str | None, *, actor: User) -> None:
    """Close what was sent to an address that is no longer hers, and tell that address.

    Who came in before is told also without one: a new password can be asked for by the new one.
    """
    Invitation.objects.filter(person=person, used_at=None).delete()
    if address or person.has_come_in:
        note_account_change(person=person, what="email_changed", email=address or "", actor=actor)
