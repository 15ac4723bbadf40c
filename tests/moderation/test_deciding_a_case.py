"""Deciding what becomes of something, with reasons that its author reads."""

from datetime import timedelta

import pytest
from django.core import mail

from communities.models import Post
from conversations.models import Comment, Thread
from intranet.platform import clock
from intranet.platform.models import AuditRecord
from moderation.actions import DecidedMeanwhile, Ruling, decide_case
from moderation.models import Case, Decision
from moderation.tasks import look_after_cases
from notifications.feeds import bell
from tests.counting import queries_of
from tests.factories.communities import make_comment, make_post
from tests.factories.moderation import make_rule
from tests.outbox import deliver
from tests.together import together

pytestmark = pytest.mark.django_db

WHY = "De zin over Petra gaat over een persoon."


@pytest.fixture
def case(sign_in, wim, post, section):
    """A report of it."""
    sign_in(wim).post(f"/reports/thread/{post.pk}/", {"section": section.pk, "words": "Zo niet"})
    return Case.objects.get()


def decide(browser, case, outcome, section, **more):
    """Send a decision as the page does."""
    said = {"outcome": outcome, "section": section.pk, "reasons": WHY, "silent_days": 0}
    return browser.post(f"/desk/{case.pk}/decide/", said | {"seen_decisions": 0} | more)


def change(browser, post):
    """Let the author write it another way."""
    words = {"body": "De planning klopt niet.", "seen_edits": 0}
    return browser.post(f"/posts/{post.pk}/edit/", words)


def lines_in_bell(person):
    """Return why somebody was told."""
    return [line.told.reason for line in bell(person).lines]


def test_many_reports_of_one_thing_are_one_case(sign_in, wim, lotte, post, case, section):
    sign_in(lotte).post(f"/reports/thread/{post.pk}/", {"section": section.pk})
    sign_in(wim).post(f"/reports/thread/{post.pk}/", {"section": section.pk, "words": "Echt"})

    assert Case.objects.get().reports.count() == 2
    assert case.reports.get(reporter=wim).words == "Echt"


def test_who_decides_reads_the_words_and_no_name(sign_in, fatima, case):
    page = sign_in(fatima).get(f"/desk/{case.pk}/").content.decode()

    assert "die kan niet tellen" in page
    assert "Colleague A" in page
    assert "Kees Brouwer" not in page
    assert "Wim Hoekstra" not in page


def test_who_decided_reads_who_it_was_and_who_did_not_decide_does_not(
    sign_in, fatima, lotte, case, section
):
    decide(sign_in(fatima), case, "withdraw", section)

    assert "Kees Brouwer" in sign_in(fatima).get(f"/desk/{case.pk}/").content.decode()
    assert "Kees Brouwer" not in sign_in(lotte).get(f"/desk/{case.pk}/").content.decode()


def test_asking_for_names_is_written_down(sign_in, fatima, case):
    browser = sign_in(fatima)

    browser.post(f"/desk/{case.pk}/names/")

    page = browser.get(f"/desk/{case.pk}/").content.decode()
    assert "Kees Brouwer" in page
    assert "Wim Hoekstra" not in page
    written = AuditRecord.objects.get(action="moderation.case.names_shown")
    assert (written.actor_id, written.subject_id) == (fatima.pk, case.pk)


def test_withdrawing_tells_the_author_at_once_why_and_by_which_agreement(
    sign_in, kees, wim, fatima, case, post, section
):
    decide(sign_in(fatima), case, "withdraw", section)
    deliver()

    assert sign_in(wim).get(post.get_absolute_url()).status_code == 404
    decision = Decision.objects.get()
    page = sign_in(kees).get(decision.get_absolute_url()).content.decode()
    assert WHY in page
    assert "Zacht op de mens" in page
    assert "Version 1 of the code applied" in page
    assert "A colleague reported it. No rule of the computer." in page
    assert "Wim Hoekstra" not in page
    assert lines_in_bell(kees) == ["decided"]
    assert lines_in_bell(wim) == ["report_settled"]
    letter = mail.outbox[0]
    assert letter.to == [kees.email]
    assert WHY in letter.body


def test_an_author_reads_the_decision_in_her_own_language(sign_in, kees, fatima, case, section):
    type(kees).objects.filter(pk=kees.pk).update(language="nl")

    decide(sign_in(fatima), case, "withdraw", section)
    deliver()

    assert mail.outbox[0].subject == "Over wat je schreef: het is teruggetrokken"


def test_no_breach_leaves_it_and_bothers_the_author_with_nothing(
    sign_in, kees, wim, fatima, case, post, section
):
    decide(sign_in(fatima), case, "no_breach", section)
    deliver()

    assert sign_in(wim).get(post.get_absolute_url()).status_code == 200
    assert lines_in_bell(kees) == []
    assert lines_in_bell(wim) == ["report_settled"]


