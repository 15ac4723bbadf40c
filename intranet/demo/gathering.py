"""The communities: founded, joined in the first weeks, taken care of, and one archived."""

from functools import partial

from communities.actions import (
    appoint_manager,
    archive_community,
    change_cover,
    found_community,
    invite_to_community,
    join_community,
)
from communities.models import Community
from intranet.demo.cast import Cast, chance
from intranet.demo.story import HERE, MINUTES, Employee, Place, moment
from people.actions import store_picture

# People find a community within this time after it began, or after they came to work.
FOUND_WITHIN = 26 * MINUTES["d"]


class Gathering:
    """Brings people together in communities."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.first_words = first_appearances(cast)

    def plan(self) -> None:
        """Plan the life of each community, apart from what is said in it."""
        plan = self.cast.timeline.plan
        for place in self.cast.story.places.values():
            created = moment(place.created)
            plan(created, partial(self.found, place))
            for number, person in enumerate(self.cast.story.members_of(place)[1:]):
                if person.key in place.managers:
                    plan(created + 2 + number, partial(self.take_care, place, person))
                elif place.kind != "everyone" and not person.waiting:
                    self.plan_joining(place, person)
            if place.archived:
                plan(moment(place.archived), partial(self.archive, place))

    def plan_joining(self, place: Place, person: Employee) -> None:
        """Let somebody join on a day of those weeks, and before she first says something."""
        first = max(moment(place.created) + 10, moment(person.joined) + 300)
        last = min(first + FOUND_WITHIN, self.first_words.get((place.key, person.key), 0) - 1)
        minute = chance("joins", place.key, person.key).randint(first, max(first, last))
        self.cast.timeline.plan(
            minute, partial(self.join, place, person), is_quiet=place.kind == "open"
        )

    def found(self, place: Place) -> None:
        """Start it."""
        founder = self.cast.users[place.managers[0]]
        community = found_community(
            founder=founder,
            name=place.name,
            kind=Community.Kind.OPEN if place.kind == "everyone" else place.kind,
            is_company_wide=place.kind == "everyone",
            description=place.description,
            agreements="\n".join(place.agreements),
            tone=place.tone,
            who_may_post=place.who_may_post,
        )
        self.cast.communities[place.key] = community
        if place.cover:
            name = f"{place.cover}.webp"
            with (HERE / "scenes" / name).open("rb") as file:
                cover = store_picture(
                    owner=founder, audience=community.audience, file=file, name=name
                )
            change_cover(manager=founder, community=community, cover=cover)

    def join(self, place: Place, person: Employee) -> None:
        """Join what is open; into the other kinds a manager asks people."""
        community, user = self.cast.communities[place.key], self.cast.users[person.key]
        if place.kind in ("closed", "hidden"):
            founder = self.cast.users[place.managers[0]]
            invite_to_community(actor=founder, community=community, person=user)
        join_community(person=user, community=community)

    def take_care(self, place: Place, person: Employee) -> None:
        """Let the founder share the care with somebody."""
        if place.kind != "everyone":
            self.join(place, person)
        appoint_manager(
            manager=self.cast.users[place.managers[0]],
            community=self.cast.communities[place.key],
            person=self.cast.users[person.key],
        )

    def archive(self, place: Place) -> None:
        """Let it only be read, by the manager who is left."""
        community = self.cast.communities[place.key]
        archive_community(manager=self.cast.users[place.managers[-1]], community=community)


def first_appearances(cast: Cast) -> dict[tuple[str, str], int]:
    """Return when somebody first says or gives something in a place."""
    seen: dict[tuple[str, str], int] = {}
    for post in cast.story.posts:
        for said in post.everything:
            for person in {said.author, *(giver for giver, _kind in said.reactions)}:
                at = (post.place, person)
                seen[at] = min(said.minute, seen.get(at, said.minute))
    return seen
