"""Finding colleagues."""

import pytest

from people.models import Audience, AudienceMember, Skill
from tests.factories.people import make_location, make_mechanic, make_person, make_team
from tests.people.counting import queries_of


def names_in(response):
    from re import findall

    return findall(r'person__name"><a [^>]+>([^<]+)<', response.content.decode())


def found(client, question=""):
    return names_in(client.get(f"/people/?{question}"))


@pytest.mark.parametrize(
    "typed",
    ["hoek", "HOEKSTRA", "wim", "wim hoek", "hoekstra wim", "storing", "mantel", "wim mantel"],
)
def test_a_colleague_is_found_by_name_job_or_skill(here, typed):
    make_person("Wim Hoekstra", job_title="Monteur storingsdienst", skills=["mantelbuizen"])
    make_person("Sanne Postma", job_title="Accountmanager", skills=["klanten"])

    assert found(here, f"q={typed}") == ["Wim Hoekstra"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("zoe", "Zoë Öztürk"),
        ("öztürk", "Zoë Öztürk"),
        ("willem", "Jan-Willem de Groot"),
        ("d'Arc", "Jeanne d’Arc"),
    ],
)
def test_accents_hyphens_and_small_letters_do_not_matter(here, typed, name):
    make_person(name, email="x@noorderlicht.example")

    assert found(here, f"q={typed}") == [name]


@pytest.mark.parametrize(
    "typed",
    [
        "%",
        "_",
        "\\",
        ".*",
        "(",
        "[a",
        "'; DROP TABLE people_user; --",
        "½ ⑴ ﷺ",
        "a" * 100,
        "ⓔ",
        "\u0000",
    ],
)
def test_odd_characters_find_nothing_and_break_nothing(here, typed):
    response = here.get("/people/", {"q": typed})

    assert response.status_code == 200


def test_a_hidden_skill_finds_nobody(here):
    skill = Skill.objects.create(name="goochelen")
    shy = make_person("Sanne Postma", shows_skills=False)
    shy.skills.add(skill)

    assert found(here, "q=goochelen") == []
    assert found(here, f"skill={skill.pk}") == []


def test_a_team_is_shown_with_all_its_parts(here):
    top, part = make_team("Netbeheer"), make_team("Netbeheer", "Storing", "Emmen")
    make_person("Anneke de Boer", team=top)
    make_person("Wim Hoekstra", team=part)
    make_person("Sanne Postma", team=make_team("Verkoop"))

    assert found(here, f"team={top.pk}") == ["Anneke de Boer", "Wim Hoekstra"]
    assert found(here, f"team={part.pk}") == ["Wim Hoekstra"]


def test_places_and_kinds_of_work_narrow_it_down(here, bram):
    emmen, assen = make_location("Emmen"), make_location("Assen")
    make_person("Wim Hoekstra", location=emmen, kind_of_work="in_field")
    make_person("Nadia Vos", location=assen, kind_of_work="in_field")
    make_person("Gerrit Drost", location=emmen)

    assert found(here, f"location={emmen.pk}&work=in_field") == ["Wim Hoekstra"]
    assert found(here, f"location={emmen.pk}&location={assen.pk}&work=in_field") == [
        "Nadia Vos",
        "Wim Hoekstra",
    ]


@pytest.mark.parametrize(
    "question",
    [
        "team=999999",
        "team=x",
        "location=0",
        "location=-1",
        "work=flying",
        "skill=9e99",
        "manager=abc",
        "after=%FF",
        "after=zzzz",
        "q=&team=&work=",
    ],
)
def test_filters_that_make_no_sense_are_left_out(here, question):
    assert found(here, question) == ["Bram de Wit"]


def test_names_stand_in_the_order_of_a_phone_list(here):
    for name in ("Ömer Aydın", "Zoë Visser", "eva Smit", "Éva Bos", "Anna Kok"):
        make_person(name, email=f"{name[-3:]}@noorderlicht.example")

    assert found(here) == [
        "Anna Kok",
        "Bram de Wit",
        "Éva Bos",
        "eva Smit",
        "Ömer Aydın",
        "Zoë Visser",
    ]


def test_every_colleague_is_on_exactly_one_page(here):
    for number in range(65):
        make_person(f"Collega {number % 7}")

    seen, address = [], "/people/"
    while address:
        response = here.get(address)
        seen += names_in(response)
        address = next_page(response)

    assert len(seen) == 66
    assert seen == sorted(seen)


def test_thirty_colleagues_cost_as_many_queries_as_three(here):
    for number in range(2):
        make_person(f"Collega {number}", skills=["lassen"], location=make_location())
    few = queries_of(here, "/people/?q=collega")
    for number in range(28):
        make_person(f"Collega {number}", skills=["lassen"], location=make_location())

    assert queries_of(here, "/people/?q=collega") == few


def test_a_part_of_the_page_is_enough_for_the_browser(here):
    for number in range(40):
        make_person(f"Collega {number:02}")
    more = next_page(here.get("/people/"))

    part = here.get(more, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in part
    assert "Collega 39" in part


def test_nobody_found_says_what_to_try(here):
    page = here.get("/people/?q=zzzz").content.decode()

    assert 'href="/people/"' in page
    assert "Nobody found" in page or "Niemand gevonden" in page


def test_naming_suggests_who_may_read_it(here, bram):
    place = Audience.objects.create(kind="members")
    wim, _sanne = make_person("Wim Hoekstra"), make_person("Wilma Postma")
    for person in (bram, wim):
        AudienceMember.objects.create(audience=place, person=person)

    everywhere = suggested(here, "q=wi")
    inside = suggested(here, f"q=wi&place={place.pk}")

    assert everywhere == ["Bram de Wit", "Wilma Postma", "Wim Hoekstra"]
    assert inside == ["Bram de Wit", "Wim Hoekstra"]


def test_naming_tells_nothing_of_a_place_one_is_not_in(here):
    place = Audience.objects.create(kind="members")
    AudienceMember.objects.create(audience=place, person=make_person("Wim Hoekstra"))

    assert suggested(here, f"q=wim&place={place.pk}") == []


def test_naming_leaves_out_who_left(here):
    make_person("Hendrik Bos", is_active=False)

    assert suggested(here, "q=hendrik") == []


def test_a_suggestion_has_what_the_editor_shows(here):
    wim = make_person("Wim Hoekstra", job_title="Monteur", location=make_location("Emmen"))

    suggestion = here.get("/people/suggestions/?q=wim").json()["people"][0]

    assert suggestion == {
        "id": wim.pk,
        "name": "Wim Hoekstra",
        "role": "Monteur, Emmen",
        "photo": None,
        "initials": "WH",
        "tone": wim.tone,
    }


def test_eight_suggestions_are_enough(here):
    for number in range(12):
        make_mechanic(f"Wim {number}")

    assert len(suggested(here, "q=wim")) == 8


def suggested(client, question):
    return [
        person["name"] for person in client.get(f"/people/suggestions/?{question}").json()["people"]
    ]


def next_page(response):
    from html import unescape
    from re import search

    link = search(r'rel="next" href="([^"]+)"', response.content.decode())
    return link and unescape(link[1])
