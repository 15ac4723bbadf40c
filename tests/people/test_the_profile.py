"""Somebody's profile."""

import pytest
from django.urls import reverse

from people.actions import change_profile
from people.models import Skill
from tests.factories.communities import make_community, make_post
from tests.factories.people import make_location, make_mechanic, make_person, make_team, picture
from tests.people.counting import queries_of


def page_of(client, person):
    return client.get(f"/people/{person.pk}/").content.decode()


@pytest.fixture
def wim(db):
    return make_person(
        "Wim Hoekstra", job_title="Monteur storingsdienst", location=make_location("Emmen"),
        team=make_team("Netbeheer", "Storing", "Emmen"), phone="06 55 01 77 20",
        skills=["mantelbuizen", "oude netten"], about="Elf wekkerradio's.\n\nEn een hond.",
    )  # fmt: skip


def test_a_profile_tells_who_somebody_is_and_what_to_ask(here, wim):
    page = page_of(here, wim)

    for words in (
        "Monteur storingsdienst, Emmen",
        "Netbeheer",
        "Storing",
        "mantelbuizen",
        "En een hond.",
        "tel:0655017720",
        wim.email,
    ):
        assert words in page


def test_a_profile_hides_what_its_owner_hides(here, wim):
    wim.shows_email = wim.shows_phone = wim.shows_skills = False
    wim.save()

    page = page_of(here, wim)

    for words in (wim.email, "0655017720", wim.phone, "mantelbuizen"):
        assert words not in page


def test_a_profile_shows_the_line_of_managers_from_the_top(here, wim):
    joke = make_person("Joke Veenstra")
    wim.manager = make_person("Gerrit Drost", manager=make_person("Anneke de Boer", manager=joke))
    wim.save()

    page = page_of(here, wim)

    assert page.index("Joke Veenstra") < page.index("Anneke de Boer") < page.index("Gerrit Drost")


def test_a_circle_of_managers_does_not_hang_the_page(here, wim):
    gerrit = make_person("Gerrit Drost", manager=wim)
    wim.manager = gerrit
    wim.save()

    assert "Gerrit Drost" in page_of(here, wim)


def test_a_profile_shows_who_reports_to_somebody(here, wim):
    make_person("Mehmet Kaya", manager=wim)
    make_person("Weg Gegaan", manager=wim, is_active=False)

    page = page_of(here, wim)

    assert "Mehmet Kaya" in page
    assert "Weg Gegaan" not in page


def test_thirty_reports_cost_as_many_queries_as_three(here, wim):
    for number in range(3):
        make_person(f"Collega {number}", manager=wim)
    few = queries_of(here, f"/people/{wim.pk}/")
    for number in range(30):
        make_person(f"Ander {number}", manager=wim)

    assert queries_of(here, f"/people/{wim.pk}/") == few


def test_who_has_many_reports_links_to_all_of_them(here, wim):
    for number in range(14):
        make_person(f"Collega {number:02}", manager=wim)

    assert f"/people/?manager={wim.pk}" in page_of(here, wim)
    assert "Collega 13" in here.get(f"/people/?manager={wim.pk}").content.decode()


def test_a_profile_shows_what_the_reader_may_see_of_ones_posts(here, bram, wim):
    make_post(author=wim, community=make_community(members=[wim]), body="<p>Sleutel 22 gezocht</p>")
    make_post(
        author=wim,
        community=make_community("closed", members=[wim]),
        body="<p>Onder ons gezegd</p>",
    )

    page = page_of(here, wim)

    assert "Sleutel 22 gezocht" in page
    assert "Onder ons gezegd" not in page


def test_long_words_and_empty_profiles_are_shown_too(here):
    long = make_person(
        "Wolfeschlegelsteinhausenbergerdorff " * 3,
        job_title="Hoofdarbeidsomstandighedenfunctionaris" * 3,
    )
    bare = make_mechanic("X")

    assert here.get(f"/people/{long.pk}/").status_code == 200
    assert here.get(f"/people/{bare.pk}/").status_code == 200


