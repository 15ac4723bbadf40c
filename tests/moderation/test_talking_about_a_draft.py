"""Saying what one thinks of a draft of the code of conduct."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from intranet.platform import clock
from intranet.platform.clock import day_here
from intranet.platform.policy import Refused
from moderation.actions.remarking import (
    answer_remark,
    end_invitation,
    invite_to_draft,
    remark_on_draft,
)
from moderation.models import DraftReader, Remark
from notifications.models import Notification
from tests.factories.code import agree, make_draft, make_version
from tests.factories.people import make_person
from tests.outbox import deliver

HERE = "/admin/moderation/codeversion/"


@pytest.fixture
def draft(fatima):
    return make_draft(fatima, sections=["Een", "Twee"])


@pytest.fixture
def gerrit(db):
    """Somebody of the works council."""
    return make_person("Gerrit Drost", language="en")


@pytest.fixture
def council(client, draft, fatima, gerrit):
    """A browser in which somebody who was invited is signed in."""
    invite_to_draft(actor=fatima, draft=draft, people=[gerrit], until=None)
    client.force_login(gerrit)
    return client


def page_of(draft):
    return f"/code/drafts/{draft.pk}/"


def test_for_who_was_not_invited_a_draft_is_not_there(here, draft):
    assert here.get(page_of(draft)).status_code == 404
    said = {"body": "Ik ook"}
    assert here.post(f"{page_of(draft)}remarks/", said).status_code == 404
    assert here.get("/code/drafts/987654/").status_code == 404


def test_hr_invites_by_name_and_they_are_told_in_the_bell(hr, client, draft, gerrit):
    until = (day_here(clock.now()) + timedelta(days=10)).isoformat()

    hr.post(f"{HERE}drafts/{draft.pk}/readers/", {"names": "gerrit drost", "until": until})
    deliver()

    client.force_login(gerrit)
    bell = client.get("/notifications/").content.decode()
    assert "asks what you think of a draft of our code of conduct" in bell
    assert f'href="{page_of(draft)}"' in bell
    assert client.get(page_of(draft)).status_code == 200


def test_a_name_that_nobody_has_comes_back_as_it_was_typed(hr, draft):
    response = hr.post(f"{HERE}drafts/{draft.pk}/readers/", {"names": "Karel Onbekend"})

    assert response.status_code == 422
    assert 'value="Karel Onbekend"' in response.content.decode()
    assert not DraftReader.objects.exists()


def test_who_is_invited_twice_is_told_once(draft, fatima, gerrit):
    for _time in range(2):
        invite_to_draft(actor=fatima, draft=draft, people=[gerrit, gerrit], until=None)
    deliver()

    assert Notification.objects.filter(recipient=gerrit).count() == 1


def test_the_draft_shows_what_changes_beside_the_version_in_force(council, draft, fatima):
    make_version(fatima, days_ago=3, sections=["Vroeger"])

    assert "Vroeger en" not in council.get(page_of(draft)).content.decode()
    changes = council.get(f"{page_of(draft)}?show=changes").content.decode()
    assert "Vroeger en" in changes
    assert "No longer there" in changes


def test_a_remark_on_a_section_is_read_by_all_who_were_invited(council, client, draft, fatima):
    section = draft.wordings.first().section_id

    council.post(f"{page_of(draft)}remarks/", {"section": section, "body": "Te streng, denk ik."})

    marijke = make_person("Marijke Smit", language="en")
    invite_to_draft(actor=fatima, draft=draft, people=[marijke], until=None)
    client.force_login(marijke)
    assert "Te streng, denk ik." in client.get(page_of(draft)).content.decode()


def test_an_empty_remark_comes_back_where_it_was_sent(council, draft):
    section = draft.wordings.first().section_id

    response = council.post(f"{page_of(draft)}remarks/", {"section": section, "body": " "})

    assert response.status_code == 422
    assert f'id="body-{section}-error"' in response.content.decode()


def test_a_remark_that_is_too_long_is_not_lost(council, draft):
    response = council.post(f"{page_of(draft)}remarks/", {"section": "", "body": "a" * 2001})

    assert response.status_code == 422
    assert "a" * 2001 in response.content.decode()


def test_the_same_remark_twice_is_one(council, draft):
    for _press in range(2):
        council.post(f"{page_of(draft)}remarks/", {"section": "", "body": "Mooi zo."})

    assert Remark.objects.count() == 1


def test_after_the_last_day_one_reads_and_says_nothing_more(council, draft, fatima, gerrit):
    invite_to_draft(actor=fatima, draft=draft, people=[], until=day_here(clock.now()))

    with clock.moved_to(clock.now() + timedelta(days=1)):
        assert 'name="body"' not in council.get(page_of(draft)).content.decode()
        with pytest.raises(ValidationError, match="last day for remarks is over"):
            remark_on_draft(author=gerrit, draft=draft, body="Nog iets")


def test_hr_answers_and_the_author_is_told(hr, client, council, draft, fatima, gerrit):
    remark = remark_on_draft(author=gerrit, draft=draft, body="Waarom zo lang?")
    client.force_login(fatima)
    page = f"{HERE}drafts/{draft.pk}/remarks/"
    assert "Waarom zo lang?" in client.get(page).content.decode()

    client.post(page, {"remark": remark.pk, "answer": "We maken het korter.", "seen": ""})
    deliver()

    client.force_login(gerrit)
    assert "We maken het korter." in client.get(page_of(draft)).content.decode()
    assert "answered what you said of the draft" in client.get("/notifications/").content.decode()


def test_of_two_answers_to_one_remark_the_second_sees_the_first(hr, draft, fatima, gerrit):
    invite_to_draft(actor=fatima, draft=draft, people=[gerrit], until=None)
    remark = remark_on_draft(author=gerrit, draft=draft, body="Waarom?")
    answer_remark(actor=fatima, remark=remark, answer="Daarom.")

    response = hr.post(
        f"{HERE}drafts/{draft.pk}/remarks/", {"remark": remark.pk, "answer": "Zomaar.", "seen": ""}
    )

    shown = response.content.decode()
    assert response.status_code == 422
    assert "Daarom." in shown
    assert ">Zomaar.</textarea>" in shown


def test_only_hr_answers_and_invites(draft, fatima, gerrit):
    invite_to_draft(actor=fatima, draft=draft, people=[gerrit], until=None)
    remark = remark_on_draft(author=gerrit, draft=draft, body="Waarom?")

    with pytest.raises(Refused):
        answer_remark(actor=gerrit, remark=remark, answer="Daarom.")
    with pytest.raises(Refused):
        invite_to_draft(actor=gerrit, draft=draft, people=[fatima], until=None)


def test_who_is_no_longer_invited_reads_it_no_more_and_what_she_said_stays(
    council, draft, fatima, gerrit
):
    deliver()
    remark_on_draft(author=gerrit, draft=draft, body="Bewaar dit.")

    end_invitation(actor=fatima, draft=draft, person=gerrit)

    assert council.get(page_of(draft)).status_code == 404
    assert not Notification.objects.filter(recipient=gerrit).exists()
    assert Remark.objects.filter(body="Bewaar dit.").exists()


def test_a_remark_on_a_section_that_went_stands_with_the_whole(council, draft, gerrit):
    wording = draft.wordings.first()
    remark_on_draft(author=gerrit, draft=draft, body="Goed.", section_id=wording.section_id)
    wording.delete()

    shown = council.get(page_of(draft)).content.decode()

    assert shown.index('id="whole"') < shown.index("Goed.")


def test_once_it_is_agreed_on_the_draft_leads_to_the_version(council, draft, fatima):
    agree(draft, fatima)

    assert council.get(page_of(draft)).url == "/code/versions/1/"
    said = council.post(
        f"{page_of(draft)}remarks/", {"section": "", "body": "Nog één ding"}, follow=True
    )
    assert said.redirect_chain == [("/code/versions/1/", 302)]
    assert "Nog één ding" in said.content.decode()
    assert not Remark.objects.exists()
