"""The reading vocabulary of communities."""

from typing import Any, Self

from django.db.models import Exists, OuterRef, Q, QuerySet

from intranet.platform.content import AUTHORS_ONLY, State
from people.models import Audience, User


class CommunityQuerySet(QuerySet):
    """Communities, by who may know of them."""

    def visible_to(self, viewer: Any) -> Self:
        """Communities that exist for this person: hidden ones only for members and the invited."""
        if not viewer.is_active or viewer.pk is None:
            return self.none()
        from communities.models import CommunityInvitation

        invited = CommunityInvitation.objects.filter(
            community=OuterRef("pk"), person_id=viewer.pk, answer="open"
        )
        return self.filter(
            ~Q(kind="hidden")
            | Q(audience_id__any=Audience.objects.ids_for(viewer))
            | Exists(invited)
        )

    def readable_by(self, viewer: Any) -> Self:
        """Communities whose content this person may read."""
        return self.filter(audience_id__any=Audience.objects.ids_for(viewer))

    def joined_by(self, viewer: Any) -> Self:
        """Communities this person belongs to, the company-wide one among them."""
        from communities.models import Membership

        return self.filter(
            Q(is_company_wide=True)
            | Exists(Membership.objects.filter(community=OuterRef("pk"), person_id=viewer.pk))
        )

    def managed_by(self, viewer: Any) -> Self:
        """Communities this person takes care of."""
        return self.filter(memberships__person_id=viewer.pk, memberships__role="manager")

    def open_for_posts_by(self, viewer: Any) -> Self:
        """Communities where this person may post now. Mirrors policies.can_post_in."""
        from communities.models import Membership

        managed = Membership.objects.filter(
            community=OuterRef("pk"), person_id=viewer.pk, role="manager"
        )
        speaks_for_all = User.objects.filter(pk=viewer.pk, is_communications=True)
        return (
            self.joined_by(viewer)
            .in_use()
            .filter(
                Q(who_may_post="members")
                | Exists(managed)
                | (Q(is_company_wide=True) & Exists(speaks_for_all))
            )
        )

    def in_use(self) -> Self:
        """Not archived."""
        return self.filter(archived_at=None)


class JoinRequestQuerySet(QuerySet):
    """Requests to be let in."""

    def visible_to(self, viewer: Any) -> Self:
        """Requests at the doors of communities this person takes care of."""
        from communities.models import Community

        return self.filter(community__in=Community.objects.managed_by(viewer))

    def waiting(self) -> Self:
        """Not answered yet, of people who still work here."""
        return self.filter(answer="open", person__is_active=True)

    def with_person(self) -> Self:
        """Fetch the person as a line shows her."""
        return self.select_related("person", "person__location", "person__photo")


class MembershipQuerySet(QuerySet):
    """Memberships, as lists of members ask for them."""

    def of_active(self) -> Self:
        """Of people who work here now."""
        return self.filter(person__is_active=True)

    def managers(self) -> Self:
        """Of those who take care of the place."""
        return self.filter(role="manager")

    def with_person(self) -> Self:
        """Fetch the person as a card shows her."""
        return self.select_related("person", "person__location", "person__photo")


class PostQuerySet(QuerySet):
    """Posts; they are seen where their thread is seen."""

    def visible_to(self, viewer: Any) -> Self:
        """Posts this person may read now."""
        return self.filter(
            Q(thread__state=State.PUBLISHED)
            | Q(thread__state__in=AUTHORS_ONLY, thread__author_id=viewer.pk),
            thread__audience_id__any=Audience.objects.ids_for(viewer),
        )

    def pinned(self) -> Self:
        """What stays on top, the newest pin first."""
        return self.filter(pinned_at__isnull=False, thread__state=State.PUBLISHED).order_by(
            "-pinned_at"
        )

    def with_thread(self) -> Self:
        """Fetch what a page about the post needs."""
        return self.select_related(
            "community",
            "thread",
            "thread__author",
            "thread__author__location",
            "thread__author__photo",
        )


class AnnouncementQuerySet(QuerySet):
    """Announcements, asked for by whom they ask something."""

    def must_reads_of(self, viewer: Any) -> Self:
        """Those that this person is asked to read. Mirrors policies.people_asked."""
        return self.filter(
            Exists(
                people_asked_by(
                    community=OuterRef("post__community"),
                    teams=OuterRef("team_ids"),
                    locations=OuterRef("location_ids"),
                    profiles=OuterRef("profile_ids"),
                ).filter(pk=viewer.pk)
            ),
            ~Q(post__thread__author_id=viewer.pk),
            is_must_read=True,
        )


def people_asked_by(*, community: Any, teams: Any, locations: Any, profiles: Any) -> Any:
    """People who work here, belong to a community, and are of these teams, places and jobs."""
    from communities.models import Community, Membership

    # One question further inside, what was outside once is outside twice.
    place = OuterRef(community) if isinstance(community, OuterRef) else community
    is_for_all = Community.objects.filter(pk=place, is_company_wide=True)
    is_member = Membership.objects.filter(community=place, person=OuterRef("pk"))
    people = User.objects.active().filter(is_system=False)
    return people.in_teams(teams, locations, profiles).filter(
        Q(Exists(is_for_all)) | Q(Exists(is_member))
    )
