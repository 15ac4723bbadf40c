"""The pages of the administration: one frame, and words that HR understands."""

import re

import pytest
from django.urls import reverse

from intranet.platform.organisation import current_organisation
from people.models import FunctionProfile, Location, Skill, Team, User
from tests.counting import queries_of
from tests.factories.people import make_person, make_team

OURS = ["/admin/", "/admin/hr-list/", "/admin/codes/", "/admin/invitations/"]
DRAWN = [
    f"/admin/people/{kind}/{page}"
    for kind in ("user", "team", "location", "functionprofile", "skill")
    for page in ("", "add/", "{pk}/change/", "{pk}/history/")
] + ["/admin/platform/organisation/1/change/", "/admin/platform/organisation/1/history/"]
KINDS = {
    "user": User,
    "team": Team,
    "location": Location,
    "functionprofile": FunctionProfile,
    "skill": Skill,
}


@pytest.fixture
def hr(client, fatima):
    fatima.language = "nl"
    fatima.save()
    client.force_login(fatima)
    return client


@pytest.fixture
def filled(db):
    make_team("Netbeheer", "Storing")
    for kind in (Location, FunctionProfile, Skill):
        kind.objects.create(name="Iets")
    current_organisation()


def address(page):
    """Fill in somebody or something that there is."""
    kind = page.split("/")[3:4]
    if "{pk}" not in page:
        return page
    return page.format(pk=KINDS[kind[0]].objects.order_by("pk").last().pk)


def rail_in(page):
    return re.search(r'<nav class="rail".*?</nav>', page, re.DOTALL)[0]


@pytest.mark.parametrize("page", OURS + DRAWN)
def test_every_page_stands_in_the_frame_of_the_administration(hr, filled, bram, page):
    hr.get("/admin/platform/organisation/")

    shown = hr.get(address(page)).content.decode()

    assert "Terug naar" in rail_in(shown)
    assert reverse("admin:people_team_changelist") in rail_in(shown)
    assert '<span class="mark__org">Beheer</span>' in shown
    assert 'popovertarget="administration"' in shown
    assert 'class="tabbar"' not in shown
    assert shown.count("<main") == shown.count("</html>") == shown.count("<h1") == 1


@pytest.mark.parametrize("page", DRAWN)
def test_what_django_draws_wears_our_stylesheets_and_runs_nothing_that_is_written_in_it(
    hr, filled, bram, page
):
    hr.get("/admin/platform/organisation/")

    shown = hr.get(address(page)).content.decode()

    assert "admin/css/" not in shown
    assert "admin/js/theme.js" not in shown
    assert not re.search(r"<style|<script(?![^>]*src=)[^>]*>|\sstyle=", shown)


def test_the_rail_says_where_one_is(hr):
    page = rail_in(hr.get("/admin/people/location/").content.decode())

    assert re.findall(r'href="([^"]+)" aria-current="page"', page) == ["/admin/people/location/"]


def test_the_rail_has_only_what_one_may_open(client, db):
    client.force_login(make_person("Kijkt Mee", is_staff=True))

    page = rail_in(client.get("/admin/").content.decode())

    assert re.findall(r'<a[^>]* href="([^"]+)"', page) == ["/"]


def test_the_product_keeps_its_own_rail(hr):
    page = hr.get("/people/").content.decode()

    assert "/admin/people/team/" not in page
    assert 'class="tabbar"' in page


def test_the_theme_of_the_reader_holds_in_the_administration(hr, fatima):
    fatima.theme = "dark"
    fatima.save()

    assert 'data-theme="dark"' in hr.get("/admin/people/user/").content.decode()


def test_pages_are_called_by_what_is_on_them(hr, bram):
    listed = hr.get("/admin/people/user/").content.decode()
    form = hr.get(f"/admin/people/user/{bram.pk}/change/").content.decode()

    assert "<h1>Collega’s</h1>" in listed
    assert "Collega toevoegen" in listed
    assert "<h1>Bram de Wit</h1>" in form
    assert "wijzigen" not in re.search(r"<title>(.*?)</title>", form, re.DOTALL)[1]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ["Leidinggevende", "Hier sinds", "Eerste bezoek", "Weg sinds"]),
        ("en", ["Line manager", "Here since", "First visit", "Left"]),
    ],
)
def test_what_hr_keeps_has_words_in_both_languages(client, fatima, bram, language, words):
    fatima.language = language
    fatima.save()
    client.force_login(fatima)

    form = client.get(f"/admin/people/user/{bram.pk}/change/").content.decode()

    labels = re.findall(r"<label[^>]*>([^<]+)</label>", form)
    assert [word for word in words if word not in labels] == []
    assert "Beheerder" not in labels


