"""The administration of people and the organisation."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from intranet.platform.models import AuditRecord, Organisation
from intranet.platform.organisation import forget_organisation
from intranet.platform.policy import Refused
from people.actions import Role, add_person, change_person, give_role, role_of
from people.models import Location, Team, User
from tests.factories.people import make_administrator, make_hr, make_person, make_team, picture


@pytest.fixture
def hr(client, fatima):
    client.force_login(fatima)
    return client


FACTS = {
    "name": "Ilse Jansen",
    "email": "Ilse@noorderlicht.example",
    "personnel_number": "77",
    "job_title": "Planner",
    "kind_of_work": "on_site",
    "language": "nl",
}


def again(person):
    return User.objects.get(pk=person.pk)


def test_hr_adds_a_colleague(hr):
    response = hr.post("/admin/people/user/add/", FACTS)

    ilse = User.objects.get(name="Ilse Jansen")
    assert response.status_code == 302
    assert ilse.email == "ilse@noorderlicht.example"
    assert not ilse.has_usable_password()
    assert AuditRecord.objects.filter(action="people.person.added", subject_id=ilse.pk).exists()


def test_hr_changes_a_colleague(hr, bram):
    hr.post(f"/admin/people/user/{bram.pk}/change/", FACTS)

    assert again(bram).job_title == "Planner"
    record = AuditRecord.objects.get(action="people.person.changed")
    assert "job_title" in record.details["facts"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"email": "geen adres"},
        {"email": "taken@noorderlicht.example"},
        {"personnel_number": "TAKEN"},
        {"kind_of_work": "x"},
    ],
)
def test_what_makes_no_sense_comes_back(hr, wrong):
    make_person("Wim Hoekstra", email="taken@noorderlicht.example", personnel_number="taken")

    response = hr.post("/admin/people/user/add/", FACTS | wrong)

    assert response.status_code == 200
    assert not User.objects.filter(job_title="Planner").exists()


def test_a_manager_cannot_be_somebody_who_reports_to_her(hr, bram):
    report = make_person("Mehmet Kaya", manager=bram)

    response = hr.post(f"/admin/people/user/{bram.pk}/change/", FACTS | {"manager": report.pk})

    assert response.status_code == 200
    assert again(bram).manager is None


def test_hr_gives_nobody_rights(hr, bram):
    hr.post(
        f"/admin/people/user/{bram.pk}/change/",
        FACTS
        | {
            "role": "administrator",
            "is_staff": "on",
            "is_superuser": "on",
            "is_active": "",
            "groups": "1",
            "password": "x",
        },
    )

    changed = again(bram)
    assert (changed.is_staff, changed.is_superuser, changed.is_active) == (False, False, True)
    assert changed.password == bram.password


def test_hr_cannot_open_or_change_an_administrator(hr):
    boss = make_administrator()

    response = hr.post(f"/admin/people/user/{boss.pk}/change/", FACTS)

    assert response.status_code == 403
    assert again(boss).email == boss.email


def test_an_administrator_makes_somebody_hr(client, tom, bram):
    client.force_login(tom)

    client.post(f"/admin/people/user/{bram.pk}/change/", FACTS | {"role": "hr"})

    assert role_of(again(bram)) == Role.HR
    client.force_login(again(bram))
    assert client.get("/admin/people/user/").status_code == 200


def test_who_is_hr_no_more_gets_into_nothing(client, tom):
    fatima = make_hr()
    give_role(actor=tom, person=fatima, role=Role.NONE)

    client.force_login(again(fatima))

    assert client.get("/admin/", follow=True).status_code == 403
    assert not again(fatima).groups.exists()


def test_nobody_gives_herself_a_role(tom):
    with pytest.raises(Refused):
        give_role(actor=tom, person=tom, role=Role.NONE)


def test_hr_appoints_nobody(fatima, bram):
    with pytest.raises(Refused):
        give_role(actor=fatima, person=bram, role=Role.HR)


def test_nobody_can_be_deleted(client, tom, bram):
    client.force_login(tom)

    client.post(
        "/admin/people/user/",
        {"action": "delete_selected", "_selected_action": [bram.pk], "post": "yes"},
    )
    response = client.post(f"/admin/people/user/{bram.pk}/delete/", {"post": "yes"})

    assert response.status_code == 403
    assert again(bram)


def test_ending_access_asks_once_more(hr, bram):
    chosen = {"action": "deactivate", "_selected_action": [bram.pk]}

    page = hr.post("/admin/people/user/", chosen)
    assert "Bram de Wit" in page.content.decode()
    assert again(bram).is_active

    hr.post("/admin/people/user/", chosen | {"sure": "yes"})
    assert not again(bram).is_active


def test_what_could_not_be_done_for_one_is_done_for_the_others(hr, fatima, bram):
    hr.post(
        "/admin/people/user/",
        {"action": "deactivate", "_selected_action": [fatima.pk, bram.pk], "sure": "yes"},
    )

    assert again(fatima).is_active
    assert not again(bram).is_active


def test_somebody_is_let_in_again(hr, bram):
    bram.is_active = False
    bram.save()

    hr.post("/admin/people/user/", {"action": "reactivate", "_selected_action": [bram.pk]})

    assert again(bram).is_active


def test_chosen_people_get_invitations_or_codes(hr, bram):
    hr.post("/admin/people/user/", {"action": "invite", "_selected_action": [bram.pk]})
    sheet = hr.post(
        "/admin/people/user/", {"action": "make_codes", "_selected_action": [bram.pk]}, follow=True
    )

    assert bram.invitations.count() == 1
    assert "Bram de Wit" in sheet.content.decode()


def test_the_front_page_shows_what_one_may_do(client, hr, bram):
    assert "/admin/hr-list/" in hr.get("/admin/").content.decode()

    client.force_login(make_person("Kijkt Mee", is_staff=True))
    assert "/admin/hr-list/" not in client.get("/admin/").content.decode()


def test_facts_that_are_not_hrs_cannot_be_set(fatima, bram):
    with pytest.raises(TypeError):
        add_person(actor=fatima, name="X", is_superuser=True)
    with pytest.raises(TypeError):
        change_person(actor=fatima, person=bram, password="x")  # noqa: S106


def test_only_hr_adds_people(bram):
    with pytest.raises(Refused):
        add_person(actor=bram, name="X")


def test_an_earlier_address_is_told_that_it_is_one(fatima, bram, mailoutbox):
    from tests.outbox import deliver

    old = bram.email
    change_person(actor=fatima, person=bram, email="bram2@noorderlicht.example")
    deliver()

    assert [mail.to for mail in mailoutbox] == [[old]]


# ---- The organisation


def organisation(**changes):
    return {
        "name": "Noorderlicht Netbeheer",
        "place_name": "Het Plein",
        "hue": "218",
        "values": "",
        "email_domains": "",
    } | changes


def test_hr_names_the_place_and_gives_it_a_colour(hr, django_capture_on_commit_callbacks):
    hr.get("/admin/platform/organisation/")
    with django_capture_on_commit_callbacks(execute=True):
        hr.post(
            "/admin/platform/organisation/1/change/",
            organisation(place_name="De Kade", hue="30", values="Veilig naar huis\nZeg het gewoon"),
        )

    kept = Organisation.objects.get()
    assert kept.values == ["Veilig naar huis", "Zeg het gewoon"]
    assert hr.get("/place.css").content == b":root { --brand-hue: 30; }\n"
    assert "De Kade" in hr.get("/people/").content.decode()


@pytest.mark.parametrize("hue", ["-1", "361", "rood", "30;} body{display:none"])
def test_a_colour_is_a_number_of_degrees(hr, hue):
    hr.get("/admin/platform/organisation/")

    response = hr.post("/admin/platform/organisation/1/change/", organisation(hue=hue))

    assert response.status_code == 200
    assert Organisation.objects.get().hue == 218


def test_a_logo_is_drawn_anew_and_shown_to_everybody(
    hr, client, stored, django_capture_on_commit_callbacks
):
    hr.get("/admin/platform/organisation/")
    logo = SimpleUploadedFile("logo.svg.exe", picture(format="PNG").read() + b"<script>")
    with django_capture_on_commit_callbacks(execute=True):
        hr.post("/admin/platform/organisation/1/change/", organisation(new_logo=logo))
    forget_organisation()
    client.logout()

    response = client.get("/place-logo.webp")

    content = b"".join(response)
    assert response["Content-Type"] == "image/webp"
    assert content[:4] == b"RIFF"
    assert b"script" not in content
    assert "/place-logo.webp?v=" in client.get("/accounts/login/").content.decode()


def test_a_logo_that_is_no_picture_is_refused(hr, stored):
    hr.get("/admin/platform/organisation/")

    response = hr.post(
        "/admin/platform/organisation/1/change/",
        organisation(new_logo=SimpleUploadedFile("l.svg", b"<svg onload=alert(1)>")),
    )

    assert response.status_code == 200
    assert stored() == []


def test_colour_and_logo_may_be_kept_by_browsers_as_long_as_they_are_these(client, db):
    version = Organisation.objects.get_or_create(pk=1)[0].version

    assert "immutable" in client.get(f"/place.css?v={version}")["Cache-Control"]
    assert "immutable" not in client.get("/place.css?v=1")["Cache-Control"]
    assert "public" in client.get("/place.css")["Cache-Control"]


def test_hr_builds_the_tree_of_teams(hr):
    hr.post("/admin/people/team/add/", {"name": "Netbeheer"})
    top = Team.objects.get()
    hr.post("/admin/people/team/add/", {"name": "Storing", "parent": top.pk})

    assert "Netbeheer / Storing" in hr.get("/admin/people/team/").content.decode()


def test_a_team_is_not_part_of_its_own_part(hr):
    part = make_team("Netbeheer", "Storing", "Emmen")
    top = part.parent.parent

    response = hr.post(
        f"/admin/people/team/{top.pk}/change/", {"name": "Netbeheer", "parent": part.pk}
    )

    assert response.status_code == 200
    assert Team.objects.get(pk=top.pk).parent is None


def test_removing_a_place_leaves_its_people(hr, bram):
    bram.location = Location.objects.create(name="Emmen")
    bram.save()

    hr.post(f"/admin/people/location/{bram.location_id}/delete/", {"post": "yes"})

    assert again(bram).location is None


def test_an_employee_changes_nothing_of_the_organisation(here):
    assert here.get("/admin/platform/organisation/1/change/", follow=True).status_code == 403
