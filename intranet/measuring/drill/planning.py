"""What will be said in the drill: decided before it begins, so that one can reckon afterwards."""

import uuid
from dataclasses import dataclass, field
from random import Random

IN_THE_EDITOR = 0.5
COMMENTED = 0.5
HAS_A_TOPIC = 0.25
SENT_TWICE = 0.1
TOPICS = ("storm", "veilig", "rooster", "graven")
MOST_NAMED = 3


@dataclass(frozen=True)
class Person:
    """Somebody who takes part; her name is nobody else's."""

    id: int
    name: str
    login: str


@dataclass(frozen=True)
class Room:
    """A community of the drill and who may speak in it."""

    slug: str
    members: tuple[Person, ...]
    outsiders: tuple[Person, ...]


@dataclass(frozen=True)
class Saying:
    """One post or comment, with its key; `named` is told, `outsider` must not be."""

    key: str
    author: Person
    body: str
    body_format: str
    named: tuple[int, ...]
    outsider: int | None = None
    topic: str | None = None
    is_sent_twice: bool = False


@dataclass(frozen=True)
class Post:
    """A post, and the comments that its thread gets."""

    room: Room
    opening: Saying
    comments: tuple[Saying, ...] = field(default=())


def plan_posts(count: int, rooms: list[Room], rng: Random) -> list[Post]:
    """Decide what is posted, by whom, where, and who is named."""
    return [plan_post(number, rng.choice(rooms), rng) for number in range(1, count + 1)]


def plan_post(number: int, room: Room, rng: Random) -> Post:
    """Decide one post and what is answered to it."""
    opening = plan_saying(f"Bericht {number}.", room, rng, fewest_named=1)
    answers = rng.randint(1, 2) if rng.random() < COMMENTED else 0
    comments = [
        plan_saying(f"Antwoord {answer} op {number}.", room, rng, fewest_named=0)
        for answer in range(answers)
    ]
    return Post(room, opening, tuple(comments))


def plan_saying(words: str, room: Room, rng: Random, *, fewest_named: int) -> Saying:
    """Decide who says it, whom it names and how: chosen in the editor, or typed."""
    author = rng.choice(room.members)
    others = [person for person in room.members if person is not author]
    named = rng.sample(others, min(len(others), rng.randint(fewest_named, MOST_NAMED)))
    outsider = rng.choice(room.outsiders) if room.outsiders and rng.random() < 0.3 else None
    called = [*named, *([outsider] if outsider else [])]
    topic = rng.choice(TOPICS) if rng.random() < HAS_A_TOPIC else None
    more = f" #{topic}" if topic else ""
    if rng.random() < IN_THE_EDITOR:
        links = " ".join(f'<a class="mention" data-person="{p.id}">@{p.name}</a>' for p in called)
        body, body_format = f"<p>{words} {links}{more}</p>", "html"
    else:
        body, body_format = f"{words} {', '.join(f'@{p.name}' for p in called)}{more}", "text"
    return Saying(
        key=str(uuid.UUID(int=rng.getrandbits(128), version=4)),
        author=author,
        body=body,
        body_format=body_format,
        named=tuple(person.id for person in named),
        outsider=outsider.id if outsider else None,
        topic=topic,
        is_sent_twice=rng.random() < SENT_TWICE,
    )
