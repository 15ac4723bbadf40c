"""Adding photos and files to what one writes, in a real browser."""

import pytest
from playwright.sync_api import expect

from conversations.actions import save_draft
from conversations.models import Attachment, Draft, Thread
from people.models import StoredFile
from tests.factories.communities import make_community
from tests.factories.files import bring_document, bring_photo
from tests.factories.people import make_person, picture
from tests.writing import come_to_editor, come_to_words

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PUT_IN = """([name, kind, event]) => {
  const made = new DataTransfer();
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 40;
  return new Promise((done) => canvas.toBlob((blob) => {
    made.items.add(new File([blob], name, { type: kind }));
    const target = document.querySelector("#composer .ProseMirror, #composer textarea");
    const options = { bubbles: true, cancelable: true };
    const carried = event === "paste" ? { clipboardData: made } : { dataTransfer: made };
    const Kind = event === "paste" ? ClipboardEvent : DragEvent;
    for (const step of event === "paste" ? ["paste"] : ["dragenter", "dragover", "drop"]) {
      target.dispatchEvent(new Kind(step, { ...options, ...carried }));
    }
    done();
  }, kind));
}"""


@pytest.fixture
def bram(db):
    return make_person("Bram de Wit", language="en")


@pytest.fixture
def place(bram):
    return make_community(members=[bram])


def a_photo(name="kast.jpg", width=400):
    content = picture(width, 300, format="JPEG").getvalue()
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


def a_video():
    content = b"\x00\x00\x00\x14ftypqt  " + bytes(100)
    return {"name": "IMG_1.mov", "mimeType": "video/quicktime", "buffer": content}


def composer(page):
    return page.locator("#composer")


def choose(page, *files):
    come_to_words(page)
    composer(page).locator("input[type=file]").set_input_files(list(files))


def rows(page):
    return composer(page).locator(".upload")


def arrived(page):
    return composer(page).locator(".upload:has([name^=file-])")


def send(page):
    composer(page).get_by_role("button", name="Post").click()


def test_chosen_photos_are_posted_with_what_is_said_of_them(at, place):
    page = at(place.get_absolute_url())

    choose(page, a_photo("een.jpg"), a_photo("twee.jpg"))
    expect(arrived(page)).to_have_count(2)
    page.get_by_label("What is on the photo?").first.fill("Een kast zonder deur")
    send(page)

    card = page.locator("article.voice").first
    expect(card.locator(".photos img")).to_have_count(2)
    expect(card.get_by_alt_text("Een kast zonder deur")).to_be_visible()
    expect(rows(page)).to_have_count(0)
    assert Thread.objects.get().plain == "Een kast zonder deur, twee.jpg"


@pytest.mark.parametrize("event", ["drop", "paste"])
def test_a_photo_is_dropped_or_pasted_onto_the_words(at, place, event):
    page = at(place.get_absolute_url())
    come_to_editor(page)

    page.evaluate(PUT_IN, ["schermafdruk.png", "image/png", event])

    expect(arrived(page)).to_have_count(1)
    expect(composer(page)).not_to_have_attribute("data-dropping", "")
    assert StoredFile.objects.get().name == "schermafdruk.png"


def test_a_copied_table_is_pasted_as_words(at, place):
    page = at(place.get_absolute_url())
    come_to_editor(page)

    page.evaluate(
        """() => {
          const made = new DataTransfer();
          made.setData("text/plain", "tabel");
          made.items.add(new File(["x"], "tabel.png", { type: "image/png" }));
          document.querySelector("#composer .ProseMirror").dispatchEvent(
            new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: made }));
        }"""
    )

    expect(composer(page).locator(".ProseMirror")).to_contain_text("tabel")
    expect(rows(page)).to_have_count(0)


def test_what_cannot_be_kept_says_why_in_its_row_and_the_rest_goes_on(at, place):
    page = at(place.get_absolute_url())

    choose(page, a_video(), a_photo())

    expect(arrived(page)).to_have_count(1)
    expect(rows(page).first.get_by_role("alert")).to_contain_text("Videos and sound cannot")
    expect(rows(page).first.get_by_role("button", name="Try again")).to_be_hidden()
    send(page)
    expect(page.locator(".photos img")).to_have_count(1)


def test_what_is_too_large_is_not_even_sent(at, place):
    page, sent = at(place.get_absolute_url()), []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else 0)
    page.evaluate(
        """() => {
          const made = new DataTransfer();
          made.items.add(new File([new Uint8Array(27e6)], "groot.pdf"));
          const input = document.querySelector("#composer input[type=file]");
          input.files = made.files;
          input.dispatchEvent(new Event("change", { bubbles: true }));
        }"""
    )

    expect(rows(page).get_by_role("alert")).to_contain_text("25 MB")

    assert [address for address in sent if "uploads" in address] == []


def test_a_failed_upload_is_tried_again_and_the_post_waits_for_it(at, place):
    page = at(place.get_absolute_url())
    page.route("**/uploads/", lambda route: route.abort() if is_post(route) else route.continue_())
    choose(page, a_photo())
    expect(rows(page).get_by_role("alert")).to_contain_text("did not arrive")
    send(page)
    expect(composer(page).locator(".composer__state")).to_contain_text("Try again, or remove it")
    assert not Thread.objects.exists()

    page.unroute("**/uploads/")
    rows(page).get_by_role("button", name="Try again").click()
    expect(arrived(page)).to_have_count(1)
    send(page)

    expect(page.locator(".photos img")).to_have_count(1)


