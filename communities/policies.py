"""Who may know of a community, be in it, post in it and take care of it."""

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Q, QuerySet, Value

from communities.models import (
    Announcement,
    Community,
    CommunityInvitation,
    Membership,
    Poll,
    Post,
)
from communities.querysets import people_asked_by
from conversations.policies import (
    can_edit_contribution,
    can_react_to,
    can_view_thread,
    readers_of,
)
from intranet.platform import clock
from people.models import User
from people.policies import audience_of, can_see, can_steward

BIGINTS = ArrayField(BigIntegerField())


def can_view_community(person: User, community: Community) -> bool:
    """May this person know that it exists?"""
    if not person.is_active:
        return False
    if community.kind != Community.Kind.HIDDEN:
        return True
    return can_see(person, community.audience) or is_invited(person, community)


def audience_of_community(community: Community) -> QuerySet[User]:
    """Who may know that it exists."""
    if community.kind != Community.Kind.HIDDEN:
        return User.objects.active().filter(is_system=False)
    invited = CommunityInvitation.objects.filter(community=community, answer="open")
    return User.objects.active().filter(
        Q(pk__in=audience_of(community.audience).values("pk"))
        | Q(pk__in=invited.values("person_id"))
    )


def can_view_post(person: User, post: Post) -> bool:
    """May this person read it now?"""
    return can_view_thread(person, post.thread)


def audience_of_post(post: Post) -> QuerySet[User]:
    """Who may read it now, and so may hear of it."""
    return readers_of(post.thread)


def can_found_community(person: User) -> bool:
    """May this person start one? Everybody who works here."""
    return person.is_active


def can_post_in(person: User, community: Community) -> bool:
    """May this person post there?"""
    if community.is_archived or not person.is_active:
        return False
    if community.who_may_post == Community.Posting.MANAGERS:
        speaks_for_all = community.is_company_wide and person.is_communications
        return speaks_for_all or can_steward(person, community.audience)
    return is_member(person, community)


def can_announce_in(person: User, community: Community) -> bool:
    """May this person announce there? Who takes care of it, and communications where they post."""
    if community.is_archived:
        return False
    if person.is_communications and can_post_in(person, community):
        return True
    return can_steward(person, community.audience)


def can_vote_in(person: User, poll: Poll) -> bool:
    """May this person vote? Who may react, until it closes."""
    return not poll.is_closed(clock.now()) and can_react_to(person, poll.post.thread)


def can_close_poll(person: User, poll: Poll) -> bool:
    """May this person close the poll before its time? Only who asked."""
    return poll.closed_at is None and can_edit_contribution(person, poll.post.thread)


def can_acknowledge(person: User, announcement: Announcement) -> bool:
    """Is this person asked to say that she read it?"""
    return can_view_thread(person, announcement.post.thread) and (
        people_asked(announcement).filter(pk=person.pk).exists()
    )


def can_see_who_read(person: User, announcement: Announcement) -> bool:
    """May this person see who still has to read it, and remind them? Only who sent it."""
    thread = announcement.post.thread
    return (
        person.is_active
        and announcement.is_must_read
        and person.pk == thread.author_id
        and thread.is_published
        and can_see(person, thread.audience)
    )


def people_asked(announcement: Announcement) -> QuerySet[User]:
    """Who is asked to read it. Mirrors AnnouncementQuerySet.must_reads_of."""
    if not announcement.is_must_read:
        return User.objects.none()
    people = people_asked_by(
        community=announcement.post.community_id,
        teams=Value(announcement.team_ids, BIGINTS),
        locations=Value(announcement.location_ids, BIGINTS),
        profiles=Value(announcement.profile_ids, BIGINTS),
    )
    return people.exclude(pk=announcement.post.thread.author_id)


def can_join_community(person: User, community: Community) -> bool:
    """May this person join without asking?"""
    return (
        person.is_active
        and not community.is_company_wide
        and not community.is_archived
        and (community.kind == Community.Kind.OPEN or is_invited(person, community))
    )


def can_ask_to_join(person: User, community: Community) -> bool:
    """May this person ask to be let in?"""
    return (
        person.is_active
        and community.kind == Community.Kind.CLOSED
        and not community.is_archived
        and not is_member(person, community)
    )


def can_leave_community(person: User, community: Community) -> bool:
    """May this person leave? Not what everybody belongs to."""
    return not community.is_company_wide and is_member(person, community)


def can_invite_to(person: User, community: Community) -> bool:
    """May this person invite others? Members of an open place, managers of any."""
    if community.is_archived or community.is_company_wide:
        return False
    if community.kind == Community.Kind.OPEN:
        return is_member(person, community)
    return can_steward(person, community.audience)


def can_manage_community(person: User, community: Community) -> bool:
    """May this person change it, its members and its pins?"""
    return can_steward(person, community.audience)


def can_pin_post(person: User, post: Post) -> bool:
    """May this person keep a post on top?"""
    return post.thread.is_published and can_steward(person, post.community.audience)


def can_move_post(person: User, post: Post) -> bool:
    """May this person move it elsewhere or merge it with another?"""
    return post.thread.is_published and can_steward(person, post.community.audience)


def is_member(person: User, community: Community) -> bool:
    """Does this person belong to it? Everybody belongs to the company-wide one."""
    if community.is_company_wide:
        return person.is_active
    if getattr(community, "reader_id", None) == person.pk:
        # The row came with how this reader stands to it (feeds.with_standing).
        return person.is_active and getattr(community, "reader_role", None) is not None
    return (
        person.is_active and Membership.objects.filter(community=community, person=person).exists()
    )


def is_invited(person: User, community: Community) -> bool:
    """Is there an invitation that this person did not answer yet?"""
    return CommunityInvitation.objects.filter(
        community=community, person=person, answer="open"
    ).exists()
