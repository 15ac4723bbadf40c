"""Closed and hidden places: who knows of them, who reads along, and how one comes in by asking."""

import re

import pytest

from communities.actions import (
    accept_request,
    ask_to_join,
    change_community,
    decline_request,
    found_community,
    invite_to_community,
    remove_member,
    withdraw_request,
)
from communities.models import Community, JoinRequest
from communities.policies import audience_of_community, can_view_community
from intranet.platform.policy import Refused
from notifications.feeds import bell, unread_count
from tests.counting import queries_of
from tests.factories.communities import make_community, make_person, make_post
from tests.outbox import deliver
from tests.together import together

pytestmark = pytest.mark.django_db

PAGES = ("", "members/", "invite/", "settings/", "leave/", "archive/", "ask/", "step-down/")
CHANGES = (
    "join/",
    "leave/",
    "ask/",
    "ask/withdraw/",
    "invite/",
    "invitation/accept/",
    "invitation/decline/",
    "settings/",
    "cover/",
    "archive/",
    "reopen/",
    "step-down/",
    "seen/",
    "posts/",
)


def without_token(answer):
    """Return an answer without what differs on every page: the token against forged forms."""
    body = answer.content.decode()
    body = re.sub(
        r'name="csrfmiddlewaretoken" value="\w+"|name="csrf-token" content="\w+"', "", body
    )
    return answer.status_code, body


def test_an_outsider_sees_what_a_closed_community_is_for_and_nothing_of_what_is_said(sign_in):
    sanne, gerrit = make_person("Sanne Postma", language="en"), make_person("Gerrit Drost")
    place = make_community("closed", managers=[gerrit], description="Voor wie op het rooster staat")
    make_post(author=gerrit, community=place, body="Dit blijft binnen")

    page = sign_in(sanne).get(place.get_absolute_url()).content.decode()

    assert "Voor wie op het rooster staat" in page
    assert "Gerrit Drost" in page
    assert "Ask to join" in page
    assert "Dit blijft binnen" not in page


def test_an_outsider_does_not_see_who_is_a_member_of_a_closed_community(sign_in):
    sanne, bram = make_person("Sanne Postma"), make_person("Bram de Wit")
    place = make_community("closed", members=[bram])
    browser = sign_in(sanne)

    assert browser.get(f"/communities/{place.slug}/members/").status_code == 404
    assert "Bram de Wit" not in browser.get(place.get_absolute_url()).content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_a_hidden_community_and_one_that_does_not_exist_look_the_same(sign_in, path):
    browser, gerrit = sign_in(make_person("Sanne Postma")), make_person("Gerrit Drost")
    address = f"/communities/reorganisatie/{path}"
    before = without_token(browser.get(address))

    found_community(founder=gerrit, name="Reorganisatie", kind="hidden")

    assert before[0] == 404
    assert without_token(browser.get(address)) == before


@pytest.mark.parametrize("path", CHANGES)
def test_nothing_can_be_done_to_a_hidden_community_that_one_does_not_know(sign_in, path):
    browser, gerrit = sign_in(make_person("Sanne Postma")), make_person("Gerrit Drost")
    address = f"/communities/reorganisatie/{path}"
    before = without_token(browser.post(address, {"body": "hoi", "person": gerrit.pk}))

    found_community(founder=gerrit, name="Reorganisatie", kind="hidden")

    assert before[0] == 404
    assert without_token(browser.post(address, {"body": "hoi", "person": gerrit.pk})) == before


@pytest.mark.parametrize("path", ["", "members/?q=x", "invite/?q=x", "settings/"])
def test_also_for_a_part_of_a_page_the_answers_are_the_same(sign_in, path):
    browser, asked = sign_in(make_person("Sanne Postma")), {"HX-Request": "true"}
    before = browser.get(f"/communities/reorganisatie/{path}", headers=asked)

    found_community(founder=make_person(), name="Reorganisatie", kind="hidden")

    after = browser.get(f"/communities/reorganisatie/{path}", headers=asked)
    assert (before.status_code, before.content) == (after.status_code, after.content) == (404, b"")


def test_the_three_directions_of_knowing_a_community_agree():
    gerrit, bram, nadia = make_person("Gerrit"), make_person("Bram"), make_person("Nadia")
    sanne, hendrik = make_person("Sanne"), make_person("Hendrik", is_active=False)
    for kind in ("open", "closed", "hidden"):
        place = make_community(kind, managers=[gerrit], members=[bram])
        invite_to_community(actor=gerrit, community=place, person=nadia)

    for place in Community.objects.select_related("audience"):
        for person in (gerrit, bram, nadia, sanne, hendrik):
            knows = can_view_community(person, place)
            assert Community.objects.visible_to(person).filter(pk=place.pk).exists() == knows
            assert audience_of_community(place).filter(pk=person.pk).exists() == knows


