"""Joining and leaving; a community with members is never without somebody who takes care."""

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from communities.events import ManagerAppointed, SightNarrowed
from communities.models import Community, CommunityInvitation, JoinRequest, Membership
from communities.policies import can_join_community, can_leave_community
from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.outbox import publish
from intranet.platform.policy import require
from notifications.actions import forget_group, forget_invitation, forget_subject
from people.models import AudienceMember, User


@transaction.atomic
def join_community(*, person: User, community: Community) -> Membership:
    """Become a member of what is open, or to what one was invited."""
    community = held(community)
    require(can_join_community(person, community), _("You can only join this one by asking."))
    membership = seat(person, community)
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
        set_role(person, fresh, Membership.Role.MEMBER)
        keep_it_cared_for(fresh, actor=person)


def held(community: Community) -> Community:
    """Fetch it anew and hold it: who joins, leaves and is appointed comes one after the other."""
    communities = Community.objects.select_for_update(of=("self",)).select_related("audience")
    return communities.get(pk=community.pk)


def seat(person: User, community: Community, *, role: str = Membership.Role.MEMBER) -> Membership:
    """Give a person her place; giving it twice changes nothing."""
    membership, is_new = Membership.objects.get_or_create(
        community=community,
        person=person,
        defaults={"role": role, "joined_at": clock.now()},
    )
    if is_new:
        AudienceMember.objects.create(
            audience=community.audience, person=person, is_steward=role == Membership.Role.MANAGER
        )
        Community.objects.filter(pk=community.pk).update(member_count=F("member_count") + 1)
        answer_requests(JoinRequest.objects.filter(community=community, person=person), "accepted")
    # Also when she came in by another way: an invitation left open would let her in once more.
    answer_invitation(person, community, "accepted")
    return membership


def answer_requests(
    requests: QuerySet[JoinRequest], answer: str, *, by: User | None = None
) -> bool:
    """Note what became of requests and take them out of the bells; False when none was open."""
    ids = list(requests.filter(answer="open").values_list("pk", flat=True))
    still_open = JoinRequest.objects.filter(pk__in=ids, answer="open")
    changed = still_open.update(answer=answer, answered_at=clock.now(), answered_by=by)
    forget_subject(kind="join_request", ids=ids)
    return bool(changed)


def answer_invitation(person: User, community: Community, answer: str) -> None:
    """Note what somebody answered, and take the invitation out of the bell."""
    invitations = CommunityInvitation.objects.filter(
        community=community, person=person, answer="open"
    )
    if invitations.update(answer=answer, answered_at=clock.now()):
        forget_invitation(recipient=person, community_id=community.pk)


def unseat(person: User, community: Community) -> None:
    """Take a person's place; from this moment she sees nothing more of what only members see."""
    gone, _rows = Membership.objects.filter(community=community, person=person).delete()
    AudienceMember.objects.filter(audience=community.audience, person=person).delete()
    publish(SightNarrowed(community.audience_id))
    if gone:
        Community.objects.filter(pk=community.pk).update(member_count=F("member_count") - 1)
    forget_group(recipient=person, group=requests_group(community.pk))


def set_role(person: User, community: Community, role: str) -> None:
    """Change what a member does, in the list of members and in the rule of sight at once."""
    Membership.objects.filter(community=community, person=person).update(role=role)
    AudienceMember.objects.filter(audience=community.audience, person=person).update(
        is_steward=role == Membership.Role.MANAGER
    )
    if role == Membership.Role.MEMBER:
        forget_group(recipient=person, group=requests_group(community.pk))


def requests_group(community_id: int) -> str:
    """The name under which the bell keeps together who asks to be let in."""
    return f"requests:{community_id}"


def keep_it_cared_for(community: Community, *, actor: User) -> None:
    """Make the longest-standing member manager when none is left; archive what is empty."""
    members = Membership.objects.filter(community=community).of_active()
    if members.managers().exists():
        return
    next_one = successor(community)
    if next_one is not None:
        seat(next_one, community)
        set_role(next_one, community, Membership.Role.MANAGER)
        publish(ManagerAppointed(community.pk, next_one.pk, actor.pk))
    elif not community.is_company_wide and community.archived_at is None:
        Community.objects.filter(pk=community.pk).update(archived_at=clock.now())
        community.audience.is_read_only = True
        community.audience.save(update_fields=["is_read_only"])


def successor(community: Community) -> User | None:
    """Return who takes over: the oldest member; an administrator where everybody belongs."""
    members = Membership.objects.filter(community=community).of_active()
    oldest = members.order_by("joined_at", "pk").select_related("person").first()
    if oldest is not None:
        return oldest.person
    if community.is_company_wide:
        return User.objects.active().filter(is_staff=True).order_by("joined_at", "pk").first()
    return None
