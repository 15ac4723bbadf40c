"""Agreeing on a version of the code of conduct: from then on its words stay as they are."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.clock import day_here
from intranet.platform.outbox import publish
from intranet.platform.policy import require
from intranet.platform.wording import day
from moderation.actions.drafting import StaleDraft, held_draft
from moderation.events import CodeBegan
from moderation.feeds.code import forget_code
from moderation.feeds.drafts import fingerprint, problems_of
from moderation.models import CodeVersion
from moderation.models.code import MOST_GRACE_DAYS
from moderation.policies import can_manage_code
from people.models import User

P = ParamSpec("P")
R = TypeVar("R")


def by_hr(act: Callable[P, R]) -> Callable[P, R]:
    """Let HR do something to agreed versions, one at a time, and let every page know of it."""

    @wraps(act)
    def one_at_a_time(*args: P.args, **kwargs: P.kwargs) -> R:
        may = can_manage_code(kwargs["actor"])  # type: ignore[arg-type]
        require(may, _("Only HR agrees on the code of conduct."))
        # All of them, in order: two who agree at the same moment would give one number twice.
        list(CodeVersion.objects.select_for_update().order_by("pk"))
        done = act(*args, **kwargs)
        forget_code()
        transaction.on_commit(forget_code)
        return done

    return one_at_a_time


@transaction.atomic
@by_hr
def agree_on_code(
    *, actor: User, draft: CodeVersion, seen: str, begins_on: date, grace_days: int, **facts: Any
) -> CodeVersion:
    """Agree on a draft: it gets the next number and begins on a day.

    `seen` is the fingerprint of what was on the page. ValidationError with all that is missing;
    StaleDraft when its words were changed meanwhile. The first version is always to be accepted.
    """
    fresh = held_draft(draft)
    if fingerprint(fresh) != seen:
        raise StaleDraft(_("The draft was changed since you opened this page. Look at it again."))
    if missing := problems_of(fresh):
        raise ValidationError(missing)
    require_free_day(begins_on, fresh)
    if grace_days > MOST_GRACE_DAYS:
        raise ValidationError(_("People wait at most %(days)s days.") % {"days": MOST_GRACE_DAYS})
    newest = CodeVersion.objects.agreed().order_by("-number").first()
    for name in ("is_material", "agreed_with_nl", "agreed_with_en"):
        setattr(fresh, name, facts.get(name, getattr(fresh, name)))
    fresh.number = (newest.number or 0) + 1 if newest else 1
    fresh.is_material = fresh.is_material or newest is None
    fresh.begins_on, fresh.grace_days = begins_on, grace_days
    fresh.agreed_by, fresh.agreed_at = actor, clock.now()
    fresh.save()
    record("moderation.code.agreed", actor=actor, subject=fresh, number=fresh.number)
    return fresh


@transaction.atomic
@by_hr
def change_begin_of_code(*, actor: User, version: CodeVersion, begins_on: date) -> CodeVersion:
    """Let a version that has not begun begin on another day; its words stay."""
    fresh = held_waiting(version)
    require_free_day(begins_on, fresh)
    fresh.begins_on = begins_on
    fresh.save(update_fields=["begins_on"])
    record("moderation.code.begin_changed", actor=actor, subject=fresh, on=begins_on.isoformat())
    return fresh


@transaction.atomic
@by_hr
def call_code_off(*, actor: User, version: CodeVersion) -> CodeVersion:
    """Call off a version before it begins: it is a draft again, with all its words."""
    fresh = held_waiting(version)
    record("moderation.code.called_off", actor=actor, subject=fresh, number=fresh.number)
    fresh.number = fresh.begins_on = fresh.agreed_at = fresh.agreed_by = None
    fresh.save()
    return fresh


@transaction.atomic
def begin_code() -> CodeVersion | None:
    """Let everybody be told of a version that began and asks to be accepted; once per version."""
    begun = CodeVersion.objects.begun(day_here(clock.now())).filter(told_at=None)
    untold = list(begun.select_for_update())
    if not untold:
        return None
    CodeVersion.objects.filter(pk__in=[each.pk for each in untold]).update(told_at=clock.now())
    forget_code()
    asks = next((each for each in untold if each.is_material), None)
    if asks is not None:
        record("moderation.code.began", actor=None, subject=asks, number=asks.number)
        publish(CodeBegan(asks.pk))
    return asks


def held_waiting(version: CodeVersion) -> CodeVersion:
    """Fetch an agreed version and hold it; ValidationError when it has begun or is a draft."""
    fresh = CodeVersion.objects.select_for_update().get(pk=version.pk)
    if fresh.number is None or fresh.begins_on is None:
        raise ValidationError(_("This is only a draft."))
    if fresh.begins_on <= day_here(clock.now()):
        raise ValidationError(
            _("Version %(number)s has begun and stays as it is. Make a new version.")
            % {"number": fresh.number}
        )
    return fresh


def require_free_day(begins_on: date, version: CodeVersion) -> None:
    """Refuse a day that is over, taken, or on the wrong side of another version."""
    if begins_on < day_here(clock.now()):
        raise ValidationError({"begins_on": _("This day is over. Choose today or a later day.")})
    if begins_on > day_here(clock.now() + clock.FURTHEST):
        raise ValidationError({"begins_on": _("That is more than ten years away.")})
    others = CodeVersion.objects.agreed().exclude(pk=version.pk)
    for number, other in others.values_list("number", "begins_on"):
        if not number or not other:
            continue
        is_later = version.number is None or number < version.number
        if other == begins_on:
            words = _("Version %(number)s begins on that day already. Choose another day.")
        elif is_later and other > begins_on:
            words = _("Version %(number)s begins on %(day)s. Choose a day after that.")
        elif not is_later and other < begins_on:
            words = _("Version %(number)s begins on %(day)s. Choose a day before that.")
        else:
            continue
        raise ValidationError({"begins_on": words % {"number": number, "day": day(other)}})
