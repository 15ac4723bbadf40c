"""HR notes what was agreed about a figure, and switches off what was not."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.figures import Figure, forget_figures
from intranet.platform.policy import require
from moderation.models import FigureAgreement
from people.models import User
from people.policies import can_manage_people


@transaction.atomic
def note_agreement(
    *,
    actor: User,
    figure: Figure,
    agreed_on: date | None,
    agreed_with: str,
    is_on: bool,
) -> FigureAgreement:
    """Note when and with whom a figure was agreed on, and whether it is measured from now on."""
    require(can_manage_people(actor), _("Only HR notes what was agreed."))
    if not is_on and not figure.can_be_off:
        raise ValidationError({"is_on": _("The product does not work without this figure.")})
    if agreed_on is None and agreed_with:
        raise ValidationError({"agreed_on": _("Say on which day this was agreed.")})
    noted = {
        "agreed_on": agreed_on,
        "agreed_with": agreed_with,
        "is_on": is_on,
        "noted_by": actor,
        "noted_at": clock.now(),
    }
    agreement, _is_new = FigureAgreement.objects.update_or_create(key=figure.key, defaults=noted)
    record(
        "moderation.figure.agreed",
        actor=actor,
        subject=agreement,
        figure=figure.key,
        agreed_on=agreed_on.isoformat() if agreed_on else None,
        is_on=is_on,
    )
    transaction.on_commit(forget_figures)
    return agreement
