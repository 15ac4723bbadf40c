"""Writing an article in a real browser: nothing that was typed is lost."""

import os
from contextlib import contextmanager

import pytest
from django.db import connection
from playwright.sync_api import expect

from blogs.actions import change_blog, publish_article
from blogs.models import Article, ArticleVersion, PreparedAnswer
from intranet.platform import clock
from tests.conversations.conftest import come_in, note, sign_in_here
from tests.factories.blogs import make_article, make_draft, make_question
from tests.factories.people import make_person, make_team, picture
from tests.frontend.conftest import FLAGS
from tests.outbox import deliver

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Milliseconds.
A_WHILE = 20_000

PASTE = """([html, text]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", text);
  const target = document.querySelector(".ProseMirror");
  const options = { clipboardData, bubbles: true, cancelable: true };
  target.dispatchEvent(new ClipboardEvent("paste", options));
}"""
PUT_IN = """(event) => {
  const made = new DataTransfer();
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 400;
  return new Promise((done) => canvas.toBlob((blob) => {
    made.items.add(new File([blob], "kast.png", { type: "image/png" }));
    const target = document.querySelector(".ProseMirror");
    const { left, top } = target.getBoundingClientRect();
    const options = { bubbles: true, cancelable: true, clientX: left + 5, clientY: top + 5 };
    target.dispatchEvent(event === "paste"
      ? new ClipboardEvent("paste", { ...options, clipboardData: made })
      : new DragEvent("drop", { ...options, dataTransfer: made }));
    done();
  }, "image/png"));
}"""
KEPT_HERE = (
    "() => Object.keys(localStorage).filter((key) => key.includes('/blogs/writing/')).length"
)
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p {color: red}
</style></head><body lang=NL><!--StartFragment--><h1><span style='font-family:Calibri'>Negen
weken</span></h1><p class=MsoNormal style='margin:0'><b><span style='color:#1F497D'>Vet</span></b>
en gewoon<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>
&nbsp;</span></span>Een<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>
&nbsp;</span></span>Twee<o:p></o:p></p><img src="file:///C:/kast.png"><!--EndFragment--></body></html>"""


@pytest.fixture
def joke():
    """The director, with a password: here she signs in herself."""
    return make_person("Joke Veenstra", language="en")


@pytest.fixture
def browser(live_server, joke, monkeypatch):
    """Open a page as Joke, each time in a browser of its own."""
    from playwright.sync_api import sync_playwright

    # Playwright runs a loop in this thread; Django would not let the test look into the database.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    complaints = []
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)

        def opened(article, *, width=1280, theme="light", script=True, listens=True):
            context = chromium.new_context(
                base_url=live_server.url,
                viewport={"width": width, "height": 900},
                has_touch=width < 800,
                color_scheme=theme,
                reduced_motion="reduce",
                java_script_enabled=script,
                service_workers="block",
            )
            page = context.new_page()
            page.set_default_timeout(15_000)
            if listens:
                page.on("pageerror", lambda error: complaints.append(str(error)))
                page.on("console", lambda said: note(said, complaints))
            come_in(page, joke)
            page.goto(article.get_absolute_url())
            if script:
                expect(text(page)).to_be_visible(timeout=A_WHILE)
            return page

        yield opened
        chromium.close()
        # The one that belongs to Playwright's loop; nobody else would close it.
        connection.close()
    assert complaints == []


@pytest.fixture
def draft(blog):
    return make_draft(blog, title="Week", body="<p>Eerste zin.</p>")


def text(page):
    return page.locator(".ProseMirror")


def kept(page):
    return page.locator("[data-how-kept]")


def write(page, words):
    """Go to the end of the text and write on."""
    text(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def tool(page, name):
    return page.get_by_role("toolbar", name="Shape the text").get_by_role("button", name=name)


def notice(page):
    return page.locator("#changed-elsewhere")


@contextmanager
def without_line(page):
    page.context.set_offline(True)
    yield
    page.context.set_offline(False)


def stored(article):
    article.refresh_from_db()
    return article.html


# ---- Kept by itself


def test_what_is_typed_is_kept_by_itself_and_is_there_in_another_browser(browser, draft):
    page = browser(draft)
    page.get_by_label("Title").fill("Negen weken")
    write(page, " En een tweede.")
    expect(kept(page)).to_contain_text("Kept at")

    other = browser(draft)

    expect(other.get_by_label("Title")).to_have_value("Negen weken")
    expect(text(other)).to_have_text("Eerste zin. En een tweede.")
    assert page.evaluate(KEPT_HERE) == 0


def test_what_was_typed_just_before_leaving_is_kept(browser, draft):
    page = browser(draft)
    write(page, " Nog net.")

    page.goto("/blogs/writing/")
    page.goto(draft.get_absolute_url())

    expect(text(page)).to_have_text("Eerste zin. Nog net.")
    expect(kept(page)).to_contain_text("Kept")


def test_two_windows_are_warned_and_mine_can_stay(browser, draft):
    here, there = browser(draft), browser(draft)
    write(there, " Van de telefoon.")
    expect(kept(there)).to_contain_text("Kept at")
    write(here, " Van de laptop.")
    expect(notice(here)).to_contain_text("changed in another window")

    write(here, " Ik typ door.")
    here.get_by_role("button", name="Mine stays").click()

    expect(notice(here)).to_have_count(0)
    expect(kept(here)).to_contain_text("Kept at")
    assert "Van de laptop. Ik typ door." in stored(draft)
    assert "Van de telefoon." in ArticleVersion.objects.get().html


def test_two_windows_are_warned_and_the_other_can_stay(browser, draft):
    here, there = browser(draft), browser(draft)
    write(there, " Van de telefoon.")
    expect(kept(there)).to_contain_text("Kept at")
    write(here, " Van de laptop.")
    expect(notice(here)).to_be_visible()

    here.get_by_role("button", name="Show me the other one").click()

    expect(text(here)).to_have_text("Eerste zin. Van de telefoon.")
    assert "Van de telefoon." in stored(draft)
    assert "Van de laptop." in ArticleVersion.objects.get().html


def test_without_a_line_it_is_kept_on_the_device_and_goes_on_later(browser, draft):
    page = browser(draft)
    with without_line(page):
        write(page, " Onder de grond.")
        expect(kept(page)).to_contain_text("kept on this device")

    expect(kept(page)).to_contain_text("Kept at")
    assert "Onder de grond." in stored(draft)
    assert page.evaluate(KEPT_HERE) == 0


def test_what_was_kept_on_the_device_is_put_back_at_the_next_visit(browser, draft):
    gone = browser(draft)
    with without_line(gone):
        write(gone, " Nog niet weg.")
        expect(kept(gone)).to_contain_text("kept on this device")
        gone.close()
    page = gone.context.new_page()

    page.goto(draft.get_absolute_url())

    expect(text(page)).to_have_text("Eerste zin. Nog niet weg.")
    expect(kept(page)).to_contain_text("Kept at")
    assert "Nog niet weg." in stored(draft)


def test_what_was_kept_on_the_device_is_a_version_where_the_text_went_on(browser, draft):
    gone = browser(draft)
    with without_line(gone):
        write(gone, " Van de laptop.")
        expect(kept(gone)).to_contain_text("kept on this device")
        gone.close()
    Article.objects.update(revision=7, html="<p>Van de telefoon.</p>")
    page = gone.context.new_page()

    page.goto(draft.get_absolute_url())

    expect(kept(page)).to_contain_text("among the versions")
    expect(text(page)).to_have_text("Van de telefoon.")
    assert "Van de laptop." in ArticleVersion.objects.get().html


def test_who_was_signed_out_while_writing_finds_her_words_again(browser, joke, draft):
    page = browser(draft)
    page.context.clear_cookies(name="sessionid")
    write(page, " Net te laat.")
    expect(kept(page)).to_contain_text("You are signed out")

    page.locator("#toasts").get_by_role("link", name="Sign in").click()
    sign_in_here(page, joke)

    expect(text(page)).to_have_text("Eerste zin. Net te laat.")
    expect(kept(page)).to_contain_text("Kept at")
    assert "Net te laat." in stored(draft)


def test_a_title_that_is_too_long_is_said_and_the_rest_stays(browser, draft):
    page = browser(draft)

    page.get_by_label("Title").fill("woord " * 40)

    expect(page.locator("#title-error")).to_contain_text("Make it shorter")
    page.get_by_label("Title").fill("Kort")
    expect(kept(page)).to_contain_text("Kept at")
    expect(page.locator("#title-error")).to_be_hidden()
    draft.refresh_from_db()
    assert draft.title == "Kort"


# ---- Publishing


def test_publishing_right_after_typing_publishes_the_last_letters(browser, draft):
    page = browser(draft)
    write(page, " De laatste letters.")

    page.get_by_role("button", name="Publish", exact=True).click()

    expect(page.locator("article .longread")).to_contain_text("De laatste letters.")


def test_the_button_says_what_happens_and_keeps_it_for_a_moment(browser, draft):
    page = browser(draft)
    page.get_by_label("Another moment").check()
    page.get_by_label("Day and time").fill("2030-03-07T07:00")
    button = page.locator(".writing-press")
    expect(button).to_contain_text("Keep for Thursday")

    button.click()

    page.wait_for_url("**/blogs/writing/")
    draft.refresh_from_db()
    assert draft.publish_at.year == 2030


def test_without_a_line_nothing_is_published_and_it_says_so(browser, draft):
    page = browser(draft)
    with without_line(page):
        write(page, " Nog.")
        page.get_by_role("button", name="Publish", exact=True).click()
        expect(page.locator("#toasts")).to_contain_text("did not go")

    assert Article.objects.get().thread is None


def test_changes_of_a_published_article_are_shown_before_readers_see_them(browser, blog):
    article = make_article(blog, title="Week", body="<p>Zoals het was.</p>")
    page = browser(article)
    write(page, " Met meer.")
    expect(kept(page)).to_contain_text("Kept at")
    page.reload()
    page.get_by_text("What readers do not see yet").click()
    expect(page.locator(".change ins")).to_contain_text("Met meer.")

    page.get_by_role("button", name="Publish the changes").click()

    expect(page.locator("article .longread")).to_have_text("Zoals het was. Met meer.")


def test_a_published_article_is_taken_from_its_readers(browser, blog):
    article = make_article(blog)
    page = browser(article)

    page.get_by_role("button", name="Take it away now").click()

    expect(page.get_by_text("taken from its readers")).to_be_visible()
    article.thread.refresh_from_db()
    assert article.thread.state == "ended"


# ---- Shapes


def test_headings_quotes_and_pull_quotes_are_as_readers_read_them(browser, draft):
    page = browser(draft)
    write(page, "")
    page.keyboard.press("Enter")
    tool(page, "Heading").first.click()
    page.keyboard.type("Een uur")
    page.keyboard.press("Enter")
    page.keyboard.type("Het is een gewone kast.")
    tool(page, "Quote of a colleague").click()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("Wim")
    page.keyboard.press("Enter")
    page.keyboard.type("Zo is het.")
    tool(page, "Pull quote").click()
    page.keyboard.type(" Echt.")
    expect(kept(page)).to_contain_text("Kept at")

    assert stored(draft) == (
        "<p>Eerste zin.</p><h2>Een uur</h2>"
        "<blockquote><p>Het is een gewone kast.</p><footer>Wim</footer></blockquote>"
        '<aside class="pull"><p>Zo is het. Echt.</p></aside>'
    )
    page.reload()
    expect(text(page).locator("blockquote footer")).to_have_text("Wim")


def test_a_quote_is_taken_back_with_all_its_words(browser, blog):
    draft = make_draft(blog, body="<blockquote><p>Gezegd.</p><footer>Wim</footer></blockquote>")
    page = browser(draft)
    text(page).locator("blockquote p").click()

    tool(page, "Quote of a colleague").click()

    expect(kept(page)).to_contain_text("Kept at")
    assert stored(draft) == "<p>Gezegd.</p><p>Wim</p>"


def test_a_link_is_made_with_the_keyboard_alone(browser, draft):
    page = browser(draft)
    text(page).click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")

    page.keyboard.type("example.org")
    page.keyboard.press("Enter")

    expect(text(page).locator("a")).to_have_attribute("href", "https://example.org")
    page.get_by_label("Title").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowRight")
    expect(tool(page, "Smaller heading")).to_be_focused()


def test_enter_in_the_title_goes_into_the_text(browser, draft):
    page = browser(draft)
    page.get_by_label("Title").press("Enter")

    expect(text(page)).to_be_focused()


def test_what_is_pasted_from_a_word_processor_is_cleaned(browser, draft):
    page = browser(draft)
    text(page).click()
    page.keyboard.press("Control+a")

    page.evaluate(PASTE, [WORD, "Negen weken"])

    expect(kept(page)).to_contain_text("Kept at")
    assert stored(draft) == (
        "<h2>Negen weken</h2><p><strong>Vet</strong> en gewoon</p>"
        "<ul><li><p>Een</p></li><li><p>Twee</p></li></ul>"
    )


# ---- Pictures


def choose_picture(page, *, name="kast.jpg", content=None):
    content = content or picture(900, 600, format="JPEG").getvalue()
    with page.expect_file_chooser() as chooser:
        tool(page, "Picture").click()
    chooser.value.set_files([{"name": name, "mimeType": "image/jpeg", "buffer": content}])


def test_a_picture_with_its_description_and_caption_comes_to_readers(browser, draft):
    page = browser(draft)
    write(page, "")
    choose_picture(page)
    described = page.get_by_label("What is on the picture")
    expect(described).to_be_focused()
    expect(page.get_by_text("Picture 1 has no description yet.")).to_be_visible()

    described.fill("Een open kast")
    text(page).locator("figcaption").click()
    page.keyboard.type("Emmen, zes uur")
    page.get_by_role("button", name="Wide").click()

    expect(page.get_by_text("Picture 1 has no description yet.")).to_have_count(0)
    page.get_by_role("button", name="Publish", exact=True).click()
    shown = page.locator("article .longread figure.figure--wide")
    expect(shown.locator("figcaption")).to_have_text("Emmen, zes uur")
    expect(shown.get_by_role("img", name="Een open kast")).to_be_visible()
    draft.refresh_from_db()
    number = draft.cover_id
    assert draft.html == (
        f'<p>Eerste zin.</p><figure data-file="{number}" class="figure--wide">'
        '<img alt="Een open kast"><figcaption>Emmen, zes uur</figcaption></figure>'
    )


@pytest.mark.parametrize("way", ["paste", "drop"])
def test_a_picture_is_pasted_or_dropped(browser, draft, way):
    page = browser(draft)
    text(page).click()

    page.evaluate(PUT_IN, way)

    expect(page.get_by_label("What is on the picture")).to_be_visible()
    page.get_by_role("button", name="Remove the picture").click()
    expect(text(page).locator("figure")).to_have_count(0)
    expect(text(page)).to_contain_text("Eerste zin.")


def test_a_picture_that_is_none_is_refused_in_its_place(browser, draft):
    page = browser(draft)
    write(page, " En verder.")

    choose_picture(page, content=b"geen foto")

    refused = text(page).locator(".figure-arriving")
    expect(refused.get_by_role("alert")).to_be_visible()
    refused.get_by_role("button", name="Leave it out").click()
    expect(refused).to_have_count(0)
    expect(kept(page)).to_contain_text("Kept at")
    assert stored(draft) == "<p>Eerste zin. En verder.</p>"


def test_a_picture_that_did_not_arrive_is_tried_again(browser, draft):
    page = browser(draft)
    text(page).click()
    with without_line(page):
        choose_picture(page)
        expect(text(page).get_by_role("alert")).to_contain_text("no connection")

    page.get_by_role("button", name="Try again").last.click()

    expect(page.get_by_label("What is on the picture")).to_be_visible()


# ---- Beside the text


def test_an_answer_is_kept_by_itself_and_appears_with_the_article(browser, blog, draft):
    question = make_question(blog, body="Komt er een tweede bus?")
    page = browser(draft)
    page.get_by_text("Write an answer").click()

    page.get_by_label("Your answer").fill("Ja, in maart.")

    expect(page.get_by_text("Kept. It appears together")).to_be_visible()
    assert PreparedAnswer.objects.get(question=question).plain == "Ja, in maart."
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Ja, in maart.")).to_be_visible()


def test_what_is_ready_is_said_while_writing(browser, draft):
    page = browser(draft)

    page.get_by_label("Title").fill("")
    write(page, " woord" * 500)

    expect(page.locator("[data-ready]")).to_contain_text("3 minutes to read")
    expect(page.locator("[data-ready]")).to_contain_text("It has no title yet.")


def test_an_earlier_version_is_read_and_comes_back(browser, draft, joke):
    from blogs.actions import save_article

    with clock.moved_to(clock.now().replace(year=2030)):
        save_article(
            author=joke, article=draft, title="Week", body="<p>Anders.</p>", seen_revision=1
        )
    page = browser(draft)
    page.get_by_role("link", name="Earlier versions").click()
    expect(page.locator(".version div.change")).to_contain_text("Anders.")

    page.get_by_role("button", name="Bring this one back").click()

    expect(text(page)).to_have_text("Eerste zin.")


# ---- Without script, and for everybody


def test_without_script_text_and_picture_are_kept_and_published(browser, draft):
    page = browser(draft, script=False)
    expect(page.get_by_label("Text", exact=True)).to_have_value("Eerste zin.")
    page.get_by_label("Text", exact=True).fill("Eerste zin.\n\nTweede.")
    page.locator("[name=upload]").set_input_files(
        [
            {
                "name": "kast.jpg",
                "mimeType": "image/jpeg",
                "buffer": picture(900, 600, format="JPEG").getvalue(),
            }
        ]
    )
    page.get_by_label("What is on the picture").fill("Een kast")
    page.get_by_role("button", name="Save", exact=True).click()
    assert "<p>Tweede.</p><figure" in stored(draft)
    assert "Een kast" in draft.html

    page.get_by_label("Title").fill("Zonder script")
    page.get_by_role("button", name="Publish", exact=True).click()

    expect(page.get_by_role("heading", name="Zonder script")).to_be_visible()
    expect(page.get_by_role("img", name="Een kast")).to_be_visible()


def test_without_script_two_windows_lose_nothing_either(browser, draft):
    page = browser(draft, script=False)
    Article.objects.update(revision=5, html="<p>Van elders</p>")
    page.get_by_label("Text", exact=True).fill("Van hier")
    page.get_by_role("button", name="Save", exact=True).click()

    page.get_by_role("button", name="Show me the other one").click()

    expect(page.get_by_label("Text", exact=True)).to_have_value("Van elders")
    assert ArticleVersion.objects.get().html == "<p>Van hier</p>"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_where_an_article_is_written(browser, blog, draft, width, theme):
    from axe_playwright_python.sync_playwright import Axe

    make_question(blog)
    # The program itself brings styles that our pages do not allow.
    page = browser(draft, width=width, theme=theme, listens=False)
    text(page).click()
    choose_picture(page)
    expect(page.get_by_label("What is on the picture")).to_be_visible()
    found = Axe().run(page).response["violations"]
    page.goto(f"{draft.get_absolute_url()}versions/")
    found += Axe().run(page).response["violations"]

    assert [(rule["id"], node["html"][:200]) for rule in found for node in rule["nodes"]] == []


def test_it_fits_on_the_smallest_phone(browser, draft):
    page = browser(draft, width=320)
    text(page).click()

    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    expect(tool(page, "Bold")).to_be_visible()


# ---- Naming somebody


def test_who_reads_it_is_named_with_the_keyboard_and_hears_of_it_when_it_appears(
    browser, joke, blog, draft
):
    bram = make_person("Bram de Wit", team=make_team("Sluis"))
    make_person("Brechtje Elders", team=make_team("Werf"))
    change_blog(owner=joke, blog=blog, name=blog.name, teams=[make_team("Sluis")])
    page = browser(draft)
    write(page, " Dank @br")

    people = page.locator("#article-form").get_by_role("option")
    expect(people).to_have_count(1)
    expect(people).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.type("voor alles.")

    expect(text(page).locator("a.mention")).to_have_text("@Bram de Wit")
    expect(kept(page)).to_contain_text("Kept at")
    assert f'data-person="{bram.pk}"' in stored(draft)
    assert stored(draft).endswith("</a> voor alles.</p>")
    publish_article(author=joke, article=draft)
    deliver()
    assert [told.reason for told in bram.notifications.all()] == ["mentioned"]


def test_who_presses_escape_goes_on_with_what_was_typed(browser, draft):
    make_person("Bram de Wit")
    page = browser(draft)
    write(page, " Dank @br")
    expect(page.locator("#article-form").get_by_role("option")).to_have_count(1)

    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.keyboard.type("Nog iets.")

    expect(kept(page)).to_contain_text("Kept at")
    assert stored(draft) == "<p>Eerste zin. Dank @br</p><p>Nog iets.</p>"
