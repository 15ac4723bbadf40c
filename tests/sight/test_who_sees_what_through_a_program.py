"""Who sees what through a program: the same as on the pages, and nothing more."""

from datetime import timedelta

import pytest

from people.actions import deactivate_person, make_token
from tests.api.conftest import EVERYTHING, Program
from tests.sight.programs import ASKED, SENT
from tests.sight.table import EVERY_PART, SIGNED_OUT, who_may_see
from tests.sight.test_who_sees_what import (
    NOWHERE,
    canaries_in,
    describe,
    topics_only_in,
)
from tests.sight.world import CANARY, World

pytestmark = pytest.mark.django_db

NO_FILE = "00000000-0000-4000-8000-000000000000"
# What a program cannot ask for, whoever it acts for.
ONLY_ON_PAGES = {"draft", "request", "desk", "helped"}


def program_of(world: World, part: str) -> Program:
    """Return a program that acts for this person; she who left made it before she did."""
    person = world.people.get(part)
    if person is None:
        return Program()
    left, person.is_active = not person.is_active, True
    person.save()
    _token, secret = make_token(
        person=person, name="Overal", scopes=EVERYTHING, lasts=timedelta(days=9)
    )
    if left:
        deactivate_person(actor=world.people["administrator"], person=person)
    return Program(secret)


def allowed_to(world: World, part: str) -> set[str]:
    """Return the canaries that the table grants."""
    return {w for w, (kind, what) in world.canaries.items() if part in who_may_see(kind, what)}


@pytest.mark.parametrize("part", sorted(EVERY_PART))
def test_a_program_gets_exactly_what_the_table_says(world, part):
    program, allowed, seen = program_of(world, part), allowed_to(world, part), set()

    for ways in ASKED.values():
        for addresses in ways:
            for address in addresses(world):
                answer = program.get(address)
                assert answer.status_code < 500, address
                seen |= canaries_in(answer) - set(CANARY.findall(address))

    expected = {word for word in allowed if world.canaries[word][1] not in ONLY_ON_PAGES}
    assert describe(world, seen - allowed) == []
    assert describe(world, expected - seen) == []
    assert bool(seen) == (part not in SIGNED_OUT)


@pytest.mark.parametrize("part", ["outsider", "former member", "leaver"])
def test_nobody_learns_anything_by_trying_to_change_it_through_a_program(world, part):
    program, allowed = program_of(world, part), allowed_to(world, part)
    seen: dict[str, str] = {}

    for name, writes in SENT.items():
        for write in writes:
            for address in write.addresses(world):
                answer = done(program, write.method, address, write.body)
                assert answer.status_code < 500, address
                unknown = canaries_in(answer) - allowed - set(CANARY.findall(address))
                seen |= dict.fromkeys(unknown, f"{write.method} {name} {address}")

    assert seen == {}


@pytest.mark.parametrize("part", ["outsider", "former member", "administrator"])
def test_what_a_program_may_not_see_looks_like_what_does_not_exist(world, part):
    assert part not in who_may_see("hidden", "existence") | who_may_see("hidden", "content")
    program, told_apart = program_of(world, part), []
    nowhere = in_the_hidden_one(world)

    for method, address, body in everything_asked_and_tried(world):
        place = next((place for place in nowhere if place in address), None)
        if place is None:
            continue
        forbidden = done(program, method, address, body)
        missing = done(program, method, address.replace(place, nowhere[place]), body)
        if (forbidden.status_code, forbidden.content) != (missing.status_code, missing.content):
            told_apart.append(f"{method} {address}")

    assert told_apart == []
    assert len(nowhere) > 10


def in_the_hidden_one(world: World) -> dict[str, str]:
    """Return the beginning of each address of what is hidden, and one where nothing is."""
    hidden = world.communities["hidden"]
    threads = [each for each in world.threads if each.audience_id == hidden.audience_id]
    comments = [each for each in world.comments if each.audience_id == hidden.audience_id]
    files = [file for file in world.files if world.sorts[file][0] == "hidden"]
    blog, slug, number = world.blogs["team blog"], NOWHERE["slug"], NOWHERE["pk"]
    written = [each for each in world.threads if each.audience_id == blog.audience_id]
    return {
        f"/v1/communities/{hidden.slug}/": f"/v1/communities/{slug}/",
        f"/v1/blogs/{blog.slug}/": f"/v1/blogs/{slug}/",
        **{f"/v1/posts/{each.pk}/": f"/v1/posts/{number}/" for each in threads + written},
        **{f"/v1/articles/{each.pk}/": f"/v1/articles/{number}/" for each in threads + written},
        **{f"/v1/comments/{each.pk}/": f"/v1/comments/{number}/" for each in comments},
        **{f"/v1/files/{file.pk}/": f"/v1/files/{NO_FILE}/" for file in files},
        **{f"/v1/topics/{t}/": f"/v1/topics/{slug}/" for t in topics_only_in(world, "hidden")},
    }


def everything_asked_and_tried(world: World):
    """Yield every request of the tables: its method, address and what is sent."""
    for ways in ASKED.values():
        for addresses in ways:
            yield from (("get", address, None) for address in addresses(world))
    for writes in SENT.values():
        for write in writes:
            yield from ((write.method, each, write.body) for each in write.addresses(world))


def done(program: Program, method: str, address: str, body):
    """Ask or send as a program does."""
    if method == "get":
        return program.get(address)
    return program.send(address.removeprefix("/api/v1"), body, method=method)
