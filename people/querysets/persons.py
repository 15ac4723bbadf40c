"""People, asked for by what they do and who looks."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Func, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Collate
from django.db.models.lookups import Exact

from people.querysets.names import SortKey, begins_with, words_of
from people.querysets.sight import of_teams_of
from people.querysets.teams import DESCENDANTS, TeamsWithin

# UNION forgets whom it has met, so that a circle of managers ends.
MANAGERS = """
    WITH RECURSIVE above (id, manager_id) AS (
        SELECT id, manager_id FROM people_user WHERE id = %s
        UNION SELECT person.id, person.manager_id
        FROM people_user person JOIN above ON person.id = above.manager_id
    ) SELECT id FROM above WHERE id <> %s
"""


class UserQuerySet(models.QuerySet):
    """People, asked for by what they do and who looks."""

    def active(self) -> Self:
        """People who work here now."""
        return self.filter(is_active=True)

    def stewards_of(self, audience_id: int) -> Self:
        """Who takes care of the place with this audience."""
        from people.models import AudienceMember

        seats = AudienceMember.objects.filter(audience_id=audience_id, is_steward=True)
        return self.filter(pk__in=seats.values("person_id"))

    def visible_to(self, viewer: Any) -> Self:
        """People whose profile this person may see: every colleague, also former ones."""
        if not viewer.is_active or viewer.pk is None:
            return self.none()
        return self.filter(is_system=False)

    def with_sort_key(self) -> Self:
        """Annotate the key by which names are ordered, in the same way on every machine."""
        return self.annotate(sort_key=Collate(SortKey(F("name")), "C"))

    def by_name(self) -> Self:
        """In the order of a paper phone list."""
        return self.order_by(Collate(SortKey(F("name")), "C"), "pk")

    def named_like(self, words: str) -> Self:
        """People whose name has, for each word typed, a part that begins so."""
        found = self
        for word in words_of(words):
            found = found.filter(begins_with("name", word))
        return found

    def about(self, words: str) -> Self:
        """People whose name, job or skills have, for each word typed, a word that begins so."""
        from people.models import User

        found = self
        for word in words_of(words):
            # Three questions that each have an index; one question with OR would read everybody.
            named = User.objects.filter(begins_with("name", word)).values("pk")
            working = User.objects.filter(begins_with("job_title", word)).values("pk")
            knowing = User.objects.filter(begins_with("skills__name", word), shows_skills=True)
            found = found.filter(pk__in=named.union(working, knowing.values("pk")))
        return found

    def in_teams(self, teams: Any, locations: Any, profiles: Any) -> Self:
        """People in one of these teams, at one of these places, and of one of these jobs.

        Each is a list of numbers or an expression for one; an empty list leaves nobody out.
        """
        return self.filter(
            is_empty(teams) | Q(team_id__any=TeamsWithin(teams)),
            is_empty(locations) | Q(location_id__any=locations),
            is_empty(profiles) | Q(function_profile_id__any=profiles),
        )

    def in_team(self, team_id: int) -> Self:
        """People in a team or in any part of it."""
        return self.filter(team_id__in=RawSQL(DESCENDANTS, [team_id]))  # noqa: S611

    def managing(self, person: Any) -> Self:
        """Her manager, that one's manager, and so on; in no order."""
        return self.filter(pk__in=RawSQL(MANAGERS, [person.pk, person.pk]))  # noqa: S611

    def signing_in_as(self, word: str) -> Self:
        """Who signs in with this e-mail or personnel number, in whatever capitals."""
        word = word.strip()
        people = self.filter(is_system=False)
        if "@" in word:
            return people.filter(email=word.lower())
        return people.filter(personnel_number__iexact=word)

    def awaited(self) -> Self:
        """People who work here and have not come in yet."""
        return self.active().filter(is_system=False, last_login=None)

    def with_card(self) -> Self:
        """Fetch what a face, a name and a line below it need."""
        return self.select_related("location", "photo")

    def seated_in(self, audience: Any) -> Self:
        """People who may see what this audience may see."""
        if audience.kind == "everyone":
            return self.active()
        if audience.kind == "teams":
            # As two lists, so that each finds its people by an index.
            seats = audience.seats.values("person_id")
            return self.active().filter(Q(pk__any=seats) | of_teams_of(audience.pk))
        return self.active().filter(seats__audience=audience)

    def with_email(self, address: str) -> Self:
        """The person with this address, however it is capitalised."""
        return self.filter(email=address.strip().lower())


def is_empty(numbers: Any) -> Q:
    """Tell whether a list of numbers, or what an expression gives, has nothing in it."""
    none = Func(numbers, function="cardinality", output_field=models.IntegerField())
    return Q(Exact(none, 0))