def test_whoever_asks_is_let_in_by_a_manager_and_hears_of_it(sign_in):
    gerrit, daan = make_person("Gerrit Drost"), make_person("Daan Mulder")
    place = make_community("closed", managers=[gerrit])
    post = make_post(author=gerrit, community=place)
    browser = sign_in(daan)

    browser.post(f"/communities/{place.slug}/ask/", {"note": "Ik rij ook 's nachts"})
    deliver()
    sign_in(gerrit).post(
        f"/communities/{place.slug}/requests/{JoinRequest.objects.get().pk}/accept/"
    )
    deliver()

    assert sign_in(daan).get(post.get_absolute_url()).status_code == 200
    assert [line.told.reason for line in bell(daan).lines] == ["let_in"]
    assert unread_count(gerrit) == 0


def test_managers_read_the_note_of_who_asks_and_members_do_not(sign_in):
    gerrit, bram = make_person("Gerrit Drost"), make_person("Bram de Wit")
    place = make_community("closed", managers=[gerrit], members=[bram])
    ask_to_join(person=make_person("Daan Mulder"), community=place, note="Ik rij ook mee")
    address = f"/communities/{place.slug}/members/"

    assert "Ik rij ook mee" in sign_in(gerrit).get(address).content.decode()
    assert "Ik rij ook mee" not in sign_in(bram).get(address).content.decode()


def test_whoever_is_not_let_in_is_not_told_and_may_ask_again(sign_in):
    gerrit, daan = make_person("Gerrit Drost"), make_person("Daan Mulder")
    place = make_community("closed", managers=[gerrit])
    request = ask_to_join(person=daan, community=place)

    sign_in(gerrit).post(f"/communities/{place.slug}/requests/{request.pk}/decline/")
    deliver()
    again = ask_to_join(person=daan, community=place)

    assert not bell(daan).lines
    assert not place.memberships.filter(person=daan).exists()
    assert again.pk != request.pk


def test_an_answer_with_script_changes_only_the_line(sign_in):
    gerrit, daan = make_person("Gerrit Drost", language="en"), make_person("Daan Mulder")
    place = make_community("closed", managers=[gerrit])
    request = ask_to_join(person=daan, community=place)

    part = (
        sign_in(gerrit)
        .post(
            f"/communities/{place.slug}/requests/{request.pk}/accept/",
            headers={"HX-Request": "true"},
        )
        .content.decode()
    )

    assert part.lstrip().startswith(f'<li class="entry" id="request-{request.pk}">')
    assert "Daan Mulder is a member now" in part


def test_only_managers_answer_who_asks(sign_in):
    bram, daan = make_person("Bram de Wit"), make_person("Daan Mulder")
    place = make_community("closed", members=[bram])
    request = ask_to_join(person=daan, community=place)

    for answer in (accept_request, decline_request):
        with pytest.raises(Refused):
            answer(manager=bram, request=request)
    seen = sign_in(bram).post(f"/communities/{place.slug}/requests/{request.pk}/accept/")

    assert seen.status_code == 404
    assert JoinRequest.objects.get().answer == "open"


def test_a_manager_of_another_place_cannot_answer(sign_in):
    ilse = make_person("Ilse Jansen")
    own, other = make_community("closed", managers=[ilse]), make_community("closed")
    request = ask_to_join(person=make_person(), community=other)

    answer = sign_in(ilse).post(f"/communities/{own.slug}/requests/{request.pk}/accept/")

    assert answer.status_code == 404
    assert JoinRequest.objects.get().answer == "open"


def test_whoever_asks_can_think_better_of_it(sign_in):
    gerrit, daan = make_person("Gerrit Drost"), make_person("Daan Mulder")
    place = make_community("closed", managers=[gerrit])
    request = ask_to_join(person=daan, community=place)
    deliver()

    sign_in(daan).post(f"/communities/{place.slug}/ask/withdraw/")
    accept_request(manager=gerrit, request=request)

    assert not place.memberships.filter(person=daan).exists()
    assert unread_count(gerrit) == 0


def test_asking_twice_asks_once():
    daan, place = make_person("Daan Mulder"), make_community("closed")

    assert ask_to_join(person=daan, community=place) == ask_to_join(person=daan, community=place)


