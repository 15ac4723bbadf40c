"""Who belongs to a community, who wants to, who was asked to, and who was there when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communities.models.community import Community
from communities.querysets import JoinRequestQuerySet, MembershipQuerySet


class Membership(models.Model):
    """A person who belongs to a community, as member or as manager."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        MANAGER = "manager", _("manager")

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=7, choices=Role.choices, default=Role.MEMBER)
    joined_at = models.DateTimeField()

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "community"], name="one_membership_per_person_and_community"
            )
        ]
        indexes = [
            models.Index(
                fields=["community"], condition=Q(role="manager"), name="managers_of_a_community"
            ),
            models.Index(fields=["community", "joined_at"], name="members_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.community_id}: {self.role}"


class Answer(models.TextChoices):
    """What became of a request or an invitation."""

    OPEN = "open", _("open")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


class JoinRequest(models.Model):
    """Somebody who asks to be let into a closed community."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="join_requests")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    note = models.CharField(_("why you would like to join"), max_length=300, blank=True)
    answer = models.CharField(max_length=9, choices=Answer.choices, default=Answer.OPEN)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "person"],
                condition=Q(answer="open"),
                name="one_open_request_per_person_and_community",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} asks for {self.community_id}"


class CommunityInvitation(models.Model):
    """Somebody who was asked to join."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    answer = models.CharField(max_length=9, choices=Answer.choices, default=Answer.OPEN)
    invited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "person"],
                condition=Q(answer="open"),
                name="one_open_invitation_per_person_and_place",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} is asked into {self.community_id}"


class Visit(models.Model):
    """Until when a person had seen a community's feed, or (without one) the home feed."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="visits"
    )
    community = models.ForeignKey(Community, on_delete=models.CASCADE, null=True, related_name="+")
    # The line in the feed stands at `seen_until`; `here_at` moves with every look.
    seen_until = models.DateTimeField()
    here_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "community"],
                nulls_distinct=False,
                name="one_visit_per_person_and_place",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.community_id}"