def test_teams_are_chosen_after_what_they_are_part_of(hr, bram):
    make_team("Zuid", "Storing")
    make_team("Noord", "Storing")

    form = hr.get(f"/admin/people/user/{bram.pk}/change/").content.decode()

    teams = re.search(r'<select name="team".*?</select>', form, re.DOTALL)[0]
    assert re.findall(r">(\w+(?: / \w+)*)</option>", teams) == [
        "Noord",
        "Noord / Storing",
        "Zuid",
        "Zuid / Storing",
    ]


def test_a_form_offers_no_side_doors_and_one_button(hr, bram):
    form = hr.get(f"/admin/people/user/{bram.pk}/change/").content.decode()

    assert "related-widget-wrapper-link" not in form
    assert re.findall(r'name="(_\w+)"', form) == ["_save"]


def test_what_was_done_is_said_in_our_words(hr, filled):
    place = Location.objects.get()

    saved = hr.post(
        f"/admin/people/location/{place.pk}/change/", {"name": "Emmen"}, follow=True
    ).content.decode()
    removed = hr.post(
        f"/admin/people/location/{place.pk}/delete/", {"post": "yes"}, follow=True
    ).content.decode()

    assert "Bewaard: Emmen" in saved
    assert "Verwijderd: Emmen" in removed


def test_removing_asks_first_and_says_what_stays(hr, filled):
    place = Location.objects.get()

    page = hr.get(f"/admin/people/location/{place.pk}/delete/").content.decode()

    assert "Mensen blijven." in page
    assert Location.objects.exists()


def test_a_team_with_parts_cannot_be_removed_yet(hr, filled):
    top = Team.objects.get(parent=None)

    page = hr.get(f"/admin/people/team/{top.pk}/delete/").content.decode()

    assert "Dat kan nog niet" in page
    assert 'name="post"' not in page


def test_several_are_removed_at_once_after_asking(hr, filled):
    Skill.objects.create(name="Lassen")
    chosen = {
        "action": "delete_selected",
        "_selected_action": list(Skill.objects.values_list("pk", flat=True)),
    }

    page = hr.post("/admin/people/skill/", chosen).content.decode()
    assert "Deze verwijderen?" in page
    assert Skill.objects.count() == 2

    hr.post("/admin/people/skill/", chosen | {"post": "yes"})
    assert not Skill.objects.exists()


def test_people_stay_however_many_parts_go(hr, filled):
    chosen = {"action": "delete_selected", "_selected_action": [Skill.objects.get().pk]}

    page = hr.post("/admin/people/skill/", chosen).content.decode()

    assert "Mensen blijven." in page
    assert "Dit verwijderen?" in page


def test_the_history_says_who_did_what(hr, fatima, filled):
    place = Location.objects.get()
    hr.post(f"/admin/people/location/{place.pk}/change/", {"name": "Emmen"})

    page = hr.get(f"/admin/people/location/{place.pk}/history/").content.decode()

    assert fatima.name in page
    assert "Naam gewijzigd" in page


def test_a_list_asks_as_many_questions_for_three_as_for_thirty(hr):
    for number in range(3):
        make_person(f"Collega {number}", team=make_team(f"Team {number}"))
    few = queries_of(hr, "/admin/people/user/")
    for number in range(3, 30):
        make_person(f"Collega {number}", team=make_team(f"Team {number}"))

    assert queries_of(hr, "/admin/people/user/") == few


def test_the_page_of_an_app_leads_to_the_front_page(hr):
    assert hr.get("/admin/people/").url == "/admin/"


def test_browsers_find_an_icon_without_being_told(client, db):
    response = client.get("/favicon.ico")

    assert response.status_code == 302
    assert "/img/mark" in response.url
