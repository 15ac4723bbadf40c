"""HR sets how cases are handled: who gets reports first, and how long everything takes."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from intranet.platform.audit import record
from intranet.platform.policy import require
from moderation.models import DeskRules
from moderation.policies import can_manage_code
from people.models import User

# Between which numbers each may be: hours, hours, hours, days, days, months, months.
BOUNDS = {
    "managers_hours": (1, 168),
    "decide_hours": (4, 336),
    "mend_hours": (4, 336),
    "appeal_days": (7, 90),
    "appeal_decide_days": (1, 30),
    "record_months": (1, 24),
    "warning_months": (1, 24),
}


@transaction.atomic
def change_desk_rules(*, actor: User, managers_first: bool, **numbers: int) -> DeskRules:
    """Change how cases are handled from now on; what was promised in open cases stays.

    ValidationError, by field, for a number that is too small or too large.
    """
    require(can_manage_code(actor), _("Only HR changes this."))
    require_bounds(numbers)
    facts = {"managers_first": managers_first, **numbers}
    rules, _is_new = DeskRules.objects.update_or_create(pk=1, defaults=facts)
    record("moderation.desk_rules.changed", actor=actor, subject=rules, **facts)
    return rules


def require_bounds(numbers: dict[str, int]) -> None:
    """Go on when every number is within its bounds, and a warning counts no shorter than others."""
    wrong = {
        name: _("Choose a number from %(least)s to %(most)s.") % {"least": least, "most": most}
        for name, (least, most) in BOUNDS.items()
        if not least <= numbers[name] <= most
    }
    if not wrong and numbers["warning_months"] < numbers["record_months"]:
        wrong["warning_months"] = _("A warning counts at least as long as a decision without one.")
    if wrong:
        raise ValidationError(wrong)
