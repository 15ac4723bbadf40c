"""Handling a case on the desk: taking it, showing names, notes, handing it to HR."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.outbox import publish
from intranet.platform.policy import require
from moderation.actions.deciding import held_case, why_not
from moderation.events import CaseArrived
from moderation.models import Case, CaseNote
from moderation.policies import can_ask_names, can_hand_to_hr, can_handle_case, can_read_case
from people.models import User

LONGEST_NOTE = 2000


@transaction.atomic
def claim_case(*, moderator: User, case: Case) -> Case:
    """Take a case; who took it before is asked to look elsewhere by seeing one's name."""
    fresh = held_case(case)
    require(can_handle_case(moderator, fresh), why_not())
    fresh.claimed_by, fresh.claimed_at = moderator, clock.now()
    fresh.save(update_fields=["claimed_by", "claimed_at"])
    record("moderation.case.claimed", actor=moderator, subject=fresh)
    return fresh


@transaction.atomic
def let_case_go(*, moderator: User, case: Case) -> Case:
    """Leave a case that one took to others."""
    fresh = held_case(case)
    require(can_handle_case(moderator, fresh), why_not())
    if fresh.claimed_by_id == moderator.pk:
        fresh.claimed_by = fresh.claimed_at = None
        fresh.save(update_fields=["claimed_by", "claimed_at"])
        record("moderation.case.let_go", actor=moderator, subject=fresh)
    return fresh


@transaction.atomic
def show_names(*, moderator: User, case: Case) -> None:
    """Write down that somebody wants to see who it is before deciding."""
    fresh = held_case(case)
    require(can_ask_names(moderator, fresh), why_not())
    record("moderation.case.names_shown", actor=moderator, subject=fresh)


@transaction.atomic
def escalate_case(*, moderator: User, case: Case, note: str) -> Case:
    """Hand a case of a place to HR, and say why."""
    fresh = held_case(case)
    require(can_hand_to_hr(moderator, fresh), why_not())
    add_note(moderator=moderator, case=fresh, body=note)
    fresh.desk, fresh.escalated_at = Case.Desk.HR, clock.now()
    fresh.claimed_by = fresh.claimed_at = None
    fresh.save(update_fields=["desk", "escalated_at", "claimed_by", "claimed_at"])
    record("moderation.case.escalated", actor=moderator, subject=fresh)
    publish(CaseArrived(fresh.pk))
    return fresh


@transaction.atomic
def add_note(*, moderator: User, case: Case, body: str) -> CaseNote:
    """Say something to the others who may decide; the author never reads it."""
    require(can_read_case(moderator, case), why_not())
    if not body.strip():
        raise ValidationError({"note": _("Say what the others should know.")})
    if len(body) > LONGEST_NOTE:
        raise ValidationError({"note": _("Make it shorter: at most 2,000 characters fit.")})
    note = CaseNote.objects.create(
        case=case, author=moderator, body=body.strip(), written_at=clock.now()
    )
    record("moderation.case.noted", actor=moderator, subject=case)
    return note


@transaction.atomic
def give_to_hr(*, now: datetime) -> int:
    """Give HR what managers of places did not decide in time; return how many that were."""
    late = Case.objects.for_hr_by_now(now).select_for_update(skip_locked=True)
    moved = list(late)
    for case in moved:
        case.desk, case.claimed_by, case.claimed_at = Case.Desk.HR, None, None
        case.save(update_fields=["desk", "claimed_by", "claimed_at"])
        record("moderation.case.given_to_hr", actor=None, subject=case)
        publish(CaseArrived(case.pk))
    return len(moved)
