"""Refusing: one shape for whatever goes wrong, wherever under /api/ that is."""

import pytest
from django.test import Client

from tests.factories.communities import make_community, make_post
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

JSON = "application/json"


@pytest.fixture
def sanne():
    return make_person("Sanne Postma")


@pytest.fixture
def screen(program, sanne):
    return program(sanne)


def expect_problem(answer, status, name):
    document = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert (document["type"], document["status"]) == (f"urn:onderling:problem:{name}", status)
    assert document["title"]
    assert "no-store" in answer["Cache-Control"]
    return document


def test_an_address_that_is_not_there(screen):
    expect_problem(screen.ask("/nergens/"), 404, "not-found")
    expect_problem(screen.get("/api/v2/feed/"), 404, "not-found")


def test_a_number_that_no_thing_can_have(screen):
    expect_problem(screen.ask(f"/posts/{10**30}/"), 404, "not-found")
    expect_problem(screen.ask("/posts/99999999999999999999/comments/"), 404, "not-found")


def test_nobody_in_particular():
    expect_problem(Client().get("/api/v1/feed/"), 401, "no-access")


def test_another_method(screen):
    answer = screen.send("/feed/", {})

    expect_problem(answer, 405, "method-not-allowed")
    assert answer["Allow"] == "GET, HEAD"


def test_another_language_than_json(screen):
    asked = screen.get("/api/v1/feed/", headers={"Accept": "text/html"})
    sent = screen.post("/api/v1/communities/x/posts/", "<a/>", content_type="text/xml")

    expect_problem(asked, 406, "not-acceptable")
    expect_problem(sent, 415, "unsupported-media-type")


def test_what_is_no_json(screen, sanne):
    place = make_community(members=[sanne])
    address = f"/api/v1/communities/{place.slug}/posts/"

    for words in ("{", '{"body": NaN}', b"\xff", '{"body": "a\\u0000b"}'):
        assert screen.post(address, words, content_type=JSON).status_code in (400, 422)
    expect_problem(screen.post(address, "{", content_type=JSON), 400, "bad-request")


def test_too_much_at_once(screen, sanne, settings):
    place = make_community(members=[sanne])
    address = f"/communities/{place.slug}/posts/"

    long = screen.send(address, {"body": "x" * 3_000_000})
    endless = screen.post("/api/v1/files/", "", content_type=JSON, CONTENT_LENGTH="40000000")

    expect_problem(long, 413, "too-large")
    expect_problem(endless, 413, "too-large")


UNKNOWN = [
    ("/feed/?ordering=published_at", "ordering"),
    ("/feed/?order=author", "order"),
    ("/feed/?only=hidden", "only"),
    ("/feed/?after=nergens", "after"),
    ("/people/?email=sanne", "email"),
    ("/people/?personnel_number=1", "personnel_number"),
    ("/people/?ordering=left_at", "ordering"),
    ("/people/?is_staff=true", "is_staff"),
    ("/people/?team=x", "team"),
    ("/people/?after=nergens", "after"),
    ("/people/?q=%00", "q"),
    ("/communities/?kind=hidden", "kind"),
    ("/communities/?expand=audience", "expand"),
    ("/posts/{post}/?fields=author", "fields"),
    ("/posts/{post}/comments/?state=removed", "state"),
    ("/notifications/?recipient=1", "recipient"),
    ("/search/?kind=draft", "kind"),
    ("/search/?q=a&place=bestaat-niet", "place"),
    ("/search/?q=a&author=987654321", "author"),
    ("/search/?q=a&after=nergens", "after"),
    # The end and the beginning of all time.
    ("/search/?q=a&after=MjUzNDAyMzAwNzk5OTk5OTk5LDE", "after"),
    ("/search/?q=a&after=LTYyMTM1NTk2ODAwMDAwMDAwLDE", "after"),
    ("/feed/?after=MSw5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk", "after"),
    ("/me/?person=1", "person"),
]


@pytest.mark.parametrize(("address", "parameter"), UNKNOWN)
def test_what_is_not_known_is_refused_and_not_left_out(screen, sanne, address, parameter):
    post = make_post(community=make_community(members=[sanne]))

    answer = screen.ask(address.format(post=post.pk))

    document = expect_problem(answer, 400, "bad-request")
    assert [error["parameter"] for error in document["errors"]] == [parameter]


def test_a_hidden_place_is_no_other_filter_than_one_that_is_not_there(program):
    hidden, screen = make_community("hidden"), program(make_person())

    asked = [screen.ask("/search/", q="a", place=slug) for slug in (hidden.slug, "bestaat-niet")]

    assert asked[0].content == asked[1].content
    assert asked[0].status_code == 400


def test_our_own_failure_says_nothing_of_itself(screen, monkeypatch):
    def fail(*args, **kwargs):
        raise ZeroDivisionError("een geheim")

    monkeypatch.setattr("communities.feeds.home_feed", fail)
    screen.raise_request_exception = False

    answer = screen.ask("/feed/")

    expect_problem(answer, 500, "failure")
    assert "geheim" not in answer.text


def test_a_page_whose_token_is_missing_is_refused_in_the_same_shape(sanne):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(sanne)

    expect_problem(browser.put("/api/v1/posts/1/kept/"), 403, "refused")


def test_a_page_that_is_not_there_is_still_a_page(client):
    assert client.get("/nergens/")["Content-Type"].startswith("text/html")
