"""Teams, asked for by where they stand in the tree."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func
from django.db.models.expressions import RawSQL
from django.db.models.functions import Collate

from people.querysets.names import SortKey, begins_with, words_of

# A team is shown after at most this many that it is part of, itself included.
TEAMS_IN_A_PATH = 4
DESCENDANTS = """
    WITH RECURSIVE part (id) AS (
        SELECT %s::bigint
        UNION SELECT team.id FROM people_team team JOIN part ON team.parent_id = part.id
    ) SELECT id FROM part
"""
ANCESTORS = """
    WITH RECURSIVE whole (id, parent_id) AS (
        SELECT id, parent_id FROM people_team WHERE id = %s
        UNION SELECT team.id, team.parent_id
        FROM people_team team JOIN whole ON team.id = whole.parent_id
    ) SELECT id FROM whole
"""


class TeamsWithin(Func):
    """The teams of a list with all their parts, as a list; nothing for an empty one."""

    template = (
        "ARRAY(WITH RECURSIVE part (id) AS (SELECT unnest(%(expressions)s::bigint[])"
        " UNION SELECT team.id FROM people_team team JOIN part ON team.parent_id = part.id)"
        " SELECT id FROM part)"
    )
    output_field = ArrayField(models.BigIntegerField())


class TeamQuerySet(models.QuerySet):
    """Teams, asked for by where they stand in the tree."""

    def above(self, team_id: int) -> Self:
        """A team and everything it is part of."""
        return self.filter(pk__in=RawSQL(ANCESTORS, [team_id]))  # noqa: S611

    def below(self, team_id: int) -> Self:
        """A team and all its parts."""
        return self.filter(pk__in=RawSQL(DESCENDANTS, [team_id]))  # noqa: S611

    def named_like(self, words: str) -> Self:
        """Teams whose name has, for each word typed, a part that begins so."""
        found = self
        for word in words_of(words):
            found = found.filter(begins_with("name", word))
        return found

    def by_name(self) -> Self:
        """In the order of a paper list."""
        return self.order_by(Collate(SortKey(F("name")), "C"), "pk")

    def with_those_above(self) -> Self:
        """With what each is part of, so that its path needs no further question."""
        return self.select_related("__".join(["parent"] * (TEAMS_IN_A_PATH - 1)))
