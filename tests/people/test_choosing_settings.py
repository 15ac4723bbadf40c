"""Choosing one's settings."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people.models import User
from tests.factories.people import PASSWORD, make_person
from tests.people.counting import queries_of


def sign_in(person, agent="Firefox on Linux"):
    browser = Client(headers={"User-Agent": agent})
    browser.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    return browser


def again(person):
    return User.objects.get(pk=person.pk)


def test_a_person_reads_in_the_language_she_chose(here, bram):
    here.post("/settings/time/", {"language": "en", "time_zone": "Europe/London"})

    page = here.get("/settings/")
    assert '<html lang="en"' in page.content.decode()
    assert again(bram).time_zone == "Europe/London"


def test_who_is_not_signed_in_keeps_the_language_in_a_cookie(client, db):
    response = client.post("/settings/language/", {"language": "en", "next": "/accounts/login/"})

    page = client.get("/accounts/login/", headers={"Accept-Language": "nl"})
    assert response.url == "/accounts/login/"
    assert "Come on in." in page.content.decode()
    assert response.cookies["language"]["httponly"]


def test_the_language_can_be_chosen_without_script(client, db):
    page = client.get("/accounts/login/").content.decode()

    assert 'action="/settings/language/"' in page
    assert 'name="language" value="en"' in page


def test_the_language_of_a_person_goes_before_the_cookie(here, bram):
    here.cookies["language"] = "en"

    assert '<html lang="nl"' in here.get("/settings/").content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {"language": "xx", "time_zone": "Europe/Amsterdam"},
        {"language": "nl", "time_zone": "Mars/Base"},
        {"language": "nl", "time_zone": "../../etc/passwd"},
        {},
    ],
)
def test_what_nobody_offers_is_not_taken(here, bram, sent):
    response = here.post("/settings/time/", sent)

    assert response.status_code == 422
    assert (again(bram).language, again(bram).time_zone) == ("nl", "Europe/Amsterdam")


@pytest.mark.parametrize("theme", ["light", "dark", "system"])
def test_a_person_chooses_light_or_dark(here, bram, theme):
    response = here.post("/settings/theme/", {"theme": theme, "next": "/people/"})

    assert response.url == "/people/"
    assert again(bram).theme == theme


def test_a_page_is_dark_for_who_wants_that(here):
    here.post("/settings/theme/", {"theme": "dark"})

    assert 'data-theme="dark"' in here.get("/settings/").content.decode()


def test_a_person_chooses_what_others_see(here, bram):
    here.post("/settings/sight/", {"shows_skills": "on"})

    changed = again(bram)
    assert (changed.shows_email, changed.shows_phone, changed.shows_skills) == (False, False, True)


def test_looking_at_the_settings_changes_nothing(here, settings):
    # So that each question shows what it asks, not only its name.
    settings.PREPARED_STATEMENTS = False
    here.get("/settings/")
    with CaptureQueriesContext(connection) as queries:
        here.get("/settings/")
        here.get("/accounts/sessions/")

    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []


def test_a_person_sees_where_she_is_signed_in(bram):
    sign_in(bram, "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) AppleWebKit Version/19.0 Safari/604")
    laptop = sign_in(bram, "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/150.0")

    page = laptop.get("/accounts/sessions/").content.decode()

    assert "Safari" in page
    assert "iPhone" in page
    assert page.index("Firefox") < page.index("Safari")


def test_a_lost_phone_is_signed_out_from_the_laptop(bram, django_capture_on_commit_callbacks):
    phone, laptop = sign_in(bram), sign_in(bram)
    lost = bram.usersession_set.get(session_key=phone.session.session_key)

    with django_capture_on_commit_callbacks(execute=True):
        laptop.post(f"/accounts/sessions/{lost.pk}/end/")

    assert phone.get("/people/").status_code == 302
    assert laptop.get("/people/").status_code == 200


def test_signing_out_everywhere_leaves_this_device_alone(bram, django_capture_on_commit_callbacks):
    others, laptop = [sign_in(bram) for _ in range(3)], sign_in(bram)

    with django_capture_on_commit_callbacks(execute=True):
        laptop.post("/accounts/sessions/others/end/")

    assert [device.get("/people/").status_code for device in others] == [302] * 3
    assert laptop.get("/people/").status_code == 200


def test_nobody_signs_out_the_device_of_a_colleague(bram):
    wim = make_person("Wim Hoekstra")
    hers = sign_in(wim)
    session = wim.usersession_set.get()

    sign_in(bram).post(f"/accounts/sessions/{session.pk}/end/")

    assert hers.get("/people/").status_code == 200


def test_thirty_devices_cost_as_many_queries_as_three(bram):
    laptop = sign_in(bram)
    for _ in range(2):
        sign_in(bram)
    few = queries_of(laptop, "/accounts/sessions/"), queries_of(laptop, "/settings/")
    for _ in range(10):
        sign_in(bram)

    assert (queries_of(laptop, "/accounts/sessions/"), queries_of(laptop, "/settings/")) == few


def test_sessions_that_ran_out_are_forgotten(bram):
    from django.contrib.sessions.models import Session

    from intranet.platform import clock
    from people.tasks import clear_expired_sessions

    sign_in(bram)
    kept = sign_in(bram).session.session_key
    Session.objects.exclude(session_key=kept).update(expire_date=clock.now())

    clear_expired_sessions()

    assert bram.usersession_set.get().session_key == kept
