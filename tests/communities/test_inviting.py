"""Inviting colleagues to a community."""

import pytest

from communities.actions import (
    accept_invitation,
    archive_community,
    decline_invitation,
    invite_to_community,
    join_community,
)
from communities.models import Community, CommunityInvitation
from intranet.platform.policy import Refused
from notifications.feeds import bell, unread_count
from people.models import Mute
from tests.factories.communities import make_community, make_person
from tests.outbox import deliver
from tests.together import together

pytestmark = pytest.mark.django_db


def test_a_member_of_an_open_community_invites_and_the_colleague_is_told_once(sign_in):
    bram, nadia = make_person("Bram de Wit"), make_person("Nadia Vos")
    place = make_community(members=[bram])

    for _ in range(2):
        sign_in(bram).post(f"/communities/{place.slug}/invite/", {"person": nadia.pk})
    deliver()

    assert CommunityInvitation.objects.get().invited_by == bram
    assert [line.told.reason for line in bell(nadia).lines] == ["invited"]
    assert unread_count(nadia) == 1


@pytest.mark.parametrize("kind", ["closed", "hidden"])
def test_only_managers_invite_to_a_place_that_is_not_open(sign_in, kind):
    gerrit, bram, nadia = make_person("Gerrit"), make_person("Bram"), make_person("Nadia")
    place = make_community(kind, managers=[gerrit], members=[bram])

    with pytest.raises(Refused):
        invite_to_community(actor=bram, community=place, person=nadia)
    page = sign_in(bram).get(f"/communities/{place.slug}/invite/")
    invite_to_community(actor=gerrit, community=place, person=nadia)

    assert page.status_code == 403
    assert CommunityInvitation.objects.count() == 1


def test_an_outsider_does_not_invite():
    with pytest.raises(Refused):
        invite_to_community(actor=make_person(), community=make_community(), person=make_person())


def test_nobody_is_invited_to_what_everybody_belongs_to_or_to_an_archive():
    gerrit = make_person("Gerrit")
    company = make_community(managers=[gerrit], is_company_wide=True)
    old = make_community(managers=[gerrit])
    archive_community(manager=gerrit, community=old)

    for place in (company, Community.objects.get(pk=old.pk)):
        with pytest.raises(Refused):
            invite_to_community(actor=gerrit, community=place, person=make_person())


def test_members_and_former_colleagues_are_not_invited():
    gerrit, bram = make_person("Gerrit"), make_person("Bram")
    place = make_community(managers=[gerrit], members=[bram])

    for person in (bram, make_person(is_active=False)):
        with pytest.raises(Refused):
            invite_to_community(actor=gerrit, community=place, person=person)


def test_colleagues_are_found_by_the_first_letters_of_a_name(sign_in):
    gerrit = make_person("Gerrit Drost", language="en")
    bram, nadia = make_person("Bram Voskuil"), make_person("Nadia Vos")
    make_person("Hendrik Vosman", is_active=False)
    place = make_community("closed", managers=[gerrit], members=[bram])
    browser = sign_in(gerrit)

    page = browser.get(f"/communities/{place.slug}/invite/?q=vos").content.decode()
    part = browser.get(
        f"/communities/{place.slug}/invite/?q=vos", headers={"HX-Request": "true"}
    ).content.decode()

    for answer in (page, part):
        assert f'name="person" value="{nadia.pk}"' in answer
        assert "Bram Voskuil" in answer
        assert f'name="person" value="{bram.pk}"' not in answer
        assert "Hendrik" not in answer
    assert part.lstrip().startswith('<div id="candidates"')


def test_an_invitation_with_script_changes_only_the_line(sign_in):
    gerrit, nadia = make_person("Gerrit Drost", language="en"), make_person("Nadia Vos")
    place = make_community(managers=[gerrit])

    part = (
        sign_in(gerrit)
        .post(
            f"/communities/{place.slug}/invite/",
            {"person": nadia.pk},
            headers={"HX-Request": "true"},
        )
        .content.decode()
    )

    assert part.lstrip().startswith(f'<li class="entry" id="candidate-{nadia.pk}">')
    assert "Nadia Vos is invited" in part


