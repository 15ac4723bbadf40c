"""Making a draft of the code of conduct, at HR."""

import re

import pytest

from intranet.platform.models import AuditRecord
from intranet.platform.policy import Refused
from moderation.actions import drafting
from moderation.actions.remarking import remark_on_draft
from moderation.models import CodeVersion, SectionWording
from tests.counting import queries_of
from tests.factories.code import agree, make_draft, make_version, section_words
from tests.factories.people import make_hr, make_person

HERE = "/admin/moderation/codeversion/"


def at(draft, page=""):
    return f"{HERE}drafts/{draft.pk}/{page}"


def titles(draft):
    return [wording.title_nl for wording in draft.wordings.order_by("position")]


def only_section(draft):
    return draft.wordings.get()


@pytest.fixture
def draft(fatima):
    return make_draft(fatima)


@pytest.mark.parametrize("page", ["", "accepted/"])
def test_colleagues_who_are_not_at_hr_do_not_come_in(here, page):
    assert here.get(HERE + page).status_code in (302, 403)


def test_only_hr_makes_a_draft(bram):
    with pytest.raises(Refused):
        drafting.start_draft(actor=bram)


def test_the_administration_has_lines_for_the_code(hr):
    shown = hr.get("/admin/").content.decode()

    assert f'href="{HERE}"' in shown
    assert f'href="{HERE}accepted/"' in shown


def test_an_empty_draft_is_filled_section_by_section(hr):
    response = hr.post(f"{HERE}drafts/", {})
    draft = CodeVersion.objects.get()
    assert response.url == at(draft)

    hr.post(at(draft, "add/"), section_words("Een"))
    hr.post(at(draft, "add/"), section_words("Twee"))

    assert titles(draft) == ["Een", "Twee"]
    assert hr.get(at(draft)).status_code == 200
    assert AuditRecord.objects.filter(action="moderation.section.added").count() == 2


def test_a_draft_like_the_newest_version_has_its_sections_and_leaves_it_as_it_is(hr, fatima):
    version = make_version(fatima, sections=["Een", "Twee"])

    hr.post(f"{HERE}drafts/", {"like": "newest"})

    draft = CodeVersion.objects.get(number=None)
    assert titles(draft) == ["Een", "Twee"]
    assert set(draft.wordings.values_list("section_id")) == set(
        version.wordings.values_list("section_id")
    )
    hr.post(at(draft, f"sections/{draft.wordings.first().section_id}/"), section_words("X"))
    assert titles(version) == ["Een", "Twee"]


def test_sections_change_places_and_stop_at_the_ends(hr, fatima):
    draft = make_draft(fatima, sections=["Een", "Twee", "Drie"])
    three = draft.wordings.get(title_nl="Drie").section_id

    for _press in range(4):
        hr.post(at(draft, f"sections/{three}/move/"), {"to": "up"})

    assert titles(draft) == ["Drie", "Een", "Twee"]
    hr.post(at(draft, f"sections/{three}/move/"), {"to": "down"})
    assert titles(draft) == ["Een", "Drie", "Twee"]


def test_a_section_is_taken_out_after_asking_once_more(hr, draft):
    page = at(draft, f"sections/{only_section(draft).section_id}/remove/")
    assert "Take this section out" in hr.get(page).content.decode()

    hr.post(page, {"seen": "0"})

    assert titles(draft) == []


def test_a_section_that_changed_meanwhile_is_not_taken_out_unseen(hr, draft, fatima):
    section = only_section(draft).section_id
    words = section_words("Anders")
    drafting.word_section(actor=fatima, draft=draft, section_id=section, seen=0, **words)

    response = hr.post(at(draft, f"sections/{section}/remove/"), {"seen": "0"})

    assert response.status_code == 422
    assert titles(draft) == ["Anders"]


def test_of_two_who_change_one_section_the_second_sees_what_the_first_wrote(hr, draft):
    monique = make_hr("Monique Smit")
    section = only_section(draft).section_id
    page = at(draft, f"sections/{section}/")
    drafting.word_section(
        actor=monique,
        draft=draft,
        section_id=section,
        seen=0,
        **section_words("Van Monique", text_en="Monique wrote this."),
    )

    response = hr.post(
        page, section_words("Van Fatima", text_en="Fatima wrote that.") | {"seen": "0"}
    )

    shown = response.content.decode()
    assert response.status_code == 422
    assert titles(draft) == ["Van Monique"]
    assert "Monique Smit changed this since you opened it" in shown
    assert "Monique</del>" in shown
    assert "<p>Monique wrote this.</p>" in shown
    assert 'value="Van Fatima"' in shown
    seen = re.search(r'name="seen" value="(\d+)"', shown)[1]
    hr.post(page, section_words("Van ons") | {"seen": seen})
    assert titles(draft) == ["Van ons"]


