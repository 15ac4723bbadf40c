"""The code of conduct of the demo company: what was agreed, and what is talked about."""

import pytest
from django.utils import translation

from intranet.platform.figures import figures
from moderation.feeds.acceptances import figures_of
from moderation.feeds.changes import changes_between
from moderation.feeds.code import version_before, version_in_force, wordings_of
from moderation.models import CodeVersion, Remark
from people.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def code(company):
    """The version that holds."""
    return version_in_force()


def test_seven_agreements_hold_in_two_languages_with_examples(code):
    wordings = wordings_of([code])[code.pk]

    assert len(wordings) == 7
    for wording in wordings:
        assert wording.is_complete
        for name in ("why", "fine", "not_fine"):
            dutch, english = (getattr(wording, f"{name}_{language}") for language in ("nl", "en"))
            assert dutch
            assert english
            assert dutch != english
            assert len(dutch.splitlines()) == len(english.splitlines())


def test_each_version_is_really_otherwise_than_the_one_before(code):
    for number in (2, 3, 4):
        version = CodeVersion.objects.get(number=number)
        with translation.override("nl"):
            changes = changes_between(version_before(version), version)
        assert changes.changed
        assert version.changes_nl
        assert version.changes_en
    assert code.number == 4


def test_most_people_accepted_it_and_some_did_not(code):
    figures = figures_of(code)

    assert figures.accepted > figures.still * 3
    assert figures.still >= 8
    assert User.objects.get(name="Mehmet Kaya").code_accepted == 3
    assert User.objects.get(name="Joke Veenstra").code_accepted == 4


def test_a_fifth_version_is_talked_about_by_the_works_council(company):
    draft = CodeVersion.objects.get(number=None)
    remarks = Remark.objects.filter(version=draft)

    assert draft.readers.count() >= 5
    assert remarks.count() >= 5
    assert 0 < remarks.filter(answered_at=None).count() < remarks.count()


def test_nobody_was_told_twice_and_everybody_was_told(company, code):
    told = User.objects.get(name="Mehmet Kaya").notifications.filter(reason="code_began")

    assert told.count() == 3


def test_what_is_measured_was_agreed_on_but_for_one_figure(company, client):
    client.force_login(User.objects.get(email__startswith="bram.dewit"))

    page = client.get("/code/what-we-measure/").content.decode()

    assert page.count("Ondernemingsraad Noorderlicht") == len(figures()) - 1
