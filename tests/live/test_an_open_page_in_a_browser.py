"""An open page in a real browser: what others do comes in by itself, all of it and once."""

import os
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from playwright.sync_api import expect

from communities.actions import publish_post
from conversations.actions import add_comment
from conversations.models import Comment, Thread
from intranet.platform import clock
from tests.factories.communities import make_community, make_person, make_post
from tests.frontend.conftest import FLAGS
from tests.live.conftest import session_cookie
from tests.outbox import deliver
from tests.writing import write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _allow_the_database_beside_the_browser(monkeypatch):
    # Playwright runs a loop in this thread; Django would not let the test look into the database.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture
def bram():
    return make_person("Bram de Wit")


@pytest.fixture
def wim():
    return make_person("Wim Hoekstra")


@pytest.fixture
def place(bram, wim):
    return make_community(members=[bram, wim])


@pytest.fixture
def post(place, bram):
    return make_post(community=place, author=bram)


@pytest.fixture
def at(live_server, web, listen, bram):
    """Open a page as Bram that listens; what the browser complains about fails the test.

    The pages come from the server of the test, the streams from the web process.
    """
    from playwright.sync_api import sync_playwright

    complaints = []
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)

        def page(address):
            browser = Client()
            browser.force_login(bram)
            key = browser.cookies[session_cookie()].value
            context = chromium.new_context(service_workers="block", reduced_motion="reduce")
            context.add_cookies([{"name": session_cookie(), "value": key, "url": live_server.url}])
            opened = context.new_page()
            opened.set_default_timeout(20_000)
            opened.on("pageerror", lambda error: complaints.append(str(error)))
            stream = f"http://{live_server.thread.host}:{web.port}/live/"
            opened.route(
                "**/live/?at=*",
                lambda route: route.continue_(url=stream + "?" + route.request.url.split("?")[1]),
            )
            with opened.expect_response("**/live/missed/**"):
                opened.goto(live_server.url + address)
            return opened

        yield page
        chromium.close()
        # The one that belongs to Playwright's loop; nobody else would close it.
        connection.close()
    assert complaints == []


def thread_of(post):
    return Thread.objects.select_related("audience").get(pk=post.pk)


def say(author, post, words, **more):
    return add_comment(author=author, thread=thread_of(post), body=f"<p>{words}</p>", **more)


def come_back(page):
    """Let a page that slept ask what it missed."""
    page.evaluate("window.dispatchEvent(new Event('pageshow'))")


def shown(page):
    """Return the comments that a page shows, from top to bottom."""
    return [
        int(identity.removeprefix("comment-"))
        for identity in page.locator("li.reply").evaluate_all("all => all.map((each) => each.id)")
    ]


# ---- Catching up


def test_a_page_that_slept_for_long_catches_up_with_everything(at, post, wim, monkeypatch):
    monkeypatch.setattr("communities.views.live.MOST_MISSED", 3)
    monkeypatch.setattr("communities.feeds.missed.MOST_MISSED", 3)
    page = at(f"/posts/{post.pk}/")
    for number in range(8):
        say(wim, post, number)

    come_back(page)

    expect(page.locator("li.reply")).to_have_count(8)
    assert shown(page) == list(Comment.objects.order_by("pk").values_list("pk", flat=True))
    expect(page.locator("#comment-count")).to_have_text("8 reacties")


def test_the_next_time_it_asks_only_for_what_came_since_the_last(at, post):
    page, asked = at(f"/posts/{post.pk}/"), []
    for _time in range(2):
        with page.expect_response("**/live/missed/**") as answer:
            come_back(page)
        asked.append(int(answer.value.url.split("since=")[1]))
        page.wait_for_load_state("networkidle")

    first, second = asked
    assert first < second


def test_what_was_certain_only_after_the_page_came_is_not_lost(at, place, post, wim):
    thread, feed = at(f"/posts/{post.pk}/"), at(f"/communities/{place.slug}/")
    with clock.moved_to(clock.now() - timedelta(seconds=10)):
        say(wim, post, "Net daarvoor")
        publish_post(author=wim, community=place, body="<p>Ook net daarvoor</p>")

    come_back(thread)
    come_back(feed)

    expect(thread.locator("li.reply")).to_contain_text("Net daarvoor")
    expect(feed.locator("[data-news]")).to_have_text("1 nieuw bericht")


