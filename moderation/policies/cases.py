"""Who may decide about what others wrote, and who may not because she is party to it."""

from typing import Any

from django.db.models import QuerySet

from intranet.platform.content import State
from intranet.platform.moderated import Evidence, Subject
from moderation.models import Appeal, Case, Decision
from moderation.querysets import at_hr, reads_along
from people.models import User
from people.policies import can_see, can_steward


def can_report(person: User, subject: Subject) -> bool:
    """May this person report it? What she can read, and did not write herself."""
    return (
        person.is_active
        and person.pk not in (subject.author.pk, subject.said.author_id)
        and subject.said.is_published
        and can_see(person, subject.said.audience)
    )


def can_see_to_report(person: User, evidence: Evidence) -> bool:
    """Is there something for this person to report? The same, before it is held for writing."""
    return (
        person.is_active
        and evidence.subject.author_id != person.pk
        and evidence.state == State.PUBLISHED
        and can_see(person, evidence.audience)
    )


def can_read_case(person: User, case: Case) -> bool:
    """May this person see the case? Mirrors CaseQuerySet.visible_to."""
    if case.desk == Case.Desk.HR:
        on_desk = reads_along(person)
    else:
        on_desk = can_steward(person, case.audience)
    return on_desk and not is_party(person, case)


def readers_of_case(case: Case) -> QuerySet[User]:
    """Who may see the case, and so may hear of it."""
    if case.desk == Case.Desk.HR:
        able = at_hr()
    else:
        able = User.objects.active().stewards_of(case.audience_id)
    people: QuerySet[User] = User.objects.filter(pk__in=able.values("pk"))
    return people.exclude(pk__in=[person.pk for person in people if is_party(person, case)])


def is_party(person: User, case: Case) -> bool:
    """Is she the one it is about, does she report to that one, or did she report it herself?"""
    return (
        person.pk == case.author_id
        or User.objects.managing(person).filter(pk=case.author_id).exists()
        or case.reports.filter(reporter=person).exists()
    )


def can_handle_case(person: User, case: Case) -> bool:
    """May this person take the case, leave it to others, and ask who it is about?"""
    return case.is_open and can_read_case(person, case)


def can_ask_names(person: User, case: Case) -> bool:
    """May this person ask who it is about? Who decided reads it already."""
    return can_read_case(person, case) and not knows_names(person, case)


def knows_names(person: User, case: Case) -> bool:
    """Does this person read who it is about without asking? Once she decided."""
    return case.decisions.filter(decided_by=person).exists()


def can_decide_case(person: User, case: Case) -> bool:
    """May this person decide now?

    Nobody while it lies with its author; where it waits for a second reader, not who decided first.
    """
    if case.stage == Case.Stage.WITH_AUTHOR or not can_handle_case(person, case):
        return False
    first = case.decisions.last() if case.stage == Case.Stage.SECOND else None
    return first is None or first.decided_by_id != person.pk


def can_hand_to_hr(person: User, case: Case) -> bool:
    """May this person give the case to HR? Who takes care of the place, while it lies there."""
    return case.desk == Case.Desk.MANAGERS and can_handle_case(person, case)


def can_confirm_decision(person: User, decision: Decision) -> bool:
    """May this person be the second reader? Not who decided first, and only of the last word."""
    case = decision.case
    return (
        case.stage == Case.Stage.SECOND
        and decision.waits_for_second
        and decision == case.decisions.last()
        and can_decide_case(person, case)
    )


def can_read_decision(person: User, decision: Decision) -> bool:
    """May this person read the statement of reasons? The author of what it is about."""
    return person.is_active and person.pk == decision.case.author_id


def can_appeal(person: User, decision: Decision, *, now: Any) -> bool:
    """May this person appeal? Its author, in time, once, against what says that she did wrong."""
    return (
        can_read_decision(person, decision)
        and decision.is_breach
        and decision.overturned_at is None
        and now <= decision.appeal_until
        and not Appeal.objects.filter(decision=decision).exists()
    )


def can_read_appeal(person: User, appeal: Appeal) -> bool:
    """May this person follow the dialogue? The author, and HR that is not party to it."""
    case = appeal.decision.case
    if person.pk == case.author_id:
        return person.is_active
    return reads_along(person) and not is_party(person, case)


def can_decide_appeal(person: User, appeal: Appeal) -> bool:
    """May this person decide again? Somebody else than who decided, or read it second."""
    decision = appeal.decision
    return (
        appeal.outcome == Appeal.Outcome.OPEN
        and person.pk not in (decision.decided_by_id, decision.second_reader_id)
        and reads_along(person)
        and not is_party(person, decision.case)
    )
