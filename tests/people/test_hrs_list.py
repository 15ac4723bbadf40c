"""HR's list."""

import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from intranet.platform.models import AuditRecord
from intranet.platform.policy import Refused
from people.actions import change_person
from people.models import FunctionProfile, Location, Team, User
from people.roster import PlanChanged, UnreadableList, apply_plan, make_plan, read_list
from tests.factories.people import make_administrator, make_location, make_person, make_team
from tests.people.counting import without_token

HEADINGS = "Personeelsnummer;Naam;E-mail;Functie;Afdeling;Leidinggevende;Vestiging;Soort werk"


def the_list(*rows, headings=HEADINGS):
    return "\n".join([headings, *rows]).encode()


def plan_of(fatima, *rows, **options):
    return make_plan(read_list(the_list(*rows, **options)), actor=fatima)


def apply(actor, *rows, leaving=(), **options):
    roster = read_list(the_list(*rows, **options))
    digest = make_plan(roster, actor=actor).digest
    return apply_plan(actor=actor, roster=roster, digest=digest, leaving=set(leaving))


@pytest.fixture
def wim(db):
    return make_person(
        "Wim Hoekstra", personnel_number="10482", email="wim@noorderlicht.example",
        job_title="Monteur", location=make_location("Emmen"), kind_of_work="in_field",
        team=make_team("Netbeheer", "Storing"),
    )  # fmt: skip


WIM = "10482;Wim Hoekstra;wim@noorderlicht.example;Monteur;Netbeheer / Storing;;Emmen;buiten"


# ---- What a list may look like


@pytest.mark.parametrize(
    "content",
    [
        "Personeelsnummer;Naam;Functie\n7;José Müller;Monteur".encode(),
        "\ufeffPersoneelsnummer;Naam;Functie\r\n7;José Müller;Monteur\r\n".encode(),
        "Personeelsnummer;Naam;Functie\n7;José Müller;Monteur".encode("cp1252"),
        "Personeelsnummer\tNaam\tFunctie\n7\tJosé Müller\tMonteur".encode("utf-16"),
        'personnel number,"name",JOB TITLE\n7,"José Müller",Monteur\n\n'.encode(),
        "Functie;Achternaam;Voornaam;Tussenvoegsel;Personeels-nr.\nMonteur;Müller;José;;7".encode(),
    ],
    ids=["utf-8", "excel", "windows", "utf-16", "english", "parts of a name"],
)
def test_a_list_comes_as_it_comes(content):
    row = read_list(content).rows[0]

    assert (row.facts["personnel_number"], row.facts["name"], row.facts["job_title"]) == (
        "7",
        "José Müller",
        "Monteur",
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"Naam;Functie\nWim;Monteur",
        b"Personeelsnummer;Functie\n7;Monteur",
        b"Naam;Personeelsnummer\n",
        b"Naam;Naam;E-mail\na;b;c@x.nl",
        b"%PDF-1.7 \x00\x00",
        bytes(range(256)),
        b'"Naam";"E-mail\n' + b"x" * 200_000,
    ],
)
def test_what_is_no_list_is_said_in_one_sentence(content):
    with pytest.raises(UnreadableList) as refusal:
        read_list(content)

    assert str(refusal.value)


@pytest.mark.parametrize(
    "row",
    [
        "8;;x@x.nl;;;;;",
        ";Zonder Iets;;;;;;",
        "8;Wim;geen-adres;;;;;",
        "8;Wim;;;;;;op de maan",
        "8;Wim;;;;99999;;",
        "8;Wim;;;;8;;",
        "8;" + "W" * 121 + ";;;;;;",
        "8;Wim;;;" + "T" * 121 + ";;;",
        "8;Wim;;;;;;buiten;nog;meer",
    ],
    ids=[
        "no name",
        "nobody",
        "no address",
        "no such work",
        "no such manager",
        "own manager",
        "long name",
        "long team",
        "too many cells",
    ],
)
def test_a_row_that_makes_no_sense_is_named_and_left_out(fatima, row):
    plan = plan_of(fatima, "7;Sanne Postma;;;;;;", row)

    assert [entry.name for entry in plan.new] == ["Sanne Postma"]
    assert [problem.number for problem in plan.problems] == [3]
    assert plan.problems[0].problem


def test_a_row_number_is_the_one_in_the_spreadsheet(fatima):
    plan = plan_of(fatima, "7;Sanne;;;;;;", "", '8;"Wim\nHoekstra";;;;;;', "9;;x@x.nl;;;;;")

    assert [problem.number for problem in plan.problems] == [5]
    assert plan.new[1].name == "Wim Hoekstra"


