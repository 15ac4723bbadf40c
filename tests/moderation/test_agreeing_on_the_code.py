"""Agreeing on a version of the code of conduct, moving its day, and calling it off."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from intranet.platform import clock
from intranet.platform.clock import day_here
from intranet.platform.policy import Refused
from moderation.actions import drafting
from moderation.actions.agreeing import begin_code, call_code_off, change_begin_of_code
from moderation.feeds.code import current_code, forget_code
from moderation.feeds.drafts import fingerprint
from moderation.models import CodeVersion
from notifications.models import Notification, Reason
from tests.factories.code import accept_code, agree, make_draft, make_version, section_words
from tests.factories.people import make_person
from tests.outbox import deliver

HERE = "/admin/moderation/codeversion/"


def on(days):
    return day_here(clock.now()) + timedelta(days=days)


def facts(draft, days=0, **others):
    return {
        "seen": fingerprint(draft),
        "begins_on": on(days).isoformat(),
        "grace_days": "14",
        "is_material": "yes",
        "agreed_with_nl": "de ondernemingsraad",
        "agreed_with_en": "the works council",
    } | others


def agree_page(draft):
    return f"{HERE}drafts/{draft.pk}/agree/"


def test_hr_agrees_on_a_draft_and_it_holds_from_its_day(hr, fatima, client):
    draft = make_draft(fatima)

    response = hr.post(agree_page(draft), facts(draft), follow=True)

    assert "Version 1 is agreed." in response.content.decode()
    shown = hr.get("/code/").content.decode()
    assert "Agreed with the works council" in shown
    assert current_code().number == 1


def test_only_hr_agrees(bram, fatima):
    with pytest.raises(Refused):
        agree(make_draft(fatima), bram)


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ({"text_en": ""}, "is not there in English yet"),
        ({"title_nl": ""}, "is not there in Dutch yet"),
    ],
)
def test_a_section_must_be_there_in_both_languages(hr, fatima, missing, sentence):
    draft = make_draft(fatima)
    drafting.add_section(actor=fatima, draft=draft, **(section_words("Half") | missing))

    response = hr.post(agree_page(draft), facts(draft))

    shown = response.content.decode()
    assert response.status_code == 422
    assert "Section 2, ‘Say it here’" in shown
    assert sentence in shown
    assert 'value="the works council"' in shown


def test_a_code_without_a_section_is_no_code(hr, fatima):
    draft = make_draft(fatima, sections=())

    response = hr.post(agree_page(draft), facts(draft))

    assert response.status_code == 422
    assert "There is no section yet." in response.content.decode()


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(-1, "This day is over."), (9, "Version 1 begins on that day already."), (4000, "ten years")],
)
def test_a_day_that_cannot_be_comes_back_with_a_sentence(hr, fatima, days, sentence):
    agree(make_draft(fatima), fatima, in_days=9)
    draft = make_draft(fatima)

    response = hr.post(agree_page(draft), facts(draft, days))

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert f'value="{on(days).isoformat()}"' in response.content.decode()
    assert CodeVersion.objects.get(pk=draft.pk).is_draft


def test_a_later_version_does_not_begin_before_an_earlier_one(fatima):
    agree(make_draft(fatima), fatima, in_days=9)

    with pytest.raises(ValidationError, match="Choose a day after that"):
        agree(make_draft(fatima), fatima, in_days=5)


def test_what_was_not_on_the_page_is_not_agreed_on(hr, fatima):
    draft = make_draft(fatima)
    opened = facts(draft)
    section = draft.wordings.get().section_id
    words = section_words("Anders")
    drafting.word_section(actor=fatima, draft=draft, section_id=section, seen=0, **words)

    response = hr.post(agree_page(draft), opened)

    assert response.status_code == 422
    assert "The draft was changed since you opened this page." in response.content.decode()
    assert hr.post(agree_page(draft), facts(draft)).status_code == 302


def test_moving_a_section_is_a_change_too(fatima):
    draft = make_draft(fatima, sections=["Een", "Twee"])
    before = fingerprint(draft)
    two = draft.wordings.order_by("position").last().section_id

    drafting.move_section(actor=fatima, draft=draft, section_id=two, is_up=True)

    assert fingerprint(draft) != before


def test_a_draft_is_agreed_on_once(fatima):
    draft = make_draft(fatima)
    agree(draft, fatima)

    with pytest.raises(ValidationError, match="cannot be changed any more"):
        agree(draft, fatima, in_days=1)


def test_the_first_version_is_always_accepted_by_everybody(bram, fatima):
    version = make_version(fatima, is_material=False)

    assert version.is_material


def test_the_day_of_a_version_that_has_not_begun_can_be_changed(hr, fatima):
    agree(make_draft(fatima), fatima, in_days=5)

    hr.post(f"{HERE}versions/1/begin/", {"begins_on": on(7).isoformat()})

    assert CodeVersion.objects.get().begins_on == on(7)


def test_its_day_stays_between_those_of_its_neighbours(hr, fatima):
    agree(make_draft(fatima), fatima, in_days=5)
    agree(make_draft(fatima), fatima, in_days=9)

    response = hr.post(f"{HERE}versions/1/begin/", {"begins_on": on(12).isoformat()})

    assert response.status_code == 422
    assert "Choose a day before that." in response.content.decode()


def test_a_version_that_is_called_off_is_a_draft_with_all_its_words(hr, fatima):
    version = agree(make_draft(fatima), fatima, in_days=5)
    assert "Call version 1 off?" in hr.get(f"{HERE}versions/1/call-off/").content.decode()

    response = hr.post(f"{HERE}versions/1/call-off/")

    assert response.url == f"{HERE}drafts/{version.pk}/"
    assert version.wordings.count() == 1
    assert hr.get("/code/versions/1/").status_code == 404
    assert agree(CodeVersion.objects.get(), fatima).number == 1


def test_what_has_begun_stays_as_it_is(hr, fatima):
    version = make_version(fatima)

    assert hr.post(f"{HERE}versions/1/call-off/").status_code == 422
    response = hr.post(f"{HERE}versions/1/begin/", {"begins_on": on(3).isoformat()})
    assert response.status_code == 422
    for refused in (
        lambda: call_code_off(actor=fatima, version=version),
        lambda: change_begin_of_code(actor=fatima, version=version, begins_on=on(3)),
    ):
        with pytest.raises(ValidationError, match="has begun and stays as it is"):
            refused()


# ---- Telling everybody


def told():
    return Notification.objects.filter(reason=Reason.CODE_BEGAN)


def test_everybody_is_told_once_when_a_version_begins(here, bram, fatima):
    agree(make_draft(fatima), fatima, in_days=2)
    left = make_person("Hendrik Bos", is_active=False)
    begin_code()
    deliver()
    assert not told().exists()

    with clock.moved_to(clock.now() + timedelta(days=2)):
        for _minute in range(3):
            begin_code()
            deliver()
        bell = here.get("/notifications/").content.decode()

    assert set(told().values_list("recipient_id", flat=True)) == {bram.pk, fatima.pk}
    assert not told().filter(recipient=left).exists()
    assert "Version 1 of our code of conduct has begun." in bell
    assert 'href="/code/versions/1/"' in bell


def test_a_better_wording_tells_nobody(bram, fatima):
    make_version(fatima, days_ago=3)
    begin_code()
    deliver()
    told().delete()
    make_version(fatima, is_material=False)

    begin_code()
    deliver()

    assert not told().exists()


def test_who_accepted_already_is_not_told(bram, fatima):
    make_version(fatima)
    accept_code(person=bram, number=1)

    begin_code()
    deliver()

    assert not told().filter(recipient=bram).exists()


def test_a_worker_that_dies_halfway_tells_nobody_twice(bram, fatima, monkeypatch):
    monkeypatch.setattr("moderation.tasks.code.AT_ONCE", 1)
    make_version(fatima)
    begin_code()
    forget_code()
    deliver()

    assert told().count() == 2
