"""Who sees what: persons by kinds of community by every way to see something."""

import re

import pytest
from django.core import mail
from django.test import Client

from tests.sight.asking import Ask, asked_both_ways, asked_whole
from tests.sight.table import (
    AT_THE_DESK,
    DECIDED_THERE,
    DEEDS_AT_THE_DESK,
    EVERY_PART,
    SIGNED_OUT,
    who_may_see,
    who_may_see_at_the_desk,
)
from tests.sight.ways import CHANGES, SHOWN
from tests.sight.world import CANARY, World

pytestmark = pytest.mark.django_db

NOWHERE = {"pk": "987654321", "slug": "bestaat-niet"}


@pytest.mark.parametrize("part", sorted(EVERY_PART))
def test_everybody_gets_exactly_what_the_table_says(world, part):
    allowed = {
        word for word, (kind, what) in world.canaries.items() if part in who_may_see(kind, what)
    }

    seen = everything_shown_to(world, part, without=AT_THE_DESK)

    assert describe(world, seen - allowed) == []
    assert describe(world, allowed - seen) == []


@pytest.mark.parametrize("part", sorted(EVERY_PART))
def test_where_cases_are_decided_who_decided_reads_what_was_withdrawn(world, part):
    here = {(w, what) for w, (kind, what) in world.canaries.items()
            if part in who_may_see_at_the_desk(kind, what)}  # fmt: skip
    decided = {word for word, what in here if what in DECIDED_THERE and part == "manager"}

    seen = everything_shown_to(world, part, without=set(SHOWN) - AT_THE_DESK)

    assert describe(world, seen - {word for word, _what in here}) == []
    assert describe(world, decided - seen) == []


def test_what_one_reader_warmed_up_shows_nothing_to_the_next(world, settings):
    settings.FRAGMENTS = "kept"
    everything_shown_to(world, "manager", without=AT_THE_DESK, ask=asked_whole)

    for part in ("outsider", "former member", "leaver"):
        seen = everything_shown_to(world, part, without=AT_THE_DESK, ask=asked_whole)
        allowed = {
            w for w, (kind, what) in world.canaries.items() if part in who_may_see(kind, what)
        }
        assert describe(world, seen - allowed) == []


@pytest.mark.parametrize("part", sorted(EVERY_PART))
def test_nobody_learns_anything_by_trying_to_change_it(world, part):
    tables = {route: who_may_see_at_the_desk for route in DEEDS_AT_THE_DESK}
    client = signed_in(world, part)
    seen: dict[str, str] = {}

    for route, ways in CHANGES.items():
        for addresses in ways:
            for address in addresses(world):
                words = canaries_in(client.post(address, {"reason": "", "body": ""}))
                may_see = tables.get(route, who_may_see)
                allowed = {w for w in words if part in may_see(*world.canaries[w])}
                unknown = words - allowed - set(CANARY.findall(address))
                seen |= dict.fromkeys(unknown, f"{route} {address}")

    assert seen == {}


@pytest.mark.parametrize("part", sorted(EVERY_PART - SIGNED_OUT))
def test_what_one_may_not_see_looks_like_what_does_not_exist(world, part):
    client = signed_in(world, part)
    hidden = world.communities["hidden"]
    in_hidden = [thread for thread in world.threads if thread.audience_id == hidden.audience_id]
    told_apart = []
    if part in who_may_see("hidden", "existence") or part in who_may_see("hidden", "content"):
        pytest.skip("this person knows of the hidden community")

    for pattern, real, nowhere in [
        *[("/communities/{}/", hidden.slug, NOWHERE["slug"])],
        *[("/communities/{}/members/", hidden.slug, NOWHERE["slug"])],
        *[("/communities/{}/join/", hidden.slug, NOWHERE["slug"])],
        *[("/posts/{}/", thread.pk, NOWHERE["pk"]) for thread in in_hidden],
        *[("/threads/{}/versions/", thread.pk, NOWHERE["pk"]) for thread in in_hidden],
        *[("/threads/{}/comments/", thread.pk, NOWHERE["pk"]) for thread in in_hidden],
        *[("/topics/{}/", topic, NOWHERE["slug"]) for topic in topics_only_in(world, "hidden")],
    ]:
        for method in (client.get, client.post):
            forbidden = anonymous_form(method(pattern.format(real)), str(real))
            missing = anonymous_form(method(pattern.format(nowhere)), str(nowhere))
            if forbidden != missing:
                told_apart.append(f"{method.__name__} {pattern}")

    assert told_apart == []


def everything_shown_to(
    world: World, part: str, *, without: set[str], ask: Ask = asked_both_ways
) -> set[str]:
    """Fetch every page, part of a page and file as this person; return the canaries in them."""
    client = signed_in(world, part)
    seen: set[str] = set()
    for route, ways in SHOWN.items():
        for addresses in ways if route not in without else ():
            for address in addresses(world):
                for response in ask(client, address):
                    assert response.status_code < 500, address
                    seen |= canaries_in(response) - set(CANARY.findall(address))
    for message in [*world.mails, *mail.outbox]:
        if world.people.get(part) and world.people[part].email in message.to:
            seen |= set(CANARY.findall(f"{message.subject} {message.body}"))
    return seen


def signed_in(world: World, part: str) -> Client:
    """Return this person's browser; she who left tries with a session from before."""
    client = Client()
    person = world.people.get(part)
    if person is not None:
        person.is_active = True
        person.save()
        client.force_login(person)
        if part == "leaver":
            person.is_active = False
            person.save()
    return client


def canaries_in(response) -> set[str]:
    """Return the canaries in the body and the headers of an answer."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return set(CANARY.findall(f"{response.headers} {body.decode('utf-8', 'replace')}"))


def anonymous_form(response, own_part: str) -> tuple[int, str]:
    """Return an answer without what differs by chance: the address itself, and tokens."""
    text = re.sub(r'(csrf[a-z-]*" (?:value|content)=")[^"]+', r"\1", response.content.decode())
    return response.status_code, text.replace(f"/{own_part}/", "/").replace(f"#{own_part}", "#")


def topics_only_in(world: World, kind: str) -> list[str]:
    """Return the topics that are named in communities of this kind only."""
    return [topic for topic in world.topics if world.canaries[topic][0] == kind]


def describe(world: World, words: set[str]) -> list[str]:
    """Say what the canaries mark, for whoever reads a failure."""
    return sorted({f"{world.canaries[word][0]}: {world.canaries[word][1]}" for word in words})