@pytest.mark.parametrize("kind", ["open", "hidden"])
def test_one_asks_only_where_one_must_ask(kind):
    with pytest.raises(Refused):
        ask_to_join(person=make_person(), community=make_community(kind))


def test_a_note_that_is_too_long_comes_back_with_what_was_typed(sign_in):
    daan, place = make_person("Daan Mulder"), make_community("closed")

    answer = sign_in(daan).post(f"/communities/{place.slug}/ask/", {"note": "ik wil " * 100})

    assert answer.status_code == 422
    assert "ik wil ik wil" in answer.content.decode()
    assert not JoinRequest.objects.exists()


def test_closing_an_open_community_hides_everything_at_once(sign_in):
    gerrit, sanne = make_person("Gerrit Drost"), make_person("Sanne Postma")
    place = make_community(managers=[gerrit])
    post = make_post(author=gerrit, community=place)
    browser = sign_in(sanne)
    assert browser.get(post.get_absolute_url()).status_code == 200

    change_community(manager=gerrit, community=place, kind="hidden")

    assert browser.get(post.get_absolute_url()).status_code == 404
    assert browser.get(place.get_absolute_url()).status_code == 404


def test_an_invited_outsider_sees_the_door_of_a_hidden_community_and_not_the_room(sign_in):
    gerrit, nadia = make_person("Gerrit Drost"), make_person("Nadia Vos", language="en")
    place = make_community("hidden", managers=[gerrit], description="Waar het over gaat")
    make_post(author=gerrit, community=place, body="Dit blijft binnen")
    invite_to_community(actor=gerrit, community=place, person=nadia)
    browser = sign_in(nadia)

    page = browser.get(place.get_absolute_url()).content.decode()

    assert "Waar het over gaat" in page
    assert "Accept the invitation" in page
    assert "Dit blijft binnen" not in page
    assert browser.get(f"/communities/{place.slug}/members/").status_code == 404


def test_an_old_invitation_does_not_let_in_again_who_was_taken_out():
    gerrit, daan = make_person("Gerrit Drost"), make_person("Daan Mulder")
    place = make_community("closed", managers=[gerrit])
    request = ask_to_join(person=daan, community=place)
    invite_to_community(actor=gerrit, community=place, person=daan)
    accept_request(manager=gerrit, request=request)

    remove_member(manager=gerrit, community=place, person=daan)

    assert not Community.objects.readable_by(daan).filter(pk=place.pk).exists()
    assert not place.invitations.filter(answer="open").exists()


def test_the_members_page_asks_as_often_for_thirty_requests_as_for_three(sign_in):
    gerrit = make_person("Gerrit Drost")
    place = make_community("closed", managers=[gerrit])
    browser = sign_in(gerrit)

    def queries_with(number):
        for _ in range(number):
            ask_to_join(person=make_person(), community=place, note="Mag ik erbij?")
        deliver()
        return queries_of(browser, f"/communities/{place.slug}/members/")

    assert queries_with(3) == queries_with(27)


@pytest.mark.django_db(transaction=True)
def test_two_managers_who_answer_at_once_let_in_once():
    gerrit, ilse, daan = make_person("Gerrit"), make_person("Ilse"), make_person("Daan")
    place = make_community("closed", managers=[gerrit, ilse])
    request = ask_to_join(person=daan, community=place)

    together(
        lambda: accept_request(manager=gerrit, request=request),
        lambda: accept_request(manager=ilse, request=request),
    )
    deliver()

    assert Community.objects.get().member_count == 3
    assert len(bell(daan).lines) == unread_count(daan) == 1
    assert bell(daan).lines[0].unread == 1


@pytest.mark.django_db(transaction=True)
def test_asking_five_times_at_once_asks_once():
    daan, place = make_person("Daan"), make_community("closed")

    together(*[lambda: ask_to_join(person=daan, community=place)] * 5)

    assert JoinRequest.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_letting_in_and_refusing_at_once_is_one_of_the_two():
    gerrit, ilse, daan = make_person("Gerrit"), make_person("Ilse"), make_person("Daan")
    place = make_community("closed", managers=[gerrit, ilse])
    request = ask_to_join(person=daan, community=place)

    together(
        lambda: accept_request(manager=gerrit, request=request),
        lambda: decline_request(manager=ilse, request=request),
        lambda: withdraw_request(person=daan, community=place),
    )

    is_in = place.memberships.filter(person=daan).exists()
    assert is_in == (JoinRequest.objects.get().answer == "accepted")
