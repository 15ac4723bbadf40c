"""The code of conduct when two do something at the same moment."""

import pytest

from moderation.actions.drafting import StaleDraft, word_section
from moderation.models import Acceptance, CodeVersion
from tests.factories.code import accept_code, agree, make_draft, make_version, section_words
from tests.factories.people import make_hr, make_person
from tests.together import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_drafts_that_would_begin_on_one_day_only_one_does():
    fatima, monique = make_hr("Fatima El Amrani"), make_hr("Monique Smit")
    one, other = make_draft(fatima), make_draft(monique)

    together(lambda: agree(one, fatima, in_days=2), lambda: agree(other, monique, in_days=2))

    agreed = CodeVersion.objects.agreed()
    assert [version.number for version in agreed] == [1]
    refused = CodeVersion.objects.get(number=None)
    assert agree(refused, fatima, in_days=3).number == 2


def test_of_two_who_keep_one_section_at_once_one_sees_the_other():
    fatima, monique = make_hr("Fatima El Amrani"), make_hr("Monique Smit")
    draft = make_draft(fatima)
    section = draft.wordings.get().section_id

    def keep(person, title):
        words = section_words(title)
        return word_section(actor=person, draft=draft, section_id=section, seen=0, **words)

    given = together(lambda: keep(fatima, "Een"), lambda: keep(monique, "Twee"))

    assert sum(isinstance(each, StaleDraft) for each in given) == 1
    assert draft.wordings.get().revision == 1


def test_two_presses_at_once_are_one_acceptance():
    make_version()
    bram = make_person("Bram de Wit")

    together(*[lambda: accept_code(person=bram, number=1)] * 2)

    assert Acceptance.objects.filter(person=bram).count() == 1
