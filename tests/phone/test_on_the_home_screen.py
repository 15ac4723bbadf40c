"""On the home screen: the place is installable, wears its colour, and takes what a phone shares."""

import json
from io import BytesIO

import pytest
from django.test import Client
from PIL import Image
from playwright.sync_api import expect

from intranet.platform.organisation import current_organisation, forget_organisation
from intranet.platform.sign import PAPER, colour_of, hex_of
from people.actions import sign_out_other_devices
from tests.factories.people import PASSWORD, make_person, picture
from tests.phone.conftest import come_back, come_in, go_offline, until
from tests.writing import come_to_words

in_a_browser = pytest.mark.browser
pytestmark = pytest.mark.django_db(transaction=True)

# A form that a phone fills in and sends, as the system does for a share target.
SHARED = """async () => {
  const form = document.createElement("form");
  Object.assign(form, { method: "post", action: "/share/", enctype: "multipart/form-data" });
  for (const [name, value] of [["title", "Kast 12"], ["text", "Deur hangt los"]]) {
    form.append(Object.assign(document.createElement("input"), { name, value }));
  }
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 60;
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  const made = new DataTransfer();
  made.items.add(new File([blob], "kast.png", { type: "image/png" }));
  const files = Object.assign(document.createElement("input"), { type: "file", name: "files" });
  files.files = made.files;
  form.append(files);
  document.body.append(form);
  form.submit();
}"""
# Whether what was shared was asked for, and lies here no longer.
NOTHING_SHARED = """() => new Promise((done) => {
  const request = indexedDB.open("onderling");
  request.onsuccess = () => {
    const database = request.result;
    const all = database.transaction("shared").objectStore("shared").getAll();
    all.onsuccess = () => { database.close(); done(all.result.length === 0); };
  };
})"""


def test_the_manifest_speaks_the_readers_language_and_names_the_place(sign_in):
    dutch = sign_in(make_person("Joke Veenstra", language="nl")).get("/manifest.webmanifest")
    english = sign_in(make_person("Owen Pritchard", language="en")).get("/manifest.webmanifest")

    assert dutch["Content-Type"] == "application/manifest+json"
    assert dutch.json()["short_name"] == current_organisation().place_name
    assert [each["name"] for each in dutch.json()["shortcuts"]] == ["Schrijf", "Meldingen"]
    assert (dutch.json()["lang"], english.json()["lang"]) == ("nl", "en")


