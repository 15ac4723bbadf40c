"""The demo company as it is written down: who works there, where they talk, and what they say."""

import re
import tomllib
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

HERE = Path(__file__).parent
# What is told of the day of the build itself has happened by then, on the clock of the company.
LATEST = "0d 09:20"
MINUTES = {"d": 24 * 60, "h": 60, "m": 1}

T = TypeVar("T")


def moment(text: str) -> int:
    """Read "-12d 07:42" as minutes since the day of the build began."""
    found = re.fullmatch(r"(-?\d+)d (\d\d):(\d\d)", text)
    if found is None:
        raise ValueError(f"not a moment: {text!r}")
    days, hours, minutes = (int(part) for part in found.groups())
    return days * MINUTES["d"] + hours * MINUTES["h"] + minutes


def span(text: str) -> int:
    """Read "1d 2h 5m" as minutes."""
    if not re.fullmatch(r"(\d+[dhm])( \d+[dhm])*", text):
        raise ValueError(f"not a span of time: {text!r}")
    return sum(int(part[:-1]) * MINUTES[part[-1]] for part in text.split())


@dataclass(frozen=True)
class Employee:
    """Somebody who works there."""

    key: str
    name: str
    job_title: str
    profile: str
    team: str
    location: str
    personnel_number: str
    manager: str = ""
    work: str = "on_site"
    language: str = "nl"
    email: str = ""
    phone: str = ""
    photo: str = ""
    about: str = ""
    skills: list[str] = field(default_factory=list)
    joined: str = "-130d 08:00"
    left: str = ""
    # Has an activation code on paper and was never here.
    waiting: bool = False


@dataclass(frozen=True)
class Place:
    """A community: of what kind it is, who takes care of it and who belongs to it."""

    key: str
    name: str
    kind: str
    description: str
    created: str
    managers: list[str]
    who_may_post: str = "members"
    members: list[str] = field(default_factory=list)
    teams: list[str] = field(default_factory=list)
    locations: list[str] = field(default_factory=list)
    profiles: list[str] = field(default_factory=list)
    agreements: list[str] = field(default_factory=list)
    tone: str = "sea"
    cover: str = ""
    archived: str = ""


@dataclass(frozen=True)
class Said:
    """Words of one person at one moment, and what others gave them."""

    author: str
    minute: int
    body: str
    # How it read before its author changed it.
    edited: str = ""
    # {scene, alt}: a picture of scenes/, and what its author says is on it; {name, text}: a file.
    photos: list[dict[str, str]] = field(default_factory=list)
    documents: list[dict[str, str]] = field(default_factory=list)
    thanks: list[str] = field(default_factory=list)
    well_done: list[str] = field(default_factory=list)
    recognise: list[str] = field(default_factory=list)

    @property
    def files(self) -> list[dict[str, str]]:
        """What goes along with it."""
        return [*self.photos, *self.documents]

    @property
    def reactions(self) -> list[tuple[str, str]]:
        """Who gave it which word."""
        given = {
            "thanks": self.thanks,
            "well_done": self.well_done,
            "recognise": self.recognise,
        }
        return [(person, kind) for kind, people in given.items() for person in people]


@dataclass(frozen=True)
class Answer(Said):
    """A comment; `reply_to` is the place in the list of the comment that it answers."""

    reply_to: int | None = None


@dataclass(frozen=True)
class Opening(Said):
    """A post and everything that was said under it."""

    place: str = ""
    kind: str = "update"
    title: str = ""
    # What its kind adds: see intranet/demo/kinds.py.
    where: str = ""
    praised: list[str] = field(default_factory=list)
    value: str = ""
    options: list[str] = field(default_factory=list)
    votes: list[int] = field(default_factory=list)
    is_multiple: bool = False
    closes: str = ""
    at_the_close: bool = False
    must_read: bool = False
    due: str = ""
    for_profiles: list[str] = field(default_factory=list)
    confirmed: list[str] = field(default_factory=list)
    # Moments: written at `at` to appear then, and gone after that.
    appears: str = ""
    ends: str = ""
    pinned: bool = False
    accepted: int | None = None
    # {by, after, reason}: what a manager did with it.
    locked: dict[str, str] = field(default_factory=dict)
    withdrawn: dict[str, str] = field(default_factory=dict)
    comments: list[Answer] = field(default_factory=list)

    @property
    def everything(self) -> list[Said]:
        """The post and its comments."""
        return [self, *self.comments]


@dataclass(frozen=True)
class Story:
    """The whole company."""

    company: dict[str, Any]
    people: dict[str, Employee]
    places: dict[str, Place]
    posts: list[Opening]

    @cached_property
    def accounts(self) -> list[dict[str, Any]]:
        """Who a visitor can sign in as."""
        return self.company["account"]

    @cached_property
    def password(self) -> str:
        """With what they all sign in."""
        return self.company["accounts"]["password"]

    @cached_property
    def parent_teams(self) -> dict[str, str]:
        """Each team and the one it is part of."""
        return {team["key"]: team.get("parent", "") for team in self.company["team"]}

    @cached_property
    def giver(self) -> str:
        """Who gives what HR gives: the one of the accounts that may enter the admin."""
        return next(account["key"] for account in self.accounts if account.get("staff"))

    @cached_property
    def team_names(self) -> dict[str, str]:
        """Each team by its key."""
        return {team["key"]: team["name"] for team in self.company["team"]}

    def teams_around(self, team: str) -> set[str]:
        """Return a team and all that it is part of."""
        around = set()
        while team:
            around.add(team)
            team = self.parent_teams[team]
        return around

    def belongs(self, person: Employee, place: Place) -> bool:
        """Tell whether somebody is a member there."""
        return (
            place.kind == "everyone"
            or person.key in place.managers
            or person.key in place.members
            or person.location in place.locations
            or person.profile in place.profiles
            or not self.teams_around(person.team).isdisjoint(place.teams)
        )

    def members_of(self, place: Place) -> list[Employee]:
        """Return who belongs to it; who founded it comes first, then who takes care of it."""
        members = [person for person in self.people.values() if self.belongs(person, place)]
        rank = {key: number for number, key in enumerate(place.managers)}
        return sorted(members, key=lambda person: rank.get(person.key, len(rank)))


def read_story() -> Story:
    """Read all of it."""
    people = [shaped(Employee, row) for row in read("people.toml")["person"]]
    places = [shaped(Place, row) for row in read("communities.toml")["community"]]
    return Story(
        company=read("company.toml"),
        people={person.key: person for person in people},
        places={place.key: place for place in places},
        posts=[
            opening(row, place=place.key)
            for place in places
            for row in read(f"conversations/{place.key}.toml")["post"]
        ],
    )


def read(name: str) -> dict[str, Any]:
    """Read one file."""
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def opening(row: dict[str, Any], *, place: str) -> Opening:
    """Make a post of what is written down."""
    minute = moment(row.pop("at"))
    comments = [
        shaped(Answer, {"minute": minute + span(comment.pop("after")), **comment})
        for comment in row.pop("comment", [])
    ]
    return shaped(Opening, {**row, "minute": minute, "place": place, "comments": comments})


def shaped(shape: type[T], row: dict[str, Any]) -> T:
    """Make one thing of what is written down; a word that it does not know is an error."""
    unknown = row.keys() - {each.name for each in fields(shape)}  # type: ignore[arg-type]
    if unknown:
        raise ValueError(f"{shape.__name__} knows no {', '.join(sorted(unknown))}: {row}")
    tidy = {key: value.strip() if isinstance(value, str) else value for key, value in row.items()}
    return shape(**tidy)
