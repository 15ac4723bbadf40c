"""Writing in the browser: the editor comes when somebody writes, and no word is lost."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

EDITOR = "#composer .ProseMirror"
PASTED = """() => {
  const data = new DataTransfer();
  data.setData("text/html", '<h1>Kop</h1><p onclick="x()">Tekst <b>vet</b></p>'
    + '<script>alert(1)</script><img src="x" onerror="y()">');
  const paste = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  document.querySelector("#composer .ProseMirror").dispatchEvent(paste);
}"""


def start_writing(page, text=""):
    page.locator("#composer textarea").click()
    expect(page.locator(EDITOR)).to_be_focused()
    page.keyboard.type(text)


def send(page):
    page.locator("#composer button[type=submit]").click()


def body_of(page):
    return page.locator("#composer textarea").input_value()


def test_the_words_typed_before_the_editor_came_are_in_it(look):
    page = look()
    page.route("**/editor.js", lambda route: (page.wait_for_timeout(300), route.continue_()))

    page.locator("#composer textarea").click()
    page.keyboard.type("Hallo")
    expect(page.locator(EDITOR)).to_be_focused()
    page.keyboard.type(" allemaal")

    expect(page.locator(EDITOR)).to_have_text("Hallo allemaal")


def test_the_toolbar_shapes_the_text(look):
    page = look()
    start_writing(page)

    page.locator("#composer [data-command=heading]").click()
    page.keyboard.type("Kop")
    page.keyboard.press("Enter")
    page.locator("#composer [data-command=bulletList]").click()
    page.keyboard.type("een")
    page.keyboard.press("Enter")
    page.locator("#composer [data-command=bold]").click()
    page.keyboard.type("twee")

    assert (
        body_of(page)
        == "<h3>Kop</h3><ul><li><p>een</p></li><li><p><strong>twee</strong></p></li></ul>"
    )
    expect(page.locator("#composer [data-command=bold]")).to_have_attribute("aria-pressed", "true")


def test_a_link_gets_the_scheme_that_people_leave_out(look):
    page = look()
    start_writing(page, "kijk ")

    page.keyboard.press("Control+k")
    page.keyboard.type("example.nl/kast")
    page.keyboard.press("Enter")
    page.keyboard.type("!")

    assert body_of(page) == '<p>kijk <a href="https://example.nl/kast">example.nl/kast</a>!</p>'


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x"])
def test_a_link_to_a_script_is_not_made(look, address):
    page = look()
    start_writing(page, "kijk ")

    page.keyboard.press("Control+k")
    page.keyboard.type(address)
    page.keyboard.press("Enter")

    assert "href" not in body_of(page)


def test_a_colleague_is_named_with_the_keyboard_alone(look):
    page = look()
    start_writing(page, "Dank @jo")
    expect(page.locator("#composer [role=option]")).to_have_count(1)
    page.keyboard.press("Enter")

    assert (
        body_of(page)
        == '<p>Dank <a class="mention" data-person="1" href="/people/1/">@Joke Veenstra</a> </p>'
    )


def test_the_list_of_colleagues_says_which_one_is_chosen(look):
    page = look()
    start_writing(page, "@de")
    expect(page.locator("#composer [role=option]")).to_have_count(2)

    page.keyboard.press("ArrowDown")

    chosen = page.locator("#composer [role=option][aria-selected=true]")
    expect(chosen).to_contain_text("Anneke de Boer")
    assert page.locator(EDITOR).get_attribute("aria-activedescendant") == chosen.get_attribute("id")


def test_escape_closes_the_list_and_keeps_the_text(look):
    page = look()
    start_writing(page, "@jo")
    expect(page.locator("#composer [role=listbox]")).to_be_visible()

    page.keyboard.press("Escape")

    expect(page.locator("#composer [role=listbox]")).to_be_hidden()
    assert body_of(page) == "<p>@jo</p>"


def test_what_was_sent_appears_and_the_composer_starts_anew_with_another_key(look, site):
    page = look()
    key = page.locator("#composer [name=submission]").input_value()
    start_writing(page, "Westeinde is weer onder spanning")

    send(page)

    expect(page.locator("#new")).to_have_text("Westeinde is weer onder spanning")
    assert body_of(page) == ""
    assert page.locator("#composer [name=submission]").input_value() != key
    (posted,) = site.posted_to("/posts/")
    assert (posted["body_format"], posted["submission"]) == ("html", key)


def test_the_keyboard_goes_on_at_what_was_sent(look):
    page = look()
    start_writing(page, "Zonder muis")

    page.keyboard.press("Control+Enter")

    expect(page.locator("#new")).to_be_focused()


def test_a_double_click_sends_once(look, site):
    page = look()
    start_writing(page, "Eén keer")

    page.locator("#composer button[type=submit]").dblclick()

    expect(page.locator("#new")).to_have_count(1)
    assert len(site.posted_to("/posts/")) == 1


def test_without_a_connection_the_text_waits_and_goes_once_under_the_same_key(look, site):
    page = look()
    start_writing(page, "In de kelder")
    key = page.locator("#composer [name=submission]").input_value()
    page.context.set_offline(True)
    send(page)
    expect(page.locator("#composer")).to_have_class(re.compile("waiting"))
    assert body_of(page) == "<p>In de kelder</p>"

    page.context.set_offline(False)

    expect(page.locator("#new")).to_have_text("In de kelder")
    assert [fields["submission"] for fields in site.posted_to("/posts/")] == [key]


def test_a_refusal_is_said_in_the_servers_own_words_and_the_text_stays(look):
    page = look()
    start_writing(page, "verboden")

    send(page)

    expect(page.locator("#toasts .toast")).to_contain_text("Word eerst lid")
    assert body_of(page) == "<p>verboden</p>"


def test_signed_out_while_typing_the_text_stays_and_the_way_back_is_shown(look):
    page = look()
    start_writing(page, "uitgelogd")

    send(page)

    assert "next=" in page.locator("#toasts .toast a").get_attribute("href")
    assert body_of(page) == "<p>uitgelogd</p>"


def test_an_answer_that_asks_to_mend_something_takes_the_place_of_the_form(look):
    page = look()
    start_writing(page, "ongeldig")

    send(page)

    expect(page.locator("#composer")).to_contain_text("Er mist nog iets")
    expect(page.locator("#feed #composer")).to_have_count(0)


def test_a_draft_is_kept_by_itself(look, site):
    page = look()
    start_writing(page, "Morgen om zeven uur")

    expect(page.locator("#composer .composer__draft")).to_contain_text(re.compile(r"\d\d:\d\d"))

    assert site.posted_to("/draft/")[-1]["body"] == "<p>Morgen om zeven uur</p>"


def test_a_draft_that_could_not_be_sent_is_there_again_after_a_visit_elsewhere(look, site):
    page = look()
    page.route("**/draft/", lambda route: route.abort())
    start_writing(page, "Alleen hier")
    expect(page.locator("#composer .composer__draft")).not_to_be_empty()

    page.reload()

    expect(page.locator(EDITOR)).to_have_text("Alleen hier")


def test_a_draft_on_a_shared_device_is_not_there_for_the_next_person(look):
    page = look()
    page.evaluate("localStorage.setItem('draft:77:/draft/', '{\"body\": \"geheim\"}')")

    page.reload()

    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_formatted_text_comes_back_formatted_for_editing(look):
    page = look()

    expect(page.locator("#answer .ProseMirror strong")).to_have_text("iets")


def test_without_script_a_plain_textarea_posts_as_well(look, site):
    page = look(script=False)

    page.locator("#composer textarea").fill("Zonder script")
    page.locator("#composer button[type=submit]").click()

    (posted,) = site.posted_to("/posts/")
    assert (posted["body"], posted["body_format"]) == ("Zonder script", "text")


def test_a_text_from_elsewhere_loses_what_we_do_not_know(look, complaints):
    page = look()
    start_writing(page)

    page.evaluate(PASTED)

    assert not re.search("script|onclick|onerror|<img|<h1", body_of(page))
    assert "<strong>vet</strong>" in body_of(page)
    complaints.clear()
