"""Taking care of a community: its members, its managers and its settings."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from communities.actions import (
    appoint_manager,
    ask_to_join,
    change_community,
    remove_member,
    step_down,
)
from communities.feeds import members_of
from communities.models import Community, Membership
from intranet.platform.models import AuditRecord
from intranet.platform.policy import Refused
from notifications.feeds import bell, unread_count
from people.models import StoredFile
from tests.counting import queries_of
from tests.factories.communities import make_community, make_person, make_post
from tests.outbox import deliver
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path, "base_url": None},
        }
    }


def is_manager(person, place):
    """Tell whether somebody takes care of a place, in the list and in the rule of sight."""
    listed = Membership.objects.filter(community=place, person=person, role="manager").exists()
    assert listed == person.seats.filter(audience=place.audience, is_steward=True).exists()
    return listed


def words_of(place, **changed):
    """Return what the form of the settings sends."""
    names = ("name", "description", "agreements", "kind", "who_may_post", "tone")
    return {name: getattr(place, name) for name in names} | changed


def picture(name="kast.png"):
    """Make a picture to send."""
    content = io.BytesIO()
    Image.new("RGB", (400, 200), "teal").save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), content_type="image/png")


def fetched(browser, address):
    """Fetch a file to its end, and return the status of the answer."""
    answer = browser.get(address)
    b"".join(answer)
    return answer.status_code


# ---- Members


def test_managers_stand_first_and_then_who_joined_last(sign_in):
    gerrit, bram, wim = (
        make_person("Gerrit Drost"),
        make_person("Bram de Wit"),
        make_person("Wim Hoekstra"),
    )
    place = make_community(managers=[gerrit], members=[bram, wim])

    page = sign_in(bram).get(f"/communities/{place.slug}/members/").content.decode()
    rows = page.split('id="members"')[1]

    assert rows.index("Gerrit Drost") < rows.index("Wim Hoekstra") < rows.index("Bram de Wit")


def test_members_are_found_by_name_managers_too(sign_in):
    gerrit, bram = make_person("Gerrit Drost"), make_person("Bram de Wit")
    place = make_community(managers=[gerrit], members=[bram])

    found = (
        sign_in(bram)
        .get(f"/communities/{place.slug}/members/?q=gerr", headers={"HX-Request": "true"})
        .content.decode()
    )

    assert "Gerrit Drost" in found
    assert "Bram de Wit" not in found


def test_former_colleagues_are_no_longer_listed():
    hendrik = make_person("Hendrik")
    place = make_community(members=[hendrik, make_person("Bram")])
    hendrik.is_active = False
    hendrik.save()

    assert [member.person.name for member in members_of(place)] == ["Bram"]


def test_only_managers_find_something_to_do_beside_a_member(sign_in):
    gerrit, bram, wim = make_person("Gerrit"), make_person("Bram"), make_person("Wim")
    place = make_community(managers=[gerrit], members=[bram, wim])
    address = f"/communities/{place.slug}/members/"

    assert f"{address}{wim.pk}/remove/" in sign_in(gerrit).get(address).content.decode()
    assert f"{address}{wim.pk}/remove/" not in sign_in(bram).get(address).content.decode()


def test_the_list_of_members_asks_as_often_for_thirty_as_for_three(sign_in):
    gerrit = make_person("Gerrit")
    place = make_community(managers=[gerrit])
    browser = sign_in(gerrit)

    def queries_with(number):
        for _ in range(number):
            appoint_manager(manager=gerrit, community=place, person=joined(place))
            joined(place)
        return queries_of(browser, f"/communities/{place.slug}/members/")

    assert queries_with(3) == queries_with(27)


def joined(place):
    """Let somebody new join."""
    from communities.actions import join_community

    person = make_person()
    join_community(person=person, community=place)
    return person


def test_a_manager_takes_a_member_out_after_reading_what_that_means(sign_in):
    gerrit, bram = make_person("Gerrit Drost", language="en"), make_person("Bram de Wit")
    place = make_community("closed", managers=[gerrit], members=[bram])
    post = make_post(author=bram, community=place)
    address, browser = f"/communities/{place.slug}/members/{bram.pk}/remove/", sign_in(gerrit)

    asked = browser.get(address).content.decode()
    done = browser.post(address)

    assert "From this moment Bram no longer reads what is said here." in asked
    assert done.headers["Location"] == f"/communities/{place.slug}/members/"
    assert sign_in(bram).get(post.get_absolute_url()).status_code == 404


def test_ordinary_members_take_nobody_out_and_appoint_nobody(sign_in):
    bram, wim = make_person("Bram"), make_person("Wim")
    place = make_community(members=[bram, wim])
    browser = sign_in(bram)

    for act in (remove_member, appoint_manager):
        with pytest.raises(Refused):
            act(manager=bram, community=place, person=wim)
    for path in ("remove", "manager"):
        address = f"/communities/{place.slug}/members/{wim.pk}/{path}/"
        assert browser.get(address).status_code == browser.post(address).status_code == 403
    assert place.memberships.filter(person=wim, role="member").exists()


def test_nobody_is_taken_out_of_what_everybody_belongs_to():
    gerrit, ilse = make_person("Gerrit"), make_person("Ilse")
    place = make_community(managers=[gerrit, ilse], is_company_wide=True)

    with pytest.raises(Refused):
        remove_member(manager=gerrit, community=place, person=ilse)


def test_a_manager_who_takes_herself_out_is_followed_by_a_member():
    gerrit, bram = make_person("Gerrit"), make_person("Bram")
    place = make_community(managers=[gerrit], members=[bram])

    remove_member(manager=gerrit, community=place, person=gerrit)

    assert is_manager(bram, place)


# ---- Managers


def test_a_member_who_is_made_manager_can_do_the_same_and_is_told(sign_in):
    gerrit, bram = make_person("Gerrit"), make_person("Bram")
    place = make_community(managers=[gerrit], members=[bram])

    sign_in(gerrit).post(f"/communities/{place.slug}/members/{bram.pk}/manager/")
    deliver()

    assert is_manager(bram, place)
    assert is_manager(gerrit, place)
    assert [line.told.reason for line in bell(bram).lines] == ["made_manager"]


def test_making_somebody_manager_twice_tells_once():
    gerrit, bram = make_person("Gerrit"), make_person("Bram")
    place = make_community(managers=[gerrit], members=[bram])

    for _ in range(2):
        appoint_manager(manager=gerrit, community=place, person=bram)
    deliver()

    assert bram.notifications.count() == 1


def test_only_members_are_made_manager(sign_in):
    gerrit, sanne = make_person("Gerrit"), make_person("Sanne")
    place = make_community(managers=[gerrit])

    with pytest.raises(Refused):
        appoint_manager(manager=gerrit, community=place, person=sanne)
    seen = sign_in(gerrit).post(f"/communities/{place.slug}/members/{sanne.pk}/manager/")

    assert seen.status_code == 404


def test_where_everybody_belongs_anybody_can_be_made_manager():
    gerrit, sanne = make_person("Gerrit"), make_person("Sanne")
    place = make_community(managers=[gerrit], is_company_wide=True)

    appoint_manager(manager=gerrit, community=place, person=sanne)

    assert is_manager(sanne, place)


def test_a_community_is_handed_over_by_appointing_and_stepping_down(sign_in):
    gerrit, bram = make_person("Gerrit"), make_person("Bram")
    place = make_community(managers=[gerrit], members=[bram])
    appoint_manager(manager=gerrit, community=place, person=bram)

    sign_in(gerrit).post(f"/communities/{place.slug}/step-down/")

    assert not is_manager(gerrit, place)
    assert is_manager(bram, place)
    assert place.memberships.filter(person=gerrit).exists()


def test_the_only_manager_cannot_step_down(sign_in):
    gerrit = make_person("Gerrit", language="en")
    place = make_community(managers=[gerrit], members=[make_person()])

    answer = sign_in(gerrit).post(f"/communities/{place.slug}/step-down/")

    assert answer.status_code == 403
    assert "Hand it over first" in answer.content.decode()
    assert is_manager(gerrit, place)


def test_whoever_steps_down_no_longer_hears_who_asks_to_join():
    gerrit, ilse = make_person("Gerrit"), make_person("Ilse")
    place = make_community("closed", managers=[gerrit, ilse])
    ask_to_join(person=make_person("Daan"), community=place)
    deliver()

    step_down(manager=gerrit, community=place)

    assert unread_count(gerrit) == len(bell(gerrit).lines) == 0
    assert unread_count(ilse) == len(bell(ilse).lines) == 1


@pytest.mark.django_db(transaction=True)
def test_when_all_managers_step_down_at_once_one_stays():
    managers = [make_person() for _ in range(4)]
    place = make_community(managers=managers, members=[make_person()])

    together(*(lambda m=m: step_down(manager=m, community=place) for m in managers))

    assert Membership.objects.filter(community=place, role="manager").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_managers_who_take_each_other_out_leave_somebody_in_charge():
    gerrit, ilse, bram = make_person("Gerrit"), make_person("Ilse"), make_person("Bram")
    place = make_community(managers=[gerrit, ilse], members=[bram])

    together(
        lambda: remove_member(manager=gerrit, community=place, person=ilse),
        lambda: remove_member(manager=ilse, community=place, person=gerrit),
    )

    assert Membership.objects.filter(community=place, role="manager").exists()
    assert Community.objects.get().member_count == place.memberships.count()


# ---- Settings


def test_managers_change_what_it_is_called_and_what_was_agreed(sign_in):
    gerrit = make_person("Gerrit Drost")
    place = make_community(managers=[gerrit])

    sign_in(gerrit).post(
        f"/communities/{place.slug}/settings/",
        words_of(place, name="Storingsdienst", agreements="Geen namen\nGeen adressen", tone="clay"),
    )

    changed = Community.objects.get()
    assert (changed.name, changed.slug, changed.tone) == ("Storingsdienst", place.slug, "clay")
    assert "Geen adressen" in sign_in(gerrit).get(place.get_absolute_url()).content.decode()


def test_the_settings_come_back_with_422_and_everything_that_was_typed(sign_in):
    gerrit = make_person("Gerrit Drost")
    place = make_community(managers=[gerrit])

    answer = sign_in(gerrit).post(
        f"/communities/{place.slug}/settings/", words_of(place, name="", agreements="Nieuw idee")
    )

    assert answer.status_code == 422
    assert "Nieuw idee" in answer.content.decode()


def test_only_managers_come_to_the_settings(sign_in):
    bram = make_person("Bram de Wit", language="en")
    place = make_community(members=[bram])
    browser = sign_in(bram)

    for path in ("settings/", "archive/"):
        answer = browser.get(f"/communities/{place.slug}/{path}")
        assert answer.status_code == 403
        assert "Only those who take care of this community can do this." in answer.content.decode()
    for path in ("settings/", "cover/", "archive/", "reopen/"):
        assert browser.post(f"/communities/{place.slug}/{path}", words_of(place)).status_code == 403
    with pytest.raises(Refused):
        change_community(manager=bram, community=place, name="Gekaapt")


def test_what_everybody_belongs_to_stays_open(sign_in):
    gerrit = make_person("Gerrit Drost")
    place = make_community(managers=[gerrit], is_company_wide=True)

    page = sign_in(gerrit).get(f"/communities/{place.slug}/settings/").content.decode()

    assert 'name="kind"' not in page
    with pytest.raises(Refused):
        change_community(manager=gerrit, community=place, kind="hidden")


def test_fields_that_are_not_asked_for_change_nothing(sign_in):
    gerrit = make_person("Gerrit Drost")
    place = make_community(managers=[gerrit])

    sign_in(gerrit).post(
        f"/communities/{place.slug}/settings/",
        words_of(place, slug="admin", member_count=999, is_company_wide="on", founded_by=0),
    )

    changed = Community.objects.get()
    assert (changed.slug, changed.member_count, changed.is_company_wide) == (place.slug, 1, False)


def test_a_cover_is_seen_by_who_knows_of_the_community(sign_in):
    gerrit, sanne = make_person("Gerrit Drost"), make_person("Sanne Postma")
    place = make_community("closed", managers=[gerrit])

    sign_in(gerrit).post(
        f"/communities/{place.slug}/cover/", {"picture": picture(), "alt": "Een kast"}
    )
    cover = Community.objects.get().cover

    assert cover.alt == "Een kast"
    assert fetched(sign_in(sanne), cover.url("1200")) == 200
    assert cover.url("1200") in sign_in(sanne).get(place.get_absolute_url()).content.decode()


def test_the_cover_of_a_hidden_community_is_hidden_too(sign_in):
    gerrit, sanne = make_person("Gerrit Drost"), make_person("Sanne Postma")
    place = make_community(managers=[gerrit])
    sign_in(gerrit).post(f"/communities/{place.slug}/cover/", {"picture": picture()})
    address = Community.objects.get().cover.url("1200")

    change_community(manager=gerrit, community=place, kind="hidden")

    assert fetched(sign_in(sanne), address) == 404
    assert fetched(sign_in(gerrit), address) == 200


def test_another_cover_takes_the_place_of_the_first_and_can_be_removed(sign_in):
    gerrit = make_person("Gerrit Drost")
    place = make_community(managers=[gerrit])
    browser = sign_in(gerrit)

    for _ in range(2):
        browser.post(f"/communities/{place.slug}/cover/", {"picture": picture()})
    assert StoredFile.objects.count() == 1
    browser.post(f"/communities/{place.slug}/cover/", {"remove": "1"})

    assert Community.objects.get().cover is None
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    "sent", [None, SimpleUploadedFile("kast.png", b"<script>alert(1)</script>")]
)
def test_what_is_no_picture_comes_back_with_422(sign_in, sent):
    gerrit = make_person("Gerrit Drost")
    place = make_community(managers=[gerrit])

    answer = sign_in(gerrit).post(
        f"/communities/{place.slug}/cover/",
        {"alt": "Een kast"} | ({"picture": sent} if sent else {}),
    )

    assert answer.status_code == 422
    assert "Een kast" in answer.content.decode()
    assert not StoredFile.objects.exists()


def test_who_did_what_to_whom_is_written_down_without_words():
    gerrit, bram = make_person("Gerrit"), make_person("Bram")
    place = make_community(managers=[gerrit], members=[bram])

    appoint_manager(manager=gerrit, community=place, person=bram)
    change_community(manager=gerrit, community=place, description="Geheime woorden")

    records = AuditRecord.objects.filter(actor_id=gerrit.pk)
    assert set(records.values_list("action", flat=True)) >= {
        "communities.manager.appointed",
        "communities.community.changed",
    }
    assert not any("Geheime" in str(record.details) for record in records)