def test_what_the_page_shows_already_is_no_news(at, place, post, wim):
    new = make_post(community=place, author=wim)
    say(wim, post, "Staat er al")
    thread, feed = at(f"/posts/{post.pk}/"), at(f"/communities/{place.slug}/")

    for page in (thread, feed):
        with page.expect_response("**/live/missed/**"):
            come_back(page)

    expect(feed.locator(f"#post-{new.pk}")).to_have_count(1)
    expect(feed.locator("[data-news]")).to_be_empty()
    expect(thread.locator("li.reply")).to_have_count(1)


# ---- The number of comments


def test_the_number_above_the_talk_stays_right(at, post, wim):
    page = at(f"/posts/{post.pk}/")
    expect(page.locator("#comment-count")).to_have_text("0 reacties")

    say(wim, post, "Eerste")
    deliver()
    expect(page.locator("#comment-count")).to_have_text("1 reactie")
    write(page, "Tweede", "#comment-form")
    expect(page.locator("#comment-count")).to_have_text("2 reacties")
    say(wim, post, "Derde")
    deliver()

    expect(page.locator("#comment-count")).to_have_text("3 reacties")


# ---- A slow line


def test_a_bell_of_which_the_number_does_not_come_disturbs_nobody(at, place):
    page = at(f"/communities/{place.slug}/")
    page.route("**/notifications/number/", lambda route: route.abort())

    with page.expect_event("requestfailed"):
        come_back(page)

    # The page itself complains of nothing, and hears what comes next.
    page.unroute("**/notifications/number/")
    with page.expect_response("**/notifications/number/"):
        come_back(page)


def deliver_from_the_browser():
    """Run what is owed; what the browser calls has a connection of its own."""
    deliver()
    connection.close()


def test_what_one_sends_oneself_is_there_once_when_the_stream_was_faster(at, post, bram):
    page = at(f"/posts/{post.pk}/")

    def answer_late(route):
        answer = route.fetch()
        deliver_from_the_browser()
        expect(page.locator("li.reply")).to_have_count(1)
        route.fulfill(response=answer)

    page.route("**/threads/*/comments/", answer_late)
    with page.expect_response("**/threads/*/comments/"):
        write(page, "Van mij", "#comment-form")

    expect(page.locator("#comment-form .ProseMirror")).to_have_text("")
    expect(page.locator("li.reply")).to_have_count(1)
    expect(page.locator("#comment-count")).to_have_text("1 reactie")


def test_what_one_sends_oneself_is_there_once_when_the_stream_was_slower(at, post, bram):
    page = at(f"/posts/{post.pk}/")
    held = []
    page.route("**/comments/*/?counted", lambda route: held.append(route))

    def answer_when_the_stream_has_asked(route):
        answer = route.fetch()
        deliver_from_the_browser()
        while not held:
            page.wait_for_timeout(50)
        route.fulfill(response=answer)

    page.route("**/threads/*/comments/", answer_when_the_stream_has_asked)
    write(page, "Van mij", "#comment-form")
    expect(page.locator("li.reply")).to_have_count(1)
    with page.expect_response("**/comments/*/?counted"):
        held[0].continue_()

    page.wait_for_load_state("networkidle")
    expect(page.locator("li.reply")).to_have_count(1)


def test_catching_up_twice_at_once_shows_everything_once(at, post, wim):
    page = at(f"/posts/{post.pk}/")
    first, second = say(wim, post, "Eerste"), say(wim, post, "Tweede")
    deliver()

    come_back(page)
    come_back(page)

    expect(page.locator("li.reply")).to_have_count(2)
    page.wait_for_load_state("networkidle")
    assert sorted(shown(page)) == [first.pk, second.pk]


def test_an_answer_to_a_comment_that_is_still_under_way_comes_after_it(at, post, wim):
    page = at(f"/posts/{post.pk}/")
    first = say(wim, post, "Eerste")
    answer = say(wim, post, "Antwoord", parent=first)
    deliver()

    expect(page.locator(f"#replies-of-{first.pk} #comment-{answer.pk}")).to_have_count(1)
    expect(page.locator("#comment-count")).to_have_text("2 reacties")
