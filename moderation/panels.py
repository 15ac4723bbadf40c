"""What the code of conduct lends to pages below it: the bell and the first visit."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists

from intranet.platform.moderated import lender_of
from moderation.actions.accepting import accept_code
from moderation.feeds.code import sections_of, version_in_force
from moderation.models import Appeal, Case, CodeVersion, Decision, Report, Wording
from moderation.policies import can_read_appeal, last_day_to_accept, version_to_accept
from notifications.feeds import BellSubject


def versions_for_the_bell(viewer: Any, ids: Iterable[int]) -> dict[int, BellSubject]:
    """Return the versions among these that the reader may read now."""
    versions = CodeVersion.objects.visible_to(viewer).filter(pk__in=list(ids))
    return {
        version.pk: BellSubject(
            url=version.get_absolute_url(), title=str(version), words=version.changes
        )
        for version in versions
    }


def code_at_first_visit(person: Any) -> dict[str, Any] | None:
    """Return what somebody new reads of the code on her first page; None when there is nothing."""
    if version_to_accept(person) is None:
        return None
    version = version_in_force()
    if version is None:
        return None
    return {
        "template": "moderation/code/_at_first_visit.html",
        "version": version,
        "sections": sections_of(version),
        "last_day": last_day_to_accept(person),
    }


def accept_at_first_visit(person: Any, number: int) -> None:
    """Accept the version that stood on that page; ValidationError when another one holds."""
    accept_code(person=person, number=number)


def words_in(case: Case) -> str:
    """Return the words that a case is about, as they were kept last."""
    return first_words(max(case.wordings.all(), key=lambda each: each.edits, default=None))


def first_words(kept: Wording | None) -> str:
    """Return the title of a wording, or what it says where it has none."""
    return kept.title or kept.plain if kept else ""


def cases_for_the_bell(viewer: Any, ids: Iterable[int]) -> dict[int, BellSubject]:
    """Return what waits, to its author."""
    cases = Case.objects.filter(pk__in=list(ids), author_id=viewer.pk)
    return {
        case.pk: BellSubject(f"/decisions/about/{case.kind}/{case.subject_id}/", "", words_in(case))
        for case in cases.prefetch_related("wordings")
    }


def desk_for_the_bell(viewer: Any, ids: Iterable[int]) -> dict[int, BellSubject]:
    """Return cases that wait for a decision, to those who may see them."""
    cases = Case.objects.visible_to(viewer).open().filter(pk__in=list(ids))
    return {
        case.pk: BellSubject(case.get_absolute_url(), str(case), words_in(case))
        for case in cases.prefetch_related("wordings")
    }


def cases_wait(viewer: Any) -> Exists:
    """Return, as a part of another question, whether a case waits on this person's desk."""
    return Exists(Case.objects.visible_to(viewer).waiting())


def decisions_for_the_bell(viewer: Any, ids: Iterable[int]) -> dict[int, BellSubject]:
    """Return decisions about what this reader wrote."""
    decisions = Decision.objects.filter(pk__in=list(ids), case__author_id=viewer.pk)
    return {
        each.pk: BellSubject(
            each.get_absolute_url(), each.outcome, words_in(each.case), reason=each.reasons
        )
        for each in decisions.select_related("case").prefetch_related("case__wordings")
    }


def reports_for_the_bell(viewer: Any, ids: Iterable[int]) -> dict[int, BellSubject]:
    """Return what this reader reported, and whether something was done about it."""
    reports = Report.objects.filter(pk__in=list(ids), reporter_id=viewer.pk)
    return {
        each.pk: BellSubject(
            "/reports/",
            "acted" if each.was_acted_on else "fine",
            first_words(each.wording),
        )
        for each in reports.select_related("case").prefetch_related(
            "case__decisions", "case__wordings"
        )
    }


def appeals_for_the_bell(viewer: Any, ids: Iterable[int]) -> dict[int, BellSubject]:
    """Return the appeals among these that this reader may follow."""
    appeals = Appeal.objects.filter(pk__in=list(ids)).select_related("decision__case")
    found = {}
    for appeal in appeals.prefetch_related("messages"):
        if can_read_appeal(viewer, appeal):
            said = appeal.messages.all()
            last = said[len(said) - 1].body if said else ""
            mine = "author" if appeal.decision.case.author_id == viewer.pk else ""
            found[appeal.pk] = BellSubject(f"/appeals/{appeal.pk}/", appeal.outcome, last, mine)
        elif viewer.pk == appeal.decision.decided_by_id:
            # Who decided in a place reads no appeal; what became of the decision she does.
            case = appeal.decision.case
            evidence = lender_of(case.kind).evidence(case.subject_id)
            found[appeal.pk] = BellSubject(evidence.url if evidence else "/", appeal.outcome)
    return found
