"""Joining and leaving; a community with members is never without somebody who takes care."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from communities.events import ManagerAppointed
from communities.models import Community, CommunityInvitation, JoinRequest, Membership
from communities.policies import can_join_community, can_leave_community
from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.outbox import publish
from intranet.platform.policy import require
from notifications.actions import forget_invitation
from people.models import AudienceMember, User


@transaction.atomic
def join_community(*, person: User, community: Community) -> Membership:
    """Become a member of what is open, or to what one was invited."""
    community = held(community)
    require(can_join_community(person, community), _("You can only join this one by asking."))
    membership = seat(person, community)
    answer_invitation(person, community, "accepted")
    record("communities.member.joined", actor=person, subject=community)
    return membership


@transaction.atomic
def leave_community(*, person: User, community: Community) -> None:
    """Leave; who leaves last as manager is followed by the longest-standing member."""
    community = held(community)
    require(can_leave_community(person, community), _("You cannot leave this community."))
    unseat(person, community)
    keep_it_cared_for(community, actor=person)
    record("communities.member.left", actor=person, subject=community)


@transaction.atomic
def replace_leaver(*, person: User) -> None:
    """See to it that what a former colleague took care of has somebody else."""
    managed = Community.objects.managed_by(person).order_by("pk")
    for community in managed:
        fresh = held(community)
        Membership.objects.filter(community=fresh, person=person).update(role="member")
        AudienceMember.objects.filter(audience=fresh.audience, person=person).update(is_steward=False)
        keep_it_cared_for(fresh, actor=person)


def held(community: Community) -> Community:
    """Fetch it anew and hold it: who joins, leaves and becomes manager comes one after the other."""
    communities = Community.objects.select_for_update(of=("self",)).select_related("audience")
    return communities.get(pk=community.pk)


def seat(person: User, community: Community, *, role: str = Membership.Role.MEMBER) -> Membership:
    """Give a person her place; giving it twice changes nothing."""
    membership, is_new = Membership.objects.get_or_create(
        community=community, person=person,
        defaults={"role": role, "joined_at": clock.now()},
    )
    if is_new:
        AudienceMember.objects.create(
            audience=community.audience, person=person, is_steward=role == Membership.Role.MANAGER
        )
        Community.objects.filter(pk=community.pk).update(member_count=F("member_count") + 1)
        JoinRequest.objects.filter(community=community, person=person, answer="open").update(
            answer="accepted", answered_at=clock.now()
        )
    return membership


def answer_invitation(person: User, community: Community, answer: str) -> None:
    """Note what somebody answered, and take the invitation out of the bell."""
    invitations = CommunityInvitation.objects.filter(community=community, person=person, answer="open")
    if invitations.update(answer=answer, answered_at=clock.now()):
        forget_invitation(recipient=person, community_id=community.pk)


def unseat(person: User, community: Community) -> None:
    """Take a person's place; from this moment she sees nothing more of what only members see."""
    gone, _rows = Membership.objects.filter(community=community, person=person).delete()
    AudienceMember.objects.filter(audience=community.audience, person=person).delete()
    if gone:
        Community.objects.filter(pk=community.pk).update(member_count=F("member_count") - 1)


def set_role(person: User, community: Community, role: str) -> None:
    """Change what a member does, in the list of members and in the rule of sight at once."""
    Membership.objects.filter(community=community, person=person).update(role=role)
    AudienceMember.objects.filter(audience=community.audience, person=person).update(
        is_steward=role == Membership.Role.MANAGER
    )


def keep_it_cared_for(community: Community, *, actor: User) -> None:
    """Make the longest-standing member manager when none is left; archive what is empty."""
    members = Membership.objects.filter(community=community).of_active()
    if members.managers().exists():
        return
    next_one = members.order_by("joined_at", "pk").select_related("person").first()
    if next_one is not None:
        set_role(next_one.person, community, Membership.Role.MANAGER)
        publish(ManagerAppointed(community.pk, next_one.person_id, actor.pk))
    elif not community.is_company_wide and community.archived_at is None:
        Community.objects.filter(pk=community.pk).update(archived_at=clock.now())
        community.audience.is_read_only = True
        community.audience.save(update_fields=["is_read_only"])