@pytest.mark.parametrize(
    ("name", "size", "corner"),
    [("192", 192, 0), ("512", 512, 0), ("maskable", 512, 255), ("apple", 180, 255)],
)
def test_the_sign_wears_the_colour_of_the_organisation(client, name, size, corner):
    organisation = current_organisation()
    organisation.hue = 30
    organisation.save()
    forget_organisation()

    answer = client.get(f"/sign/{name}.png?v={current_organisation().version}")

    drawn = Image.open(BytesIO(answer.content)).convert("RGBA")
    assert drawn.size == (size, size)
    assert drawn.getpixel((size // 2, size // 10))[:3] == colour_of(0.425, 0.078, 30)
    assert drawn.getpixel((size - 1, size - 1))[3] == corner
    assert "immutable" in answer["Cache-Control"]
    assert client.get("/sign/nothing.png").status_code == 404


def test_the_sign_is_the_logo_where_there_is_one(client, settings, tmp_path):
    organisation = current_organisation()
    organisation.logo.save("logo.webp", picture(64, 32, format="WEBP", colour="red"))
    forget_organisation()

    drawn = Image.open(BytesIO(client.get("/sign/512.png").content)).convert("RGB")

    red, green, blue = drawn.getpixel((256, 256))
    assert red > 200
    assert max(green, blue) < 60
    assert drawn.getpixel((256, 20)) == (255, 255, 255)


def test_the_bar_of_the_phone_has_the_colour_of_the_paper(sign_in, mehmet):
    page = sign_in(mehmet).get("/").content.decode()

    for theme in ("light", "dark"):
        assert f'name="theme-color" content="{hex_of(*PAPER[theme])}"' in page


def test_without_its_worker_sharing_leads_to_the_page_for_writing_and_changes_nothing(mehmet):
    browser = Client(enforce_csrf_checks=True)
    assert browser.post("/share/").headers["Location"].startswith("/accounts/login/")
    browser.force_login(mehmet)

    answer = browser.post("/share/", {"title": "Kast 12", "files": [picture()]})

    assert answer.headers["Location"] == "/write/?shared=again"
    assert "Share it once more" in browser.get(answer.headers["Location"]).content.decode()
    assert browser.get("/share/").status_code == 405


def test_only_who_is_signed_in_gets_a_token_for_what_waited(client, mehmet):
    assert client.get("/whose/").headers["Location"].startswith("/accounts/login/")
    client.force_login(mehmet)

    assert client.get("/whose/").json()["reader"] == str(mehmet.pk)


def test_signing_out_tells_the_browser_to_forget(sign_in, mehmet):
    browser = sign_in(mehmet)

    answer = browser.post("/accounts/logout/")

    assert answer["Clear-Site-Data"] == '"storage"'
    assert "Clear-Site-Data" not in browser.get("/accounts/login/")


@in_a_browser
def test_a_browser_finds_nothing_in_the_way_of_installing_it(at, mehmet, post):
    page = at(mehmet)
    session = page.context.new_cdp_session(page)

    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    manifest = session.send("Page.getAppManifest")

    assert [each["errorId"] for each in errors if each["errorId"] != "in-incognito"] == []
    assert manifest["errors"] == []
    assert json.loads(manifest["data"])["start_url"] == "/"


@in_a_browser
def test_a_shared_photo_lands_in_the_composer_and_is_posted(at, mehmet, place):
    page = at(mehmet)
    page.evaluate(SHARED)
    page.wait_for_url("**/write/**")
    expect(page.locator("#composer .upload:has([name^=file-])")).to_contain_text("kast.png")
    expect(page.locator("#composer [name=title]")).to_have_value("Kast 12")
    expect(page.locator("#composer .ProseMirror")).to_have_text("Deur hangt los")
    page.locator("#composer select[name=community]").select_option("Storingsdienst")

    page.locator("#composer button[type=submit]").click()

    page.wait_for_url("**/posts/*/")
    expect(page.locator("article.voice")).to_contain_text("Deur hangt los")
    expect(page.locator("article.voice .photos img")).to_have_count(1)


@in_a_browser
def test_what_somebody_shared_never_reaches_the_next_person(at, mehmet, wim, place):
    page = at(mehmet)
    # Her session goes while nobody looks; the phone still holds her copy.
    sign_out_other_devices(person=mehmet, but="")
    page.evaluate(SHARED)
    page.wait_for_url("**/accounts/login/**")
    assert "shared" in page.url

    page.fill("[name=login]", wim.email)
    page.fill("[name=password]", PASSWORD)
    page.click("form:has([name=password]) [type=submit]")

    page.wait_for_url("**/write/**")
    until(page, NOTHING_SHARED)
    expect(page.locator("#composer .upload")).to_have_count(0)
    expect(page.locator("#composer [name=title]")).to_have_value("")


@in_a_browser
def test_who_shares_without_being_known_here_is_asked_to_share_it_once_more(at, mehmet, place):
    page = at(mehmet)
    sign_out_other_devices(person=mehmet, but="")
    page.goto("/")
    page.wait_for_url("**/accounts/login/**")

    page.evaluate(SHARED)
    page.wait_for_url("**shared%3Dagain**")

    come_in(page, mehmet)
    page.goto("/write/?shared=again")
    expect(page.get_by_text("Share it once more")).to_be_visible()


@in_a_browser
def test_a_photo_is_shared_without_a_connection_and_goes_later(at, mehmet, place):
    page = at(mehmet)
    go_offline(page)
    page.evaluate(SHARED)
    page.wait_for_url("**/write/**")
    expect(page.locator("#composer .upload")).to_contain_text("kast.png")
    page.locator("#composer select[name=community]").select_option("Storingsdienst")
    page.locator("#composer button[type=submit]").click()
    expect(page.locator("#waiting .wait")).to_contain_text("kast.png")

    come_back(page)

    page.locator("#toasts").get_by_role("link", name="Look").click()
    expect(page.locator("article.voice .photos img")).to_have_count(1)


@in_a_browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(at, mehmet, post, theme):
    from axe_playwright_python.sync_playwright import Axe

    # axe itself writes styles that our policy does not allow.
    page = at(mehmet, post.get_absolute_url(), width=320, theme=theme, bypass_csp=True)
    go_offline(page)
    come_to_words(page, "#comment-form")
    page.keyboard.type("Woord " + "x" * 90)
    page.locator("#comment-form button[type=submit]").click()
    expect(page.locator("#waiting .wait")).to_be_visible()

    for address in (None, "/settings/"):
        if address:
            page.goto(address)
            expect(page.locator("#waiting .wait")).to_be_visible()
        page.locator("#waiting").get_by_role("button", name="Change").click()
        page.evaluate("scrollTo(0, 0)")
        found = Axe().run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
