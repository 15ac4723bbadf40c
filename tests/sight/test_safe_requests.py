"""What holds for every request: reading changes nothing, nothing is changed without a token."""

from itertools import chain

import pytest
from django.db import connection
from django.test import Client

from tests.sight.programs import ASKED
from tests.sight.ways import CHANGES, SHOWN

pytestmark = pytest.mark.django_db

# Pages before the door, and what they look like.
LOOKS = {"place_css", "place_logo", "favicon"}
BEFORE_THE_DOOR = {"activate", "account_signup", "sign_up_sent", *LOOKS}
# Programs read these with a name and a password, and are asked for those where they stand.
WITH_A_PASSWORD = {"blog_feed", "blogs_feed", "community_feed", "calendar"}
# Kept by browsers, and asked for anew: pictures of people, the colour and the mark of the place.
ASKED_ANEW = {"files", "api_file_content", *LOOKS}
READS = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


@pytest.fixture(autouse=True)
def _each_question_to_the_database_as_it_is(settings):
    settings.PREPARED_STATEMENTS = False


def addresses_of(world, table, *, without=()):
    """Yield the name of each route and every address of it."""
    for route, ways in table.items():
        if route not in without:
            for addresses in ways:
                for address in addresses(world):
                    yield route, address


def fetched(browser, address):
    """Fetch it to the last byte."""
    answer = browser.get(address)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer


def browser_of(world, part, **options):
    """Return the browser of somebody who is signed in."""
    browser = Client(**options)
    browser.force_login(world.people[part])
    return browser


@pytest.mark.parametrize("part", ["member", "manager", "outsider", "administrator"])
def test_reading_a_page_changes_nothing(world, part):
    browser, written = browser_of(world, part), []

    def watch(execute, sql, params, many, context):
        if not sql.lstrip("( ").upper().startswith(READS):
            written.append(sql)
        return execute(sql, params, many, context)

    browser.get("/")
    for _route, address in addresses_of(world, SHOWN | ASKED):
        with connection.execute_wrapper(watch):
            fetched(browser, address)
        if written:
            break

    assert (written, address) == ([], address)


def test_nothing_is_changed_without_a_token(world):
    browser = browser_of(world, "manager", enforce_csrf_checks=True)

    unguarded = [
        address
        for _route, address in chain(
            *(addresses_of(world, table) for table in (CHANGES, SHOWN, ASKED))
        )
        if browser.post(address, {"reason": "zo maar", "body": "zo maar"}).status_code != 403
    ]

    assert unguarded == []


def test_no_page_is_kept_on_the_way_or_on_a_shared_device(world):
    browser = browser_of(world, "member")

    kept = []
    for _route, address in addresses_of(world, SHOWN | ASKED, without=ASKED_ANEW):
        said = fetched(browser, address).get("Cache-Control", "")
        if not {"private", "no-store"} <= set(said.split(", ")):
            kept.append((address, said))

    assert kept == []


def test_a_file_is_asked_for_anew_each_time(world):
    browser = browser_of(world, "member")
    files = {"files": SHOWN["files"], "api_file_content": ASKED["api_file_content"]}
    seen = [fetched(browser, address) for _, address in addresses_of(world, files)]

    found = [answer for answer in seen if answer.status_code == 200]
    assert found
    for answer in found:
        assert {"private", "no-cache"} <= set(answer["Cache-Control"].split(", "))
        assert answer["ETag"]
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_who_is_not_signed_in_is_sent_to_the_door(world):
    browser = Client()

    open_doors = [
        address
        for _route, address in addresses_of(world, SHOWN, without=BEFORE_THE_DOOR | WITH_A_PASSWORD)
        if not fetched(browser, address).headers.get("Location", "").startswith("/accounts/login/")
    ]

    assert open_doors == []


def test_what_a_program_reads_with_a_password_tells_nothing_without_one(world):
    routes = {route: SHOWN[route] for route in WITH_A_PASSWORD}

    answers = [fetched(Client(), address) for _route, address in addresses_of(world, routes)]

    assert {(answer.status_code, answer.content) for answer in answers} == {(401, b"")}
