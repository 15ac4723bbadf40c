"""What HR looks after in the demo company: rules, reports, decisions and an appeal."""

import pytest

from moderation.feeds.desk import queue
from moderation.models import Appeal, Case, CodeVersion, Decision, RuleVersion
from people.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def fatima(company):
    """HR."""
    return User.objects.get(name="Fatima El Amrani")


def test_a_code_of_more_than_six_sections_holds(company):
    assert CodeVersion.objects.agreed().order_by("number").last().wordings.count() >= 6


def test_rules_read_along_and_one_is_still_a_draft(company):
    stages = list(RuleVersion.objects.values_list("stage", flat=True))

    assert stages.count("on") == 6
    assert stages.count("draft") == 1


def test_cases_wait_on_the_desk_of_hr_and_others_are_done(fatima):
    waiting, done = queue(fatima), queue(fatima, only="done")

    assert len(waiting.rows) == 3
    assert len(done.rows) >= 3
    assert {row.case.origin for row in waiting.rows} == {"report", "rule", "author"} or {
        row.case.origin for row in waiting.rows
    } == {"report", "rule"}


def test_an_appeal_was_right_and_the_post_can_be_read_again(sign_in, company):
    appeal = Appeal.objects.get()
    wim = User.objects.get(name="Wim Hoekstra")

    assert appeal.outcome == "overturned"
    assert appeal.handler != appeal.decision.decided_by
    assert sign_in(wim).get(f"/posts/{appeal.decision.case.subject_id}/").status_code == 200


def test_somebody_was_asked_to_change_her_words(company):
    assert Case.objects.filter(stage="with_author").exists()
    assert Decision.objects.filter(outcome="ask_edit").exists()
