"""Announcing something that must be read."""

from datetime import timedelta

import pytest

from communities.actions import (
    AnnouncementPlan,
    acknowledge,
    ask_to_read_again,
    edit_post,
    publish_post,
    remind,
)
from communities.feeds import figures_of
from communities.models import Acknowledgement, Announcement
from communities.policies import can_acknowledge, people_asked
from conversations.actions import StaleEdit
from intranet.platform import clock
from intranet.platform.policy import Refused
from people.models import FunctionProfile, Location, Team, User
from tests.counting import queries_of
from tests.factories.communities import make_community, make_person
from tests.outbox import deliver

pytestmark = pytest.mark.django_db


@pytest.fixture
def hanneke():
    """Who announces."""
    return make_person("Hanneke Smit", language="en")


@pytest.fixture
def bram():
    """Who is to read it."""
    return make_person("Bram de Wit", language="en")


@pytest.fixture
def place(hanneke, bram):
    """Where it is announced."""
    return make_community(name="Veilig werken", managers=[hanneke], members=[bram])


def announce(sender, place, **plan):
    """Announce something that must be read."""
    plan = AnnouncementPlan(is_must_read=True, **plan)
    post = publish_post(
        author=sender, community=place, title="Eerst meten", body="<p>Meet zelf na.</p>", plan=plan
    )
    return Announcement.objects.select_related("post__thread__audience", "post__community").get(
        pk=post.pk
    )


def read(person, announcement):
    """Say that one read what holds now."""
    version = Announcement.objects.get(pk=announcement.pk).version
    acknowledge(person=person, announcement=announcement, version=version)


# ---- Who may


def test_managers_announce_and_members_do_not(hanneke, bram, place):
    announce(hanneke, place)

    with pytest.raises(Refused, match="communications, announce here"):
        announce(bram, place)


def test_communications_announce_where_they_may_post(bram, place):
    bram.is_communications = True
    bram.save()

    assert announce(bram, place).version == 1


def test_communications_announce_to_everybody_also_where_only_managers_post(hanneke):
    speaker = make_person("Ilse Vos", is_communications=True)
    whole = make_community(is_company_wide=True, managers=[hanneke], who_may_post="managers")

    announcement = announce(speaker, whole)

    assert people_asked(announcement).count() == User.objects.filter(is_active=True).count() - 1


def test_who_may_not_is_not_offered_to(sign_in, hanneke, bram, place):
    assert "kind=announcement" not in sign_in(bram).get(place.get_absolute_url()).content.decode()
    assert "kind=announcement" in sign_in(hanneke).get(place.get_absolute_url()).content.decode()
    assert "kind=announcement" in sign_in(hanneke).get("/").content.decode()


def test_without_script_a_refusal_gives_everything_typed_back(sign_in, bram, place):
    answer = sign_in(bram).post(
        "/posts/", {"community": place.pk, "kind": "announcement", "body": "Zo moet het voortaan"}
    )

    assert answer.status_code == 403
    assert "Zo moet het voortaan" in answer.content.decode()


# ---- Whom it asks


def test_it_asks_members_and_not_who_sent_it(hanneke, bram, place):
    make_person("Sanne Postma")

    announcement = announce(hanneke, place)

    assert set(people_asked(announcement)) == {bram}


def test_it_can_be_for_some_teams_with_their_parts_some_places_and_some_jobs(hanneke):
    north = Team.objects.create(name="Noord")
    emmen, assen = Location.objects.create(name="Emmen"), Location.objects.create(name="Assen")
    mechanic = FunctionProfile.objects.create(name="Monteur")
    part = Team.objects.create(name="Storing", parent=north)
    wanted = make_person(team=part, location=emmen, function_profile=mechanic)
    others = [
        make_person(team=part, location=assen, function_profile=mechanic),
        make_person(team=part, location=emmen),
        make_person(location=emmen, function_profile=mechanic),
    ]
    place = make_community(managers=[hanneke], members=[wanted, *others])

    announcement = announce(
        hanneke, place, teams=(north.pk,), locations=(emmen.pk,), profiles=(mechanic.pk,)
    )

    assert set(people_asked(announcement)) == {wanted}


