"""What is written without a connection is kept on the phone, and posted once when there is one."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from communities.models import Post
from conversations.models import Attachment, Comment, Draft, Thread
from conversations.tasks import clear_unused_uploads
from intranet.platform import clock
from people.actions import sign_out_other_devices
from people.models import StoredFile
from tests.factories.people import make_team, picture
from tests.phone.conftest import assert_soon, come_back, come_in, go_offline, what_lies_on
from tests.writing import come_to_words

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


# Asks the worker to send, and waits until it did.
SENT = """() => new Promise((done) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => done();
  navigator.serviceWorker.controller.postMessage({ asked: "send" }, [port2]);
})"""


def waiting(page):
    return page.locator("#waiting .wait")


def write(page, words, form="#composer"):
    come_to_words(page, form)
    page.keyboard.type(words)
    page.locator(f"{form} button[type=submit]").click()


def a_photo():
    content = picture(400, 300, format="JPEG").getvalue()
    return {"name": "kast.jpg", "mimeType": "image/jpeg", "buffer": content}


def test_a_post_waits_over_a_reload_and_is_posted_once(at, mehmet, place):
    page = at(mehmet, place.get_absolute_url())
    go_offline(page)
    write(page, "Kabel ligt bloot")
    expect(waiting(page)).to_contain_text("Waits for a connection")
    expect(waiting(page)).to_contain_text("Kabel ligt bloot")
    page.reload()
    expect(waiting(page)).to_contain_text("Kabel ligt bloot")
    assert not Thread.objects.exists()

    come_back(page)

    expect(page.locator("#toasts")).to_contain_text("has been posted")
    expect(waiting(page)).to_have_count(0)
    page.locator("#toasts").get_by_role("link", name="Look").click()
    expect(page.locator("article.voice")).to_contain_text("Kabel ligt bloot")
    assert Thread.objects.count() == 1


def test_an_answer_that_was_lost_makes_no_second_post(at, mehmet, place):
    page, tried = at(mehmet, place.get_absolute_url()), []

    def arrives_and_is_not_answered(route):
        tried.append(route.fetch().status)
        go_offline(page)
        route.abort()

    page.route("**/posts/", arrives_and_is_not_answered)
    write(page, "De bus is leeg")
    expect(waiting(page)).to_contain_text("De bus is leeg")
    assert tried == [200]
    assert Thread.objects.count() == 1

    page.unroute("**/posts/")
    come_back(page)

    expect(page.locator("#toasts")).to_contain_text("has been posted")
    expect(waiting(page)).to_have_count(0)
    assert Thread.objects.count() == 1


def test_two_open_pages_send_it_once(at, mehmet, place):
    page = at(mehmet, place.get_absolute_url())
    other = page.context.new_page()
    other.goto("/")
    page.bring_to_front()
    go_offline(page)
    write(page, "Wie komt helpen?")
    expect(waiting(page)).to_have_count(1)
    expect(waiting(other)).to_have_count(1)

    come_back(page)

    expect(waiting(page)).to_have_count(0)
    expect(waiting(other)).to_have_count(0)
    assert [thread.plain for thread in Thread.objects.all()] == ["Wie komt helpen?"]


def test_two_texts_written_on_the_same_kept_page_are_two_posts_in_order(at, mehmet, place):
    page = at(mehmet, place.get_absolute_url())
    go_offline(page)
    for words in ("Eerst dit", "Dan dit"):
        page.reload()
        write(page, words)
        expect(waiting(page).last).to_contain_text(words)

    come_back(page)

    expect(waiting(page)).to_have_count(0)
    posted = Thread.objects.order_by("pk").values_list("plain", flat=True)
    assert list(posted) == ["Eerst dit", "Dan dit"]


def test_a_problem_with_its_place_and_a_photo_goes_along(at, mehmet, place):
    page = at(mehmet, place.get_absolute_url())
    come_to_words(page)
    page.locator("#composer label:has(input[value=problem])").click()
    page.locator("#composer [name=where]").fill("Kast 12")
    go_offline(page)
    page.locator("#composer input[type=file]").set_input_files([a_photo()])
    write(page, "Deur hangt los")
    expect(waiting(page)).to_contain_text("kast.jpg")

    come_back(page)

    expect(waiting(page)).to_have_count(0)
    post = Post.objects.get()
    assert (post.kind, post.problem.where) == ("problem", "Kast 12")
    assert [each.file.name for each in Attachment.objects.all()] == ["kast.jpg"]


@pytest.mark.parametrize("arrived", ["before the line went", "after it came back"])
def test_a_photo_that_the_server_threw_away_meanwhile_is_brought_again(at, mehmet, place, arrived):
    page = at(mehmet, place.get_absolute_url())
    page.context.route("**/posts/", lambda route: route.abort())
    if arrived == "before the line went":
        come_to_words(page)
        page.locator("#composer input[type=file]").set_input_files([a_photo()])
        page.locator("#composer [name^=file-]").fill("De kast")
        write(page, "Deur hangt los")
    else:
        go_offline(page)
        page.locator("#composer input[type=file]").set_input_files([a_photo()])
        expect(page.locator("#composer .upload")).to_contain_text("kast.jpg")
        write(page, "Deur hangt los")
    expect(waiting(page)).to_contain_text("kast.jpg")
    come_back(page)
    assert_soon(page, lambda: page.evaluate(SENT) or StoredFile.objects.count() == 1)
    Draft.objects.all().delete()
    with clock.moved_to(clock.now() + timedelta(days=3)):
        clear_unused_uploads()
    assert not StoredFile.objects.exists()

    page.context.unroute("**/posts/")
    page.reload()

    expect(waiting(page)).to_have_count(0)
    attached = Attachment.objects.get()
    assert attached.file.name == "kast.jpg"
    assert attached.alt == ("De kast" if arrived == "before the line went" else "")


def test_a_comment_is_changed_while_it_waits(at, mehmet, post):
    page = at(mehmet, post.get_absolute_url())
    go_offline(page)
    write(page, "Ik kom om twee uur", "#comment-form")
    page.get_by_role("button", name="Change").dblclick()
    expect(page.get_by_label("Your text")).to_be_focused()
    page.keyboard.type(" of later")
    # Not while she is at it.
    come_back(page)
    expect(page.locator("#connection")).to_be_empty()
    assert page.evaluate(SENT) is None
    assert not Comment.objects.exists()
    waiting(page).get_by_role("button", name="Keep").click()

    expect(waiting(page)).to_have_count(0)
    assert Comment.objects.get().plain == "Ik kom om twee uur of later"


def test_what_is_on_its_way_is_not_changed(at, mehmet, place):
    page = a_photo_on_its_way(at(mehmet, place.get_absolute_url()))

    waiting(page).get_by_role("button", name="Change").click()

    expect(page.locator("#toasts")).to_contain_text("being sent right now")
    expect(page.get_by_label("Your text")).to_be_hidden()
    expect(waiting(page)).to_contain_text("Deur hangt los")


def test_what_the_server_refuses_stays_with_the_reason(at, mehmet, post, place):
    page = at(mehmet, post.get_absolute_url())
    go_offline(page)
    write(page, "Te laat", "#comment-form")
    expect(waiting(page)).to_have_count(1)
    Thread.objects.update(is_locked=True)

    come_back(page)

    expect(waiting(page)).to_contain_text("Te laat")
    expect(waiting(page)).not_to_contain_text("Waits for a connection")
    expect(waiting(page)).to_contain_text(re.compile("closed|locked", re.IGNORECASE))
    page.get_by_role("button", name="Throw away").click()
    expect(waiting(page)).to_have_count(0)
    assert not Comment.objects.exists()


def test_a_text_that_names_a_team_goes_once_its_writer_read_whom_it_tells(at, mehmet, wim, place):
    wim.team = make_team("Techniek")
    wim.save()
    page = at(mehmet, place.get_absolute_url())
    go_offline(page)
    write(page, "Wie komt er, @Techniek")
    expect(waiting(page)).to_have_count(1)

    come_back(page)
    expect(waiting(page)).to_contain_text("This also tells 1 colleague")
    assert not Thread.objects.exists()
    waiting(page).get_by_role("button", name="Try now").click()

    expect(waiting(page)).to_have_count(0)
    assert Thread.objects.get().plain == "Wie komt er, @Techniek"


def test_a_text_that_the_server_stumbles_over_does_not_hold_up_the_next(
    at, mehmet, place, settings
):
    # Nobody answers there: photos cannot be scanned.
    settings.CLAMD_URL = "tcp://127.0.0.1:9"
    page = at(mehmet, place.get_absolute_url())
    go_offline(page)
    page.locator("#composer input[type=file]").set_input_files([a_photo()])
    write(page, "Met een foto")
    expect(waiting(page)).to_contain_text("kast.jpg")
    page.reload()
    write(page, "Zonder foto")
    expect(waiting(page)).to_have_count(2)

    come_back(page)
    assert_soon(page, lambda: page.evaluate(SENT) or Thread.objects.exists())

    expect(waiting(page)).to_have_count(1)
    expect(waiting(page)).to_contain_text("Waits for a connection")
    assert Thread.objects.get().plain == "Zonder foto"
    settings.CLAMD_URL = ""
    page.reload()
    expect(waiting(page)).to_have_count(0)
    assert Attachment.objects.get().file.name == "kast.jpg"


def test_throwing_away_does_not_wait_for_a_line_that_hardly_is_one(at, mehmet, place):
    page = a_photo_on_its_way(at(mehmet, place.get_absolute_url()))

    page.get_by_role("button", name="Throw away").click()

    expect(page.locator("#toasts")).to_contain_text("Thrown away")
    expect(waiting(page)).to_have_count(0)
    assert page.evaluate(SENT) is None
    assert not Thread.objects.exists()


def test_what_was_on_its_way_when_it_was_thrown_away_may_be_posted(at, mehmet, place):
    page, answers = at(mehmet, place.get_absolute_url()), []
    go_offline(page)
    write(page, "Net te laat")
    expect(waiting(page)).to_have_count(1)
    page.context.route("**/posts/", lambda route: answers.append(route.fetch()))
    come_back(page)
    assert_soon(page, lambda: answers)

    page.get_by_role("button", name="Throw away").click()

    expect(page.locator("#toasts")).to_contain_text("may have been posted")
    expect(page.locator("#toasts")).not_to_contain_text("Thrown away")
    expect(waiting(page)).to_have_count(0)
    assert Thread.objects.count() == 1


def test_signing_out_stops_what_is_on_its_way(at, mehmet, place):
    page = a_photo_on_its_way(at(mehmet, place.get_absolute_url()))

    page.locator("summary[aria-label='Your menu']").click()
    page.locator(".menu [data-sign-out] button").click()
    page.get_by_role("button", name="Sign out and throw away").click()

    page.wait_for_url("**/accounts/login/**", timeout=5_000)
    assert what_lies_on(page) == {"caches": [], "databases": []}
    assert not Thread.objects.exists()


def a_photo_on_its_way(page):
    """Let a text get as far as its photo, on a line over which that does not arrive."""
    go_offline(page)
    page.locator("#composer input[type=file]").set_input_files([a_photo()])
    write(page, "Deur hangt los")
    expect(waiting(page)).to_contain_text("kast.jpg")
    held = []
    page.context.route("**/uploads/", lambda route: held.append(route))  # noqa: PLW0108 (Playwright counts its arguments)
    come_back(page)
    assert_soon(page, lambda: held)
    return page


def test_signing_out_asks_about_what_waits_and_then_throws_it_away(at, mehmet, place):
    page = at(mehmet, place.get_absolute_url())
    go_offline(page)
    write(page, "Nog niet weg")
    expect(waiting(page)).to_have_count(1)
    sign_out = page.locator(".menu [data-sign-out] button")
    page.locator("summary[aria-label='Your menu']").click()
    sign_out.click()
    expect(page.locator("#dialog")).to_contain_text("One message still waits")
    page.get_by_role("button", name="Stay here").click()
    expect(waiting(page)).to_have_count(1)

    page.locator("summary[aria-label='Your menu']").click()
    sign_out.click()
    page.get_by_role("button", name="Sign out and throw away").click()
    expect(page.locator("#toasts")).to_contain_text("Sign out again once there is a connection")
    assert what_lies_on(page) == {"caches": [], "databases": []}
    come_back(page)
    page.locator("summary[aria-label='Your menu']").click()
    sign_out.click()

    page.wait_for_url("**/accounts/login/**")
    assert what_lies_on(page) == {"caches": [], "databases": []}
    assert not Thread.objects.exists()


def test_what_waits_outlives_an_ended_session_and_not_another_person(at, mehmet, wim, place):
    page = at(mehmet, place.get_absolute_url())
    go_offline(page)
    write(page, "Voor Mehmet")
    expect(waiting(page)).to_have_count(1)
    sign_out_other_devices(person=mehmet, but="")
    come_back(page)
    page.goto("/")
    page.wait_for_url("**/accounts/login/**")
    assert what_lies_on(page)["databases"] == ["onderling"]

    come_in(page, wim)
    page.goto("/")
    expect(waiting(page)).to_have_count(0)
    page.context.clear_cookies(name="sessionid")
    come_in(page, mehmet)
    page.goto("/")

    expect(page.locator("h1")).to_be_visible()
    assert not Thread.objects.exists()
