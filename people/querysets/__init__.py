"""The reading vocabulary of people, and the one rule of sight that every app uses."""

from people.querysets.access import EntryQuerySet, TokenQuerySet
from people.querysets.names import SortKey
from people.querysets.persons import UserQuerySet
from people.querysets.sight import AudienceQuerySet, FileQuerySet, Sighted, of_teams_of
from people.querysets.teams import TEAMS_IN_A_PATH, TeamQuerySet

__all__ = [
    "TEAMS_IN_A_PATH",
    "AudienceQuerySet",
    "EntryQuerySet",
    "FileQuerySet",
    "Sighted",
    "SortKey",
    "TeamQuerySet",
    "TokenQuerySet",
    "UserQuerySet",
    "of_teams_of",
]
