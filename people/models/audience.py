"""Who may see what is said in a place: everyone, its members, or teams."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.querysets import AudienceQuerySet


class Audience(models.Model):
    """One per place. Opening or closing a place changes this one row and nothing else."""

    class Kind(models.TextChoices):
        EVERYONE = "everyone", _("everyone")
        MEMBERS = "members", _("members")
        TEAMS = "teams", _("teams")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    # The one audience of the organisation itself: profile photos, covers, announcements.
    is_organisation = models.BooleanField(default=False)

    # An archived place: what was said can be read, and nothing can be added.
    is_read_only = models.BooleanField(default=False)

    objects = AudienceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_organisation"],
                condition=models.Q(is_organisation=True),
                name="one_audience_is_the_organisation",
            )
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=models.Q(kind="everyone"),
                name="audiences_open_to_everyone",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.kind}"


class AudienceMember(models.Model):
    """A person who may see what an audience of members or of teams may see."""

    audience = models.ForeignKey(Audience, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="seats"
    )
    # Takes care of the place: may withdraw with a reason, lock, move and merge.
    is_steward = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "audience"], name="one_seat_per_person_and_audience"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.audience_id}"


class AudienceTeam(models.Model):
    """A team whose people, and those of its parts, may see what an audience of teams may see."""

    audience = models.ForeignKey(Audience, on_delete=models.CASCADE, related_name="teams")
    # Without a team that is no more, an audience is smaller; it never grows by itself.
    team = models.ForeignKey(
        "people.Team", on_delete=models.CASCADE, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "audience"], name="one_seat_per_team_and_audience"
            )
        ]

    def __str__(self) -> str:
        return f"team {self.team_id} in {self.audience_id}"