def test_the_three_directions_agree(hanneke, bram, place):
    emmen = Location.objects.create(name="Emmen")
    people = [
        bram,
        hanneke,
        make_person("Sanne Postma", location=emmen),
        make_person("Oud Collega", is_active=False),
    ]
    announcements = [
        announce(hanneke, place),
        announce(hanneke, place, locations=(emmen.pk,)),
        announce(hanneke, make_community(is_company_wide=True, managers=[hanneke])),
    ]

    for announcement in announcements:
        for person in people:
            asked = people_asked(announcement).filter(pk=person.pk).exists()
            mine = Announcement.objects.must_reads_of(person).filter(pk=announcement.pk).exists()
            assert mine == asked
            if person.is_active:
                assert can_acknowledge(person, announcement) == asked


def test_the_number_of_people_is_known_before_it_is_sent(sign_in, hanneke, bram, place):
    emmen = Location.objects.create(name="Emmen")
    browser = sign_in(hanneke)

    all_of_them = browser.get(f"/posts/head-count/?community={place.pk}").content.decode()
    nobody = browser.get(f"/posts/head-count/?community={place.pk}&location={emmen.pk}")
    of_a_member = sign_in(bram).get(f"/posts/head-count/?community={place.pk}")

    assert "1 colleague is asked" in all_of_them
    assert "0 colleagues are asked" in nobody.content.decode()
    assert of_a_member.content == b""


# ---- Reading and confirming


def test_who_is_asked_hears_of_it_and_finds_it_on_the_home_page_until_she_confirms(
    sign_in, hanneke, bram, place
):
    announcement = announce(hanneke, place, due_at=clock.now() + timedelta(days=2))
    deliver()
    browser = sign_in(bram)

    before = browser.get("/").content.decode()
    browser.post(f"/posts/{announcement.pk}/confirm/", {"version": 1})
    after = browser.get("/").content.decode()

    assert bram.notifications.get().reason == "must_read"
    assert "Asked of you" in before
    assert "Please read and confirm before" in before
    assert "Asked of you" not in after
    assert "You confirmed that you read this." in after


def test_who_is_not_asked_sees_the_announcement_without_a_button(sign_in, hanneke, place):
    announcement = announce(hanneke, place)
    sanne = make_person("Sanne Postma", language="en")

    page = sign_in(sanne).get(announcement.post.get_absolute_url()).content.decode()
    answer = sign_in(sanne).post(f"/posts/{announcement.pk}/confirm/", {"version": 1})

    assert "Meet zelf na." in page
    assert "I have read this" not in page
    assert answer.status_code == 403


def test_confirming_twice_is_confirming_once(hanneke, bram, place):
    announcement = announce(hanneke, place)

    read(bram, announcement)
    read(bram, announcement)

    assert Acknowledgement.objects.count() == 1


def test_a_new_version_asks_who_confirmed_the_first_again(sign_in, hanneke, bram, place):
    announcement = announce(hanneke, place)
    deliver()
    read(bram, announcement)
    edit_post(author=hanneke, post=announcement.post, body="<p>Meet altijd.</p>", seen_edits=0)

    ask_to_read_again(author=hanneke, announcement=announcement)
    deliver()

    page = sign_in(bram).get(announcement.post.get_absolute_url()).content.decode()
    assert "It was changed since you confirmed it." in page
    assert bram.notifications.filter(reason="must_read").count() == 2


def test_an_old_page_confirms_nothing_of_the_new_version(sign_in, hanneke, bram, place):
    announcement = announce(hanneke, place)
    ask_to_read_again(author=hanneke, announcement=announcement)

    with pytest.raises(StaleEdit):
        acknowledge(person=bram, announcement=announcement, version=1)
    told = sign_in(bram).post(f"/posts/{announcement.pk}/confirm/", {"version": 1}, follow=True)

    assert "It was changed since you opened it." in told.content.decode()
    assert not Acknowledgement.objects.exists()


def test_a_change_alone_asks_nobody_again(sign_in, hanneke, bram, place):
    announcement = announce(hanneke, place)
    read(bram, announcement)

    edit_post(author=hanneke, post=announcement.post, body="<p>Meet altijd.</p>", seen_edits=0)

    page = sign_in(bram).get(announcement.post.get_absolute_url()).content.decode()
    assert "You confirmed that you read this." in page


