"""Founding a community."""

import pytest

from communities.actions import found_community
from communities.models import Community
from intranet.platform.policy import Refused
from people.policies import can_see
from tests.factories.communities import make_person
from tests.together import together

pytestmark = pytest.mark.django_db

CHOICES = {
    "name": "Kabelmoffen",
    "description": "Wat past waarop?",
    "kind": "closed",
    "tone": "moss",
}


def test_whoever_starts_a_community_takes_care_of_it(sign_in):
    bram = make_person("Bram de Wit")

    answer = sign_in(bram).post("/communities/new/", CHOICES)

    place = Community.objects.get()
    assert answer.headers["Location"] == f"/communities/{place.slug}/invite/"
    assert (place.name, place.kind, place.tone, place.member_count) == (
        "Kabelmoffen",
        "closed",
        "moss",
        1,
    )
    assert list(Community.objects.managed_by(bram)) == [place]


def test_the_page_says_beside_each_choice_what_it_means(sign_in):
    bram = make_person("Bram de Wit", language="en")

    page = sign_in(bram).get("/communities/new/").content.decode()

    assert "Everybody reads along and can join." in page
    assert "Only members read what is said." in page
    assert "Nobody finds it by searching." in page


def test_the_form_comes_back_with_422_and_everything_that_was_typed(sign_in):
    bram = make_person("Bram de Wit")

    answer = sign_in(bram).post("/communities/new/", CHOICES | {"name": " "})

    assert answer.status_code == 422
    assert "Wat past waarop?" in answer.content.decode()
    assert not Community.objects.exists()


def test_whoever_no_longer_works_here_starts_nothing():
    with pytest.raises(Refused):
        found_community(founder=make_person(is_active=False), name="Te laat")


def test_only_members_see_what_is_said_in_a_closed_community():
    bram, sanne = make_person("Bram de Wit"), make_person("Sanne Postma")

    open_place = found_community(founder=bram, name="Open plek")
    closed_place = found_community(founder=bram, name="Besloten plek", kind="closed")

    assert can_see(sanne, open_place.audience)
    assert not can_see(sanne, closed_place.audience)
    assert can_see(bram, closed_place.audience)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Graven & verbinden", "graven-verbinden"),
        ("Één één", "een-een"),
        ("2026", "2026-community"),
        ("New", "new-community"),
        ("日本", "community"),
        ("!?", "community"),
    ],
)
def test_every_name_gets_an_address_that_leads_to_the_community(sign_in, name, address):
    bram = make_person("Bram de Wit")

    place = found_community(founder=bram, name=name)

    assert place.slug == address
    assert sign_in(bram).get(place.get_absolute_url()).status_code == 200


def test_a_second_community_of_that_name_gets_a_number():
    bram = make_person("Bram de Wit")

    slugs = [found_community(founder=bram, name="Kabels").slug for _ in range(3)]

    assert slugs == ["kabels", "kabels-2", "kabels-3"]


@pytest.mark.django_db(transaction=True)
def test_five_who_choose_the_same_name_at_once_each_get_their_own():
    people = [make_person() for _ in range(5)]

    places = together(*(lambda p=p: found_community(founder=p, name="Kabels") for p in people))

    assert len({place.slug for place in places}) == 5
    assert Community.objects.filter(member_count=1).count() == 5
