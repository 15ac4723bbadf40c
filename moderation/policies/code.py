"""Who may agree on the code of conduct, and what follows for who did not accept it yet."""

from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from intranet.platform import clock
from intranet.platform.clock import day_here
from intranet.platform.policy import require
from moderation.feeds.code import AgreedVersion, current_code, material_code
from moderation.models import CodeVersion
from people.models import User
from people.policies import can_manage_people


def can_manage_code(person: User) -> bool:
    """May this person (HR, an administrator) draft the code, agree on it and see who accepted?"""
    return can_manage_people(person)


def can_read_draft(person: User, draft: CodeVersion) -> bool:
    """May this person read a draft and say what she thinks of it? Who was invited, and HR."""
    invited = draft.readers.filter(person=person)  # type: ignore[attr-defined]
    return person.is_active and (can_manage_code(person) or invited.exists())


def version_to_accept(person: User, now: datetime | None = None) -> AgreedVersion | None:
    """Return the version in force when she is asked to accept it; None when she needs do nothing.

    It asks nothing of the database. Who accepted a version is not asked again by one in which
    nothing changed that matters.
    """
    asks = material_code(now)
    if asks is None or person.is_system or person.code_accepted >= asks.number:
        return None
    return current_code(now)


def last_day_to_accept(person: User, now: datetime | None = None) -> date | None:
    """Return the last day on which she can write without having accepted; None: no need to.

    It counts from the day on which the version began, or from her own first day when that is later.
    """
    asks = material_code(now)
    if asks is None or version_to_accept(person, now) is None:
        return None
    return max(asks.begins_on, day_here(person.joined_at)) + asks.grace


def must_accept_first(person: User, now: datetime | None = None) -> bool:
    """Must she accept the code before she writes again? Reading is never refused for this."""
    last_day = last_day_to_accept(person, now)
    return last_day is not None and day_here(now or clock.now()) > last_day


def sentence_before_writing() -> str:
    """Return what she reads who must accept first, with where that is done."""
    said = _(
        "First read our code of conduct and say that you keep to it, at %(address)s. Then you can "
        "write again; reading you always can."
    )
    return said % {"address": reverse("code")}


def require_accepted_code(person: User) -> None:
    """Go on when she may write; Refused, with where to accept, after her last day to accept."""
    require(not must_accept_first(person), sentence_before_writing())