def test_doubles_in_the_list_are_left_out_and_say_so(fatima):
    plan = plan_of(fatima, "7;Sanne;s@x.nl;;;;;", "7;Sanne P;;;;;;", "8;Wim;S@x.nl;;;;;")

    assert plan.new == []
    assert [row.number for row in plan.problems] == [2, 3, 4]


def test_characters_that_mislead_are_taken_out(fatima):
    apply(fatima, "7;Wim\u202e\u200b Hoek\x07stra\t;;;;;;")

    assert User.objects.get(personnel_number="7").name == "Wim Hoek stra"


def test_columns_that_nobody_knows_are_named(fatima):
    roster = read_list(the_list("7;Sanne;36", headings="Personeelsnummer;Naam;Schoenmaat"))

    assert roster.unknown_headings == ["Schoenmaat"]


# ---- What it would change


def test_a_preview_tells_new_changed_leaving_and_unchanged_apart(fatima, wim):
    make_person("Daan Mulder", personnel_number="10377", job_title="Leerling")
    make_person("Marijke Bos", personnel_number="10019")

    plan = plan_of(fatima, WIM, "10377;Daan Mulder;;Monteur;;;;", "10500;Priya Ramdin;;;;;;")

    assert [entry.name for entry in plan.new] == ["Priya Ramdin"]
    assert "Marijke Bos" in [person["name"] for person in plan.leaving]
    assert plan.unchanged == 1
    [daan] = plan.changed
    assert ("job_title", "Leerling", "Monteur") in [
        (d.fact, d.now, d.then) for d in daan.differences
    ]


def test_a_preview_changes_nothing(fatima, wim, django_assert_num_queries):
    before = list(User.objects.order_by("pk").values())

    plan_of(fatima, "1;Nieuw;;;Nieuw team;;Nieuwe plek;", "10482;Anders;;;;;;")

    assert list(User.objects.order_by("pk").values()) == before
    assert not Location.objects.filter(name="Nieuwe plek").exists()


def test_a_column_that_is_not_there_changes_nothing_and_an_empty_cell_empties(fatima, wim):
    apply(fatima, "10482;Wim Hoekstra;", headings="Personeelsnummer;Naam;Functie")

    wim.refresh_from_db()
    assert wim.job_title == ""
    assert wim.email == "wim@noorderlicht.example"
    assert wim.team.name == "Storing"


def test_people_are_matched_by_number_and_then_by_address(fatima, wim):
    by_hand = make_person("Ilse Jansen", personnel_number=None, email="ilse@noorderlicht.example")

    plan = apply(fatima, WIM, "10600;Ilse Jansen;ILSE@noorderlicht.example;;;;;")

    by_hand.refresh_from_db()
    assert plan.new == []
    assert by_hand.personnel_number == "10600"


def test_an_address_of_somebody_else_is_not_taken_over(fatima, wim):
    plan = plan_of(fatima, WIM, "10601;Bedrieger;wim@noorderlicht.example;;;;;")

    assert plan.new == []
    assert len(plan.problems) == 2


def test_who_stands_in_the_list_with_a_problem_does_not_leave(fatima, wim):
    plan = plan_of(fatima, "10482;Wim Hoekstra;;;;99999;;")

    assert wim.pk not in [person["pk"] for person in plan.leaving]


def test_who_was_added_by_hand_without_a_number_does_not_leave(fatima):
    by_hand = make_person("Ilse Jansen", personnel_number=None)

    assert by_hand.pk not in [person["pk"] for person in plan_of(fatima, "7;X;;;;;;").leaving]


def test_a_manager_may_stand_further_down_and_be_new(fatima):
    apply(fatima, "1;Wim;;;;2;;", "2;Gerrit;;;;3;;", "3;Joke;;;;;;")

    assert User.objects.get(personnel_number="1").manager.manager.name == "Joke"


def test_managers_in_a_circle_are_refused(fatima):
    plan = plan_of(
        fatima, "1;Wim;;;;2;;", "2;Gerrit;;;;3;;", "3;Joke;;;;1;;", "4;Kees;;;;3;;", "5;Vrij;;;;;;"
    )

    assert [entry.name for entry in plan.new] == ["Vrij"]
    assert len(plan.problems) == 4


def test_a_circle_with_somebody_who_is_here_already_is_refused(fatima, wim):
    wim.manager = make_person("Gerrit Drost", personnel_number="20")
    wim.save()

    plan = plan_of(
        fatima,
        "20;Gerrit Drost;;;;10482",
        headings="Personeelsnummer;Naam;E-mail;Functie;Afdeling;Leidinggevende",
    )

    assert [row.number for row in plan.problems] == [2]


