"""What follows around cases: telling people, and what time brings."""

from celery import shared_task
from django.conf import settings
from django.urls import reverse

from intranet.platform import clock
from intranet.platform.mail import send_mail, spoken_to
from moderation.actions import give_to_hr, withdraw_unchanged
from moderation.actions.deciding import due_to_withdraw
from moderation.models import Appeal, AppealMessage, Case, Decision
from moderation.policies import (
    can_decide_appeal,
    can_decide_case,
    can_read_appeal,
    readers_of_case,
)
from notifications.actions.telling import Subject, forget_subject, notify
from notifications.models import Reason
from people.models import User

# A case as it is told to those who can decide it; to its author it is a "case".
ON_DESK = "case_on_desk"


def told(event_id, happened_at, *, reason, people, subject, actor=None):
    """Tell people in the bell; what it is about decides who may see it."""
    notify(
        recipients={reason: people},
        actor=actor,
        subject=subject,
        audience=None,
        event_id=event_id,
        happened_at=happened_at,
    )


@shared_task
def tell_who_can_decide(*, event_id, happened_at, case_id, **extra):
    """Tell those on whose desk a case came, and let it go from the bells of who had it before."""
    case = Case.objects.select_related("audience").get(pk=case_id)
    readers = readers_of_case(case)
    forget_subject(kind=ON_DESK, ids=[case.pk], but=readers)
    people = [person.pk for person in readers if can_decide_case(person, case)]
    subject = Subject(ON_DESK, case.pk, "desk")
    told(event_id, happened_at, reason=Reason.CASE_ARRIVED, people=people, subject=subject)


@shared_task
def take_off_the_bells(*, decision_id, **extra):
    """Let a case that waits for nobody go from the bells of those who could decide it."""
    case = Decision.objects.select_related("case").get(pk=decision_id).case
    if case.stage != Case.Stage.SECOND:
        forget_subject(kind=ON_DESK, ids=[case.pk])


@shared_task
def tell_who_waits(*, event_id, happened_at, case_id, **extra):
    """Tell an author who could not be told before that her words wait to be read."""
    case = Case.objects.get(pk=case_id)
    subject = Subject("case", case.pk, f"case:{case.pk}")
    told(event_id, happened_at, reason=Reason.HELD, people=[case.author_id], subject=subject)


@shared_task
def tell_the_author_the_decision(*, event_id, happened_at, decision_id, **extra):
    """Tell an author at once what was decided about what she wrote."""
    decision = Decision.objects.select_related("case").get(pk=decision_id)
    if not tells_author(decision):
        return
    subject = Subject("decision", decision.pk, f"case:{decision.case_id}")
    people = [decision.case.author_id]
    told(event_id, happened_at, reason=Reason.DECIDED, people=people, subject=subject)


def tells_author(decision):
    """Tell whether there is something to say: nothing happened to what was reported and stays.

    What the manager of a place withdrew is told where that was done.
    """
    case = decision.case
    if case.origin == Case.Origin.MANAGER:
        return False
    stays = decision.outcome == Decision.Outcome.NO_BREACH
    return not (case.origin == Case.Origin.REPORT and stays)


@shared_task
def mail_the_decision(*, event_id, decision_id, **extra):
    """Mail a statement of reasons to an author who has an address, in her language."""
    decision = Decision.objects.select_related("case__author", "section").get(pk=decision_id)
    author = decision.case.author
    if not (decision.is_breach and author.is_active and author.email and tells_author(decision)):
        return
    with spoken_to(author):
        send_mail(
            "moderation/email/decided",
            to=author.email,
            language=author.language,
            event_id=event_id,
            context={
                "person": author,
                "decision": decision,
                "link": settings.SITE_URL + decision.get_absolute_url(),
            },
        )


@shared_task
def tell_who_reported(*, event_id, happened_at, decision_id, **extra):
    """Tell who reported something that it was looked at, and whether something was done."""
    decision = Decision.objects.select_related("case").get(pk=decision_id)
    if decision.waits_for_second:
        return
    for report in decision.case.reports.all():
        subject = Subject("report", report.pk, f"report:{report.pk}")
        told(
            event_id,
            happened_at,
            reason=Reason.REPORT_SETTLED,
            people=[report.reporter_id],
            subject=subject,
        )


@shared_task
def tell_that_it_was_not_changed(*, event_id, happened_at, decision_id, **extra):
    """Tell an author that her text went from others' sight, as she was told it would."""
    decision = Decision.objects.select_related("case").get(pk=decision_id)
    subject = Subject("decision", decision.pk, f"case:{decision.case_id}")
    people = [decision.case.author_id]
    told(event_id, happened_at, reason=Reason.DECIDED, people=people, subject=subject)


@shared_task
def tell_who_can_decide_again(*, event_id, happened_at, appeal_id, **extra):
    """Tell those who may decide again that somebody does not agree; not who decided."""
    appeal = Appeal.objects.select_related("decision__case__audience").get(pk=appeal_id)
    people = [
        each for each in readers_of_case(appeal.decision.case) if can_decide_appeal(each, appeal)
    ]
    told(
        event_id,
        happened_at,
        reason=Reason.APPEALED,
        people=[person.pk for person in people],
        subject=Subject("appeal", appeal.pk, f"appeal:{appeal.pk}"),
    )


@shared_task
def tell_who_is_in_the_dialogue(*, event_id, happened_at, message_id, **extra):
    """Tell the others in the dialogue of an appeal that something was said."""
    message = AppealMessage.objects.select_related("author", "appeal__decision__case").get(
        pk=message_id
    )
    decision = message.appeal.decision
    spoke = message.appeal.messages.values_list("author_id", flat=True)
    concerned = {decision.case.author_id, decision.decided_by_id, *spoke} - {message.author_id}
    # Who takes care of a place decided there, and reads no appeal; its outcome she hears.
    readers = User.objects.filter(pk__in=concerned)
    people = [person.pk for person in readers if can_read_appeal(person, message.appeal)]
    told(
        event_id,
        happened_at,
        reason=Reason.APPEAL_ANSWERED,
        people=people,
        subject=Subject("appeal", message.appeal_id, f"appeal:{message.appeal_id}"),
        actor=None if decision.case.is_unnamed else message.author,
    )


@shared_task
def tell_what_was_decided_again(*, event_id, happened_at, appeal_id, **extra):
    """Tell the author, and who decided first, what somebody else decided."""
    appeal = Appeal.objects.select_related("decision__case").get(pk=appeal_id)
    people = [appeal.decision.case.author_id, appeal.decision.decided_by_id]
    subject = Subject("appeal", appeal.pk, f"appeal:{appeal.pk}")
    told(event_id, happened_at, reason=Reason.APPEAL_DECIDED, people=people, subject=subject)


@shared_task
def mail_what_was_decided_again(*, event_id, appeal_id, **extra):
    """Mail an author who has an address what became of her appeal."""
    appeal = Appeal.objects.select_related("decision__case__author").get(pk=appeal_id)
    author = appeal.decision.case.author
    if not (author.is_active and author.email):
        return
    with spoken_to(author):
        send_mail(
            "moderation/email/decided_again",
            to=author.email,
            language=author.language,
            event_id=event_id,
            context={
                "person": author,
                "appeal": appeal,
                "link": settings.SITE_URL + reverse("appeal", args=[appeal.pk]),
            },
        )


@shared_task
def look_after_cases(**extra):
    """Do what time brings: HR gets what managers left, and what was not changed goes from sight."""
    now = clock.now()
    give_to_hr(now=now)
    for decision in due_to_withdraw(now):
        withdraw_unchanged(decision_id=decision, now=now)
