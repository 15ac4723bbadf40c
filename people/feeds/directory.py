"""Finding colleagues."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from intranet.platform.paging import Page, page_by_text
from people.models import Audience, Team, User

PEOPLE_A_PAGE = 30
MOST_SUGGESTED = 8


def directory(
    viewer: User, *, words: str = "", only: dict[str, Any] | None = None, cursor: str = ""
) -> Page:
    """Return a page of colleagues in the order of a phone list, narrowed to what was asked."""
    people = User.objects.visible_to(viewer).active().about(words)
    people = narrowed(people, **(only or {}))
    people = people.with_sort_key().with_card().prefetch_related("skills")
    return page_by_text(people, field="sort_key", cursor=cursor, size=PEOPLE_A_PAGE)


def narrowed(
    people: Any,
    *,
    team: Team | None = None,
    locations: Collection[Any] = (),
    skill: Any = None,
    work: Collection[str] = (),
    manager: User | None = None,
) -> Any:
    """Keep only people of a team and its parts, at these places, with this skill, of this work."""
    if team:
        people = people.in_team(team.pk)
    if locations:
        people = people.filter(location__in=locations)
    if skill:
        people = people.filter(skills=skill, shows_skills=True)
    if work:
        people = people.filter(kind_of_work__in=work)
    if manager:
        people = people.filter(manager=manager)
    return people


@dataclass(frozen=True)
class TeamChoices:
    """The tree around a chosen team: what it is part of, and what its parts are."""

    above: list[Team]
    chosen: Team | None
    parts: list[Team]


def team_choices(chosen: Team | None) -> TeamChoices:
    """Return the teams one can go to from a chosen one, or those at the top."""
    if chosen is None:
        top = list(Team.objects.filter(parent=None).by_name())
        if len(top) != 1:
            return TeamChoices([], None, top)
        # One team that is the whole organisation is nothing to choose from.
        return TeamChoices(top, None, list(top[0].children.all().by_name()))
    above = in_line(list(Team.objects.above(chosen.pk)), chosen)
    return TeamChoices(above[:-1], chosen, list(chosen.children.all().by_name()))


def in_line(teams: list[Team], last: Team) -> list[Team]:
    """Put teams in a line from the top of the tree down to the last one."""
    by_id = {team.pk: team for team in teams}
    line: list[Team] = []
    current: Team | None = by_id.get(last.pk)
    while current is not None and current not in line:
        line.append(current)
        current = by_id.get(current.parent_id)
    return line[::-1]


def people_to_name(viewer: User, *, words: str, audience_id: int | None = None) -> list[User]:
    """Return whom the words may mean, among those who may read what is written there."""
    people = User.objects.visible_to(viewer).active()
    if audience_id is not None:
        audience = Audience.objects.open_to(viewer).filter(pk=audience_id).first()
        if audience is None:
            return []
        people = people.filter(pk__in=User.objects.seated_in(audience).values("pk"))
    if words.strip():
        people = people.named_like(words)
    else:
        people = people.filter(team=viewer.team_id).exclude(team=None).exclude(pk=viewer.pk)
    return list(people.with_card().by_name()[:MOST_SUGGESTED])