# ---- Applying it


def test_new_people_come_with_team_place_and_profile(fatima):
    apply(
        fatima,
        "1;Wim Hoekstra;wim@x.nl;Monteur;Netbeheer / Storing / Emmen;;Emmen;thuis;Veldwerk;en;06",
        headings=HEADINGS + ";Functieprofiel;Taal;Telefoon",
    )

    wim = User.objects.get(email="wim@x.nl")
    assert (wim.team.name, wim.team.parent.name, wim.team.parent.parent.name) == (
        "Emmen",
        "Storing",
        "Netbeheer",
    )
    assert (wim.location.name, wim.function_profile.name, wim.kind_of_work) == (
        "Emmen",
        "Veldwerk",
        "at_home",
    )
    assert (wim.language, wim.phone) == ("en", "06")
    assert not wim.has_usable_password()


def test_parts_are_made_once_however_they_are_capitalised(fatima, wim):
    apply(
        fatima,
        WIM,
        "1;A;;;netbeheer / STORING;;EMMEN;",
        "2;B;;;Nieuw;;Nieuw;",
        "3;C;;;nieuw;;NIEUW;",
    )

    assert Team.objects.count() == 3
    assert Location.objects.count() == 2
    assert not FunctionProfile.objects.exists()


def test_the_same_list_again_changes_nothing(fatima, wim):
    rows = (WIM, "1;Gerrit;g@x.nl;Opzichter;Nieuw / Team;10482;Assen;kantoor")
    apply(fatima, *rows)
    before = list(User.objects.order_by("pk").values())

    again = apply(fatima, *rows)

    assert again.new == again.changed == []
    assert list(User.objects.order_by("pk").values()) == before


def test_two_people_exchange_their_addresses(fatima, wim):
    other = make_person("Wim de Boer", personnel_number="2", email="wim2@noorderlicht.example")

    apply(fatima, WIM.replace("wim@", "wim2@"), "2;Wim de Boer;wim@noorderlicht.example;;;;;")

    wim.refresh_from_db()
    other.refresh_from_db()
    assert (wim.email, other.email) == ("wim2@noorderlicht.example", "wim@noorderlicht.example")


def test_only_who_is_ticked_loses_access(fatima, wim):
    marijke = make_person("Marijke Bos", personnel_number="10019")

    apply(fatima, "7;Sanne Postma;;;;;;", leaving=[marijke.pk])

    wim.refresh_from_db()
    marijke.refresh_from_db()
    assert (wim.is_active, marijke.is_active) == (True, False)


def test_nobody_can_be_sent_away_who_was_not_named(fatima, bram, wim):
    by_hand = make_person("Ilse Jansen", personnel_number=None)

    apply(
        fatima,
        WIM,
        f"{bram.personnel_number};Bram de Wit;{bram.email};;;;;",
        leaving=[by_hand.pk, bram.pk, wim.pk],
    )

    assert User.objects.filter(pk__in=[by_hand.pk, bram.pk, wim.pk], is_active=True).count() == 3


def test_who_is_in_the_list_again_is_let_in_again(fatima, wim):
    wim.is_active = False
    wim.save()

    plan = apply(fatima, WIM)

    wim.refresh_from_db()
    assert plan.changed[0].returns
    assert wim.is_active


def test_what_people_said_of_themselves_stays(fatima, wim):
    wim.phone, wim.language, wim.about = "06 99", "en", "Hallo"
    wim.save()

    apply(fatima, WIM + ";nl;06 11", headings=HEADINGS + ";Taal;Telefoon")

    wim.refresh_from_db()
    assert (wim.phone, wim.language, wim.about) == ("06 99", "en", "Hallo")


def test_nothing_is_applied_when_the_world_changed_since_the_preview(fatima, wim):
    roster = read_list(the_list(WIM.replace("Monteur", "Voorman")))
    digest = make_plan(roster, actor=fatima).digest
    change_person(actor=fatima, person=wim, job_title="Opzichter")

    with pytest.raises(PlanChanged):
        apply_plan(actor=fatima, roster=roster, digest=digest, leaving=())

    wim.refresh_from_db()
    assert wim.job_title == "Opzichter"


def test_a_list_that_fails_half_way_changes_nothing(fatima, wim, monkeypatch):
    marijke = make_person("Marijke Bos", personnel_number="10019")
    monkeypatch.setattr("people.roster.applying.deactivate_person", fail)

    with pytest.raises(RuntimeError):
        apply(fatima, "7;Sanne Postma;;;Nieuw;;;", leaving=[marijke.pk])

    assert not User.objects.filter(personnel_number="7").exists()
    assert not Team.objects.filter(name="Nieuw").exists()


