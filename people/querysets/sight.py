"""The one rule of sight that every app uses (docs/adr/0004)."""

from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, Func, Q

from people.querysets.teams import TeamsWithin


class AudiencesOfTeam(Func):
    """The ids of audiences for a team, or for one that it is part of, as a list.

    A function of the database: as a part of each question that asks it, the tree of teams costs
    each of them more than looking at it, also where no audience is for teams (docs/adr/0004).
    """

    function = "people_audiences_of_team"
    output_field = ArrayField(models.BigIntegerField())


class AudienceQuerySet(models.QuerySet):
    """Audiences, asked for by who looks."""

    def everyone(self) -> Any:
        """Return the audience of the whole organisation; it is made when first asked for."""
        return self.get_or_create(is_organisation=True, defaults={"kind": "everyone"})[0]

    def open_to(self, viewer: Any) -> Self:
        """Audiences whose content this person may see."""
        return self.filter(pk__any=self.ids_for(viewer))

    def ids_for(self, viewer: Any) -> models.QuerySet:
        """The ids of those audiences, as a subquery for `__any`: one may come twice."""
        from people.models import Audience, AudienceMember, User

        if not viewer.is_active or viewer.pk is None:
            return Audience.objects.none().values("pk")
        seats = AudienceMember.objects.filter(person_id=viewer.pk).values("audience_id")
        of_team = Func(AudiencesOfTeam("team_id"), function="unnest")
        teams = User.objects.filter(pk=viewer.pk).values_list(of_team)
        everyones = Audience.objects.filter(kind="everyone").values("pk")
        return everyones.union(seats, teams, all=True)


class Sighted(models.QuerySet):
    """Rows that carry `audience_id`: the rule of sight, in one place (docs/adr/0004)."""

    def visible_to(self, viewer: Any) -> Self:
        """Rows this person may see now: her audiences, and the row's own state."""
        return self.in_sight_of(viewer).filter(self.own_state(viewer))

    def own_state(self, viewer: Any) -> Q:
        """What else must hold of the row itself, such as being published."""
        return Q()

    def in_sight_of(self, viewer: Any) -> Self:
        """Rows in her audiences, whatever became of them; for tombstones in a thread."""
        from people.models import Audience

        return self.filter(audience_id__any=Audience.objects.ids_for(viewer))

    def in_sight_within(self, viewer: Any, audience_id: int) -> Self:
        """The same in one audience, of which is asked once whether it is hers.

        Where each row is asked as well, PostgreSQL takes that for a second condition and expects a
        tenth of the rows; it then reads and sorts them all, where the first of an index would do.
        """
        from people.models import Audience

        hers = Audience.objects.filter(pk=audience_id, pk__any=Audience.objects.ids_for(viewer))
        return self.filter(Exists(hers), audience_id=audience_id)


class FileQuerySet(Sighted):
    """Files: seen where they hang, and an upload that hangs nowhere by who brought it."""

    def in_sight_of(self, viewer: Any) -> Self:
        """Files of her audiences, and those that no audience sees."""
        from people.models import Audience

        if not viewer.is_active or viewer.pk is None:
            return self.none()
        return self.filter(Q(audience_id__any=Audience.objects.ids_for(viewer)) | Q(audience=None))

    def own_state(self, viewer: Any) -> Q:
        """For the whole audience, or for this person only."""
        return Q(sole_reader_id=viewer.pk) | Q(sole_reader=None, audience__isnull=False)

    def hanging_nowhere(self) -> Self:
        """Uploads that were not sent along with anything yet."""
        return self.filter(audience=None, sole_reader_id=F("owner_id"))


def of_teams_of(audience_id: int) -> Q:
    """Match who is in one of the teams that an audience is for, or in a part of one."""
    from people.models import AudienceTeam

    teams = AudienceTeam.objects.filter(audience_id=audience_id, audience__kind="teams")
    within = TeamsWithin(ArraySubquery(teams.values("team_id")))
    return Q(team_id__isnull=False, team_id__any=within)