def is_post(route):
    return route.request.method == "POST"


def test_who_posts_while_a_file_is_on_its_way_posts_it_with_the_file(at, place):
    page, held = at(place.get_absolute_url()), []
    page.route(
        "**/uploads/", lambda route: held.append(route) if is_post(route) else route.continue_()
    )
    choose(page, a_photo())
    expect(rows(page)).to_have_count(1)
    send(page)
    expect(composer(page).locator(".composer__state")).to_contain_text("as soon as your files")

    held.pop().continue_()

    expect(page.locator(".photos img")).to_have_count(1)
    assert Attachment.objects.count() == 1


def test_the_button_stays_under_the_mouse_of_who_only_sends_what_was_kept(at, bram, place):
    save_draft(person=bram, place=f"community:{place.pk}", body="", files=[bring_photo(bram)])
    page = at(place.get_absolute_url())
    composer(page).get_by_role("button", name="Post").hover()

    page.mouse.down()
    # What would come with them moves the button away.
    expect(composer(page).locator(".tools")).to_have_count(0)
    page.mouse.up()

    expect(page.locator(".photos img")).to_have_count(1)


def test_files_are_there_again_after_a_reload(at, place):
    page = at(place.get_absolute_url())
    choose(page, a_photo())
    expect(arrived(page)).to_have_count(1)
    expect(composer(page).locator(".composer__draft")).to_contain_text("saved")
    assert len(Draft.objects.get().files) == 1

    page.reload()

    expect(arrived(page)).to_have_count(1)
    send(page)
    expect(page.locator(".photos img")).to_have_count(1)
    assert not Draft.objects.exists()


def test_a_file_that_is_taken_out_leaves_nothing_and_the_keyboard_goes_on(at, place):
    page = at(place.get_absolute_url())
    choose(page, a_photo("een.jpg"), a_photo("twee.jpg"))
    expect(arrived(page)).to_have_count(2)

    with page.expect_response("**/remove/"):
        page.get_by_role("button", name="Remove een.jpg").press("Enter")

    expect(page.get_by_role("button", name="Remove twee.jpg")).to_be_focused()
    assert [file.name for file in StoredFile.objects.all()] == ["twee.jpg"]


def test_the_form_itself_brings_the_files_where_the_script_for_them_does_not_come(at, place):
    page = at(place.get_absolute_url())
    page.route("**/uploads.js", lambda route: route.abort())
    choose(page, a_photo())
    expect(composer(page)).to_have_attribute("enctype", "multipart/form-data")

    send(page)

    expect(page.locator(".photos img")).to_have_count(1)


def test_without_script_the_form_brings_them_and_leaves_one_out(at, place):
    page = at(place.get_absolute_url(), script=False)
    composer(page).locator("textarea").fill("Kijk")
    composer(page).locator("input[type=file]").set_input_files([a_video(), a_photo()])
    send(page)
    expect(composer(page)).to_contain_text("IMG_1.mov: Videos and sound cannot be kept here.")
    expect(rows(page)).to_have_count(1)

    page.get_by_label("Leave this one out").check()
    composer(page).locator("input[type=file]").set_input_files([a_photo("ander.jpg")])
    send(page)

    page.wait_for_url("**/posts/*/")
    assert [each.file.name for each in Attachment.objects.all()] == ["ander.jpg"]


def test_a_photo_opens_large_and_the_arrows_lead_to_the_next(at, bram, place):
    from communities.actions import publish_post

    photos = [bring_photo(bram, alt=f"Foto {number}") for number in (1, 2, 3)]
    publish_post(author=bram, community=place, body="Kijk", files=[*photos, bring_document(bram)])
    page = at(place.get_absolute_url())
    dialog = page.locator("#dialog")

    page.get_by_alt_text("Foto 2").click()
    expect(dialog.get_by_alt_text("Foto 2")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(dialog.get_by_alt_text("Foto 3")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(dialog.get_by_alt_text("Foto 2")).to_be_visible()
    page.keyboard.press("Escape")

    expect(dialog).to_be_hidden()
    expect(page.locator(".photos a").nth(1)).to_be_focused()


@pytest.mark.parametrize(("width", "theme"), [(1200, "light"), (320, "dark")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(at, bram, place, width, theme):
    from axe_playwright_python.sync_playwright import Axe

    from communities.actions import publish_post

    files = [bring_photo(bram, alt="Een kast"), bring_document(bram, name="x" * 80 + ".txt")]
    publish_post(author=bram, community=place, body="", files=files)
    # axe itself writes styles that our policy does not allow.
    page = at(place.get_absolute_url(), width=width, theme=theme, listens=False)
    choose(page, a_video(), a_photo())
    expect(arrived(page)).to_have_count(1)

    found = Axe().run(page).response["violations"]
    page.locator(".photos a").first.click()
    expect(page.locator("#dialog img")).to_be_visible()
    found += Axe().run(page).response["violations"]

    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
