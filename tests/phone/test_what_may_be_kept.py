"""What a phone may keep is said page by page, and whose it is with every page."""

import pytest

from tests.sight.test_safe_requests import ASKED_ANEW, addresses_of, browser_of, fetched
from tests.sight.ways import SHOWN

pytestmark = pytest.mark.django_db

KEPT = {"home", "community", "post", "write", "kind_fields", "uploads"}
KEPT |= {"blogs", "blog", "article"}
PARTS = {"kind_fields", "uploads"}


def test_only_what_people_read_and_where_they_write_may_be_kept(world):
    browser = browser_of(world, "member")

    kept, says_so, whose = set(), set(), set()
    for route, address in addresses_of(world, SHOWN, without=ASKED_ANEW):
        answer = fetched(browser, address)
        whose.add(answer.get("Reader"))
        if answer.has_header("Keep-Offline"):
            kept.add(route)
        if b" data-may-be-kept" in answer.content:
            says_so.add(route)

    assert kept == KEPT
    assert says_so == KEPT - PARTS
    assert whose == {str(world.people["member"].pk)}


def test_a_part_of_a_list_is_not_kept_as_a_page(world):
    browser = browser_of(world, "member")

    assert browser.get("/").has_header("Keep-Offline")
    for address, headers in (("/?after=x", {}), ("/", {"HX-Request": "true"})):
        assert not browser.get(address, headers=headers).has_header("Keep-Offline")


def test_what_browsers_keep_by_themselves_does_not_say_whose_it_is(world):
    browser = browser_of(world, "member")
    looks = {name: SHOWN[name] for name in ASKED_ANEW & SHOWN.keys()}

    said = {fetched(browser, address).get("Reader") for _, address in addresses_of(world, looks)}

    # Those that are not there are pages that say so.
    found = [
        answer
        for _, address in addresses_of(world, looks)
        if (answer := fetched(browser, address)).status_code == 200
    ]
    assert found
    assert [answer for answer in found if answer.has_header("Reader")] == []
    assert said <= {None, str(world.people["member"].pk)}


def test_the_door_says_that_nobody_is_there(client, world):
    assert client.get("/accounts/login/")["Reader"] == "nobody"
