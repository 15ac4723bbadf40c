"""The page of culture carriers: who carries, whose turn it is, and who nominated whom."""

from dataclasses import dataclass

from django.db.models import QuerySet

from blogs.feeds import rota
from blogs.feeds.rhythm import local_day
from blogs.models import Blog, BlogRules, Nomination, Term
from intranet.platform import clock
from people.models import User

WEEKS_SHOWN = 8
NOMINATIONS_SHOWN = 30


@dataclass(frozen=True)
class Carriers:
    """Everything on it."""

    carrying: list[Term]
    turns: list[rota.Turn]
    nominations: list[Nomination]
    # Why colleagues nominate the reader, when enough of them do.
    reasons: list[Nomination]
    # The term of the reader that ended, when she does not carry now.
    ended: Term | None


def carriers_for(viewer: User, rules: BlogRules) -> Carriers:
    """Return what the page shows to this reader."""
    today = local_day(viewer, clock.now())
    terms = rota.terms_between(today, today + rota.WEEK * WEEKS_SHOWN)
    known = set(
        Blog.objects.visible_to(viewer)
        .filter(pk__in=[term.blog_id for term in terms])
        .values_list("pk", flat=True)
    )
    carrying = sorted(
        (term for term in terms if term.blog_id in known and rota.covers(term, today)),
        key=lambda term: (term.starts_on, term.pk),
    )
    turns = [turn for turn in rota.turns(terms, today, WEEKS_SHOWN) if turn.term.blog_id in known]
    reasons = list(asked_of(viewer))
    return Carriers(
        carrying,
        turns,
        list(nominations_by(viewer)),
        reasons if len(reasons) >= rules.nominations_needed else [],
        ended_of(viewer, carrying),
    )


def nominations_by(viewer: User) -> QuerySet[Nomination]:
    """Return whom somebody nominated, the newest first, without those taken back."""
    found = Nomination.objects.visible_to(viewer).filter(nominated_by=viewer)
    found = found.exclude(answer=Nomination.Answer.TAKEN_BACK)
    found = found.select_related("nominee__photo", "nominee__location")
    return found.order_by("-nominated_at", "-pk")[:NOMINATIONS_SHOWN]


def asked_of(viewer: User) -> QuerySet[Nomination]:
    """Return what colleagues say of somebody who is asked."""
    found = Nomination.objects.visible_to(viewer).open().filter(nominee=viewer)
    found = found.select_related("nominated_by__photo", "nominated_by__location")
    return found.order_by("nominated_at", "pk")


def ended_of(viewer: User, carrying: list[Term]) -> Term | None:
    """Return the last term of somebody who carries no longer."""
    if any(term.blog.owner_id == viewer.pk for term in carrying):
        return None
    mine = Term.objects.filter(blog__owner=viewer, blog__kind=Blog.Kind.CARRIER)
    return mine.select_related("blog").order_by("-ends_on").first()
