"""Asking somebody in, and asking to be let in."""

from django.db import transaction
from django.utils.translation import gettext as _

from communities.actions.managing import require_manager
from communities.actions.membership import (
    answer_invitation,
    answer_requests,
    held,
    join_community,
    seat,
)
from communities.events import PersonAskedToJoin, PersonInvited, PersonLetIn
from communities.models import Community, CommunityInvitation, JoinRequest, Membership
from communities.policies import can_ask_to_join, can_invite_to, is_member
from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.outbox import publish
from intranet.platform.policy import require
from people.models import User


@transaction.atomic
def invite_to_community(*, actor: User, community: Community, person: User) -> CommunityInvitation:
    """Ask a colleague in; asking twice changes nothing."""
    community = held(community)
    require(can_invite_to(actor, community), _("You cannot invite people to this community."))
    require(person.is_active, _("This colleague no longer works here."))
    require(not is_member(person, community), _("This colleague is a member already."))
    invitation, is_new = CommunityInvitation.objects.get_or_create(
        community=community,
        person=person,
        answer="open",
        defaults={"invited_by": actor, "invited_at": clock.now()},
    )
    if is_new:
        record("communities.person.invited", actor=actor, subject=community, person=person.pk)
        publish(PersonInvited(invitation.pk, actor.pk))
    return invitation


@transaction.atomic
def accept_invitation(*, person: User, community: Community) -> Membership:
    """Come in."""
    return join_community(person=person, community=community)


@transaction.atomic
def decline_invitation(*, person: User, community: Community) -> None:
    """Stay out; who invited is not told."""
    answer_invitation(person, community, "declined")


@transaction.atomic
def ask_to_join(*, person: User, community: Community, note: str = "") -> JoinRequest:
    """Ask the managers of a closed community to be let in; asking twice changes nothing."""
    community = held(community)
    require(can_ask_to_join(person, community), _("You cannot ask to join this community."))
    request, is_new = JoinRequest.objects.get_or_create(
        community=community,
        person=person,
        answer="open",
        defaults={"note": note.strip()[:300], "asked_at": clock.now()},
    )
    if is_new:
        record("communities.person.asked", actor=person, subject=community)
        publish(PersonAskedToJoin(request.pk, person.pk))
    return request


@transaction.atomic
def withdraw_request(*, person: User, community: Community) -> None:
    """Ask no longer."""
    answer_requests(JoinRequest.objects.filter(community=community, person=person), "withdrawn")


@transaction.atomic
def accept_request(*, manager: User, request: JoinRequest) -> None:
    """Let somebody in."""
    community = held(request.community)
    require_manager(manager, community)
    require(request.person.is_active, _("This colleague no longer works here."))
    if answer_requests(JoinRequest.objects.filter(pk=request.pk), "accepted", by=manager):
        seat(request.person, community)
        record(
            "communities.request.accepted",
            actor=manager,
            subject=community,
            person=request.person_id,
        )
        publish(PersonLetIn(community.pk, request.person_id, manager.pk))


@transaction.atomic
def decline_request(*, manager: User, request: JoinRequest) -> None:
    """Not let somebody in."""
    community = held(request.community)
    require_manager(manager, community)
    if answer_requests(JoinRequest.objects.filter(pk=request.pk), "declined", by=manager):
        record(
            "communities.request.declined",
            actor=manager,
            subject=community,
            person=request.person_id,
        )
