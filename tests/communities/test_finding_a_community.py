"""Finding a community in the directory."""

from datetime import timedelta

import pytest
from django.utils import timezone

from communities.actions import (
    archive_community,
    ask_to_join,
    found_community,
    invite_to_community,
)
from communities.feeds import CARDS_IN_DIRECTORY, directory
from communities.models import Community
from intranet.platform import clock
from tests.counting import queries_of
from tests.factories.communities import make_community, make_person

pytestmark = pytest.mark.django_db


def names(page):
    """Return the names on a page of the directory."""
    return [place.name for place in page.items]


def test_open_and_closed_communities_stand_in_it_and_hidden_ones_only_for_who_is_in():
    bram, sanne = make_person("Bram de Wit"), make_person("Sanne Postma")
    for kind in ("open", "closed", "hidden"):
        make_community(kind, name=kind, members=[bram])

    assert sorted(names(directory(bram))) == ["closed", "hidden", "open"]
    assert sorted(names(directory(sanne))) == ["closed", "open"]


def test_words_are_found_in_names_and_descriptions_without_accents_or_capitals():
    sanne = make_person("Sanne Postma")
    make_community(name="Éénmalige storingen")
    make_community(name="Kantine", description="Over EENMALIGE taart")
    make_community(name="Fietsen")

    assert sorted(names(directory(sanne, words="eenmalige"))) == ["Kantine", "Éénmalige storingen"]
    assert names(directory(sanne, words="eenmalige taart")) == ["Kantine"]


def test_a_hidden_community_is_not_found_by_its_name():
    make_community("hidden", name="Reorganisatie")

    assert not directory(make_person(), words="reorganisatie")


def test_somebody_finds_her_own_communities_first_and_the_others_below(sign_in):
    bram = make_person("Bram de Wit", language="en")
    make_community(name="Van hem", members=[bram])
    make_community(name="Van anderen")

    page = sign_in(bram).get("/communities/").content.decode()

    assert page.index("Van hem") < page.index("Other communities") < page.index("Van anderen")


def test_an_invitation_stands_on_top_and_once(sign_in):
    bram, gerrit = make_person("Bram de Wit"), make_person("Gerrit Drost")
    place = make_community("hidden", name="Verrassing", managers=[gerrit])
    invite_to_community(actor=gerrit, community=place, person=bram)

    page = sign_in(bram).get("/communities/").content.decode()

    assert page.count(f'id="group-{place.pk}"') == 1
    assert f'action="/communities/{place.slug}/invitation/accept/"' in page


def test_each_card_says_how_one_stands_to_it(sign_in):
    bram, gerrit = make_person("Bram de Wit", language="en"), make_person("Gerrit Drost")
    make_community(name="Lid", members=[bram])
    make_community(name="Zorg", managers=[bram])
    make_community(name="Open")
    make_community("closed", name="Dicht")
    asked = make_community("closed", name="Gevraagd", managers=[gerrit])
    ask_to_join(person=bram, community=asked)
    make_community(name="Iedereen", is_company_wide=True)

    page = sign_in(bram).get("/communities/").content.decode()

    def card(name):
        place = Community.objects.get(name=name)
        return page.split(f'id="group-{place.pk}"')[1].split("</li>")[0]

    assert "Member" in card("Lid")
    assert "Manager" in card("Zorg")
    assert "Join" in card("Open")
    assert "Ask to join" in card("Dicht")
    assert "Asked" in card("Gevraagd")
    assert "Everybody is a member" in card("Iedereen")


def test_managers_see_on_the_card_that_somebody_waits_and_nobody_else_does(sign_in, client):
    bram, gerrit = make_person("Bram de Wit", language="en"), make_person("G", language="en")
    place = make_community("closed", managers=[gerrit], members=[bram])
    ask_to_join(person=make_person(), community=place)

    assert "1 person asks to join" in sign_in(gerrit).get("/communities/").content.decode()
    assert "asks to join" not in sign_in(bram).get("/communities/").content.decode()


def test_archived_communities_stand_apart():
    gerrit = make_person("Gerrit Drost")
    place = make_community(name="Klaar", managers=[gerrit])
    archive_community(manager=gerrit, community=place)

    assert not directory(gerrit)
    assert names(directory(gerrit, only="archived")) == ["Klaar"]


def test_the_directory_is_paged_without_missing_or_repeating_one():
    founder, now = make_person(), timezone.now()
    for number in range(CARDS_IN_DIRECTORY + 5):
        with clock.moved_to(now - timedelta(days=number)):
            found_community(founder=founder, name=f"Plek {number}")

    first = directory(founder)
    second = directory(founder, cursor=first.next_cursor)

    assert names(first)[0] == "Plek 0"
    assert len(first.items) == CARDS_IN_DIRECTORY
    assert len(set(names(first)) | set(names(second))) == CARDS_IN_DIRECTORY + 5
    assert second.next_cursor == ""


def test_the_next_page_comes_as_cards_only_when_script_asks(sign_in):
    founder = make_person()
    for number in range(CARDS_IN_DIRECTORY + 2):
        found_community(founder=founder, name=f"Plek {number}")
    browser = sign_in(make_person())
    cursor = directory(make_person()).next_cursor

    part = browser.get(
        f"/communities/?after={cursor}", headers={"HX-Request": "true"}
    ).content.decode()
    whole = browser.get(f"/communities/?after={cursor}").content.decode()

    assert part.count('class="group"') == whole.count('class="group"') == 2
    assert "<html" not in part
    assert "<html" in whole


def test_a_search_that_finds_nothing_says_so_and_offers_to_start_one(sign_in):
    sanne = make_person("Sanne Postma", language="en")
    make_community()

    page = sign_in(sanne).get("/communities/?q=<b>laadpalen").content.decode()

    assert "No community about ‘&lt;b&gt;laadpalen’ yet" in page
    assert "/communities/new/?name=%3Cb%3Elaadpalen" in page


def test_an_empty_directory_invites_to_start_the_first_one(sign_in):
    page = sign_in(make_person(language="en")).get("/communities/").content.decode()

    assert "There are no communities yet" in page


def test_the_directory_asks_as_often_for_thirty_communities_as_for_three(sign_in):
    bram, gerrit = make_person("Bram de Wit"), make_person("Gerrit Drost")
    browser = sign_in(bram)

    counts = [queries_with(browser, bram, gerrit, number) for number in (3, 27)]

    assert counts[0] == counts[1]


def queries_with(browser, bram, gerrit, number):
    """Make so many more communities of each sort, and count what the page asks of the database."""
    for _ in range(number):
        make_community(managers=[gerrit], members=[bram])
        ask_to_join(person=bram, community=make_community("closed", managers=[gerrit]))
        ask_to_join(person=gerrit, community=make_community("closed", managers=[bram]))
        hidden = make_community("hidden", managers=[gerrit])
        invite_to_community(actor=gerrit, community=hidden, person=bram)
    return queries_of(browser, "/communities/")
