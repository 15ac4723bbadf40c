"""How the organisation is made up, and what it is called and looks like."""

import uuid
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from intranet.platform.audit import record
from intranet.platform.files import open_picture, rendition
from intranet.platform.models import Organisation
from intranet.platform.organisation import forget_organisation
from intranet.platform.policy import require
from people.actions.employing import tidy
from people.actions.noticing import note_people_changed
from people.models import FunctionProfile, Location, Skill, Team, User
from people.policies import can_manage_organisation

Part = Team | Location | FunctionProfile | Skill

WIDEST_LOGO = 512
FACTS = frozenset({"name", "place_name", "hue", "values", "email_domains"})


@transaction.atomic
def keep_part(*, actor: User, part: Part) -> Part:
    """Add or change a team, location, function profile or skill."""
    require(can_manage_organisation(actor), _("Only HR can change this."))
    part.name = tidy(part.name)
    part.full_clean()
    if isinstance(part, Team):
        require_no_team_circle(part)
    part.save()
    record("people.part.kept", actor=actor, subject=part)
    if isinstance(part, Skill):
        note_people_changed(part.people.values_list("pk", flat=True))
    return part


@transaction.atomic
def remove_part(*, actor: User, part: Part) -> None:
    """Remove a part of the organisation; people stay, and stand nowhere until HR says where."""
    require(can_manage_organisation(actor), _("Only HR can change this."))
    record("people.part.removed", actor=actor, subject=part)
    knowing = list(part.people.values_list("pk", flat=True)) if isinstance(part, Skill) else []
    part.delete()
    note_people_changed(knowing)


@transaction.atomic
def change_organisation(
    *, actor: User, logo: BinaryIO | None = None, removes_logo: bool = False, **facts: Any
) -> Organisation:
    """Change the names, colour, logo or values of the organisation."""
    require(can_manage_organisation(actor), _("Only HR can change this."))
    unknown = set(facts) - FACTS
    if unknown:
        raise TypeError(f"Not of the organisation: {', '.join(sorted(unknown))}")
    organisation, _made = Organisation.objects.select_for_update().get_or_create(pk=1)
    for fact, value in facts.items():
        setattr(organisation, fact, tidy(value) if isinstance(value, str) else value)
    if logo is not None or removes_logo:
        put_logo(organisation, logo)
    organisation.full_clean(exclude=["logo"])
    organisation.save()
    record("people.organisation.changed", actor=actor, facts=sorted(facts))
    transaction.on_commit(forget_organisation)
    return organisation


def put_logo(organisation: Organisation, logo: BinaryIO | None) -> None:
    """Show this logo, drawn anew so that nothing else is in the file, or none."""
    earlier = organisation.logo.name
    organisation.logo.name = ""
    if logo is not None:
        picture = rendition(open_picture(logo), widest=WIDEST_LOGO)
        path = f"organisation/{uuid.uuid4().hex}.webp"
        organisation.logo.name = default_storage.save(path, ContentFile(picture.content))
    if earlier:
        transaction.on_commit(lambda: default_storage.delete(earlier), robust=True)


def require_no_team_circle(team: Team) -> None:
    """Refuse a team that would be part of one of its own parts."""
    parent = team.parent_id
    if team.pk and parent and Team.objects.below(team.pk).filter(pk=parent).exists():
        raise ValidationError({"parent": _("A team cannot be part of one of its own parts.")})
