"""Carrying the culture: nominated by colleagues, accepted by oneself, for a term."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from blogs.actions.asking import blog_rules
from blogs.actions.giving import open_blog
from blogs.events import CarryingAsked
from blogs.feeds.rhythm import local_day
from blogs.models import Blog, Nomination, Term
from blogs.policies import can_nominate, is_open
from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.outbox import publish
from intranet.platform.plaintext import one_line
from intranet.platform.policy import Refused, require
from notifications.actions.telling import forget_group
from people.models import User

LONGEST_WHY = 500
# Who said no is not asked again by the same colleague for so long.
RESPITE = timedelta(weeks=26)


@transaction.atomic
def nominate_carrier(*, nominated_by: User, nominee: User, why: str) -> Nomination:
    """Say that a colleague carries the culture, and why; enough of these, and she is asked."""
    colleague = held_person(nominee)
    require(can_nominate(nominated_by, colleague), _("You can nominate colleagues who work here."))
    why = one_line(why)
    require_why(why)
    require_able(colleague)
    require_respite(nominated_by, colleague)
    nomination, is_new = Nomination.objects.update_or_create(
        nominated_by=nominated_by,
        nominee=colleague,
        answer=Nomination.Answer.OPEN,
        defaults={"why": why},
        create_defaults={"why": why, "nominated_at": clock.now()},
    )
    if is_new:
        record("blogs.carrier.nominated", actor=nominated_by, subject=nomination)
        ask_when_enough(colleague, needed=blog_rules().nominations_needed)
    return nomination


@transaction.atomic
def take_nomination_back(*, nominated_by: User, nomination: Nomination) -> None:
    """Say no longer that a colleague carries the culture, as long as she did not answer."""
    held_person(nomination.nominee)
    mine = Nomination.objects.filter(pk=nomination.pk, nominated_by=nominated_by)
    require(nominated_by.is_active and mine.exists(), _("Only who nominated can take that back."))
    mine.filter(answer=Nomination.Answer.OPEN).update(
        answer=Nomination.Answer.TAKEN_BACK, answered_at=clock.now()
    )
    record("blogs.carrier.nomination_taken_back", actor=nominated_by, subject=nomination)


@transaction.atomic
def accept_carrying(*, person: User) -> Blog:
    """Carry the culture for a term, in a blog of one's own; a second press changes nothing."""
    held_person(person)
    if carrying := carries_now(person):
        return carrying
    require_asked(person)
    require_able(person)
    rules, today = blog_rules(), local_day(person, clock.now())
    blog = open_blog(person, kind=Blog.Kind.CARRIER)
    # Her days are her turns.
    blog.rhythm, blog.rhythm_since = Blog.Rhythm.NONE, None
    blog.save(update_fields=["rhythm", "rhythm_since"])
    last = today + timedelta(weeks=rules.term_weeks) - timedelta(days=1)
    Term.objects.create(blog=blog, starts_on=today, ends_on=last)
    answer_nominations(person, Nomination.Answer.ACCEPTED)
    record("blogs.carrier.accepted", actor=person, subject=blog, until=last.isoformat())
    return blog


@transaction.atomic
def decline_carrying(*, person: User) -> None:
    """Not want to; who nominated reads that, without a reason."""
    held_person(person)
    require_asked(person)
    answer_nominations(person, Nomination.Answer.DECLINED)
    record("blogs.carrier.declined", actor=person, subject=person)


@transaction.atomic
def ask_who_has_enough(*, needed: int) -> None:
    """Ask everybody who has enough nominations now that fewer are needed."""
    waiting = Nomination.objects.open().values("nominee").annotate(many=Count("pk"))
    numbers = waiting.filter(many__gte=needed).values_list("nominee", flat=True)
    for colleague in User.objects.active().filter(pk__in=numbers).order_by("pk"):
        ask_when_enough(held_person(colleague), needed=needed)


@transaction.atomic
def ask_when_enough(nominee: User, *, needed: int) -> None:
    """Ask a colleague once whether she wants to, as soon as enough nominated her."""
    now = clock.now()
    waiting = Nomination.objects.open().filter(nominee=nominee)
    if waiting.count() < needed:
        return
    is_asked = was_asked(nominee)
    waiting.filter(asked_at=None).update(asked_at=now)
    if not is_asked:
        publish(CarryingAsked(nominee.pk))


def was_asked(nominee: User) -> bool:
    """Tell whether she was asked since she last answered, also by somebody who took it back."""
    hers = Nomination.objects.filter(nominee=nominee)
    settled = (Nomination.Answer.ACCEPTED, Nomination.Answer.DECLINED)
    answered = hers.filter(answer__in=settled).order_by("-answered_at").first()
    asked = hers.filter(asked_at__isnull=False).exclude(answer__in=settled)
    return (asked.filter(asked_at__gt=answered.answered_at) if answered else asked).exists()


def carries_now(person: User) -> Blog | None:
    """Return the blog of somebody who carries the culture now."""
    blog = Blog.objects.filter(owner=person, kind=Blog.Kind.CARRIER).first()
    return blog if blog is not None and is_open(blog) else None


@transaction.atomic
def answer_nominations(person: User, answer: str) -> None:
    """Settle what colleagues said, and take the question out of the bell."""
    hers = Nomination.objects.filter(nominee=person, answer=Nomination.Answer.OPEN)
    hers.update(answer=answer, answered_at=clock.now())
    forget_group(recipient=person, group="carrying")


def held_person(person: User) -> User:
    """Hold a person, so that nominations and her answer come one after the other."""
    return User.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)


def require_why(why: str) -> None:
    """Ask for a reason that fits."""
    if not why:
        raise ValidationError({"why": _("Say why. Your colleague reads it.")})
    if len(why) > LONGEST_WHY:
        raise ValidationError(
            {
                "why": _("This is %(letters)s characters, and at most %(most)s fit.")
                % {"letters": len(why), "most": LONGEST_WHY}
            }
        )


def require_able(person: User) -> None:
    """Refuse for who carries already, or writes in another way."""
    if carries_now(person):
        raise ValidationError(
            {"person": _("%(name)s carries the culture already.") % {"name": person.name}}
        )
    others = Blog.objects.filter(owner=person, closed_at=None).exclude(kind=Blog.Kind.CARRIER)
    if others.exists():
        raise ValidationError(
            {
                "person": _("%(name)s has another blog already, and can have one.")
                % {"name": person.name}
            }
        )


def require_respite(nominated_by: User, colleague: User) -> None:
    """Refuse to ask again soon after a no."""
    declined = Nomination.objects.filter(
        nominated_by=nominated_by,
        nominee=colleague,
        answer=Nomination.Answer.DECLINED,
        answered_at__gt=clock.now() - RESPITE,
    )
    if declined.exists():
        raise ValidationError(
            {
                "person": _("%(name)s did not want to. Ask again in half a year.")
                % {"name": colleague.name}
            }
        )


def require_asked(person: User) -> None:
    """Refuse for who is not asked, or not by enough colleagues any more."""
    asked = Nomination.objects.open().filter(nominee=person, asked_at__isnull=False)
    if not person.is_active or not asked.exists():
        raise Refused(_("Nobody asks you this now."))
    if asked.count() < blog_rules().nominations_needed:
        raise Refused(_("Somebody took a nomination back. Now there are too few."))
