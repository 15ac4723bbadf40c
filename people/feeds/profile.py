"""Where a person stands: above her, below her, and in which team."""

from people.feeds.directory import in_line
from people.models import Mute, Team, User

REPORTS_SHOWN = 12


def line_of_managers(person: User) -> list[User]:
    """Return whom she reports to, from the top down; a circle in HR's list ends where it closes."""
    if not person.manager_id:
        return []
    found = {one.pk: one for one in User.objects.managing(person).active().with_card()}
    line: list[User] = []
    current = found.get(person.manager_id)
    while current is not None and current not in line:
        line.append(current)
        current = found.get(current.manager_id)
    return line[::-1]


def reports_of(person: User) -> tuple[list[User], bool]:
    """Return the first of those who report to her, and whether there are more."""
    found = list(person.reports.all().active().with_card().by_name()[: REPORTS_SHOWN + 1])
    return found[:REPORTS_SHOWN], len(found) > REPORTS_SHOWN


def team_path(person: User) -> list[Team]:
    """Return her team and what it is part of, from the top down."""
    if not person.team_id:
        return []
    teams = list(Team.objects.above(person.team_id))
    return in_line(teams, next(team for team in teams if team.pk == person.team_id))


def is_muted(viewer: User, person: User) -> bool:
    """Tell whether the reader does not want to be shown what this person writes."""
    return Mute.objects.filter(person=viewer, muted=person).exists()


def fresh_copy(person: User) -> User:
    """Return a person for a form to write on: what is refused must not show in the frame."""
    return User.objects.with_card().get(pk=person.pk)