@pytest.mark.parametrize("person", ["", "abc", "999999", "-1", "²", "9" * 40])
def test_inviting_nobody_is_not_there(sign_in, person):
    gerrit = make_person("Gerrit Drost")
    place = make_community(managers=[gerrit])

    answer = sign_in(gerrit).post(f"/communities/{place.slug}/invite/", {"person": person})

    assert answer.status_code == 404


@pytest.mark.parametrize("kind", ["open", "closed", "hidden"])
def test_whoever_accepts_is_in(sign_in, kind):
    gerrit, nadia = make_person("Gerrit Drost"), make_person("Nadia Vos")
    place = make_community(kind, managers=[gerrit])
    invite_to_community(actor=gerrit, community=place, person=nadia)
    deliver()

    sign_in(nadia).post(f"/communities/{place.slug}/invitation/accept/")

    assert place.memberships.filter(person=nadia).exists()
    assert unread_count(nadia) == 0


def test_whoever_declines_stays_out_and_a_hidden_community_is_gone_for_her(sign_in):
    gerrit, nadia = make_person("Gerrit Drost"), make_person("Nadia Vos")
    place = make_community("hidden", managers=[gerrit])
    invite_to_community(actor=gerrit, community=place, person=nadia)
    deliver()
    browser = sign_in(nadia)

    answer = browser.post(f"/communities/{place.slug}/invitation/decline/")

    assert answer.headers["Location"] == "/communities/"
    assert browser.get(place.get_absolute_url()).status_code == 404
    assert unread_count(nadia) == 0
    assert not bell(nadia).lines
    assert not bell(gerrit).lines


def test_nobody_accepts_an_invitation_of_another():
    gerrit, nadia = make_person("Gerrit"), make_person("Nadia")
    place = make_community("closed", managers=[gerrit])
    invite_to_community(actor=gerrit, community=place, person=nadia)

    with pytest.raises(Refused):
        accept_invitation(person=make_person("Sanne"), community=place)


def test_a_declined_invitation_no_longer_opens_the_door():
    gerrit, nadia = make_person("Gerrit"), make_person("Nadia")
    place = make_community("closed", managers=[gerrit])
    invite_to_community(actor=gerrit, community=place, person=nadia)
    decline_invitation(person=nadia, community=place)

    with pytest.raises(Refused):
        join_community(person=nadia, community=place)


def test_who_was_muted_does_not_reach_one_with_an_invitation():
    gerrit, nadia = make_person("Gerrit"), make_person("Nadia")
    place = make_community(managers=[gerrit])
    Mute.objects.create(person=nadia, muted=gerrit)

    invite_to_community(actor=gerrit, community=place, person=nadia)
    deliver()

    assert not bell(nadia).lines


@pytest.mark.django_db(transaction=True)
def test_four_who_invite_the_same_colleague_at_once_invite_her_once():
    members, nadia = [make_person() for _ in range(4)], make_person("Nadia")
    place = make_community(members=members)

    together(
        *(lambda m=m: invite_to_community(actor=m, community=place, person=nadia) for m in members)
    )
    deliver()

    assert CommunityInvitation.objects.count() == 1
    assert bell(nadia).lines[0].unread == 1


@pytest.mark.django_db(transaction=True)
def test_inviting_somebody_who_joins_at_that_moment_leaves_nothing_open():
    gerrit, nadia = make_person("Gerrit"), make_person("Nadia")
    place = make_community(managers=[gerrit])

    together(
        lambda: invite_to_community(actor=gerrit, community=place, person=nadia),
        lambda: join_community(person=nadia, community=place),
    )
    deliver()

    assert not CommunityInvitation.objects.filter(answer="open").exists()
    assert unread_count(nadia) == 0
