"""What the sender of a must-read sees: who still has to, and how far each place is."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value

from communities.models import Acknowledgement, Announcement, Community, Reminder
from communities.policies import BIGINTS, people_asked
from communities.querysets import people_asked_by
from intranet.platform.paging import Page, page_by_text
from people.feeds import teams_by_path
from people.models import FunctionProfile, Location, User

PEOPLE_A_PAGE = 30


@dataclass(frozen=True)
class PlaceFigures:
    """How many people of one place were asked, and how many confirmed."""

    name: str
    asked: int
    confirmed: int

    @property
    def still(self) -> int:
        """How many still have to."""
        return self.asked - self.confirmed


@dataclass(frozen=True)
class Figures:
    """How far a must-read is."""

    asked: int
    confirmed: int
    # Of those who still have to: how many confirmed an earlier version.
    earlier: int
    places: list[PlaceFigures]
    last_reminder: Reminder | None

    @property
    def still(self) -> int:
        """How many still have to."""
        return self.asked - self.confirmed

    @property
    def nothing_yet(self) -> int:
        """How many confirmed no version at all."""
        return self.still - self.earlier


def still_to_read(
    announcement: Announcement, *, only: str = "all", words: str = "", cursor: str = ""
) -> Page:
    """Return a page of who still has to read it, in the order of a phone list."""
    people = with_confirmed(announcement).filter(has_confirmed=False)
    if only == "earlier":
        people = people.filter(has_earlier=True)
    elif only == "nothing":
        people = people.filter(has_earlier=False)
    people = people.named_like(words).with_sort_key().with_card()
    return page_by_text(people, field="sort_key", cursor=cursor, size=PEOPLE_A_PAGE)


def with_confirmed(announcement: Announcement) -> QuerySet[User]:
    """Return who was asked, with what each confirmed."""
    given = Acknowledgement.objects.filter(announcement=announcement, person=OuterRef("pk"))
    return people_asked(announcement).annotate(
        has_confirmed=Exists(given.filter(version=announcement.version)),
        has_earlier=Exists(given.filter(version__lt=announcement.version)),
    )


def figures_of(announcement: Announcement) -> Figures:
    """Count who was asked and who confirmed, in all and per place of work."""
    rows = (
        with_confirmed(announcement)
        .values("location__name")
        .annotate(
            asked=Count("pk"),
            confirmed=Count("pk", filter=Q(has_confirmed=True)),
            earlier=Count("pk", filter=Q(has_confirmed=False, has_earlier=True)),
        )
        .order_by("location__name")
    )
    rows = list(rows)
    return Figures(
        asked=sum(row["asked"] for row in rows),
        confirmed=sum(row["confirmed"] for row in rows),
        earlier=sum(row["earlier"] for row in rows),
        places=[
            PlaceFigures(row["location__name"] or "", row["asked"], row["confirmed"])
            for row in rows
        ],
        last_reminder=Reminder.objects.filter(announcement=announcement)
        .order_by("-sent_at")
        .first(),
    )


def people_an_announcement_asks(
    sender: User,
    community: Community,
    *,
    teams: tuple[int, ...],
    locations: tuple[int, ...],
    profiles: tuple[int, ...],
) -> int:
    """Count whom an announcement would ask, before it is there."""
    people = people_asked_by(
        community=community.pk,
        teams=Value(list(teams), BIGINTS),
        locations=Value(list(locations), BIGINTS),
        profiles=Value(list(profiles), BIGINTS),
    )
    return people.exclude(pk=sender.pk).count()


def audiences_for(sender: User) -> dict[str, Any] | None:
    """Return the teams, places and jobs for which an announcement can be.

    None for somebody who announces nowhere.
    """
    if not (sender.is_communications or Community.objects.managed_by(sender).exists()):
        return None
    return {
        "teams": teams_by_path(),
        "locations": list(Location.objects.order_by("name")),
        "profiles": list(FunctionProfile.objects.order_by("name")),
    }
