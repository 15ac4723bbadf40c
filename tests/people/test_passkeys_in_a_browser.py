"""Signing in with a passkey, in a real browser with a device that has one."""

import os

import pytest
from django.db import connection

from tests.factories.people import PASSWORD, make_location, make_person, make_team
from tests.frontend.conftest import FLAGS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(live_server):
    """A browser on a device with a fingerprint reader; complaints about our pages fail the test."""
    from playwright.sync_api import sync_playwright

    complaints = []
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)
        context = chromium.new_context(base_url=f"http://localhost:{live_server.thread.port}")
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: note(message, complaints))
        device = context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        yield page
        chromium.close()
        # The one that belongs to Playwright's loop; nobody else would close it.
        connection.close()
    assert complaints == []


def note(message, complaints):
    if "Content Security Policy" in message.text:
        complaints.append(message.text)


@pytest.fixture(autouse=True)
def _allow_the_database_beside_the_browser(monkeypatch):
    # Playwright runs a loop in this thread; Django would not let the test look into the database.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture
def wim(db):
    return make_person("Wim Hoekstra", email="wim@noorderlicht.example")


def is_inside(address):
    return "/accounts/" not in address


def with_password(page):
    page.goto("/accounts/login/")
    page.fill("[name=login]", "wim@noorderlicht.example")
    page.fill("[name=password]", PASSWORD)
    page.click("form:has([name=password]) [type=submit]")
    page.wait_for_url(is_inside)


def with_a_new_passkey(page):
    with_password(page)
    page.goto("/accounts/2fa/webauthn/add/")
    page.fill("[name=password]", PASSWORD)
    page.click("form:has([name=password]) [type=submit]")
    page.fill("[name=name]", "Mijn telefoon")
    page.click("form[data-passkey] [type=submit]")
    page.wait_for_url("**/recovery-codes/")


def sign_out(page):
    page.goto("/accounts/logout/")
    page.click("main [type=submit]")
    page.wait_for_url("**/accounts/login/**")


def test_a_passkey_is_added_and_signs_in_without_a_password(page, wim):
    with_a_new_passkey(page)
    sign_out(page)

    page.click("form[data-passkey] [type=submit]")
    page.wait_for_url(is_inside)

    page.goto("/accounts/2fa/webauthn/")
    assert "Mijn telefoon" in page.content()


def test_after_the_password_the_passkey_is_the_second_step(page, wim):
    with_a_new_passkey(page)
    sign_out(page)
    page.fill("[name=login]", "wim@noorderlicht.example")
    page.fill("[name=password]", PASSWORD)
    page.click("form:has([name=password]) [type=submit]")
    page.wait_for_url("**/2fa/authenticate/")

    page.click("form[data-passkey] [type=submit]")
    page.wait_for_url(is_inside)

    page.goto("/people/me/")
    assert "Wim Hoekstra" in page.content()


def test_a_device_without_a_passkey_says_what_to_do(page, wim):
    page.goto("/accounts/login/")
    trouble = page.locator("[data-passkey-trouble]")
    assert not trouble.is_visible()

    page.click("form[data-passkey] [type=submit]")

    trouble.wait_for(state="visible")


def test_who_presses_before_the_script_came_sends_nothing_without_a_passkey(page, wim):
    from playwright.sync_api import expect

    waiting = []
    page.route("**/js/webauthn*.js", lambda route: waiting.append(route))  # noqa: PLW0108
    page.goto("/accounts/login/", wait_until="commit")
    button = page.locator("form[data-passkey] [type=submit]")
    button.wait_for()
    assert button.is_disabled()

    waiting[0].continue_()

    expect(button).to_be_enabled()


def test_the_code_behind_a_qr_code_fills_itself_in_and_stays_out_of_the_address(page, db):
    page.goto("/activate/#41000/K7QM-2XPD")

    assert page.input_value("[name=personnel_number]") == "41000"
    assert page.input_value("[name=code]") == "K7QM-2XPD"
    assert "#" not in page.url


def test_the_directory_answers_while_one_types_and_chooses(page, wim):
    make_person("Mehmet Kaya", team=make_team("Netbeheer", "Storing"), location=make_location())
    make_team("Verkoop")
    with_password(page)
    page.goto("/people/")

    page.locator("input[name=q]").last.type("mehm")
    page.wait_for_url("**q=mehm**")
    assert "Wim Hoekstra" not in page.inner_text("#directory")

    page.locator("input[name=q]").last.fill("")
    page.get_by_label("Netbeheer").check()
    page.wait_for_url("**team=**")
    page.get_by_label("Storing").wait_for()
    assert "Mehmet Kaya" in page.inner_text("#directory")