def test_hr_cannot_take_an_administrator_over_by_a_list(fatima):
    boss = make_administrator(personnel_number="1")

    plan = plan_of(fatima, "1;Tom Beheer;fatima.prive@x.example;;;;;")

    assert plan.changed == []
    assert boss.pk not in [person["pk"] for person in plan.leaving]


def test_only_hr_applies_a_list(bram, fatima):
    roster = read_list(the_list("7;Sanne;;;;;;"))

    with pytest.raises(Refused):
        apply_plan(
            actor=bram, roster=roster, digest=make_plan(roster, actor=bram).digest, leaving=()
        )


def test_that_a_list_was_applied_is_written_down(fatima):
    apply(fatima, "7;Sanne;;;;;;")

    assert AuditRecord.objects.get(action="people.roster.applied").details["new"] == 1


def test_a_thousand_people_cost_as_many_queries_as_ten(fatima, django_assert_max_num_queries):
    apply(fatima, *(f"{n};Collega {n};;;Team;;Emmen;" for n in range(10)))

    with django_assert_max_num_queries(30):
        apply(
            fatima,
            *(
                f"{n};Collega {n};c{n}@x.nl;Functie {n};Team;{n - 1 if n else ''};Emmen;thuis"
                for n in range(1000)
            ),
        )


# ---- In the browser


@pytest.fixture
def hr(client, fatima):
    client.force_login(fatima)
    return client


def bring(client, *rows):
    return client.post(
        "/admin/hr-list/", {"list": SimpleUploadedFile("lijst.csv", the_list(*rows))}
    )


def digest_in(page):
    return re.search(r'name="digest" value="(\w+)"', page.content.decode())[1]


def test_hr_looks_at_a_list_and_applies_what_she_saw(hr, wim):
    marijke = make_person("Marijke Bos", personnel_number="10019")
    address = bring(hr, WIM.replace("Monteur", "Voorman"), "7;Sanne Postma;;;;;;", "8;;;;;;;").url

    page = hr.get(address)
    for words in ("Voorman", "Sanne Postma", "Marijke Bos"):
        assert words in page.content.decode()
    hr.post(address, {"digest": digest_in(page), "leaving": [marijke.pk]})

    wim.refresh_from_db()
    marijke.refresh_from_db()
    assert wim.job_title == "Voorman"
    assert not marijke.is_active
    assert User.objects.filter(name="Sanne Postma").exists()


def test_she_is_shown_the_preview_again_when_something_changed(hr, fatima, wim):
    address = bring(hr, WIM.replace("Monteur", "Voorman")).url
    page = hr.get(address)
    change_person(actor=fatima, person=wim, job_title="Opzichter")

    response = hr.post(address, {"digest": digest_in(page)})

    assert response.status_code == 409
    assert "Opzichter" in response.content.decode()


def test_everybody_who_is_not_in_the_list_can_be_ticked_at_once(hr, fatima, wim):
    address = bring(hr, f"{fatima.personnel_number};Fatima El Amrani;{fatima.email};;;;;").url

    hr.post(address, {"digest": digest_in(hr.get(address)), "all_leave": "on"})

    wim.refresh_from_db()
    assert not wim.is_active


def test_a_list_is_kept_for_who_brought_it_and_goes_when_it_is_applied(client, hr, wim):
    address = bring(hr, WIM.replace("Monteur", "Voorman")).url
    page = hr.get(address)
    client.force_login(make_administrator())
    assert client.get(address).status_code == 302
    client.force_login(User.objects.get(name="Fatima El Amrani"))

    hr.post(address, {"digest": digest_in(page)})

    assert not [name for name in cache._cache.get_client().keys("*") if b"roster" in name]


def test_a_file_that_is_no_list_is_refused_with_a_sentence(hr):
    response = bring(hr)

    assert response.status_code == 422
    assert (
        "There are no people" in without_token(response)[1]
        or "Er staan geen mensen" in without_token(response)[1]
    )


@pytest.mark.parametrize(
    "address",
    [
        "/admin/hr-list/",
        "/admin/hr-list/00000000-0000-4000-8000-000000000000/",
        "/admin/codes/",
        "/admin/invitations/",
    ],
)
def test_only_hr_gets_to_these_pages(client, db, address):
    client.force_login(make_person("Bram de Wit"))
    assert client.get(address, follow=True).status_code == 403

    client.force_login(make_person("Kijkt Mee", is_staff=True))
    assert client.get(address, follow=True).status_code == 403


def fail(**_):
    raise RuntimeError
