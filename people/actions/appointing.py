"""Who works at HR, and who is administrator."""

from django.contrib.auth.models import Group, Permission
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.platform.audit import record
from intranet.platform.policy import require
from people.models import User
from people.policies import can_give_roles

HR_GROUP = "HR"
# Nobody deletes a person: what she wrote stays under her name.
HR_MAY = {
    "people": ("add_user", "change_user", "view_user")
    + tuple(
        f"{verb}_{part}"
        for verb in ("add", "change", "delete", "view")
        for part in ("team", "location", "functionprofile", "skill")
    ),
    "platform": ("change_organisation", "view_organisation"),
}


class Role(models.TextChoices):
    """What a person may do in the administration."""

    NONE = "", gettext_lazy("nothing in the administration")
    HR = "hr", gettext_lazy("HR: people and the organisation")
    ADMINISTRATOR = "administrator", gettext_lazy("administrator: everything")


@transaction.atomic
def give_role(*, actor: User, person: User, role: str) -> None:
    """Let a person look after people and the organisation, or everything, or neither any more."""
    require(can_give_roles(actor), _("Only an administrator can do this."))
    require(actor.pk != person.pk, _("You cannot change your own role. Ask another administrator."))
    person.is_staff = role in (Role.HR, Role.ADMINISTRATOR)
    person.is_superuser = role == Role.ADMINISTRATOR
    person.save(update_fields=["is_staff", "is_superuser"])
    person.groups.remove(*person.groups.filter(name=HR_GROUP))
    if role == Role.HR:
        person.groups.add(hr_group())
    record("people.role.given", actor=actor, subject=person, role=str(role))


def role_of(person: User) -> Role:
    """Tell what a person may do in the administration."""
    if person.is_superuser:
        return Role.ADMINISTRATOR
    return Role.HR if person.is_staff else Role.NONE


def hr_group() -> Group:
    """Return the group of HR with what it may do; it is made when first needed."""
    group, _made = Group.objects.get_or_create(name=HR_GROUP)
    wanted = Q(pk=None)
    for app, names in HR_MAY.items():
        wanted |= Q(content_type__app_label=app, codename__in=names)
    group.permissions.set(Permission.objects.filter(wanted))
    return group