def test_names_are_shown_as_words_and_never_run(here):
    odd = make_person(
        "<script>alert(1)</script>",
        job_title='"><img src=x onerror=alert(1)>',
        about="<b>x</b>",
        phone='"><svg/onload=alert(1)>',
    )

    page = page_of(here, odd) + here.get("/people/").content.decode()

    for code in ("<script>alert", "<img src=x", "<b>x</b>", "<svg/onload"):
        assert code not in page


def test_the_product_itself_has_no_profile(here):
    product = make_person("Onderling", is_system=True)

    assert here.get(f"/people/{product.pk}/").status_code == 404


def test_ones_own_profile_has_an_address_of_its_own(here, bram):
    assert here.get(reverse("my_profile")).url == f"/people/{bram.pk}/"


def test_a_person_says_what_she_can_be_asked(here, bram):
    Skill.objects.create(name="Lassen")

    here.post(
        "/profile/",
        {
            "about": "Ik werk aan kasten.",
            "phone": "06 12",
            "skills": "lassen, Fries; koffie,, lassen",
        },
    )

    bram.refresh_from_db()
    assert bram.about == "Ik werk aan kasten."
    assert sorted(skill.name for skill in bram.skills.all()) == ["Fries", "Lassen", "koffie"]


def test_a_person_changes_nothing_that_hr_keeps(here, bram):
    here.post(
        "/profile/",
        {"about": "", "phone": "", "skills": "", "name": "Joke Veenstra", "job_title": "Directeur",
         "email": "joke@x.example", "is_staff": "on", "is_superuser": "on", "is_active": "",
         "manager": str(bram.pk), "personnel_number": "1", "welcomed_at": "", "team": "1",
         "language": "en", "password": "x", "groups": "1", "user_permissions": "1"},
    )  # fmt: skip

    same = type(bram).objects.get(pk=bram.pk)
    for field in type(bram)._meta.concrete_fields:
        assert getattr(same, field.attname) == getattr(bram, field.attname), field.name
    assert not same.groups.exists()


def test_what_is_too_long_comes_back_with_what_was_typed(here, bram):
    response = here.post("/profile/", {"about": "x" * 1001, "phone": "", "skills": ""})

    assert response.status_code == 422
    assert "x" * 1001 in response.content.decode()


def test_too_many_skills_are_the_first_twenty(bram):
    change_profile(person=bram, about="", phone="", skills=[f"kunst {n}" for n in range(30)])

    assert bram.skills.count() == 20


def test_a_person_changes_her_photo_and_the_earlier_one_is_gone(
    here, bram, stored, django_capture_on_commit_callbacks
):
    here.post("/profile/photo/", {"photo": picture()})
    first = type(bram).objects.get(pk=bram.pk).photo_id

    with django_capture_on_commit_callbacks(execute=True):
        here.post("/profile/photo/", {"photo": picture(colour="red")})

    bram.refresh_from_db()
    assert bram.photo_id != first
    assert stored() == ["1200", "320", "96"]


def test_what_is_no_photo_leaves_the_photo_as_it_was(here, bram, stored):
    here.post("/profile/photo/", {"photo": picture()})

    from io import BytesIO

    odd = BytesIO(b"<svg onload=alert(1)>")
    odd.name = "photo.jpg"
    response = here.post("/profile/photo/", {"photo": odd})

    assert response.status_code == 422
    assert stored() == ["1200", "320", "96"]
    assert type(bram).objects.get(pk=bram.pk).photo is not None


def test_a_person_shows_her_initials_instead(
    here, bram, stored, django_capture_on_commit_callbacks
):
    here.post("/profile/photo/", {"photo": picture()})

    with django_capture_on_commit_callbacks(execute=True):
        here.post("/profile/photo/remove/")

    assert type(bram).objects.get(pk=bram.pk).photo is None
    assert stored() == []
