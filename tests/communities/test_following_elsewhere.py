"""A community in a feed reader, and what one must read in a calendar."""

import base64
from datetime import timedelta
from xml.etree import ElementTree

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar

from communities.actions import acknowledge, found_community, leave_community, publish_post
from communities.actions.detailing import AnnouncementPlan
from conversations.actions import remove_contribution
from conversations.models import Thread
from intranet.platform import clock
from people.actions import deactivate_person, make_token, withdraw_token
from people.models import AccessToken, Mute
from tests.factories.communities import make_community, make_person, make_post
from tests.factories.people import PASSWORD, make_administrator
from tests.factories.people import make_person as make_colleague

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def sanne():
    return make_colleague("Sanne Postma", language="nl")


@pytest.fixture
def place(sanne):
    return make_community(members=[sanne], name="Meldkamer", description="Voor de nacht")


def password_of(person, *, scopes=(AccessToken.FEEDS,)):
    """A password for feeds."""
    return make_token(person=person, name="Lezer", scopes=scopes, lasts=timedelta(days=30))


def reader(secret, name="sanne"):
    """A program that knows a name and a password."""
    pair = base64.b64encode(f"{name}:{secret}".encode()).decode()
    return Client(headers={"Authorization": f"Basic {pair}"})


def entries(answer):
    """Return the titles and the contents of a feed."""
    feed = ElementTree.fromstring(answer.content)  # noqa: S314
    return {
        entry.find(f"{ATOM}title").text: entry.find(f"{ATOM}summary").text
        for entry in feed.iter(f"{ATOM}entry")
    }


def appointments(answer):
    """Return the appointments of a calendar by what they are called."""
    found = Calendar.from_ical(answer.content)
    return {str(event["summary"]): event for event in found.walk("VEVENT")}


def ask_to_read(place, *, title="Ringkast", due=timedelta(days=2)):
    """Announce something that must be read."""
    manager = place.memberships.filter(role="manager").first().person
    return publish_post(
        author=manager,
        community=place,
        title=title,
        body="<p>Eerst meten</p>",
        kind="announcement",
        plan=AnnouncementPlan(is_must_read=True, due_at=clock.now() + due),
    )


def test_a_feed_reader_gets_the_newest_posts_whole(sanne, place):
    _token, secret = password_of(sanne)
    make_post(community=place, title="Kast open", body='<p>Zie <a href="/people/1/">Bram</a></p>')

    answer = reader(secret).get("/communities/meldkamer/feed.atom")

    assert answer["Content-Type"].startswith("application/atom+xml")
    assert entries(answer)["Kast open"].startswith('<p>Zie <a href="http')
    assert "Voor de nacht" in answer.content.decode()


def test_what_has_no_title_is_called_by_how_it_begins(sanne, place):
    _token, secret = password_of(sanne)
    make_post(community=place, body="<p>" + "Wie ruilt zaterdag? " * 20 + "</p>")

    (title,) = entries(reader(secret).get("/communities/meldkamer/feed.atom"))

    assert title.startswith("Wie ruilt zaterdag?")
    assert len(title) <= 81


def test_what_was_removed_and_whom_one_muted_are_not_in_it(sanne, place):
    _token, secret = password_of(sanne)
    loud = make_person("Lars Luid")
    gone = make_post(community=place, title="Weg")
    make_post(community=make_community(members=[loud]), author=loud)
    make_post(community=place, title="Blijft")
    remove_contribution(author=gone.thread.author, contribution=gone.thread)
    Mute.objects.create(person=sanne, muted=loud)

    assert set(entries(reader(secret).get("/communities/meldkamer/feed.atom"))) == {"Blijft"}


@pytest.mark.parametrize("kind", ["closed", "hidden"])
def test_a_place_that_one_may_not_read_looks_like_one_that_is_not_there(sanne, kind):
    _token, secret = password_of(sanne)
    make_community(kind, name="Geheim")

    there = reader(secret).get("/communities/geheim/feed.atom")
    nowhere = reader(secret).get("/communities/nergens/feed.atom")

    assert (there.status_code, there.content) == (404, nowhere.content)


def test_who_leaves_a_place_reads_its_feed_no_more(sanne):
    _token, secret = password_of(sanne)
    place = make_community("closed", members=[sanne], name="Besloten")
    assert reader(secret).get("/communities/besloten/feed.atom").status_code == 200

    leave_community(person=sanne, community=place)

    assert reader(secret).get("/communities/besloten/feed.atom").status_code == 404


