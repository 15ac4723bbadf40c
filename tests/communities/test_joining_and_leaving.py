"""Joining a community and leaving it."""

import pytest

from communities.actions import (
    ask_to_join,
    invite_to_community,
    join_community,
    leave_community,
    replace_leaver,
)
from communities.models import Community, Membership
from conversations.models import Thread
from intranet.platform.policy import Refused
from notifications.models import Notification
from people.models import AudienceMember
from tests.factories.communities import make_community, make_person, make_post
from tests.outbox import deliver
from tests.together import together

pytestmark = pytest.mark.django_db


def managers_of(place):
    """Return the names of who takes care of a community."""
    managers = Membership.objects.filter(community=place, role="manager")
    return sorted(managers.values_list("person__name", flat=True))


def fresh(place):
    """Return a community as it is now."""
    return Community.objects.select_related("audience").get(pk=place.pk)


def assert_consistent(place):
    """Check that members, seats and the number on the page are one and the same."""
    place = fresh(place)
    members = set(place.memberships.values_list("person", "role"))
    seats = set(
        AudienceMember.objects.filter(audience=place.audience).values_list("person", "is_steward")
    )
    assert {(person, role == "manager") for person, role in members} == seats
    assert place.member_count == len(members)


def test_anybody_joins_an_open_community(sign_in):
    sanne, place = make_person("Sanne Postma"), make_community()

    answer = sign_in(sanne).post(f"/communities/{place.slug}/join/")

    assert answer.headers["Location"] == place.get_absolute_url()
    assert place.memberships.filter(person=sanne).exists()
    assert_consistent(place)


def test_whoever_joins_in_the_directory_sees_the_card_change(sign_in):
    sanne, place = make_person("Sanne Postma", language="en"), make_community()

    card = (
        sign_in(sanne)
        .post(
            f"/communities/{place.slug}/join/",
            headers={"HX-Request": "true", "HX-Target": f"group-{place.pk}"},
        )
        .content.decode()
    )

    assert card.lstrip().startswith(f'<li class="group" id="group-{place.pk}">')
    assert "Member" in card
    assert "You are a member of" in card


def test_joining_twice_counts_once():
    sanne, place = make_person("Sanne Postma"), make_community()

    for _ in range(2):
        join_community(person=sanne, community=place)

    assert fresh(place).member_count == 2


def test_nobody_joins_a_closed_community_uninvited(sign_in):
    sanne, place = make_person("Sanne Postma", language="en"), make_community("closed")

    answer = sign_in(sanne).post(f"/communities/{place.slug}/join/")

    assert answer.status_code == 403
    assert "You can only join this one by asking." in answer.content.decode()
    assert_consistent(place)


def test_a_get_never_joins(sign_in):
    sanne, place = make_person("Sanne Postma"), make_community()

    assert sign_in(sanne).get(f"/communities/{place.slug}/join/").status_code == 405
    assert fresh(place).member_count == 1


def test_nobody_joins_or_leaves_what_everybody_belongs_to():
    sanne, place = make_person("Sanne Postma"), make_community(is_company_wide=True)

    for act in (join_community, leave_community):
        with pytest.raises(Refused):
            act(person=sanne, community=place)


def test_a_member_leaves_and_her_words_stay(sign_in):
    bram = make_person("Bram de Wit")
    place = make_community(members=[bram])
    post = make_post(author=bram, community=place, body="Dit blijft")

    sign_in(bram).post(f"/communities/{place.slug}/leave/")

    assert not place.memberships.filter(person=bram).exists()
    assert Thread.objects.published().filter(pk=post.pk).exists()
    assert_consistent(place)


def test_the_page_that_asks_says_what_leaving_means(sign_in):
    bram = make_person("Bram de Wit", language="en")
    sentences = {
        "open": "Join again whenever you like.",
        "closed": "If you want to come back, you ask again.",
        "hidden": "You come back only when somebody invites you.",
    }

    for kind, sentence in sentences.items():
        place = make_community(kind, members=[bram])
        page = sign_in(bram).get(f"/communities/{place.slug}/leave/").content.decode()
        assert sentence in page
        assert place.memberships.filter(person=bram).exists()


def test_whoever_leaves_a_hidden_community_no_longer_finds_it(sign_in):
    bram, place = make_person("Bram de Wit"), None
    place = make_community("hidden", members=[bram])
    browser = sign_in(bram)

    answer = browser.post(f"/communities/{place.slug}/leave/")

    assert answer.headers["Location"] == "/communities/"
    assert browser.get(place.get_absolute_url()).status_code == 404


