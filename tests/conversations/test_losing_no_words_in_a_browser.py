"""No word is lost: not to what was sent before, a bad line, a refusal or an ended session."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from communities.actions import edit_post
from communities.models import Post
from conversations.actions import save_draft
from conversations.models import Comment, Draft, Thread
from intranet.platform import clock
from tests.conversations.conftest import sign_in_here
from tests.factories.communities import make_comment, make_community, make_post
from tests.factories.files import bring_photo
from tests.factories.people import make_person
from tests.writing import come_to_editor, come_to_words

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEPT_HERE = "() => Object.keys(localStorage).filter((key) => key.startsWith('draft:')).length"

COMPOSER = "form[data-composer] >> nth=0"
IS_GONE = "async ([page, words]) => !(await (await fetch(page)).text()).includes(words)"


@pytest.fixture
def bram(db):
    return make_person("Bram de Wit", language="en")


@pytest.fixture
def wim(db):
    return make_person("Wim Hoekstra", language="en")


@pytest.fixture
def place(bram, wim):
    return make_community(members=[bram, wim], name="Storingsdienst")


def composer(page):
    return page.locator(COMPOSER)


def words(page):
    return composer(page).locator(":is(textarea, .ProseMirror):visible")


def write(page, text):
    come_to_editor(page, COMPOSER)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def send(page):
    composer(page).locator("button[type=submit]").click()


def keeps_only_here(page):
    """Let no draft reach the server, and wait until the page keeps what stands in its form."""
    page.route("**/drafts/**", lambda route: route.abort())
    return expect(composer(page).locator(".composer__draft"))


def lose_session(page):
    page.context.clear_cookies(name="sessionid")


def choose_kind(page, kind):
    come_to_words(page, COMPOSER)
    composer(page).locator(f".choice:has(input[value={kind}])").click()


# ---- What was sent


def test_the_next_text_from_the_page_for_writing_is_another_post(at, place):
    page = at("/write/")
    page.select_option("[name=community]", label="Storingsdienst")
    said = keeps_only_here(page)
    write(page, "Het eerste")
    said.to_contain_text("kept on this device")
    send(page)
    page.wait_for_url("**/posts/*/")
    assert page.evaluate(KEPT_HERE) == 0

    page.goto("/write/")
    expect(words(page)).to_have_text("")
    page.select_option("[name=community]", label="Storingsdienst")
    write(page, "Het tweede")
    send(page)
    page.wait_for_url("**/posts/*/")

    posted = Thread.objects.order_by("pk").values_list("plain", flat=True)
    assert list(posted) == ["Het eerste", "Het tweede"]


def test_what_is_kept_on_the_device_is_sent_under_a_number_of_its_own(at, place):
    page, numbers = at("/write/"), []
    page.on(
        "request",
        lambda request: (
            numbers.append(re.search(r"submission=([^&]+)", request.post_data)[1])
            if request.url.endswith("/posts/")
            else None
        ),
    )
    page.select_option("[name=community]", label="Storingsdienst")
    said = keeps_only_here(page)
    write(page, "Het eerste")
    said.to_contain_text("kept on this device")
    before = composer(page).locator("[name=submission]").input_value()

    page.reload()

    expect(words(page)).to_have_text("Het eerste")
    send(page)
    page.wait_for_url("**/posts/*/")
    assert numbers
    assert before not in numbers


def test_what_was_sent_while_the_session_had_ended_is_there_after_signing_in(at, bram, place):
    page = at(place.get_absolute_url())
    write(page, "Net te laat")
    lose_session(page)

    send(page)

    expect(page.locator("#toasts")).to_contain_text("your text is not lost")
    expect(words(page)).to_have_text("Net te laat")
    page.wait_for_function(KEPT_HERE)
    page.locator("#toasts").get_by_role("link", name="Sign in").click()
    sign_in_here(page, bram)
    expect(words(page)).to_have_text("Net te laat")
    send(page)
    expect(page.locator("article.voice")).to_contain_text("Net te laat")


# ---- What came back


def test_what_was_typed_last_stays_in_a_form_that_came_back(at, place):
    page = at("/write/")
    said = keeps_only_here(page)
    write(page, "Hoe het eerst was")
    said.to_contain_text("kept on this device")
    write(page, "Hoe het nu is")

    page.select_option("[name=community]", value="")
    page.evaluate("document.querySelector('[name=community]').required = false")
    send(page)

    expect(composer(page).get_by_role("alert")).to_contain_text("Choose where")
    expect(words(page)).to_have_text("Hoe het nu is")


# ---- What is kept on this device


def test_a_whole_poll_is_there_again(at, place):
    page = at("/write/")
    said = keeps_only_here(page)
    choose_kind(page, "poll")
    for number, answer in enumerate(["Rood", "Groen", "Blauw"], 1):
        page.get_by_label(f"Answer {number}", exact=True).fill(answer)
    page.get_by_label("People may choose more than one").check()
    write(page, "Welke kleur?")
    said.to_contain_text("kept on this device")

    page.reload()

    expect(words(page)).to_have_text("Welke kleur?")
    expect(page.locator("[name=kind][value=poll]")).to_be_checked()
    expect(page.get_by_label("People may choose more than one")).to_be_checked()
    answers = [field.input_value() for field in page.locator("[name=option]").all()]
    assert answers == ["Rood", "Groen", "Blauw", *[""] * 7]


def test_praise_and_a_photo_are_there_again_where_their_fields_come_later(at, bram, wim, place):
    save_draft(
        person=bram, place=f"community:{place.pk}", body="", files=[bring_photo(bram, alt="Kast")]
    )
    page = at(place.get_absolute_url())
    said = keeps_only_here(page)
    choose_kind(page, "praise")
    page.get_by_label("Who is it for?").press_sequentially("Wim H")
    page.get_by_role("option", name="Wim Hoekstra").click()
    page.get_by_label("What is on the photo?").fill("Een open kast")
    write(page, "Hij belde terug")
    said.to_contain_text("kept on this device")

    page.reload()

    expect(composer(page).locator("[data-chosen]")).to_contain_text("Wim Hoekstra")
    expect(page.get_by_label("What is on the photo?")).to_have_value("Een open kast")
    send(page)
    expect(page.locator("article.voice")).to_contain_text("Hij belde terug")
    post = Post.objects.get()
    assert [each.person for each in post.praise.praised.all()] == [wim]
    assert [each.alt for each in post.thread.attachments.all()] == ["Een open kast"]


@pytest.mark.parametrize(("minutes", "shown"), [(-5, "Van hier"), (5, "Van elders")])
def test_the_newer_of_two_devices_is_shown(at, bram, place, minutes, shown):
    where = f"community:{place.pk}"
    page = at(place.get_absolute_url())
    said = keeps_only_here(page)
    write(page, "Van hier")
    said.to_contain_text("kept on this device")
    save_draft(person=bram, place=where, body="<p>Van elders</p>")
    Draft.objects.update(saved_at=clock.now() + timedelta(minutes=minutes))

    page.reload()

    # Not the textarea, in which the server's words stand until the script comes.
    expect(composer(page).locator(".ProseMirror")).to_have_text(shown)


def test_a_clock_that_is_slow_costs_no_words(at, place):
    page = at(place.get_absolute_url())
    write(page, "Eerst dit")
    expect(composer(page).locator(".composer__draft")).to_contain_text("Draft saved")
    said = keeps_only_here(page)
    page.evaluate("Date.now = () => 1")
    write(page, "Dan dit")
    said.to_contain_text("kept on this device")

    page.reload()

    expect(words(page)).to_have_text("Dan dit")


# ---- What is changed


@pytest.fixture(params=["post", "comment", "comment on its page"])
def change(request, bram, place):
    """Something that Bram said, the page on which he changes it, and how he begins."""
    post = make_post(author=bram, community=place, body="<p>Zo was het</p>", title="Kabel")
    if request.param == "post":
        return post.thread, f"/posts/{post.pk}/edit/", lambda page: None
    comment = make_comment(thread=post.thread, author=bram, body="<p>Zo was het</p>")
    if request.param == "comment on its page":
        return comment, f"/comments/{comment.pk}/edit/", lambda page: None
    return comment, post.get_absolute_url(), lambda page: begin_to_change(page, comment)


def begin_to_change(page, comment):
    said = page.locator(f"#comment-{comment.pk}")
    said.locator("summary").first.click()
    said.get_by_role("link", name="Change").click()
    expect(changing(page)).to_be_visible()


def changing(page):
    return page.locator("form[data-composer]:has([name=seen_edits])")


def change_words(page, text):
    changing(page).locator(".ProseMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def save_change(page):
    changing(page).get_by_role("button", name="Save").click()


def test_a_change_waits_for_the_connection_and_is_saved_once(at, change):
    said, address, begin = change
    page = at(address)
    begin(page)
    change_words(page, "Zo is het nu")
    page.context.set_offline(True)
    save_change(page)
    expect(changing(page).locator(".composer__state")).to_contain_text("Not sent yet")
    expect(changing(page).locator(".ProseMirror")).to_have_text("Zo is het nu")

    page.context.set_offline(False)

    expect(changing(page)).to_have_count(0)
    expect(page.locator("article.voice, .replies").get_by_text("Zo is het nu")).to_be_visible()
    said.refresh_from_db()
    assert (said.plain, said.edits) == ("Zo is het nu", 1)
    assert not Draft.objects.exists()


def test_a_change_is_there_again_after_signing_in(at, bram, change):
    said, address, begin = change
    page = at(address)
    begin(page)
    change_words(page, "Zo is het nu")
    lose_session(page)
    save_change(page)
    page.wait_for_function(KEPT_HERE)
    page.locator("#toasts").get_by_role("link", name="Sign in").click()
    sign_in_here(page, bram)
    begin(page)

    expect(changing(page).locator(".ProseMirror")).to_have_text("Zo is het nu")
    save_change(page)

    expect(changing(page)).to_have_count(0)
    expect(page.locator("article.voice, .replies").get_by_text("Zo is het nu")).to_be_visible()
    said.refresh_from_db()
    assert said.plain == "Zo is het nu"
    assert page.evaluate(KEPT_HERE) == 0


def test_a_change_goes_on_on_another_device_until_it_is_cancelled(at, change):
    said, address, begin = change
    form = f"/{'posts' if isinstance(said, Thread) else 'comments'}/{said.pk}/edit/"
    page = at(address)
    begin(page)
    change_words(page, "Half af")
    expect(changing(page).locator(".composer__draft")).to_contain_text("Draft saved")

    other = at(address)
    begin(other)
    expect(changing(other).locator(".ProseMirror")).to_have_text("Half af")
    changing(other).get_by_role("link", name="Cancel").click()
    expect(changing(other)).to_have_count(0)
    expect(other.locator("article.voice, .replies").get_by_text("Zo was het").last).to_be_visible()
    other.wait_for_function(IS_GONE, arg=[form, "Half af"], polling=200)
    assert not Draft.objects.exists()


def test_a_change_made_elsewhere_is_not_written_over_unseen(at, bram, place):
    post = make_post(author=bram, community=place, body="<p>Zo was het</p>")
    page = at(f"/posts/{post.pk}/edit/")
    said = keeps_only_here(page)
    write(page, "Van hier")
    said.to_contain_text("kept on this device")
    edit_post(author=bram, post=post, body="<p>Van elders</p>", seen_edits=0)
    page.reload()
    expect(words(page)).to_have_text("Van hier")

    save_change(page)

    expect(composer(page)).to_contain_text("Van elders")
    expect(words(page)).to_have_text("Van hier")
    save_change(page)
    page.wait_for_url(f"**{post.get_absolute_url()}")
    assert Thread.objects.get().plain == "Van hier"


# ---- Where it stands on a page of its own


def test_an_answer_is_sent_from_a_page_of_its_own(at, bram, wim, place):
    comment = make_comment(thread=make_post(community=place), author=wim)
    page = at(f"/comments/{comment.pk}/reply/")
    expect(composer(page).locator(".ProseMirror")).to_be_focused()
    send(page)
    expect(composer(page).get_by_role("alert")).to_be_visible()
    expect(composer(page).locator(".ProseMirror")).to_be_visible()
    write(page, "Ik kom")

    send(page)

    expect(page.locator(f"#replies-of-{comment.pk}")).to_contain_text("Ik kom")
    assert Comment.objects.get(parent=comment).plain == "Ik kom"


def test_who_cancels_an_answer_on_its_page_is_back_at_the_talk(at, wim, place):
    post = make_post(community=place)
    comment = make_comment(thread=post, author=wim)
    address = f"/comments/{comment.pk}/reply/"
    page = at(address)
    expect(composer(page).locator(".ProseMirror")).to_be_focused()
    write(page, "Toch niet")
    expect(composer(page).locator(".composer__draft")).to_contain_text("Draft saved")

    page.get_by_role("link", name="Cancel").click()

    page.wait_for_url(f"**{post.get_absolute_url()}")
    page.wait_for_function(IS_GONE, arg=[address, "Toch niet"], polling=200)
    assert not Draft.objects.exists()


# ---- Choosing people


def test_the_list_of_people_comes_after_all_when_its_script_failed_once(at, wim, place):
    page = at("/write/?kind=praise")
    page.route("**/picking.js", lambda route: route.abort())
    field = page.get_by_label("Who is it for?")
    with page.expect_event("requestfailed"):
        field.click()
    page.unroute("**/picking.js")
    page.get_by_label("Title (not needed)").click()

    field.press_sequentially("Wim H")

    expect(page.get_by_role("option", name="Wim Hoekstra")).to_be_visible()


# ---- After sending


def the_next_is_an_ordinary_post(page):
    """See to it that what is written after a poll is no poll."""
    write(page, "En dan dit")
    expect(page.locator("[name=kind]:checked")).to_have_value("update")
    expect(composer(page).locator("[name=option]:visible")).to_have_count(0)
    send(page)
    expect(page.locator("article.voice").first).to_contain_text("En dan dit")
    assert sorted(Post.objects.values_list("kind", flat=True)) == ["poll", "update"]


def test_after_sending_a_draft_the_form_is_an_empty_one(at, bram, place):
    save_draft(
        person=bram,
        place=f"community:{place.pk}",
        title="Welke kleur?",
        body="<p>Rood of groen</p>",
        choices={"kind": ["poll"], "option": ["Rood", "Groen"]},
    )
    page = at(place.get_absolute_url())
    expect(page.get_by_label("Title")).to_have_value("Welke kleur?")

    send(page)

    expect(page.locator("article.voice")).to_contain_text("Rood of groen")
    expect(page.get_by_label("Title")).to_have_value("")
    the_next_is_an_ordinary_post(page)


def test_after_sending_a_kind_of_post_the_next_is_an_ordinary_one(at, bram, place):
    page = at(place.get_absolute_url())
    write(page, "Rood of groen?")
    choose_kind(page, "poll")
    for number, answer in enumerate(("Rood", "Groen")):
        page.locator("[name=option]").nth(number).fill(answer)
    send(page)
    expect(page.locator("article.voice")).to_contain_text("Rood of groen?")

    the_next_is_an_ordinary_post(page)


def test_after_praising_somebody_nobody_is_chosen_for_the_next_praise(at, bram, wim, place):
    page = at(place.get_absolute_url())
    write(page, "Hij belde terug")
    choose_kind(page, "praise")
    page.get_by_label("Who is it for?").press_sequentially("Wim H")
    page.get_by_role("option", name="Wim Hoekstra").click()
    send(page)
    expect(page.locator("article.voice")).to_contain_text("Hij belde terug")

    expect(page.locator("[data-chosen] > *")).to_have_count(0)
    choose_kind(page, "praise")

    expect(page.get_by_label("Who is it for?")).to_be_visible()
    expect(page.locator("[data-chosen] > *")).to_have_count(0)
