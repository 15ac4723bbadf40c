"""The reading vocabulary of people, and the one rule of sight that every app uses."""

import re
from datetime import datetime
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, Func, Q, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Collate, Concat
from django.db.models.lookups import Exact

# Words beyond these do not narrow a search any more.
MOST_WORDS = 5
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
# UNION forgets whom it has met, so that a circle of managers ends.
MANAGERS = """
    WITH RECURSIVE above (id, manager_id) AS (
        SELECT id, manager_id FROM people_user WHERE id = %s
        UNION SELECT person.id, person.manager_id
        FROM people_user person JOIN above ON person.id = above.manager_id
    ) SELECT id FROM above WHERE id <> %s
"""


class TeamsWithin(Func):
    """The teams of a list with all their parts, as a list; nothing for an empty one."""

    template = (
        "ARRAY(WITH RECURSIVE part (id) AS (SELECT unnest(%(expressions)s::bigint[])"
        " UNION SELECT team.id FROM people_team team JOIN part ON team.parent_id = part.id)"
        " SELECT id FROM part)"
    )
    output_field = ArrayField(models.BigIntegerField())


class SortKey(Func):
    """Small letters without accents, so that Éva stands between Emma and Fatima."""

    function = "onderling_sort_key"
    output_field = TextField()


class AudienceQuerySet(models.QuerySet):
    """Audiences, asked for by who looks."""

    def everyone(self) -> Any:
        """Return the audience of the whole organisation; it is made when first asked for."""
        return self.get_or_create(is_organisation=True, defaults={"kind": "everyone"})[0]

    def open_to(self, viewer: Any) -> Self:
        """Audiences whose content this person may see."""
        if not viewer.is_active or viewer.pk is None:
            return self.none()
        return self.filter(Q(kind="everyone") | Q(seats__person=viewer))

    def ids_for(self, viewer: Any) -> models.QuerySet:
        """The ids of those audiences, as a subquery that never repeats one."""
        from people.models import Audience, AudienceMember

        if not viewer.is_active or viewer.pk is None:
            return Audience.objects.none().values("pk")
        mine = AudienceMember.objects.filter(person_id=viewer.pk).values("audience_id")
        return Audience.objects.filter(kind="everyone").values("pk").union(mine, all=True)


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


class UserQuerySet(models.QuerySet):
    """People, asked for by what they do and who looks."""

    def active(self) -> Self:
        """People who work here now."""
        return self.filter(is_active=True)

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
        return self.active().filter(seats__audience=audience)

    def with_email(self, address: str) -> Self:
        """The person with this address, however it is capitalised."""
        return self.filter(email=address.strip().lower())


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


class EntryQuerySet(models.QuerySet):
    """Invitations and codes: what lets somebody in once, for a while."""

    def open(self, now: datetime) -> Self:
        """Those that still work, for somebody who works here."""
        return self.filter(used_at=None, expires_at__gt=now, person__is_active=True)


class TokenQuerySet(models.QuerySet):
    """What programs come in with."""

    def visible_to(self, viewer: Any) -> Self:
        """One's own, as long as nobody withdrew them; also what ran out."""
        return self.filter(person_id=viewer.pk, withdrawn_at=None)

    def for_feeds(self) -> Self:
        """Passwords for feeds and the calendar."""
        return self.filter(scopes=["feeds"])

    def for_programs(self) -> Self:
        """What is shown to the API."""
        return self.exclude(scopes=["feeds"])

    def working(self, now: datetime) -> Self:
        """Those that let somebody in, who works here."""
        return self.filter(withdrawn_at=None, expires_at__gt=now, person__is_active=True)


def is_empty(numbers: Any) -> Q:
    """Tell whether a list of numbers, or what an expression gives, has nothing in it."""
    none = Func(numbers, function="cardinality", output_field=models.IntegerField())
    return Q(Exact(none, 0))


def words_of(text: str) -> list[str]:
    """Split what was typed into words of letters and digits only."""
    return re.findall(r"[^\W_]+", text)[:MOST_WORDS]


def begins_with(field: str, word: str) -> Q:
    """Match where a word in this field begins so; accents and capitals do not matter."""
    begins = Concat(Value(r"\m"), SortKey(Value(word)), output_field=TextField())
    return Q(SortKeyMatches(SortKey(F(field)), begins))


class SortKeyMatches(Func):
    """Whether a text matches a pattern; a trigram index answers it."""

    template = "%(expressions)s"
    arg_joiner = " ~ "
    output_field = models.BooleanField()
    conditional = True