def test_an_outsider_cannot_leave():
    with pytest.raises(Refused):
        leave_community(person=make_person(), community=make_community())


def test_when_the_only_manager_leaves_the_longest_standing_member_takes_over():
    gerrit, bram, wim = make_person("Gerrit"), make_person("Bram"), make_person("Wim")
    place = make_community(managers=[gerrit], members=[bram, wim])

    leave_community(person=gerrit, community=place)
    deliver()

    assert managers_of(place) == ["Bram"]
    assert Notification.objects.get(recipient=bram).reason == "made_manager"
    assert_consistent(place)


def test_when_one_of_two_managers_leaves_nothing_else_changes():
    gerrit, ilse, bram = make_person("Gerrit"), make_person("Ilse"), make_person("Bram")
    place = make_community(managers=[gerrit, ilse], members=[bram])

    leave_community(person=gerrit, community=place)

    assert managers_of(place) == ["Ilse"]


def test_a_former_colleague_does_not_take_over():
    gerrit, bram, wim = make_person("Gerrit"), make_person("Bram"), make_person("Wim")
    place = make_community(managers=[gerrit], members=[bram, wim])
    bram.is_active = False
    bram.save()

    leave_community(person=gerrit, community=place)

    assert managers_of(place) == ["Wim"]


def test_when_the_last_member_leaves_the_community_is_archived():
    gerrit = make_person("Gerrit")
    place = make_community(managers=[gerrit])

    leave_community(person=gerrit, community=place)

    assert fresh(place).is_archived
    assert fresh(place).audience.is_read_only


def test_when_a_manager_stops_working_here_a_member_takes_over():
    gerrit, bram = make_person("Gerrit"), make_person("Bram")
    place = make_community(managers=[gerrit], members=[bram])
    gerrit.is_active = False
    gerrit.save()

    replace_leaver(person=gerrit)

    assert managers_of(place) == ["Bram"]
    assert_consistent(place)


def test_when_the_manager_of_what_everybody_belongs_to_stops_an_administrator_takes_over():
    gerrit, ruben = make_person("Gerrit"), make_person("Ruben", is_staff=True)
    place = make_community(managers=[gerrit], is_company_wide=True)
    gerrit.is_active = False
    gerrit.save()

    replace_leaver(person=gerrit)

    assert managers_of(place) == ["Ruben"]
    assert not fresh(place).is_archived
    assert ruben.seats.get().is_steward


def test_what_was_asked_and_offered_is_answered_by_coming_in():
    gerrit, daan = make_person("Gerrit"), make_person("Daan")
    place = make_community("closed", managers=[gerrit])
    ask_to_join(person=daan, community=place)
    invite_to_community(actor=gerrit, community=place, person=daan)
    deliver()

    join_community(person=daan, community=place)

    assert place.join_requests.get().answer == "accepted"
    assert place.invitations.get().answer == "accepted"
    assert not Notification.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_number_of_members_is_right_when_ten_join_at_once():
    place = make_community()
    people = [make_person() for _ in range(10)]

    together(*(lambda p=p: join_community(person=p, community=place) for p in people))

    assert fresh(place).member_count == 11
    assert_consistent(place)


@pytest.mark.django_db(transaction=True)
def test_one_who_presses_join_five_times_at_once_is_in_once():
    sanne, place = make_person("Sanne"), make_community()

    together(*[lambda: join_community(person=sanne, community=place)] * 5)

    assert fresh(place).member_count == 2
    assert_consistent(place)


@pytest.mark.django_db(transaction=True)
def test_a_community_is_never_without_manager_when_all_managers_leave_at_once():
    managers = [make_person(f"Beheerder {number}") for number in range(4)]
    place = make_community(managers=managers, members=[make_person("Bram")])

    together(*(lambda p=p: leave_community(person=p, community=place) for p in managers))

    assert managers_of(place) == ["Bram"]
    assert_consistent(place)


@pytest.mark.django_db(transaction=True)
def test_joining_while_the_only_manager_leaves_leaves_somebody_in_charge():
    gerrit, sanne = make_person("Gerrit"), make_person("Sanne")
    place = make_community(managers=[gerrit])

    together(
        lambda: leave_community(person=gerrit, community=place),
        lambda: join_community(person=sanne, community=place),
    )

    # Either Sanne was in first and took over, or the community was archived and she stayed out.
    assert (managers_of(place) == ["Sanne"]) != fresh(place).is_archived
    assert_consistent(place)
