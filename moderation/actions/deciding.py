"""Deciding a case, with reasons that its author reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.clock import day_here
from intranet.platform.content import State
from intranet.platform.moderated import Subject, lender_of
from intranet.platform.outbox import publish
from intranet.platform.policy import require
from moderation.actions.opening import case_about, desk_rules, keep_wording
from moderation.events import CaseArrived, CaseDecided, TextNotChanged
from moderation.models import Case, CodeVersion, Decision, DeskRules, Section
from moderation.policies import can_confirm_decision, can_decide_case, can_read_case
from people.models import User

Outcome = Decision.Outcome
LONGEST_REASONS = 5000
MOST_SILENT_DAYS = 90
DAYS_OF_A_MONTH = 30.44


class DecidedMeanwhile(Exception):
    """Somebody else decided since this person opened the case."""

    def __init__(self, case: Case) -> None:
        super().__init__(_("Somebody else decided this meanwhile. Read that decision first."))
        self.case = case


@dataclass(frozen=True)
class Ruling:
    """What somebody wants to decide."""

    outcome: str
    reasons: str
    section: Section | None = None
    warns: bool = False
    # Days in which the author only reads; 0 for none.
    silent_days: int = 0


@transaction.atomic
def decide_case(
    *, moderator: User, case: Case, ruling: Ruling, seen_decisions: int, now: datetime | None = None
) -> Decision:
    """Decide what becomes of something; DecidedMeanwhile when another did since one looked."""
    now = now or clock.now()
    fresh = held_case(case)
    require(can_read_case(moderator, fresh), why_not())
    if not fresh.is_open or len(fresh.decisions.all()) != seen_decisions:
        raise DecidedMeanwhile(fresh)
    require(can_decide_case(moderator, fresh), why_not())
    subject = lender_of(fresh.kind).hold(fresh.subject_id)
    require_sensible(ruling, fresh, subject)
    decision = write_down(ruling, fresh, moderator=moderator, now=now)
    if subject is not None:
        keep_wording(fresh, subject.said)
        carry_out(decision, subject, moderator=moderator, now=now)
    settle(fresh, decision, now=now)
    record("moderation.case.decided", actor=moderator, subject=fresh, outcome=decision.outcome)
    publish(CaseDecided(decision.pk))
    return decision


def held_case(case: Case) -> Case:
    """Fetch it anew and hold it, so that two who decide at once do so one after the other."""
    cases = Case.objects.select_for_update(of=("self",)).select_related("audience", "author")
    return cases.get(pk=case.pk)


def why_not() -> str:
    """Say what keeps somebody from deciding."""
    return _("You are party to this case, or it is not on your desk. Somebody else decides it.")


def require_sensible(ruling: Ruling, case: Case, subject: Subject | None) -> None:
    """Refuse a decision without a reason or a ground, and one that cannot be carried out."""
    wrong: dict[str, Any] = {}
    if ruling.outcome not in Outcome.values:
        wrong["outcome"] = _("Choose what you decide.")
    if not ruling.reasons.strip():
        wrong["reasons"] = _("Say why. The author reads this word for word.")
    elif len(ruling.reasons) > LONGEST_REASONS:
        wrong["reasons"] = _("Make it shorter: at most 5,000 characters fit.")
    is_breach = ruling.outcome not in (Outcome.NO_BREACH, Outcome.PUBLISH)
    if is_breach and ruling.section is None:
        wrong["section"] = _("Choose which agreement this is about.")
    if (ruling.warns or ruling.silent_days) and not is_breach:
        wrong["warns"] = _("A warning belongs to a breach. Decide that it is one, or do not warn.")
    if not 0 <= ruling.silent_days <= MOST_SILENT_DAYS:
        wrong["silent_days"] = _("At most 90 days. Talk to the person if more is needed.")
    wrong |= what_cannot_be_done(ruling.outcome, subject)
    if wrong:
        raise ValidationError(wrong)


def what_cannot_be_done(outcome: str, subject: Subject | None) -> dict[str, Any]:
    """Return what to say where a decision has nothing left to act on."""
    gone = subject is None or subject.said.state == State.REMOVED
    if gone and outcome in (Outcome.PUBLISH, Outcome.ASK_EDIT):
        return {"outcome": _("Its author took it away. It cannot be shown or changed any more.")}
    is_shown = subject is not None and subject.said.is_published
    if outcome == Outcome.PUBLISH and is_shown:
        return {"outcome": _("It can be read already. Choose 'no breach'.")}
    return {}


def write_down(ruling: Ruling, case: Case, *, moderator: User, now: datetime) -> Decision:
    """Write the decision with its ground: the code as it held when the case was opened."""
    rules = desk_rules()
    held = CodeVersion.objects.begun(day_here(case.opened_at)).first()
    is_breach = ruling.outcome not in (Outcome.NO_BREACH, Outcome.PUBLISH)
    asks = ruling.outcome == Outcome.ASK_EDIT
    return Decision.objects.create(
        case=case,
        outcome=ruling.outcome,
        decided_by=moderator,
        decided_at=now,
        section=ruling.section,
        code_version=held,
        reasons=ruling.reasons.strip(),
        found_by_rule=case.findings.exists(),
        warns=ruling.warns,
        silences_until=now + timedelta(days=ruling.silent_days) if ruling.silent_days else None,
        mend_until=now + timedelta(hours=rules.mend_hours) if asks else None,
        appeal_until=now + timedelta(days=rules.appeal_days),
        lapses_on=lapse_of(ruling, rules, now) if is_breach else None,
    )


def lapse_of(ruling: Ruling, rules: DeskRules, now: datetime) -> date:
    """Return when it counts no longer in the author's record."""
    months = rules.warning_months if ruling.warns else rules.record_months
    return (now + timedelta(days=months * DAYS_OF_A_MONTH)).date()


