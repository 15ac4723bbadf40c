"""Saying for whom a place is: everyone, or teams."""

from collections.abc import Collection

from django.db import transaction

from intranet.platform.audit import record
from intranet.platform.outbox import publish
from people.events import AudienceDirected
from people.models import Audience, AudienceTeam, Team, User


@transaction.atomic
def direct_audience(*, actor: User, audience: Audience, teams: Collection[Team] = ()) -> None:
    """Let these teams and their parts see what is said there; without a team everyone may.

    Whether the actor may decide this was asked by the app whose place it is: only that knows. Who
    has a seat keeps it.
    """
    fresh = Audience.objects.select_for_update().get(pk=audience.pk)
    kind = Audience.Kind.TEAMS if teams else Audience.Kind.EVERYONE
    wanted = {team.pk for team in teams}
    before = set(fresh.teams.values_list("team_id", flat=True))
    audience.kind = kind
    if (fresh.kind, before) == (kind, wanted):
        return
    audience.save(update_fields=["kind"])
    fresh.teams.exclude(team__in=wanted).delete()
    AudienceTeam.objects.bulk_create(
        AudienceTeam(audience=fresh, team_id=team) for team in sorted(wanted - before)
    )
    record("people.audience.directed", actor=actor, subject=fresh, teams=sorted(wanted))
    publish(AudienceDirected(audience_id=fresh.pk))
