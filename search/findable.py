"""What can be found: each app lends its own things to the index, by name (SEARCH_SOURCES)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    F,
    Func,
    OuterRef,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Concat
from django.utils.module_loading import import_string

from intranet.platform.composed import composed_once
from people.models import Audience, Skill, User

NOTHING = Value("", output_field=TextField())
NOBODY = Value(None, output_field=BigIntegerField())
# The columns of a row as the index holds it, in this order; the last is read and not kept.
COLUMNS = (
    "number", "place", "audience", "thread", "comment", "author",
    "sort", "has_file", "published_at", "title", "body",
)  # fmt: skip
WITHOUT: dict[str, Any] = {
    "place": Value(0),
    "thread": NOBODY,
    "comment": Value(0),
    "author": Value(0),
    "sort": NOTHING,
    "has_file": Value(value=False, output_field=BooleanField()),
    "body": NOTHING,
}


@dataclass(frozen=True)
class Hit:
    """Something that was found, as it is now and as this reader may see it."""

    url: str
    title: str
    words: str
    published_at: datetime | None = None
    # Who wrote it, by number; of a person, she herself.
    author: Any = None
    # Of a file or a comment: what it hangs under.
    under: str = ""
    # Whether a question or a problem was answered; None for what asks nothing.
    is_solved: bool | None = None
    comment_count: int = 0
    # The kind of a post or of a community.
    sort: str = ""
    # The letter and the colour that stand for a community.
    glyph: tuple[str, str] | None = None
    is_archived: bool = False
    # Nobody is named, because who said it did not want to be.
    is_unnamed: bool = False


@dataclass(frozen=True)
class Place:
    """Where something can be found, as a reader may know of it."""

    audience_id: int
    name: str
    slug: str
    url: str


class Findable:
    """One kind of thing: its rows for the index, and what a reader sees of what was found."""

    kind = ""
    # Whether it has an author whom readers may have muted.
    is_said = False
    # How many there are grows without an end, so that a question looks back in steps.
    is_endless = False

    def things(self) -> QuerySet:
        """Return everything that somebody may find now."""
        raise NotImplementedError

    def columns(self) -> dict[str, Any]:
        """Return what the index holds of each: expressions for `COLUMNS`."""
        raise NotImplementedError

    def hits(self, viewer: Any, numbers: Collection[int]) -> dict[int, Hit]:
        """Return those among these that the reader may see now."""
        raise NotImplementedError

    def beyond(self, viewer: Any) -> QuerySet | None:
        """Return numbers of what this reader may find besides what her audiences may."""
        return None

    def in_contribution(self, thread: int, comment: int) -> QuerySet | None:
        """Return what can be found of the words of a thread (comment 0) or of a comment in it."""
        return None

    def in_thread(self, thread: int) -> QuerySet | None:
        """Return what can be found in a thread, its comments included."""
        return None

    def hold(self, thread: int, comment: int) -> None:
        """Hold the words of a contribution as they are until the transaction ends."""
        return

    @property
    def number(self) -> str:
        """Return the name of the column that holds the number."""
        return self.columns()["number"].name

    def with_numbers(self, after: int, to: int) -> QuerySet:
        """Return the things of a range of numbers, without its beginning."""
        return self.things().filter(**{f"{self.number}__gt": after, f"{self.number}__lte": to})

    def rows(self, things: QuerySet, columns: Collection[str] = COLUMNS) -> QuerySet:
        """Return things as the index holds them."""
        known = WITHOUT | self.columns()
        return things.order_by().values_list(*(known[name] for name in columns))

    def next_number(self, after: int, step: int) -> int | None:
        """Return the number of the thing that is so many further on, or of the last one."""
        numbers = self.things().filter(**{f"{self.number}__gt": after}).order_by(self.number)
        found = list(numbers.values_list(self.number, flat=True)[:step])
        return found[-1] if found else None


@cache
def findables() -> dict[str, Findable]:
    """Return everything that can be found, by kind, in the order in which it is shown."""
    found = [import_string(path)() for path in settings.SEARCH_SOURCES]
    return {one.kind: one for one in found}


def places_of(viewer: Any, audiences: Collection[int]) -> dict[int, Place]:
    """Return the places behind audiences, as far as the reader may know of them."""
    found: dict[int, Place] = {}
    for path in settings.SEARCH_PLACES:
        if left := set(audiences) - found.keys():
            found |= import_string(path)(viewer, left)
    return found


def place_named(viewer: Any, slug: str) -> Place | None:
    """Return the place with this address, if it is there for the reader."""
    ways = settings.SEARCH_PLACE if slug else []
    return next(filter(None, (import_string(path)(viewer, slug) for path in ways)), None)


class People(Findable):
    """Colleagues who work here: by name, job and what they can be asked."""

    kind = "person"
    is_endless = True

    def things(self) -> QuerySet:
        """Return everybody who works here."""
        return User.objects.active().filter(is_system=False)

    def columns(self) -> dict[str, Any]:
        """Return her name, and behind it what she says of herself."""
        skills = Skill.objects.filter(people=OuterRef("pk")).order_by("name").values("name")
        knows = Func(
            ArraySubquery(skills), Value(" "), function="array_to_string", output_field=TextField()
        )
        shown = Case(When(shows_skills=True, then=knows), default=NOTHING, output_field=TextField())
        return {
            "number": F("id"),
            "audience": Value(Audience.objects.everyone().pk),
            "published_at": F("joined_at"),
            "title": F("name"),
            "body": Concat(
                "job_title", Value(" "), shown, Value(" "), "about", output_field=TextField()
            ),
        }

    def hits(self, viewer: Any, numbers: Collection[int]) -> dict[int, Hit]:
        """Return the colleagues among these who work here now."""
        found = people_found(viewer, list(numbers))
        return {
            person.pk: Hit(
                url=person.get_absolute_url(), title=person.name, words=person.role, author=person
            )
            for person in found
        }


@composed_once
def people_found(viewer: Any, numbers: list[int]) -> QuerySet:
    """Compose the question for colleagues as a card shows them."""
    return User.objects.visible_to(viewer).active().filter(pk__any=numbers).with_card()