def test_two_who_change_different_sections_do_not_meet(hr, fatima):
    draft = make_draft(fatima, sections=["Een", "Twee"])
    one, two = (wording.section_id for wording in draft.wordings.order_by("position"))
    hr.post(at(draft, f"sections/{one}/"), section_words("Eerst") | {"seen": "0"})

    hr.post(at(draft, f"sections/{two}/"), section_words("Dan") | {"seen": "0"})

    assert titles(draft) == ["Eerst", "Dan"]


def test_keeping_the_same_words_changes_nothing(hr, draft):
    section = only_section(draft)
    page = at(draft, f"sections/{section.section_id}/")

    hr.post(page, section_words("Zeg het hier", "Zeg het hier en") | {"seen": "7"})

    assert only_section(draft).revision == 0


def test_the_introduction_is_guarded_in_the_same_way(hr, draft):
    monique = make_hr("Monique Smit")
    empty = dict.fromkeys(drafting.VERSION_WORDS, "")
    drafting.word_draft(actor=monique, draft=draft, seen=0, **(empty | {"intro_en": "Hers"}))

    response = hr.post(at(draft, "words/"), empty | {"intro_en": "Mine", "seen": "0"})

    assert response.status_code == 422
    assert "Mine" in response.content.decode()
    draft.refresh_from_db()
    assert draft.intro_en == "Hers"


def test_a_section_can_be_looked_at_before_it_is_kept(hr, draft):
    page = at(draft, f"sections/{only_section(draft).section_id}/")

    shown = hr.post(page, section_words(text_en="Like so.") | {"preview": "yes", "seen": "0"})

    assert '<p class="talk">Like so.</p>' in shown.content.decode()
    assert only_section(draft).text_en != "Like so."


def test_what_is_too_long_comes_back_with_every_letter(hr, draft):
    page = at(draft, f"sections/{only_section(draft).section_id}/")
    words = section_words("T" * 121, text_nl="Dit heb ik net bedacht.")

    response = hr.post(page, words | {"seen": "0"})

    assert response.status_code == 422
    assert "Dit heb ik net bedacht." in response.content.decode()


def test_a_section_without_any_title_cannot_be_spoken_of(hr, draft):
    response = hr.post(at(draft, "add/"), section_words("", ""))

    assert response.status_code == 422
    assert SectionWording.objects.count() == 1


def test_a_draft_is_thrown_away_after_asking_once_more(hr, draft, fatima):
    remark_on_draft(author=fatima, draft=draft, body="Weg ermee")
    assert "Throw this draft away?" in hr.get(at(draft, "throw-away/")).content.decode()

    hr.post(at(draft, "throw-away/"))

    assert not CodeVersion.objects.exists()
    assert hr.get(at(draft)).status_code == 404


def test_an_agreed_version_cannot_be_changed_any_more(hr, draft, fatima):
    section = only_section(draft).section_id
    agree(draft, fatima)

    response = hr.post(at(draft, f"sections/{section}/"), section_words("Anders"))

    assert response.status_code == 422
    assert "Version 1 was agreed on and cannot be changed" in response.content.decode()
    assert 'value="Anders"' in response.content.decode()
    assert titles(draft) == ["Zeg het hier"]
    hr.post(at(draft, "throw-away/"))
    opened = hr.get(at(draft), follow=True)
    assert "Version 1 was agreed on and cannot be changed" in opened.content.decode()
    assert CodeVersion.objects.filter(number=1).exists()


@pytest.mark.parametrize("is_whole", [True, False])
def test_what_was_typed_is_not_lost_when_a_colleague_threw_it_away_meanwhile(hr, draft, is_whole):
    section = only_section(draft).section_id
    page = at(draft, f"sections/{section}/")
    if is_whole:
        draft.delete()
    else:
        draft.wordings.all().delete()

    response = hr.post(page, section_words("Een uur aan gewerkt") | {"seen": "0"})

    assert response.status_code == 422
    assert "meanwhile" in response.content.decode()
    assert 'value="Een uur aan gewerkt"' in response.content.decode()


def test_a_draft_with_many_sections_takes_as_many_queries_as_one_with_few(hr, fatima):
    few = make_draft(fatima, sections=[f"R{n}" for n in range(3)])
    many = make_draft(fatima, sections=[f"R{n}" for n in range(30)])
    for draft in (few, many):
        for wording in draft.wordings.all():
            author = make_person("Gerrit Drost", is_staff=True, is_superuser=True)
            said = f"Over {wording.position}"
            remark_on_draft(author=author, draft=draft, body=said, section_id=wording.section_id)

    for page in ("", "remarks/"):
        assert queries_of(hr, at(few, page)) == queries_of(hr, at(many, page))
    assert queries_of(hr, f"/code/drafts/{few.pk}/") == queries_of(hr, f"/code/drafts/{many.pk}/")
