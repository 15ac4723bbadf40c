"""The reading vocabulary of people, and the one rule of sight that every app uses."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Collate, Lower


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

        return self.filter(audience_id__in=Audience.objects.ids_for(viewer))


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
        """People whose name has, for each word typed, a part that begins with it."""
        found = self
        for word in words.split()[:5]:
            key = SortKey(Value(word))
            found = found.annotate(key=SortKey(F("name"))).filter(
                Q(key__startswith=key) | Q(key__contains=Func(Value(" "), key, function="concat", output_field=TextField()))
            )
        return found

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
        return self.annotate(address=Lower("email")).filter(address=address.strip().lower())
