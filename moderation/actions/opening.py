"""Opening a case: a rule found something, its author asks for it, or colleagues report it."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.content import Contribution
from intranet.platform.judging import Verdict
from intranet.platform.moderated import lender_of
from intranet.platform.outbox import publish
from intranet.platform.policy import require
from moderation.events import CaseArrived, ContributionHeld
from moderation.models import Case, CaseFinding, DeskRules, Report, RuleVersion, Section, Wording
from moderation.policies import can_report, readers_of_case
from people.models import User

LONGEST_REPORT = 2000


def desk_rules() -> DeskRules:
    """Return how the organisation handles cases."""
    return DeskRules.objects.first() or DeskRules(pk=1)


@transaction.atomic
def open_case(
    *,
    kind: str,
    subject: Contribution,
    verdict: Verdict,
    author: User | None = None,
    is_unnamed: bool = False,
    tells_author: bool = False,
) -> Case:
    """Let somebody look at what was held or flagged; one that is open takes in what is new.

    `author` is who wrote it where that is not who it stands under.
    """
    by_rule = bool(verdict.findings)
    case, is_new = case_about(
        kind=kind,
        subject=subject,
        author=author or subject.author,
        is_unnamed=is_unnamed,
        origin=Case.Origin.RULE if by_rule else Case.Origin.AUTHOR,
        section=verdict.findings[0].section_id if by_rule else None,
    )
    comes_back = look_afresh(case)
    note_findings(case, verdict)
    keep_wording(case, subject)
    record("moderation.case.opened", actor=None, subject=case, origin=case.origin)
    if is_new or comes_back:
        publish(CaseArrived(case.pk))
    if tells_author and verdict.is_held:
        publish(ContributionHeld(case.pk))
    return case


def case_about(*, kind: str, subject: Contribution, **facts: Any) -> tuple[Case, bool]:
    """Return the open case about something, and whether it is new; of two at once one opens it."""
    about = Case.objects.exclude(stage=Case.Stage.DONE).select_for_update(of=("self",))
    if case := about.filter(kind=kind, subject_id=subject.pk).first():
        return case, False
    now, rules = clock.now(), desk_rules()
    section = facts.pop("section")
    try:
        with transaction.atomic():
            case = Case.objects.create(
                kind=kind,
                subject_id=subject.pk,
                audience_id=subject.audience_id,
                section_id=section,
                opened_at=now,
                due_at=now + timedelta(hours=rules.decide_hours),
                **facts,
            )
    except IntegrityError:
        return about.get(kind=kind, subject_id=subject.pk), False
    return case, True


def look_afresh(case: Case) -> bool:
    """Bring a case back to the desk that lay with its author; tell whether it did."""
    if case.stage != Case.Stage.WITH_AUTHOR:
        return False
    case.stage = Case.Stage.OPEN
    case.due_at = clock.now() + timedelta(hours=desk_rules().decide_hours)
    case.save(update_fields=["stage", "due_at"])
    return True


def note_findings(case: Case, verdict: Verdict) -> None:
    """Note which rules, as they were worded, found what."""
    rules = [finding.rule_id for finding in verdict.findings]
    working = RuleVersion.objects.filter(rule__in=rules, stage="on")
    versions = {version.rule_id: version for version in working}
    CaseFinding.objects.bulk_create(
        CaseFinding(
            case=case,
            rule_version=versions[finding.rule_id],
            step=finding.step,
            quotes=list(finding.quotes),
            found_at=clock.now(),
        )
        for finding in verdict.findings
        if finding.rule_id in versions
    )


def keep_wording(case: Case, subject: Any) -> None:
    """Keep the words as they are now, whatever becomes of them."""
    Wording.objects.get_or_create(
        case=case,
        edits=subject.edits,
        defaults={
            "title": getattr(subject, "title", ""),
            "html": subject.html,
            "plain": subject.plain,
            "kept_at": clock.now(),
        },
    )


@transaction.atomic
def note_change(*, kind: str, subject: Contribution) -> None:
    """Bring the case back whose author was asked to change something, and did."""
    cases = Case.objects.exclude(stage=Case.Stage.DONE).select_for_update(of=("self",))
    if case := cases.filter(kind=kind, subject_id=subject.pk).first():
        keep_wording(case, subject)
        if look_afresh(case):
            publish(CaseArrived(case.pk))


@transaction.atomic
def report(
    *, reporter: User, kind: str, subject_id: int, section: Section | None = None, words: str = ""
) -> Report:
    """Report something on a section of the code; who reports twice changes what she said."""
    subject = lender_of(kind).hold(subject_id)
    require(
        subject is not None and can_report(reporter, subject),
        _("You cannot report this. It may be gone already."),
    )
    assert subject is not None
    words = words.strip()
    if len(words) > LONGEST_REPORT:
        raise ValidationError(_("Make it shorter: at most 2,000 characters fit."))
    if section is None and not words:
        raise ValidationError(_("Choose an agreement, or say in your own words what is wrong."))
    case, _is_new = case_about(
        kind=kind,
        subject=subject.said,
        author=subject.author,
        is_unnamed=subject.is_unnamed,
        origin=Case.Origin.REPORT,
        section=section.pk if section else None,
    )
    keep_wording(case, subject.said)
    said, is_new = Report.objects.update_or_create(
        case=case,
        reporter=reporter,
        defaults={"section": section, "words": words},
        create_defaults={"section": section, "words": words, "reported_at": clock.now()},
    )
    if is_new:
        # Who reported stands in the report, which few may read; the log says only that.
        record("moderation.case.reported", actor=None, subject=case)
        if choose_desk(case):
            publish(CaseArrived(case.pk))
    return said


def choose_desk(case: Case) -> bool:
    """Give a first report to those who take care of the place, where that is agreed and they can.

    One who reports becomes party to the case: when nobody of them is left, HR gets it at once.
    Tells whether it came on a desk where it was not before.
    """
    rules, before = desk_rules(), case.desk
    is_first = case.origin == Case.Origin.REPORT and len(case.reports.all()) == 1
    if is_first and rules.managers_first:
        case.desk = Case.Desk.MANAGERS
        case.for_hr_at = case.opened_at + timedelta(hours=rules.managers_hours)
    if case.desk == Case.Desk.MANAGERS and not readers_of_case(case).exists():
        case.desk = Case.Desk.HR
    case.save(update_fields=["desk", "for_hr_at"])
    return is_first or case.desk != before
