"""Not agreeing with a decision: a dialogue, and somebody else who decides again."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.content import State
from intranet.platform.moderated import lender_of
from intranet.platform.outbox import publish
from intranet.platform.policy import require
from moderation.actions.deciding import DecidedMeanwhile, held_case, silence
from moderation.actions.opening import desk_rules
from moderation.events import AppealAnswered, AppealDecided, AppealMade
from moderation.models import Appeal, AppealMessage, Case, Decision
from moderation.policies import can_appeal, can_decide_appeal, can_read_appeal
from people.models import User

LONGEST_MESSAGE = 5000
# After it was decided something can still be said for so long.
TALK_GOES_ON = timedelta(days=30)


@transaction.atomic
def make_appeal(*, author: User, decision: Decision, words: str) -> Appeal:
    """Say that a decision is not right, and why; somebody else decides again."""
    case, now = held_case(decision.case), clock.now()
    require(can_appeal(author, decision, now=now), why_not(decision))
    appeal = Appeal.objects.create(
        decision=decision,
        opened_at=now,
        due_at=now + timedelta(days=desk_rules().appeal_decide_days),
    )
    say(appeal, author=author, words=words)
    # HR decides about appeals, also about what was decided in a place.
    case.desk = Case.Desk.HR
    case.save(update_fields=["desk"])
    record("moderation.appeal.made", actor=author, subject=appeal)
    publish(AppealMade(appeal.pk))
    return appeal


@transaction.atomic
def say_in_appeal(*, author: User, appeal: Appeal, words: str) -> AppealMessage:
    """Say one more thing in the dialogue."""
    fresh = held_appeal(appeal)
    require(can_read_appeal(author, fresh), _("This conversation is between others."))
    ended = fresh.decided_at
    require(
        ended is None or clock.now() < ended + TALK_GOES_ON,
        _("This conversation is closed. You can still read it."),
    )
    message = say(fresh, author=author, words=words)
    record("moderation.appeal.answered", actor=author, subject=fresh)
    publish(AppealAnswered(message.pk))
    return message


@transaction.atomic
def decide_appeal(*, moderator: User, appeal: Appeal, overturns: bool, reasons: str) -> Appeal:
    """Decide again, as somebody else: it stays, or all of it is undone.

    DecidedMeanwhile when a colleague did, or its author took it back.
    """
    fresh = held_appeal(appeal)
    if fresh.decided_at is not None and can_read_appeal(moderator, fresh):
        raise DecidedMeanwhile(fresh.decision.case)
    require(
        can_decide_appeal(moderator, fresh),
        _("Somebody else than who decided decides again, and nobody who is party to it."),
    )
    if not reasons.strip():
        raise ValidationError({"reasons": _("Say why. The author reads this word for word.")})
    now = clock.now()
    fresh.outcome = Appeal.Outcome.OVERTURNED if overturns else Appeal.Outcome.UPHELD
    fresh.handler, fresh.decided_at, fresh.reasons = moderator, now, reasons.strip()
    fresh.save()
    if overturns:
        undo(fresh.decision)
    record("moderation.appeal.decided", actor=moderator, subject=fresh, outcome=fresh.outcome)
    publish(AppealDecided(fresh.pk))
    return fresh


@transaction.atomic
def take_appeal_back(*, author: User, appeal: Appeal) -> None:
    """Let the decision stand after all."""
    fresh = held_appeal(appeal)
    require(
        fresh.outcome == Appeal.Outcome.OPEN and author.pk == fresh.decision.case.author_id,
        _("Only who appealed can take that back, until it is decided."),
    )
    fresh.outcome, fresh.decided_at = Appeal.Outcome.TAKEN_BACK, clock.now()
    fresh.save(update_fields=["outcome", "decided_at"])
    record("moderation.appeal.taken_back", actor=author, subject=fresh)


def undo(decision: Decision) -> None:
    """Restore everywhere what a decision took away, and erase it from the person's record."""
    now, case = clock.now(), held_case(decision.case)
    decision.overturned_at, decision.lapses_on, decision.warns = now, None, False
    decision.save(update_fields=["overturned_at", "lapses_on", "warns"])
    silence(case.author)
    subject = lender_of(case.kind).hold(case.subject_id)
    is_hidden = subject is not None and subject.said.state in (State.WITHDRAWN, State.HELD)
    if subject is not None and is_hidden and not was_decided_since(decision):
        lender_of(case.kind).release(subject, now=now)
    if case.is_open:
        case.stage, case.done_at = Case.Stage.DONE, now
        case.save(update_fields=["stage", "done_at"])


def was_decided_since(decision: Decision) -> bool:
    """Tell whether something later keeps it from sight, which was not appealed against."""
    case = decision.case
    about_it = Decision.objects.filter(case__kind=case.kind, case__subject_id=case.subject_id)
    return any(later.is_breach for later in about_it.filter(pk__gt=decision.pk, overturned_at=None))


def held_appeal(appeal: Appeal) -> Appeal:
    """Fetch it anew and hold it, so that two at once come one after the other."""
    appeals = Appeal.objects.select_for_update(of=("self",))
    return appeals.select_related("decision__case__author", "decision__case__audience").get(
        pk=appeal.pk
    )


def say(appeal: Appeal, *, author: User, words: str) -> AppealMessage:
    """Add one message; ValidationError for none and for too many words."""
    words = words.strip()
    if not words:
        raise ValidationError({"words": _("There is nothing here yet. Write something first.")})
    if len(words) > LONGEST_MESSAGE:
        raise ValidationError({"words": _("Make it shorter: at most 5,000 characters fit.")})
    return AppealMessage.objects.create(
        appeal=appeal, author=author, body=words, said_at=clock.now()
    )


def why_not(decision: Decision) -> str:
    """Say what keeps somebody from appealing."""
    if Appeal.objects.filter(decision=decision).exists():
        return _("You appealed already. You can say more in that conversation.")
    return _("The time to appeal has passed, or there is nothing to appeal against.")
