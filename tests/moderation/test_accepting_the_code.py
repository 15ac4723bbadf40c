"""Accepting the code of conduct, in time or later."""

from datetime import timedelta

import pytest

from intranet.platform import clock
from intranet.platform.clock import day_here
from intranet.platform.models import AuditRecord
from intranet.platform.policy import Refused
from moderation.feeds.code import forget_code
from moderation.models import Acceptance
from moderation.policies import last_day_to_accept, must_accept_first, require_accepted_code
from people.models import User
from tests.counting import counted
from tests.factories.code import accept_code, agree, make_draft, make_version
from tests.factories.people import make_person

LINE = 'class="codeline"'


def again(person):
    return User.objects.get(pk=person.pk)


def in_days(days):
    return clock.now() + timedelta(days=days)


def test_who_did_not_accept_reads_so_on_every_page_until_she_does(here, bram, fatima):
    make_version(fatima)
    assert LINE in here.get("/").content.decode()
    assert LINE in here.get("/people/").content.decode()
    assert LINE not in here.get("/code/").content.decode()

    response = here.post("/code/accept/", {"number": "1"}, follow=True)

    assert response.redirect_chain == [("/code/", 302)]
    assert "You keep to this" in response.content.decode()
    assert LINE not in here.get("/").content.decode()
    assert AuditRecord.objects.filter(action="moderation.code.accepted", actor_id=bram.pk).exists()


def test_the_line_on_every_page_costs_no_query(here, fatima):
    here.get("/people/")
    before = counted(here, "/people/")
    make_version(fatima)
    here.get("/people/")

    after = counted(here, "/people/")

    assert LINE in here.get("/people/").content.decode()
    assert after == before


def test_accepting_twice_is_one_acceptance(here, bram, fatima):
    make_version(fatima)

    for _press in range(2):
        here.post("/code/accept/", {"number": "1"})

    assert Acceptance.objects.filter(person=bram).count() == 1
    assert AuditRecord.objects.filter(action="moderation.code.accepted").count() == 1


def test_when_another_version_began_meanwhile_she_is_shown_that_one(here, bram, fatima):
    make_version(fatima, days_ago=9, sections=["Een"])
    here.get("/code/")
    make_version(fatima, sections=["Twee"])

    response = here.post("/code/accept/", {"number": "1"})

    assert response.status_code == 422
    assert "Version 2 holds now." in response.content.decode()
    assert "Twee en" in response.content.decode()
    assert not Acceptance.objects.exists()
    assert here.post("/code/accept/", {"number": "2"}).status_code == 302


@pytest.mark.parametrize("number", ["", "x", "-1", "²", "9" * 40, "0"])
def test_what_is_no_number_accepts_nothing(here, fatima, number):
    make_version(fatima)

    assert here.post("/code/accept/", {"number": number}).status_code == 422
    assert not Acceptance.objects.exists()


def test_nobody_accepts_what_has_not_begun(here, fatima):
    agree(make_draft(fatima), fatima, in_days=3)

    response = here.post("/code/accept/", {"number": "1"})

    assert response.status_code == 422
    assert not Acceptance.objects.exists()


def test_who_accepted_need_do_nothing_when_only_the_wording_is_better(here, bram, fatima):
    make_version(fatima, days_ago=9)
    accept_code(person=bram, number=1)
    make_version(fatima, is_material=False)

    shown = here.get("/code/").content.decode()

    assert "You keep to this" in shown
    assert "needs no new answer" in shown
    assert LINE not in here.get("/").content.decode()
    assert last_day_to_accept(again(bram)) is None


def test_something_that_matters_is_asked_again(here, bram, fatima):
    make_version(fatima, days_ago=9)
    accept_code(person=bram, number=1)
    make_version(fatima, is_material=True)

    assert LINE in here.get("/").content.decode()
    assert last_day_to_accept(again(bram)) == day_here(in_days(14))


def test_who_never_accepted_has_no_more_time_because_of_a_better_wording(bram, fatima):
    make_version(fatima, days_ago=9, grace_days=10)
    make_version(fatima, is_material=False, grace_days=10)

    assert last_day_to_accept(again(bram)) == day_here(in_days(1))
    accept_code(person=again(bram), number=2)
    assert last_day_to_accept(again(bram)) is None


def test_after_the_last_day_she_reads_and_does_not_write(here, bram, fatima):
    make_version(fatima, grace_days=3)

    assert not must_accept_first(again(bram), in_days(3))
    assert must_accept_first(again(bram), in_days(4))
    with clock.moved_to(in_days(4)):
        with pytest.raises(Refused, match="/code/"):
            require_accepted_code(again(bram))
        assert here.get("/people/").status_code == 200
        assert "To write again" in here.get("/people/").content.decode()
        here.post("/code/accept/", {"number": "1"})
        require_accepted_code(again(bram))


def test_without_days_of_grace_one_accepts_on_the_day_it_begins(bram, fatima):
    make_version(fatima, grace_days=0)

    assert not must_accept_first(again(bram))
    assert must_accept_first(again(bram), in_days(1))


def test_somebody_new_has_the_days_from_her_own_first_day(db, fatima):
    make_version(fatima, days_ago=300, grace_days=14)
    priya = make_person("Priya Ramdin", joined_at=in_days(-2))

    assert last_day_to_accept(priya) == day_here(in_days(12))
    assert not must_accept_first(priya, in_days(12))
    assert must_accept_first(priya, in_days(13))


def test_before_there_is_a_code_nobody_has_to_accept_anything(bram):
    require_accepted_code(bram)

    assert last_day_to_accept(bram) is None


def test_a_version_holds_from_the_first_minute_of_its_day_where_the_organisation_is(bram, fatima):
    version = agree(make_draft(fatima), fatima, in_days=2)
    forget_code()

    assert not must_accept_first(bram, in_days(1))
    assert last_day_to_accept(bram, in_days(1)) is None
    assert last_day_to_accept(bram, in_days(2)) == version.begins_on + timedelta(days=14)


# ---- The first visit


@pytest.fixture
def first(client, db):
    priya = make_person("Priya Ramdin", welcomed_at=None, language="en")
    client.force_login(priya)
    return client


def test_somebody_new_reads_the_code_on_her_first_page_and_accepts_it_with_the_same_press(
    first, fatima
):
    make_version(fatima, sections=["Schrijf als jezelf"])
    shown = first.get("/welcome/").content.decode()
    assert "Schrijf als jezelf en" in shown
    assert "I keep to this." in shown

    first.post("/welcome/", {"language": "en", "code": "1"})

    assert User.objects.get(name="Priya Ramdin").code_accepted == 1


def test_who_skips_her_first_page_accepts_nothing_and_has_her_days(first, fatima):
    make_version(fatima)

    first.post("/welcome/", {"skip": "yes"})

    assert User.objects.get(name="Priya Ramdin").code_accepted == 0
    assert first.get("/people/").status_code == 200


def test_when_another_version_began_meanwhile_her_first_page_comes_back_with_that_one(
    first, fatima
):
    make_version(fatima, days_ago=3, sections=["Een"])
    make_version(fatima, sections=["Twee"])

    response = first.post("/welcome/", {"language": "nl", "code": "1"})

    assert response.status_code == 422
    assert "Twee en" in response.content.decode()
    priya = User.objects.get(name="Priya Ramdin")
    assert (priya.code_accepted, priya.welcomed_at, priya.language) == (0, None, "en")


def test_without_a_code_the_first_page_is_as_it_was(first):
    shown = first.get("/welcome/").content.decode()

    assert "I keep to this" not in shown
    assert first.post("/welcome/", {"language": "en"}).status_code == 302