def carry_out(decision: Decision, subject: Subject, *, moderator: User, now: datetime) -> None:
    """Do to the contribution, and to what its author may, what was decided."""
    lender, said = lender_of(subject.kind), subject.said
    there = said.state != State.REMOVED
    shows = decision.outcome in (Outcome.NO_BREACH, Outcome.PUBLISH)
    if there and shows and not said.is_published:
        lender.release(subject, now=now)
    elif there and decision.outcome in (Outcome.WITHDRAW, Outcome.WITHDRAW_FOR_GOOD):
        # For good only when another has read it too; until then it can be changed.
        lender.withdraw(subject, moderator=moderator, reason=decision.reasons, for_good=False)
    elif decision.outcome == Outcome.ASK_EDIT:
        said.state_reason = decision.reasons
        said.save(update_fields=["state_reason"])
    if decision.silences_until:
        silence(subject.author)


def silence(person: User) -> None:
    """Let a person only read for as long as the decisions about her say that stand."""
    standing = Decision.objects.filter(
        case__author=person, overturned_at=None, silences_until__isnull=False
    )
    last = standing.order_by("-silences_until").values_list("silences_until", flat=True).first()
    User.objects.filter(pk=person.pk).update(silenced_until=last)


def settle(case: Case, decision: Decision, *, now: datetime) -> None:
    """Take the case from the desk, or let it lie with who comes next."""
    if decision.waits_for_second:
        case.stage, case.desk = Case.Stage.SECOND, Case.Desk.HR
        publish(CaseArrived(case.pk))
    elif decision.outcome == Outcome.ASK_EDIT:
        case.stage = Case.Stage.WITH_AUTHOR
    else:
        case.stage, case.done_at = Case.Stage.DONE, now
    case.save(update_fields=["stage", "desk", "done_at"])


@transaction.atomic
def note_withdrawal(
    *, moderator: User, kind: str, said: Any, reasons: str, section: Section | None, **whose: Any
) -> Decision:
    """Write down what who takes care of a place withdrew: it can be appealed as every decision.

    It stays on the desk of that place: HR reads it when its author appeals.
    `whose` says who wrote it, and whether that stands under a name.
    """
    now = clock.now()
    case, _is_new = case_about(
        kind=kind,
        subject=said,
        origin=Case.Origin.MANAGER,
        desk=Case.Desk.MANAGERS,
        section=section.pk if section else None,
        **whose,
    )
    keep_wording(case, said)
    ruling = Ruling(Outcome.WITHDRAW, reasons, section)
    decision = write_down(ruling, case, moderator=moderator, now=now)
    settle(case, decision, now=now)
    publish(CaseDecided(decision.pk))
    return decision


@transaction.atomic
def confirm_decision(*, reader: User, decision: Decision) -> Decision:
    """Say, as somebody else, that something goes for good."""
    case = held_case(decision.case)
    fresh = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    fresh.case = case
    require(
        can_confirm_decision(reader, fresh),
        _("Somebody else than who decided reads it, and nobody who is party to it."),
    )
    now = clock.now()
    fresh.second_reader, fresh.confirmed_at = reader, now
    fresh.save(update_fields=["second_reader", "confirmed_at"])
    subject = lender_of(case.kind).hold(case.subject_id)
    if subject is not None and subject.said.state == State.WITHDRAWN:
        subject.said.is_final = True
        subject.said.save(update_fields=["is_final"])
    settle(case, fresh, now=now)
    record("moderation.decision.confirmed", actor=reader, subject=case)
    publish(CaseDecided(fresh.pk))
    return fresh


@transaction.atomic
def withdraw_unchanged(*, decision_id: int, now: datetime) -> None:
    """Take from sight what its author was asked to change and did not. Runs at least once."""
    decision = Decision.objects.select_related("case").get(pk=decision_id)
    case = held_case(decision.case)
    last = case.decisions.last()
    if case.stage != Case.Stage.WITH_AUTHOR or last != decision or not is_past(decision, now):
        return
    subject = lender_of(case.kind).hold(case.subject_id)
    if subject is not None and subject.said.is_published:
        lender_of(case.kind).withdraw(
            subject, moderator=decision.decided_by, reason=decision.reasons, for_good=False
        )
        publish(TextNotChanged(decision.pk))
    case.stage, case.done_at = Case.Stage.DONE, now
    case.save(update_fields=["stage", "done_at"])
    record("moderation.case.not_changed", actor=None, subject=case)


def is_past(decision: Decision, now: datetime) -> bool:
    """Tell whether the time to change something has passed."""
    return decision.mend_until is not None and decision.mend_until <= now


def due_to_withdraw(now: datetime) -> Sequence[int]:
    """Return the decisions whose author let the time to change something pass."""
    asked = Decision.objects.filter(case__stage=Case.Stage.WITH_AUTHOR, mend_until__lte=now)
    return list(asked.order_by("pk").values_list("pk", flat=True))
