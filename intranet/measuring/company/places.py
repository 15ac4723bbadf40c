"""The communities of the synthetic company, and who is in them."""

from dataclasses import dataclass
from random import Random

from communities.models import Community, Membership, Visit
from intranet.measuring.company.people import People
from intranet.measuring.company.sheets import NO, NULL, YES, Sheet, moment
from people.models import Audience, AudienceMember

TONES = ["clay", "sun", "sea", "moss", "plum", "rose", "slate"]
MANAGERS = 2
FEWEST = 8  # members, so that somebody answers
MOST_JOINED = 12
A_DAY = 86_400
COMES_BACK = 0.7  # of the members of a place


@dataclass
class Place:
    """A community and its members; the first of them take care of it."""

    number: int
    kind: str
    members: list[int]
    # Everybody may speak in the company-wide one, whoever sits in it.
    speakers: list[int]
    last_activity: float

    @property
    def audience(self) -> int:
        """Return the number of its audience; 1 is that of the organisation."""
        return self.number + 1

    @property
    def is_company_wide(self) -> bool:
        """Tell whether everybody belongs to it."""
        return self.number == 1

    @property
    def is_open(self) -> bool:
        """Tell whether everyone reads it."""
        return self.kind == "open"


class Places:
    """All of them: a few large ones, many small ones."""

    def __init__(self, count: int, people: People, rng: Random, began: float, now: float) -> None:
        self._rng, self._began, self._now = rng, began, now
        self._people = people
        numbers = range(1, count + 1)
        self.weights = [1 / number**0.8 for number in numbers]
        members = self._choose_members(count)
        self.all = [
            Place(
                number,
                kind_of(number),
                members[number],
                people.active if number == 1 else members[number],
                began,
            )  # fmt: skip
            for number in numbers
        ]

    def write(self) -> list[Sheet]:
        """Write them; called last, because the talk says when something last happened there."""
        audiences = Sheet(Audience, "id", "kind")
        communities = Sheet(
            Community, "id", "name", "slug", "kind", "description", "tone", "audience_id",
            "is_company_wide", "founded_by_id", "founded_at", "last_activity_at", "member_count",
        )  # fmt: skip
        founded = moment(self._began)
        for place in self.all:
            audiences.add(place.audience, "everyone" if place.is_open else "members")
            communities.add(
                place.number, f"Plek {place.number}", f"plek-{place.number}", place.kind,
                "Waar het over werk gaat.", TONES[place.number % len(TONES)], place.audience,
                YES if place.is_company_wide else NO, place.members[0], founded,
                moment(place.last_activity), len(place.members),
            )  # fmt: skip
        return [audiences, communities, *self._seats(), self._visits()]

    def _choose_members(self, count: int) -> dict[int, list[int]]:
        rng, active = self._rng, self._people.active
        members: dict[int, list[int]] = {1: rng.sample(active, MANAGERS)}
        for number in range(2, count + 1):
            members[number] = rng.sample(active, min(FEWEST, len(active)))
        joined = {number: set(found) for number, found in members.items()}
        for person in active:
            wanted = rng.randint(1, MOST_JOINED)
            for number in set(rng.choices(range(1, count + 1), self.weights, k=wanted)) - {1}:
                if person not in joined[number]:
                    joined[number].add(person)
                    members[number].append(person)
        return members

    def _seats(self) -> list[Sheet]:
        seats = Sheet(AudienceMember, "audience_id", "person_id", "is_steward")
        memberships = Sheet(Membership, "community_id", "person_id", "role", "joined_at")
        for place in self.all:
            for position, person in enumerate(place.members):
                cares = position < MANAGERS
                since = moment(self._began + self._rng.random() * (self._now - self._began))
                memberships.add(place.number, person, "manager" if cares else "member", since)
                seats.add(place.audience, person, YES if cares else NO)
        return [seats, memberships]

    def _visits(self) -> Sheet:
        sheet = Sheet(Visit, "person_id", "community_id", "seen_until", "here_at")
        for person in self._people.active:
            self._add_visit(sheet, person, NULL)
        for place in self.all:
            for person in place.members:
                if self._rng.random() < COMES_BACK:
                    self._add_visit(sheet, person, place.number)
        return sheet

    def _add_visit(self, sheet: Sheet, person: int, place: int | str) -> None:
        here = self._now - self._rng.expovariate(1 / A_DAY)
        sheet.add(person, place, moment(here - self._rng.expovariate(1 / A_DAY)), moment(here))


def kind_of(number: int) -> str:
    """Return what kind a community is: of ten, six are open, three closed and one hidden."""
    if number == 1:
        return "open"
    return {3: "closed", 6: "closed", 9: "closed", 0: "hidden"}.get(number % 10, "open")
