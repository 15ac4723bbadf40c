"""What a post of a kind has beside its words: where it is wrong, whom it praises, what one chooses.

A view hands over one of the plans below; who may make such a post is asked by who writes it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from communities.models import Announcement, Poll, PollOption, Post, Praise, Praised, Problem
from communities.models.problem import LONGEST_PLACE
from intranet.platform import clock
from intranet.platform.organisation import current_organisation
from people.feeds import colleague_named
from people.models import FunctionProfile, Location, Team, User

FEWEST_OPTIONS, MOST_OPTIONS, LONGEST_OPTION = 2, 10, 120
MOST_PRAISED = 20


@dataclass(frozen=True)
class ProblemPlan:
    """Where something is wrong."""

    where: str = ""


@dataclass(frozen=True)
class PraisePlan:
    """Whom it is for, by number or by whole name, and which value of the company they showed."""

    people: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    value: str = ""


@dataclass(frozen=True)
class PollPlan:
    """Between what people choose, and by which rules."""

    options: tuple[str, ...] = ()
    is_multiple: bool = False
    results: str = Poll.Results.AFTER_VOTING
    closes_at: datetime | None = None


@dataclass(frozen=True)
class AnnouncementPlan:
    """Whether it must be read, until when, and by which members: all of them without a choice."""

    is_must_read: bool = False
    due_at: datetime | None = None
    teams: tuple[int, ...] = ()
    locations: tuple[int, ...] = ()
    profiles: tuple[int, ...] = ()


Plan = ProblemPlan | PraisePlan | PollPlan | AnnouncementPlan
KIND_OF: dict[type, str] = {
    ProblemPlan: Post.Kind.PROBLEM,
    PraisePlan: Post.Kind.PRAISE,
    PollPlan: Post.Kind.POLL,
    AnnouncementPlan: Post.Kind.ANNOUNCEMENT,
}


def kind_of(plan: Plan | None, *, otherwise: str) -> str:
    """Return the kind of post that a plan makes."""
    return KIND_OF[type(plan)] if plan is not None else otherwise


def add_details(post: Post, plan: Plan | None) -> None:
    """Write down what the post has beside its words; ValidationError says what is missing."""
    if plan is not None:
        WRITERS[type(plan)](post, plan)


def add_problem(post: Post, plan: ProblemPlan) -> None:
    """Write down where it is."""
    Problem.objects.create(post=post, where=" ".join(plan.where.split())[:LONGEST_PLACE])


def add_praise(post: Post, plan: PraisePlan) -> None:
    """Write down whom it is for; they must be able to read it."""
    chosen = list(dict.fromkeys([*plan.people, *(colleague_named(name).pk for name in plan.names)]))
    if not chosen:
        raise ValidationError(_("Choose who the praise is for."))
    if post.thread.author_id in chosen:
        raise ValidationError(_("Praise is for others. Leave yourself out."))
    if len(chosen) > MOST_PRAISED:
        raise ValidationError(_("Choose at most 20 people, or name the team in your words."))
    readers = User.objects.seated_in(post.thread.audience).filter(is_system=False)
    if readers.filter(pk__in=chosen).count() < len(chosen):
        raise ValidationError(_("Somebody you chose cannot read here. Choose another place."))
    values = current_organisation().value_names
    praise = Praise.objects.create(post=post, value=plan.value if plan.value in values else "")
    Praised.objects.bulk_create(
        [
            Praised(praise=praise, person_id=number, position=place)
            for place, number in enumerate(chosen)
        ]
    )


def add_poll(post: Post, plan: PollPlan) -> None:
    """Write down between what people choose."""
    options = list(dict.fromkeys(filter(None, (" ".join(each.split()) for each in plan.options))))
    if len(options) < FEWEST_OPTIONS:
        raise ValidationError(_("Give people at least two different answers to choose from."))
    if len(options) > MOST_OPTIONS:
        raise ValidationError(_("A poll has at most ten answers."))
    if any(len(each) > LONGEST_OPTION for each in options):
        raise ValidationError(_("An answer may be 120 characters long. Make it shorter."))
    if plan.closes_at is not None:
        require_time_to_vote(plan.closes_at, since=beginning_of(post))
    elif plan.results == Poll.Results.AT_THE_CLOSE:
        raise ValidationError(_("Choose when the poll closes, so that people see the result."))
    poll = Poll.objects.create(
        post=post, is_multiple=plan.is_multiple, results=plan.results, closes_at=plan.closes_at
    )
    PollOption.objects.bulk_create(
        [PollOption(poll=poll, position=place, words=words) for place, words in enumerate(options)]
    )


def require_known(plan: AnnouncementPlan) -> None:
    """Refuse a choice of members by something that is not there: it would be for nobody."""
    chosen = ((Team, plan.teams), (Location, plan.locations), (FunctionProfile, plan.profiles))
    for model, numbers in chosen:
        if numbers and model._default_manager.filter(pk__in=numbers).count() < len(set(numbers)):
            raise ValidationError(
                _("One of the teams, places or jobs is not there any more. Choose again.")
            )


def require_time_to_vote(closes_at: datetime, *, since: datetime) -> None:
    """Refuse a poll that closes before people see it."""
    if clock.within_reach(closes_at) <= since:
        raise ValidationError(_("The poll closes before anybody can vote. Choose a later time."))


def require_time_to_read(due_at: datetime, *, since: datetime) -> None:
    """Refuse a last moment for reading that has passed when people are asked."""
    if clock.within_reach(due_at) <= since:
        raise ValidationError(_("That moment has passed by then. Choose a later one."))


def require_in_time(post: Post, *, at: datetime) -> None:
    """Refuse a moment to appear at which what the post asks is over already."""
    if Poll.objects.filter(post=post, closes_at__lte=at).exists():
        raise ValidationError(
            _("The poll closes before the post appears. Choose an earlier moment, or post it anew.")
        )
    if Announcement.objects.filter(post=post, due_at__lte=at).exists():
        raise ValidationError(
            _("It must be read before it appears. Choose an earlier moment, or post it anew.")
        )


def beginning_of(post: Post) -> datetime:
    """Return from when on others see it."""
    return max(clock.now(), post.thread.published_at)


def add_announcement(post: Post, plan: AnnouncementPlan) -> None:
    """Write down who must read it, and until when."""
    starts_at = beginning_of(post)
    require_known(plan)
    if plan.is_must_read and plan.due_at is not None:
        require_time_to_read(plan.due_at, since=starts_at)
    Announcement.objects.create(
        post=post,
        is_must_read=plan.is_must_read,
        due_at=plan.due_at if plan.is_must_read else None,
        asked_at=starts_at,
        team_ids=list(plan.teams),
        location_ids=list(plan.locations),
        profile_ids=list(plan.profiles),
    )


WRITERS: dict[type, Callable[[Post, Any], None]] = {
    ProblemPlan: add_problem,
    PraisePlan: add_praise,
    PollPlan: add_poll,
    AnnouncementPlan: add_announcement,
}
