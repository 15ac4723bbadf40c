"""What was written without a connection and cannot be posted as it is: nobody is stuck with it."""

import pytest
from playwright.sync_api import expect

from communities.models import Post
from conversations.models import Attachment, Comment, Thread
from intranet.platform import clock
from tests.factories.communities import make_community
from tests.phone.conftest import assert_soon, come_back, go_offline
from tests.phone.test_writing_without_a_connection import a_photo, waiting, write
from tests.writing import come_to_words

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

A_VIDEO = {"name": "film.mp4", "mimeType": "video/mp4", "buffer": b"\0\0\0\x18ftypmp42" + b"0" * 99}


def bring(page, form, *files):
    page.locator(f"{form} input[type=file]").set_input_files(list(files))
    expect(page.locator(f"{form} .upload")).to_have_count(len(files))


def fill_in_a_poll(page):
    come_to_words(page)
    page.locator("#composer label:has(input[value=poll])").click()
    for number, answer in enumerate(("Dinsdag", "Donderdag")):
        page.locator("#composer [name=option]").nth(number).fill(answer)
    page.locator("#composer [name=is_multiple]").check()
    page.locator("#composer [name=title]").fill("Overleg")


def post_in(page, place):
    page.locator("#composer select[name=community]").select_option(place)
    page.locator("#composer button[type=submit]").click()
    page.wait_for_url("**/posts/*/")


def test_a_poll_of_a_place_that_is_gone_is_posted_elsewhere_with_all_it_asks(at, mehmet, place):
    make_community(members=[mehmet], name="Kantine")
    page = at(mehmet, place.get_absolute_url())
    fill_in_a_poll(page)
    go_offline(page)
    bring(page, "#composer", a_photo())
    write(page, "Wanneer kan iedereen?")
    expect(waiting(page)).to_have_count(1)
    place.archived_at = clock.now()
    place.save()

    come_back(page)
    expect(waiting(page)).not_to_contain_text("Waits for a connection")
    waiting(page).get_by_role("button", name="Change").click()
    page.wait_for_url("**/write/")
    expect(page.locator("#composer .ProseMirror")).to_have_text("Wanneer kan iedereen?")
    expect(page.locator("#composer .upload:has([name^=file-])")).to_contain_text("kast.jpg")
    expect(waiting(page)).to_have_count(0)
    post_in(page, "Kantine")

    expect(page.locator("article.voice")).to_contain_text("Wanneer kan iedereen?")
    expect(waiting(page)).to_have_count(0)
    post = Post.objects.get()
    assert (post.thread.title, post.poll.is_multiple) == ("Overleg", True)
    assert [each.words for each in post.poll.options.all()] == ["Dinsdag", "Donderdag"]
    assert Attachment.objects.count() == 1


def test_what_was_not_posted_after_all_still_waits(at, mehmet, place):
    page = at(mehmet, place.get_absolute_url())
    go_offline(page)
    bring(page, "#composer", A_VIDEO)
    write(page, "Kijk hoe dat lekt")
    expect(waiting(page)).to_have_count(1)
    come_back(page)
    expect(waiting(page)).to_contain_text("Videos and sound cannot be kept")
    page.get_by_role("button", name="Change").click()
    page.wait_for_url("**/write/")
    expect(page.locator("#composer .ProseMirror")).to_have_text("Kijk hoe dat lekt")

    page.goto("/")

    expect(waiting(page)).to_contain_text("Kijk hoe dat lekt")
    expect(waiting(page)).to_contain_text("film.mp4")
    # What the draft holds by now does not come in twice.
    waiting(page).get_by_role("button", name="Change").click()
    page.wait_for_url("**/write/")
    expect(page.locator("#composer .upload")).to_contain_text("film.mp4")
    expect(page.locator("#composer .ProseMirror")).to_have_text("Kijk hoe dat lekt")


def test_the_place_that_was_chosen_is_still_chosen(at, mehmet, place):
    make_community(members=[mehmet], name="Kantine")
    page = at(mehmet, "/write/")
    page.locator("#composer select[name=community]").select_option("Kantine")
    go_offline(page)
    bring(page, "#composer", A_VIDEO)
    write(page, "Kijk hoe dat lekt")
    expect(waiting(page)).to_have_count(1)
    come_back(page)
    expect(waiting(page)).to_contain_text("Videos and sound cannot be kept")
    page.get_by_role("button", name="Change").click()

    expect(page.locator("#composer .upload")).to_contain_text("film.mp4")
    expect(page.locator("#composer select[name=community] option:checked")).to_have_text("Kantine")


def test_a_refused_file_is_left_out_of_a_comment(at, mehmet, post):
    page = at(mehmet, post.get_absolute_url())
    Attachment.objects.all().delete()
    go_offline(page)
    bring(page, "#comment-form", a_photo(), A_VIDEO)
    write(page, "Zo ziet het eruit", "#comment-form")
    expect(waiting(page)).to_contain_text("film.mp4")
    come_back(page)

    waiting(page).get_by_role("button", name="Leave film.mp4 out").click()

    expect(waiting(page)).to_have_count(0)
    assert_soon(page, Comment.objects.exists)
    assert [each.file.name for each in Attachment.objects.all()] == ["kast.jpg"]


def test_a_comment_on_what_is_closed_becomes_a_post(at, mehmet, post, place):
    page = at(mehmet, post.get_absolute_url())
    go_offline(page)
    write(page, "Toch nog dit", "#comment-form")
    expect(waiting(page)).to_have_count(1)
    Thread.objects.update(is_locked=True)
    come_back(page)

    waiting(page).get_by_role("button", name="Make it a post").click()

    page.wait_for_url("**/write/")
    expect(page.locator("#composer .ProseMirror")).to_have_text("Toch nog dit")
    post_in(page, "Storingsdienst")
    expect(waiting(page)).to_have_count(0)
    assert Thread.objects.filter(plain="Toch nog dit").count() == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_what_was_refused_and_nothing_scrolls_sideways(
    at, mehmet, place, theme
):
    from axe_playwright_python.sync_playwright import Axe

    # axe itself writes styles that our policy does not allow.
    page = at(mehmet, place.get_absolute_url(), width=320, theme=theme, bypass_csp=True)
    go_offline(page)
    video = A_VIDEO | {"name": f"opname-{'x' * 90}.mp4"}
    bring(page, "#composer", video)
    write(page, "Woord " + "x" * 90)
    expect(waiting(page)).to_have_count(1)
    come_back(page)
    expect(waiting(page)).to_contain_text("Videos and sound cannot be kept")

    page.evaluate("scrollTo(0, 0)")
    found = Axe().run(page).response["violations"]

    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