def test_a_feed_that_is_as_it_was_is_not_sent_again(sanne, place):
    _token, secret = password_of(sanne)
    program = reader(secret)
    first = program.get("/communities/meldkamer/feed.atom")

    again = program.get(
        "/communities/meldkamer/feed.atom", headers={"If-None-Match": first["ETag"]}
    )
    make_post(community=place)
    later = program.get(
        "/communities/meldkamer/feed.atom", headers={"If-None-Match": first["ETag"]}
    )

    assert (again.status_code, again.content) == (304, b"")
    assert later.status_code == 200


@pytest.mark.parametrize("address", ["/communities/meldkamer/feed.atom", "/calendar.ics"])
def test_without_a_password_that_works_nothing_is_told(sanne, place, address):
    token, secret = password_of(sanne)
    _token, of_a_program = password_of(sanne, scopes=AccessToken.Scope.values)
    bearer = {"Authorization": f"Bearer {secret}"}

    strangers = [
        Client().get(address),
        reader("ond_onzin").get(address),
        reader(PASSWORD, sanne.email).get(address),
        reader(of_a_program).get(address),
        Client(headers=bearer).get(address),
        Client(headers={"Authorization": "Basic %%%"}).get(address),
    ]
    withdraw_token(actor=sanne, token=token)
    strangers.append(reader(secret).get(address))

    assert {(answer.status_code, answer.content) for answer in strangers} == {(401, b"")}
    assert all(answer["WWW-Authenticate"].startswith("Basic ") for answer in strangers)


def test_a_password_for_feeds_opens_nothing_else(sanne, place):
    _token, secret = password_of(sanne)

    assert reader(secret).get("/").status_code == 302
    assert reader(secret).get("/api/v1/me/").status_code == 401
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    assert program.get("/api/v1/me/").status_code == 401


def test_whoever_leaves_the_company_reads_nothing_more(sanne, place):
    _token, secret = password_of(sanne)
    assert reader(secret).get("/calendar.ics").status_code == 200

    deactivate_person(actor=make_administrator(), person=sanne)

    assert reader(secret).get("/calendar.ics").status_code == 401
    assert reader(secret).get("/communities/meldkamer/feed.atom").status_code == 401


def test_who_guesses_passwords_is_not_answered_for_a_while(place):
    with time_machine.travel(clock.now(), tick=False):
        tried = [reader(f"ond_{number}").get("/calendar.ics").status_code for number in range(62)]

    assert tried[:60] == [401] * 60
    assert tried[-1] == 429


def test_what_one_must_read_is_an_appointment_until_one_confirms_it(sanne, place):
    _token, secret = password_of(sanne)
    post = ask_to_read(place)

    ((called, event),) = appointments(reader(secret).get("/calendar.ics")).items()
    acknowledge(person=sanne, announcement=post.announcement, version=1)

    assert called == "Lees: Ringkast"
    assert event["dtend"].dt == post.announcement.due_at.replace(microsecond=0)
    assert str(event["url"]).endswith(post.get_absolute_url())
    assert appointments(reader(secret).get("/calendar.ics")) == {}


def test_what_others_must_read_and_what_is_not_due_is_no_appointment(sanne, place):
    _token, secret = password_of(sanne)
    ask_to_read(make_community(name="Elders"), title="Voor anderen")
    ask_to_read(make_community("closed"), title="Besloten")
    manager = place.memberships.filter(role="manager").first().person
    publish_post(
        author=manager,
        community=place,
        body="<p>Zonder datum</p>",
        kind="announcement",
        plan=AnnouncementPlan(is_must_read=True),
    )

    assert appointments(reader(secret).get("/calendar.ics")) == {}


def test_a_password_is_made_on_a_page_and_shown_once(client, sanne):
    client.force_login(sanne)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    page = client.post("/settings/programs/feeds/", {"name": "Mijn agenda"}).text
    (token,) = AccessToken.objects.all()

    assert token.is_for_feeds
    assert "ond_" in page
    listed = client.get("/settings/programs/").text
    assert "Mijn agenda" in listed
    assert "/calendar.ics" in listed
    assert "ond_" not in listed


def test_signs_that_are_none_do_not_break_the_feed_of_a_community(sanne, place):
    _token, secret = password_of(sanne)
    publish_post(author=sanne, community=place, title="Storing\x0bNoord", body="Kijk")
    Thread.objects.filter(pk=make_post(community=place).pk).update(title="Van\x0c vroeger")

    answer = reader(secret).get(f"/communities/{place.slug}/feed.atom")

    assert list(entries(answer)) == ["Van vroeger", "Storing Noord"]


def test_the_name_of_a_community_stands_on_one_line(sanne):
    place = found_community(founder=sanne, name="Ploeg\x0b\nNoord \U0001f469\u200d\U0001f527")

    assert place.name == "Ploeg Noord \U0001f469\u200d\U0001f527"