def test_what_was_held_appears_when_it_keeps_to_the_code(sign_in, kees, wim, fatima, place):
    rule = make_rule("alarmcode", action="hold")
    said = {"body": "De alarmcode voor @Wim Hoekstra", "first_read": rule.pk}
    sign_in(kees).post(f"/communities/{place.slug}/posts/", said)
    deliver()
    assert lines_in_bell(wim) == []

    case = Case.objects.get()
    sign_in(fatima).post(
        f"/desk/{case.pk}/decide/",
        {"outcome": "no_breach", "reasons": "Niets mis mee", "seen_decisions": 0},
    )
    deliver()

    assert (
        "De alarmcode" in sign_in(wim).get(Post.objects.get().get_absolute_url()).content.decode()
    )
    assert lines_in_bell(wim) == ["mentioned"]
    assert lines_in_bell(kees) == ["decided"]


def test_a_held_comment_counts_and_is_told_when_it_appears(sign_in, kees, wim, fatima, place):
    post = make_post(author=wim, community=place)
    rule = make_rule("alarmcode", action="hold")
    said = {"body": "De alarmcode", "first_read": rule.pk}
    sign_in(kees).post(f"/threads/{post.pk}/comments/", said)
    deliver()
    assert lines_in_bell(wim) == []

    decide_it = {"outcome": "no_breach", "reasons": "Mag", "seen_decisions": 0}
    sign_in(fatima).post(f"/desk/{Case.objects.get().pk}/decide/", decide_it)
    deliver()

    assert Thread.objects.get().comment_count == 1
    assert Comment.objects.get().is_published
    assert "commented" in lines_in_bell(wim) or "answered" in lines_in_bell(wim)


def test_who_is_asked_to_change_it_does_and_somebody_looks_again(
    sign_in, kees, wim, fatima, case, post, section
):
    decide(sign_in(fatima), case, "ask_edit", section)
    deliver()
    assert sign_in(wim).get(post.get_absolute_url()).status_code == 200

    sign_in(kees).post(
        f"/posts/{post.pk}/edit/", {"body": "De planning klopt niet.", "seen_edits": 0}
    )

    case.refresh_from_db()
    assert case.stage == "open"
    page = sign_in(fatima).get(f"/desk/{case.pk}/").content.decode()
    assert "De planning klopt niet." in page
    assert "die kan niet tellen" in page


def test_what_is_not_changed_in_time_goes_from_sight(
    sign_in, kees, wim, fatima, case, post, section
):
    decide(sign_in(fatima), case, "ask_edit", section)
    deliver()

    with clock.moved_to(clock.now() + timedelta(hours=25)):
        look_after_cases()
        look_after_cases()
        deliver()

    assert sign_in(wim).get(post.get_absolute_url()).status_code == 404
    assert "die kan niet tellen" in sign_in(kees).get(post.get_absolute_url()).content.decode()


def test_an_author_changes_what_was_withdrawn_and_somebody_looks_again(
    sign_in, kees, wim, fatima, case, post, section
):
    decide(sign_in(fatima), case, "withdraw", section)

    sign_in(kees).post(
        f"/posts/{post.pk}/edit/", {"body": "De planning klopt niet.", "seen_edits": 0}
    )

    assert sign_in(wim).get(post.get_absolute_url()).status_code == 404
    again = Case.objects.exclude(pk=case.pk).get()
    sign_in(fatima).post(
        f"/desk/{again.pk}/decide/",
        {"outcome": "no_breach", "reasons": "Dank", "seen_decisions": 0},
    )
    assert "De planning klopt niet." in sign_in(wim).get(post.get_absolute_url()).content.decode()


def test_for_good_needs_somebody_else_and_then_nothing_can_be_changed(
    sign_in, kees, fatima, lotte, case, post, section
):
    decide(sign_in(fatima), case, "for_good", section)

    assert sign_in(fatima).post(f"/desk/{case.pk}/confirm/").status_code == 403
    assert not Thread.objects.get().is_final
    sign_in(lotte).post(f"/desk/{case.pk}/confirm/")

    assert Thread.objects.get().is_final
    answer = sign_in(kees).post(f"/posts/{post.pk}/edit/", {"body": "Toch", "seen_edits": 0})
    assert answer.status_code == 403


def test_what_goes_for_good_is_told_at_once_and_again_when_a_second_reader_agreed(
    sign_in, kees, fatima, lotte, case, section
):
    decide(sign_in(fatima), case, "for_good", section)
    deliver()

    (first,) = [each for each in mail.outbox if each.to == [kees.email]]
    told = sign_in(kees).get(f"/decisions/{case.decisions.get().pk}/").content.decode()
    assert "decided" in lines_in_bell(kees)
    assert "Somebody else still reads whether that is for good" in first.body
    assert "Somebody else still reads whether that is for good" in told
    assert "withdrawn for good" not in told

    sign_in(lotte).post(f"/desk/{case.pk}/confirm/")
    deliver()

    *_others, second = [each for each in mail.outbox if each.to == [kees.email]]
    told = sign_in(kees).get(f"/decisions/{case.decisions.get().pk}/").content.decode()
    assert "Somebody else read it too and agrees" in second.body
    assert "What you wrote was withdrawn for good" in told


