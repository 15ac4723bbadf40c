"""Without a connection one sees what one saw last, and a phone never shows it to anybody else."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.signals import request_started
from playwright.sync_api import expect

from intranet.platform.organisation import current_organisation, forget_organisation
from people.actions import sign_out_other_devices
from tests.factories.people import PASSWORD
from tests.phone.conftest import come_back, come_in, go_offline, is_kept, until, what_lies_on

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOTHING = {"caches": [], "databases": []}
MADE_OLDER = """async (days) => {
  for (const name of await caches.keys()) {
    if (name.startsWith("shell-")) continue;
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const kept = await cache.match(request);
      const headers = new Headers(kept.headers);
      headers.set("Kept-At", Date.now() - days * 24 * 60 * 60 * 1000);
      await cache.put(request, new Response(await kept.blob(), { headers }));
    }
  }
}"""
LOOK_OF_THE_COPY = """async (path) => {
  const [name] = (await caches.keys()).filter((each) => each.startsWith("pages-"));
  const kept = await (await (await caches.open(name)).match(path, { ignoreVary: true })).text();
  const page = new DOMParser().parseFromString(kept, "text/html");
  return [...page.querySelectorAll("link[rel=stylesheet]")].at(-1).getAttribute("href");
}"""
LOOKS_ANEW = f"""async (before) => (await ({LOOK_OF_THE_COPY})("/write/")) !== before"""
UPDATED = """async () => {
  const taken = new Promise((done) => {
    navigator.serviceWorker.addEventListener("controllerchange", done);
  });
  await (await navigator.serviceWorker.getRegistration()).update();
  await taken;
}"""


@pytest.fixture
def asked():
    """Collect what is asked of the server."""
    paths = []

    def note(sender, environ, **_more):
        paths.append(environ["PATH_INFO"])

    request_started.connect(note)
    yield paths
    request_started.disconnect(note)


def strip(page):
    return page.locator("#connection")


def test_home_and_what_was_read_open_without_a_connection_and_say_from_when(at, mehmet, post):
    page = at(mehmet)
    page.get_by_role("link", name="Kabel geraakt").first.click()
    expect(page.get_by_text("Bij de brug.")).to_be_visible()
    is_kept(page, post.get_absolute_url())
    go_offline(page)

    page.goto("/")
    expect(page.get_by_role("link", name="Kabel geraakt").first).to_be_visible()
    expect(strip(page)).to_contain_text("This is what you saw at")
    photo = page.get_by_alt_text("De brug")
    assert photo.evaluate("async (photo) => { await photo.decode(); return photo.naturalWidth; }")
    page.get_by_role("link", name="Kabel geraakt").first.click()
    expect(page.get_by_text("Bij de brug.")).to_be_visible()
    page.goto("/settings/")
    expect(page.get_by_role("heading", name="There is no connection")).to_be_visible()
    expect(page.get_by_role("link", name="Kabel geraakt")).to_be_visible()
    come_back(page)
    page.goto("/")
    expect(strip(page)).to_be_empty()


def test_it_says_when_in_the_zone_in_which_one_reads_all_times(at, mehmet, post):
    mehmet.time_zone = "Asia/Tokyo"
    mehmet.save()
    page = at(mehmet, timezone_id="America/New_York")
    kept = page.evaluate(
        """async () => {
          const name = (await caches.keys()).find((each) => each.startsWith("pages-"));
          const kept = await (await caches.open(name)).match("/");
          return Number(kept.headers.get("Kept-At"));
        }"""
    )
    go_offline(page)
    page.goto("/")

    there = datetime.fromtimestamp(kept / 1000, ZoneInfo("Asia/Tokyo"))
    expect(strip(page)).to_contain_text(f"at {there:%H:%M}")


def test_a_reaction_without_a_connection_says_that_it_did_not_go(at, mehmet, post):
    page = at(mehmet, post.get_absolute_url())
    go_offline(page)

    page.locator("form.reactions button").first.click()

    expect(page.locator("#toasts")).to_contain_text("this did not go. Press again")
    expect(page.locator("#toasts")).not_to_contain_text("is kept")


def test_what_was_kept_before_an_update_still_looks_right(at, mehmet, post):
    organisation = current_organisation()
    organisation.hue = 30
    organisation.save()
    forget_organisation()
    page = at(mehmet, post.get_absolute_url())
    before = page.evaluate(LOOK_OF_THE_COPY, post.get_absolute_url())
    assert page.evaluate(LOOK_OF_THE_COPY, "/write/") == before
    organisation.hue = 300
    organisation.save()
    forget_organisation()

    page.evaluate(UPDATED)
    until(page, LOOKS_ANEW, before)

    go_offline(page)
    # As when the browser itself has forgotten it.
    assert (
        page.evaluate("async (at) => (await fetch(at, { cache: 'reload' })).status", before) == 200
    )


def test_signing_out_leaves_nothing_on_the_phone(at, mehmet, post):
    page = at(mehmet)
    assert what_lies_on(page)["caches"]

    page.goto("/accounts/logout/")
    page.locator("main [data-sign-out] button").click()
    page.wait_for_url("**/accounts/login/**")

    assert what_lies_on(page) == NOTHING
    go_offline(page)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.goto("/")


def test_who_is_refused_at_the_door_finds_nothing_there_any_more(at, mehmet, post):
    page = at(mehmet)
    sign_out_other_devices(person=mehmet, but="")

    page.goto("/")

    page.wait_for_url("**/accounts/login/**")
    assert what_lies_on(page)["caches"] == []
    go_offline(page)
    page.goto("/")
    expect(page.get_by_role("heading", name="There is no connection")).to_be_visible()
    expect(page.get_by_text("Kabel geraakt")).to_have_count(0)


def test_an_open_page_that_hears_it_is_signed_out_wipes_as_well(at, mehmet, post):
    page = at(mehmet, post.get_absolute_url())
    sign_out_other_devices(person=mehmet, but="")

    page.locator("form.reactions button").first.click()

    expect(page.locator("#toasts")).to_contain_text("You are signed out")
    until(page, "async () => !(await caches.keys()).some((name) => name.startsWith('pages-'))")


def test_after_fourteen_days_it_is_gone(at, mehmet, post):
    page = at(mehmet)
    page.evaluate(MADE_OLDER, 13.9)
    go_offline(page)
    page.goto("/")
    expect(page.get_by_role("link", name="Kabel geraakt").first).to_be_visible()

    page.evaluate(MADE_OLDER, 14.1)
    page.goto("/")

    expect(page.get_by_role("heading", name="There is no connection")).to_be_visible()
    assert what_lies_on(page)["caches"] == []


def test_somebody_else_on_the_same_phone_sees_nothing_of_it(at, mehmet, wim, post):
    page = at(mehmet, post.get_absolute_url())
    # As when the session went while the phone had no line: nobody said goodbye.
    page.context.clear_cookies(name="sessionid")

    come_in(page, wim)

    assert [
        name for name in what_lies_on(page)["caches"] if str(mehmet.pk) in name.split("-")
    ] == []
    go_offline(page)
    page.goto(post.get_absolute_url())
    expect(page.get_by_role("heading", name="There is no connection")).to_be_visible()


def test_what_is_not_for_keeping_is_not_kept(at, mehmet, post):
    page = at(mehmet)
    for address in ("/settings/", "/people/", "/notifications/", "/search/?q=kabel"):
        page.goto(address)

    kept = page.evaluate(
        """async () => {
          const [name] = (await caches.keys()).filter((each) => each.startsWith("pages-"));
          return (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname);
        }"""
    )

    assert set(kept) == {"/", "/write/", "/write/fields/", "/uploads/"}


@pytest.mark.parametrize("kind", ["for keeping", "for once"])
def test_of_the_page_before_the_worker_came_only_one_for_keeping_is_fetched_again(
    phone, mehmet, post, asked, kind
):
    address = post.get_absolute_url() if kind == "for keeping" else "/settings/"
    page = phone()
    page.goto(f"/accounts/login/?next={address}")
    page.fill("[name=login]", mehmet.email)
    page.fill("[name=password]", PASSWORD)
    page.click("form:has([name=password]) [type=submit]")
    # Which it fetches last.
    is_kept(page, "/uploads/")

    assert asked.count(address) == (2 if kind == "for keeping" else 1)
