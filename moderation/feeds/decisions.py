"""What an author reads of a decision, and who talks about an appeal."""

from typing import Any

from intranet.platform import clock
from intranet.platform.moderated import lender_of
from moderation.feeds.wordings import wordings_of
from moderation.models import Acceptance, Appeal, Decision, SectionWording
from moderation.policies import can_appeal, can_decide_appeal

WITH_DECISION = (
    "decision__case__author",
    "decision__case__audience",
    "decision__decided_by",
    "decision__code_version",
    "handler",
)


def last_decision_about(person: Any, kind: str, subject_id: int) -> Decision | None:
    """Return what was decided last about something that this person wrote."""
    decisions = Decision.objects.readable_by(person)
    about = decisions.filter(case__kind=kind, case__subject_id=subject_id)
    return about.order_by("-decided_at", "-pk").first()


def statement(person: Any, decision: Decision) -> dict[str, Any]:
    """Return what stands in a statement of reasons: facts, ground, meaning, and the way on."""
    case = decision.case
    accepted = Acceptance.objects.filter(person=person, version=decision.code_version)
    return {
        "decision": decision,
        "case": case,
        "evidence": lender_of(case.kind).evidence(case.subject_id),
        "wording": case.wordings.order_by("-edits").first(),
        "section": section_then(decision),
        "section_now": wordings_of([decision.section_id]).get(decision.section_id),
        "accepted": accepted.first(),
        "quotes": [quote for finding in case.findings.all() for quote in finding.quotes],
        "report_count": case.reports.count(),
        "may_appeal": can_appeal(person, decision, now=clock.now()),
        "appeal": Appeal.objects.filter(decision=decision).first(),
    }


def dialogue(person: Any, appeal: Appeal) -> dict[str, Any]:
    """Return the conversation about a decision, as this person may follow it."""
    decision, case = appeal.decision, appeal.decision.case
    said = appeal.messages.select_related("author__photo", "author__location")
    return {
        "appeal": appeal,
        "decision": decision,
        "case": case,
        "evidence": lender_of(case.kind).evidence(case.subject_id),
        "wording": case.wordings.order_by("-edits").first(),
        "section": section_then(decision),
        "said": list(said),
        "is_author": person.pk == case.author_id,
        "hides_author": case.is_unnamed and person.pk != case.author_id,
        "may_decide": can_decide_appeal(person, appeal),
    }


def section_then(decision: Decision) -> SectionWording | None:
    """Return how the section was worded in the version that applied; None without one."""
    wordings = SectionWording.objects.filter(
        version=decision.code_version, section=decision.section
    )
    return wordings.select_related("version").first()
