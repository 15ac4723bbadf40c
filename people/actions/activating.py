"""Codes on paper for people without e-mail: made by HR, used once."""

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.policy import Refused, require
from people.actions.noticing import note_account_change
from people.actions.passwords import choose_password
from people.actions.secrets import as_typed, digest, new_code
from people.models import ActivationCode, User
from people.policies import can_manage_person

CODE_LASTS = timedelta(days=30)


@transaction.atomic
def make_activation_codes(*, actor: User, people: Iterable[User]) -> list[tuple[User, str]]:
    """Make a code for each person who works here; earlier ones work no more. Shown this once.

    Who came in before is told of it: with the code somebody else could come in as her.
    """
    made = []
    now = clock.now()
    for person in people:
        require(can_manage_person(actor, person), _("Only HR can make codes."))
        if not (person.is_active and person.personnel_number):
            continue
        code = new_code()
        ActivationCode.objects.filter(person=person, used_at=None).delete()
        ActivationCode.objects.create(
            person=person,
            code_hash=code_digest(person.personnel_number, code),
            made_by=actor,
            made_at=now,
            expires_at=now + CODE_LASTS,
        )
        record("people.code.made", actor=actor, subject=person)
        if person.has_come_in:
            note_account_change(person=person, what="code_made", actor=actor)
        made.append((person, code))
    return made


@transaction.atomic
def redeem_activation_code(*, personnel_number: str, code: str, password: str) -> User:
    """Let who holds the paper choose a password; the code is used up.

    Number and code are looked for as one word: whichever of them is wrong, the same work was done.
    """
    codes = ActivationCode.objects.open(clock.now()).select_related("person")
    wanted = codes.filter(code_hash=code_digest(personnel_number, code))
    found = wanted.select_for_update(of=("self", "person")).first()
    if found is None:
        make_password(password)
        raise Refused(_("This number and code do not belong together, or the code was used."))
    found.used_at = clock.now()
    found.save(update_fields=["used_at"])
    choose_password(person=found.person, password=password, tells_owner=True)
    record("people.code.redeemed", actor=found.person, subject=found.person)
    return found.person


def code_digest(personnel_number: str, code: str) -> str:
    """Return what is kept of a code: a hash of it together with whose it is."""
    return digest("activation", f"{personnel_number.strip().upper()}:{as_typed(code)}")
