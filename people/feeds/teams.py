"""Naming a whole team: which is meant, and how many people that tells."""

from collections.abc import Collection

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Value

from people.models import Audience, Team, User

MOST_TEAMS_SUGGESTED = 3
NUMBERS = ArrayField(BigIntegerField())


def teams_by_path() -> list[Team]:
    """Return all teams, each after what it is part of, to choose from."""
    return sorted(Team.objects.with_those_above(), key=lambda team: team.path.lower())


def members_of(teams: Collection[int], *, audience: Audience | None = None) -> list[int]:
    """Return the numbers of who is in these teams or their parts, and may read for an audience."""
    if not teams:
        return []
    people = User.objects.active() if audience is None else User.objects.seated_in(audience)
    chosen, all_of_them = Value(list(teams), NUMBERS), Value([], NUMBERS)
    people = people.filter(is_system=False).in_teams(chosen, all_of_them, all_of_them)
    return list(people.values_list("pk", flat=True))


def people_told(teams: Collection[int], *, audience: Audience | None = None) -> int:
    """Return how many people a text tells that names these teams."""
    return len(members_of(teams, audience=audience))


def heads_of(viewer: User, teams: Collection[int], *, audience_id: int | None = None) -> int:
    """Return how many people these teams are where a text will be read; 0 where she may not."""
    audience = None
    if audience_id is not None:
        audience = Audience.objects.open_to(viewer).filter(pk=audience_id).first()
        if audience is None:
            return 0
    return people_told(teams, audience=audience)


def teams_to_name(viewer: User, *, words: str, audience_id: int | None = None) -> list[Team]:
    """Return which teams the words may mean, with how many of them may read what is written."""
    audience = None
    if audience_id is not None:
        audience = Audience.objects.open_to(viewer).filter(pk=audience_id).first()
        if audience is None:
            return []
    if not words.strip():
        return []
    teams = list(Team.objects.named_like(words).by_name()[:MOST_TEAMS_SUGGESTED])
    for team in teams:
        team.heads = people_told([team.pk], audience=audience)
    return [team for team in teams if team.heads]