def test_of_two_who_decide_the_second_sees_the_first_decision_and_keeps_what_was_typed(
    sign_in, fatima, lotte, case, section
):
    decide(sign_in(fatima), case, "withdraw", section)

    answer = decide(sign_in(lotte), case, "no_breach", section, reasons="Ik vind het wel kunnen")

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody else decided this meanwhile" in page
    assert WHY in page
    assert "Ik vind het wel kunnen" in page
    assert Decision.objects.get().outcome == "withdraw"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_the_same_moment_one_does(fatima, lotte, case, section):
    def decides(person, outcome):
        def act():
            ruling = Ruling(outcome, WHY, section)
            try:
                decide_case(moderator=person, case=case, ruling=ruling, seen_decisions=0)
            except DecidedMeanwhile:
                return "late"
            return "decided"

        return act

    done = together(decides(fatima, "withdraw"), decides(lotte, "no_breach"))

    assert sorted(done) == ["decided", "late"]
    assert Decision.objects.count() == 1


def test_a_decision_says_why_and_by_which_agreement(sign_in, fatima, case):
    answer = sign_in(fatima).post(
        f"/desk/{case.pk}/decide/",
        {"outcome": "withdraw", "reasons": " ", "section": "", "seen_decisions": 0},
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Say why. The author reads this word for word." in page
    assert "Choose which agreement this is about." in page
    assert not Decision.objects.exists()


def test_a_warning_and_a_time_of_only_reading_are_told_and_work(
    sign_in, kees, fatima, case, place, section
):
    decide(sign_in(fatima), case, "withdraw", section, warns="on", silent_days=3)

    page = sign_in(kees).get(Decision.objects.get().get_absolute_url()).content.decode()
    assert "A warning" in page
    assert "You read everything and write nothing." in page
    answer = sign_in(kees).post(f"/communities/{place.slug}/posts/", {"body": "Hallo"})
    assert answer.status_code == 403
    with clock.moved_to(clock.now() + timedelta(days=4)):
        sign_in(kees).post(f"/communities/{place.slug}/posts/", {"body": "Daar ben ik weer"})
    assert Thread.objects.filter(plain="Daar ben ik weer").exists()


def test_what_its_author_took_away_is_decided_all_the_same_and_not_shown_again(
    sign_in, kees, fatima, case, post, section
):
    sign_in(kees).post(f"/threads/{post.pk}/remove/")

    refused = decide(sign_in(fatima), case, "ask_edit", section)
    decide(sign_in(fatima), case, "no_breach", section)

    assert "Its author took it away" in refused.content.decode()
    assert Thread.objects.get().state == "removed"
    assert not Case.objects.get().is_open


def test_earlier_decisions_count_for_a_term_and_lapse_by_themselves(
    sign_in, kees, fatima, case, place, section, wim
):
    decide(sign_in(fatima), case, "withdraw", section)
    post = make_post(author=kees, community=place, body="Weer Petra")
    sign_in(wim).post(f"/reports/thread/{post.pk}/", {"section": section.pk})
    again = Case.objects.exclude(pk=case.pk).get()

    now = sign_in(fatima).get(f"/desk/{again.pk}/").content.decode()
    with clock.moved_to(clock.now() + timedelta(days=400)):
        later = sign_in(fatima).get(f"/desk/{again.pk}/").content.decode()

    assert "1 decision that still counts" in now
    assert "Nothing that still counts" in later


def test_who_takes_care_of_a_place_withdraws_there_and_that_can_be_appealed_too(
    sign_in, kees, place, post, section
):
    manager = place.memberships.get(role="manager").person

    sign_in(manager).post(f"/threads/{post.pk}/withdraw/", {"reason": WHY, "section": section.pk})

    decision = Decision.objects.get()
    assert decision.section == section
    answer = sign_in(kees).get(f"/decisions/about/thread/{post.pk}/")
    assert answer.url == decision.get_absolute_url()


def test_the_desk_asks_as_many_questions_for_many_cases_as_for_three(
    sign_in, fatima, wim, kees, place, section
):
    browser = sign_in(fatima)

    def report(how_many):
        for _each in range(how_many):
            post = make_post(author=kees, community=place)
            browser.force_login(wim)
            browser.post(f"/reports/thread/{post.pk}/", {"section": section.pk})
        browser.force_login(fatima)

    report(3)
    few = queries_of(browser, "/desk/")
    report(24)
    many = queries_of(browser, "/desk/")

    assert few == many


def test_comments_around_it_are_shown_and_what_was_withdrawn_among_them_is_not(
    sign_in, fatima, kees, wim, place, section
):
    post = make_post(author=wim, community=place, body="De planning voor week 48")
    about = make_comment(thread=post, author=kees, body="Typisch Petra")
    make_comment(thread=post, author=wim, body="Bel me even")
    sign_in(wim).post(f"/reports/comment/{about.pk}/", {"section": section.pk})

    page = sign_in(fatima).get(f"/desk/{Case.objects.get().pk}/").content.decode()

    page = page[page.index('class="replies evidence"') :]
    assert page.index("De planning voor week 48") < page.index("Typisch Petra")
    assert page.index("Typisch Petra") < page.index("Bel me even")
