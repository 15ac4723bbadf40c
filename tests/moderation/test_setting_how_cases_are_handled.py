"""HR sets who gets reports first, and how long everything takes."""

from datetime import timedelta

import pytest

from intranet.platform.models import AuditRecord
from moderation.models import Case, Decision, DeskRules
from tests.factories.communities import make_community, make_post
from tests.factories.moderation import make_section
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

PAGE = "/admin/moderation/deskrules/"
AS_IT_WAS = {
    "managers_hours": 24,
    "decide_hours": 48,
    "mend_hours": 24,
    "appeal_days": 14,
    "appeal_decide_days": 7,
    "record_months": 6,
    "warning_months": 12,
}


def test_hr_finds_it_in_the_administration_with_what_holds_now(hr):
    assert f'href="{PAGE}"' in hr.get("/admin/").content.decode()

    page = hr.get(PAGE).content.decode()

    assert 'name="appeal_days" value="14"' in page
    assert "Reports reach those who take care of the community first" in page


def test_what_hr_sets_holds_for_the_next_report_and_decision(hr, sign_in):
    changed = {"decide_hours": 8, "appeal_days": 30, "managers_first": "on"}
    assert hr.post(PAGE, AS_IT_WAS | changed).status_code == 302

    kees, section = make_person("Kees Brouwer"), make_section()
    place = make_community(members=[kees])
    post = make_post(author=kees, community=place)
    words = {"section": section.pk}
    sign_in(make_person("Wim Hoekstra")).post(f"/reports/thread/{post.pk}/", words)
    case = Case.objects.get()
    assert case.due_at - case.opened_at == timedelta(hours=8)
    assert case.desk == "managers"

    manager = place.memberships.get(role="manager").person
    said = {"outcome": "withdraw", "reasons": "Zo", "seen_decisions": 0}
    sign_in(manager).post(f"/desk/{case.pk}/decide/", words | said)
    decision = Decision.objects.get()
    assert decision.appeal_until - decision.decided_at == timedelta(days=30)


def test_it_is_written_down(hr, fatima):
    hr.post(PAGE, AS_IT_WAS | {"decide_hours": 8})

    written = AuditRecord.objects.get(action="moderation.desk_rules.changed")
    assert written.actor_id == fatima.pk
    assert written.details == AS_IT_WAS | {"decide_hours": 8, "managers_first": False}


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("managers_hours", "0", "Choose a number from 1 to 168."),
        ("decide_hours", "2", "Choose a number from 4 to 336."),
        ("mend_hours", "999999999999", "Choose a number from 4 to 336."),
        ("appeal_days", "1", "Choose a number from 7 to 90."),
        ("appeal_decide_days", "-3", "Choose a number from 1 to 30."),
        ("record_months", "25", "Choose a number from 1 to 24."),
        ("warning_months", "3", "A warning counts at least as long"),
        ("appeal_days", "", "Choose a number."),
        ("appeal_days", "twee weken", "This is no whole number."),
    ],
)
def test_what_cannot_be_says_why_and_stays_in_the_form(hr, name, typed, sentence):
    answer = hr.post(PAGE, AS_IT_WAS | {name: typed})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert f'value="{typed}"' in page or not typed
    assert not DeskRules.objects.exists()


def test_nobody_else_sees_or_changes_it(sign_in, bram):
    browser = sign_in(bram)

    assert browser.get(PAGE).status_code in (302, 403)
    assert browser.post(PAGE, AS_IT_WAS).status_code in (302, 403)
    assert not DeskRules.objects.exists()