# ---- What the sender sees


def test_the_sender_sees_who_still_has_to(sign_in, hanneke, bram, place):
    announcement = announce(hanneke, place)
    daan = make_person("Daan Mulder")
    place.memberships.create(person=daan, joined_at=clock.now())
    read(bram, announcement)

    page = sign_in(hanneke).get(f"/posts/{announcement.pk}/readers/").content.decode()

    assert "1 of 2 colleagues confirmed." in page
    assert "Daan Mulder" in page
    assert "Bram de Wit" not in page


def test_the_sender_tells_an_earlier_version_from_nothing_at_all(sign_in, hanneke, bram, place):
    announcement = announce(hanneke, place)
    read(bram, announcement)
    ask_to_read_again(author=hanneke, announcement=announcement)
    browser = sign_in(hanneke)

    earlier = browser.get(f"/posts/{announcement.pk}/readers/?only=earlier").content.decode()
    nothing = browser.get(f"/posts/{announcement.pk}/readers/?only=nothing").content.decode()

    assert "Bram de Wit" in earlier
    assert "Bram de Wit" not in nothing
    assert "1 of them confirmed an earlier version." in earlier


def test_everybody_else_sees_nothing_about_persons(sign_in, hanneke, bram, place):
    other_manager = make_person("Gerrit Drost", is_superuser=True, is_staff=True)
    place.audience.seats.create(person=other_manager, is_steward=True)
    announcement = announce(hanneke, place)
    read(bram, announcement)

    for person in (bram, other_manager):
        browser = sign_in(person)
        assert browser.get(f"/posts/{announcement.pk}/readers/").status_code == 403
        assert browser.post(f"/posts/{announcement.pk}/remind/").status_code == 403


def test_a_reminder_reaches_who_still_has_to_and_nobody_else(sign_in, hanneke, bram, place):
    announcement = announce(hanneke, place)
    daan = make_person("Daan Mulder")
    place.memberships.create(person=daan, joined_at=clock.now())
    read(bram, announcement)
    deliver()

    sign_in(hanneke).post(f"/posts/{announcement.pk}/remind/")
    deliver()

    assert daan.notifications.filter(reason="reminded").count() == 1
    assert not bram.notifications.filter(reason="reminded").exists()


def test_more_than_two_reminders_a_day_are_refused(hanneke, bram, place):
    announcement = announce(hanneke, place)
    remind(sender=hanneke, announcement=announcement)
    remind(sender=hanneke, announcement=announcement)

    with pytest.raises(Refused, match="twice today"):
        remind(sender=hanneke, announcement=announcement)
    with clock.moved_to(clock.now() + timedelta(hours=25)):
        assert remind(sender=hanneke, announcement=announcement) == 1


def test_who_confirms_before_the_reminder_is_sent_is_left_alone(hanneke, bram, place):
    announcement = announce(hanneke, place)
    deliver()
    remind(sender=hanneke, announcement=announcement)

    read(bram, announcement)
    deliver()

    assert not bram.notifications.filter(reason="reminded").exists()


def test_figures_per_place_of_work_add_up(hanneke, bram, place):
    emmen = Location.objects.create(name="Emmen")
    for number in range(3):
        person = make_person(f"Monteur {number}", location=emmen)
        place.memberships.create(person=person, joined_at=clock.now())
    announcement = announce(hanneke, place)
    read(person, announcement)

    figures = figures_of(announcement)

    assert (figures.asked, figures.confirmed, figures.still) == (4, 1, 3)
    assert {(each.name, each.asked, each.confirmed) for each in figures.places} == {
        ("", 1, 0),
        ("Emmen", 3, 1),
    }


def test_the_page_asks_as_often_for_thirty_people_as_for_three(sign_in, hanneke, place):
    announcement = announce(hanneke, place)
    browser, address = sign_in(hanneke), f"/posts/{announcement.pk}/readers/"

    def join(number):
        for _each in range(number):
            place.memberships.create(person=make_person(), joined_at=clock.now())

    join(2)
    few = queries_of(browser, address)
    join(27)

    assert queries_of(browser, address) == few
