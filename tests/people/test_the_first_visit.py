"""The first visit."""

import pytest

from communities.models import Membership
from people.models import User
from tests.factories.communities import make_community
from tests.factories.people import PASSWORD, make_person, picture


@pytest.fixture
def priya(db):
    return make_person("Priya Ramdin", welcomed_at=None, job_title="Data-analist")


@pytest.fixture
def first(client, priya):
    client.force_login(priya)
    return client


def again(person):
    return User.objects.get(pk=person.pk)


def test_who_signs_in_for_the_first_time_is_welcomed(client, priya):
    response = client.post("/accounts/login/", {"login": priya.email, "password": PASSWORD})

    page = client.get(response.url).content.decode()
    assert response.url == "/welcome/"
    assert "Priya" in page
    assert "Data-analist" in page


def test_she_goes_on_to_the_page_she_wanted(client, priya):
    response = client.post(
        "/accounts/login/", {"login": priya.email, "password": PASSWORD, "next": "/people/"}
    )

    assert response.url == "/welcome/?next=%2Fpeople%2F"
    assert client.post(response.url, {"skip": "yes", "next": "/people/"}).url == "/people/"


def test_she_is_welcomed_once(client, priya):
    client.post("/accounts/login/", {"login": priya.email, "password": PASSWORD})
    client.post("/welcome/", {"skip": "yes"})
    client.logout()

    response = client.post("/accounts/login/", {"login": priya.email, "password": PASSWORD})

    assert response.url == "/"


def test_one_page_says_it_all(first, priya):
    place = make_community(name="Cijfers en kaarten")

    response = first.post(
        "/welcome/", {"language": "en", "communities": [place.pk], "photo": picture()}
    )

    assert response.url == "/"
    changed = again(priya)
    assert changed.language == "en"
    assert changed.photo is not None
    assert changed.welcomed_at is not None
    assert Membership.objects.filter(person=priya, community=place).exists()


def test_only_open_communities_are_offered_and_joined(first, priya):
    closed, hidden = (
        make_community("closed", name="Besloten kring"),
        make_community("hidden", name="Geheim"),
    )

    page = first.get("/welcome/").content.decode()
    response = first.post("/welcome/", {"language": "nl", "communities": [closed.pk, hidden.pk]})

    assert "Besloten kring" not in page
    assert "Geheim" not in page
    assert response.status_code == 422
    assert not Membership.objects.filter(person=priya).exists()


def test_a_photo_that_is_none_undoes_the_rest(first, priya, stored):
    from io import BytesIO

    odd = BytesIO(b"geen foto")
    odd.name = "foto.jpg"

    response = first.post("/welcome/", {"language": "en", "photo": odd})

    assert response.status_code == 422
    assert again(priya).language == "nl"
    assert again(priya).welcomed_at is None
    assert stored() == []


def test_looking_is_not_yet_having_been_welcomed(first, priya):
    first.get("/welcome/")

    assert again(priya).welcomed_at is None


def test_she_cannot_call_herself_something_else(first, priya):
    first.post("/welcome/", {"language": "nl", "name": "Joke Veenstra", "is_staff": "on"})

    assert again(priya).name == "Priya Ramdin"
    assert not again(priya).is_staff
