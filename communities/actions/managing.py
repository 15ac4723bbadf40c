"""What managers do with members."""

from django.db import transaction
from django.utils.translation import gettext as _

from communities.actions.membership import held, keep_it_cared_for, seat, set_role, unseat
from communities.events import ManagerAppointed
from communities.models import Community, Membership
from communities.policies import can_manage_community, is_member
from intranet.platform.audit import record
from intranet.platform.outbox import publish
from intranet.platform.policy import Refused, require
from people.models import User


@transaction.atomic
def appoint_manager(*, manager: User, community: Community, person: User) -> None:
    """Let a member take care of it too."""
    community = held(community)
    require_manager(manager, community)
    require(is_member(person, community), _("Only a member can take care of a community."))
    if can_manage_community(person, community):
        return
    seat(person, community)
    set_role(person, community, Membership.Role.MANAGER)
    record("communities.manager.appointed", actor=manager, subject=community, person=person.pk)
    publish(ManagerAppointed(community.pk, person.pk, manager.pk))


@transaction.atomic
def step_down(*, manager: User, community: Community) -> None:
    """Take care of it no longer; possible when somebody else does."""
    community = held(community)
    require(can_manage_community(manager, community), _("You do not take care of this community."))
    others = (
        Membership.objects.filter(community=community)
        .of_active()
        .managers()
        .exclude(person=manager)
    )
    if not others.exists():
        raise Refused(_("Hand it over first: make another member manager."))
    set_role(manager, community, Membership.Role.MEMBER)
    record("communities.manager.stepped_down", actor=manager, subject=community)


@transaction.atomic
def remove_member(*, manager: User, community: Community, person: User) -> None:
    """Take somebody out of it."""
    community = held(community)
    require_manager(manager, community)
    require(not community.is_company_wide, _("Everybody belongs to this community."))
    unseat(person, community)
    keep_it_cared_for(community, actor=manager)
    record("communities.member.removed", actor=manager, subject=community, person=person.pk)


def require_manager(manager: User, community: Community) -> None:
    """Refuse who does not take care of the community."""
    require(
        can_manage_community(manager, community),
        _("Only those who take care of this community can do this."),
    )
