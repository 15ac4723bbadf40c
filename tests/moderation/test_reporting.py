"""Reporting what does not keep to the code, and hearing what became of it."""

from datetime import timedelta

import pytest

from blogs.models import BlogRules
from intranet.platform import clock
from moderation.models import Case, Report
from moderation.tasks import look_after_cases
from notifications.feeds import bell
from tests.counting import queries_of
from tests.factories.blogs import make_article, make_blog, make_question
from tests.factories.communities import make_comment, make_community, make_post
from tests.factories.moderation import make_rule
from tests.factories.people import make_person
from tests.outbox import deliver

pytestmark = pytest.mark.django_db

PAGE = "/reports/"


@pytest.fixture
def unnamed_allowed():
    """People may ask authors without their name."""
    return BlogRules.objects.create(pk=1, allows_unnamed_questions=True)


def said(answer):
    """Return what a page says."""
    return answer.content.decode()


def report(browser, post, **words):
    """Send a report of a post."""
    return browser.post(f"/reports/thread/{post.pk}/", words or {"words": "Zo niet"})


def reads_case(sign_in, person):
    """Tell whether the case is on somebody's desk."""
    return sign_in(person).get(f"/desk/{Case.objects.get().pk}/").status_code == 200


def test_a_post_is_reported_from_its_menu_on_an_agreement(sign_in, wim, post, section):
    browser = sign_in(wim)

    assert f'href="/reports/thread/{post.pk}/"' in said(browser.get(post.get_absolute_url()))
    form = said(browser.get(f"/reports/thread/{post.pk}/"))
    answer = report(browser, post, section=section.pk, words="Dit gaat over Petra")

    assert "1. Zacht op de mens" in form
    assert answer.url == post.get_absolute_url()
    assert "You hear what is decided" in said(browser.get(answer.url))
    told = Report.objects.get()
    assert (told.section, told.words, told.case.section) == (
        section,
        "Dit gaat over Petra",
        section,
    )


def test_a_comment_is_reported_in_ones_own_words(sign_in, wim, kees, post):
    comment = make_comment(thread=post, author=kees, body="En Jan ook niet")

    sign_in(wim).post(f"/reports/comment/{comment.pk}/", {"words": "Jan kan er niets aan doen"})

    case = Case.objects.get()
    assert (case.kind, case.subject_id, case.section) == ("comment", comment.pk, None)


def test_an_article_is_reported_from_its_page_and_not_by_who_wrote_it(sign_in, wim):
    joke = make_person("Joke Veenstra")
    article = make_article(make_blog(joke), body="Typisch Petra.")
    address = article.thread.get_absolute_url()
    offer = f'href="/reports/thread/{article.thread.pk}/"'

    assert offer in said(sign_in(wim).get(address))
    assert offer not in said(sign_in(joke).get(address))
    answer = report(sign_in(wim), article.thread)

    assert answer.url == address
    assert Case.objects.get().author == joke


@pytest.mark.usefixtures("unnamed_allowed")
def test_a_question_without_a_name_is_reported_and_stays_without_one(
    sign_in, wim, kees, fatima, section
):
    question = make_question(make_blog(), asker=kees, body="Waarom is Petra zo?", is_unnamed=True)
    address = question.thread.get_absolute_url()
    offer = f'href="/reports/thread/{question.thread.pk}/"'

    assert offer in said(sign_in(wim).get(address))
    assert offer not in said(sign_in(kees).get(address))
    assert report(sign_in(kees), question.thread).status_code == 403
    report(sign_in(wim), question.thread)

    case = Case.objects.get()
    browser = sign_in(fatima)
    browser.post(f"/desk/{case.pk}/names/")
    assert case.author == kees
    assert "Kees Brouwer" not in said(browser.get(f"/desk/{case.pk}/"))


def test_without_an_agreement_and_without_words_the_form_asks_for_one(sign_in, wim, post):
    answer = report(sign_in(wim), post, words="  ", section="")

    assert answer.status_code == 422
    assert "Choose an agreement, or say in your own words" in said(answer)
    assert not Case.objects.exists()


def test_words_that_are_too_long_stay_in_the_form(sign_in, wim, post):
    answer = report(sign_in(wim), post, words="Petra " * 400)

    assert answer.status_code == 422
    assert "at most 2,000 characters" in said(answer)
    assert "Petra Petra" in said(answer)
    assert not Report.objects.exists()


def test_an_agreement_that_is_not_there_cannot_be_chosen(sign_in, wim, post):
    answer = report(sign_in(wim), post, section="999", words="Zo niet")

    assert answer.status_code == 422
    assert "Zo niet" in said(answer)


def test_nobody_reports_her_own_words(sign_in, kees, post):
    assert report(sign_in(kees), post).status_code == 404
    assert f"/reports/thread/{post.pk}/" not in said(sign_in(kees).get(post.get_absolute_url()))


def test_what_one_cannot_read_is_not_there(sign_in, wim, kees, gerrit, fatima, section):
    hidden = make_community("hidden", managers=[gerrit], members=[kees])
    secret = make_post(author=kees, community=hidden, body="Geheim")
    gone = make_post(author=kees, community=hidden, body="Weg")
    sign_in(kees).post(f"/threads/{gone.pk}/remove/")

    assert report(sign_in(wim), secret).status_code == 404
    assert report(sign_in(fatima), secret).status_code == 404
    assert report(sign_in(gerrit), gone).status_code == 404
    assert sign_in(wim).get("/reports/thread/999999/").status_code == 404
    assert sign_in(wim).get("/reports/article/1/").status_code == 404
    assert not Case.objects.exists()


def test_what_waits_to_be_read_is_not_there_to_report_either(sign_in, kees, wim, place):
    rule = make_rule("alarmcode", action="hold")
    words = {"body": "De alarmcode", "first_read": rule.pk}
    sign_in(kees).post(f"/communities/{place.slug}/posts/", words)

    case = Case.objects.get()
    assert sign_in(wim).get(f"/reports/thread/{case.subject_id}/").status_code == 404


def test_who_reported_reads_what_became_of_it(sign_in, wim, fatima, post, section):
    report(sign_in(wim), post, section=section.pk, words="Dit gaat over Petra")
    before = said(sign_in(wim).get(PAGE))
    case = Case.objects.get()
    words = {"outcome": "withdraw", "section": section.pk, "reasons": "Zo", "seen_decisions": 0}
    sign_in(fatima).post(f"/desk/{case.pk}/decide/", words)
    deliver()

    after = said(sign_in(wim).get(PAGE))
    assert "Somebody looks at it" in before
    assert "Dit gaat over Petra" in after
    assert "Something was done about it" in after
    assert [line.told.reason for line in bell(wim).lines] == ["report_settled"]
    assert "Something was done about it" in said(sign_in(wim).get("/notifications/"))


def test_who_reported_reads_no_more_than_what_she_reported(
    sign_in, wim, kees, fatima, post, section
):
    report(sign_in(wim), post)
    case = Case.objects.get()
    words = {"outcome": "ask_edit", "section": section.pk, "reasons": "Zo", "seen_decisions": 0}
    sign_in(fatima).post(f"/desk/{case.pk}/decide/", words)
    rule = make_rule("alarmcode", action="hold")
    changed = {"body": "De alarmcode is 4711", "seen_edits": 0, "first_read": rule.pk}
    sign_in(kees).post(f"/posts/{post.pk}/edit/", changed)
    deliver()

    page = said(sign_in(wim).get(PAGE))

    assert "4711" in said(sign_in(fatima).get(f"/desk/{case.pk}/"))
    assert "die kan niet tellen" in page
    assert "4711" not in page
    assert "4711" not in said(sign_in(wim).get("/notifications/"))


def test_what_a_second_reader_must_still_read_is_not_told_as_done(
    sign_in, wim, fatima, post, section
):
    report(sign_in(wim), post)
    words = {"outcome": "for_good", "section": section.pk, "reasons": "Zo", "seen_decisions": 0}
    sign_in(fatima).post(f"/desk/{Case.objects.get().pk}/decide/", words)

    assert "Somebody looks at it" in said(sign_in(wim).get(PAGE))


def test_others_do_not_read_what_somebody_reported(sign_in, wim, gerrit, kees, post):
    report(sign_in(wim), post, words="Dit gaat over Petra")

    for person in (gerrit, kees):
        assert "Dit gaat over Petra" not in said(sign_in(person).get(PAGE))
    assert "You did not report anything" in said(sign_in(kees).get(PAGE))


def test_the_page_asks_as_much_for_many_reports_as_for_two(sign_in, wim, kees, place):
    browser = sign_in(wim)
    for _each in range(2):
        report(browser, make_post(author=kees, community=place))
    few = queries_of(browser, PAGE)
    for _each in range(12):
        report(browser, make_post(author=kees, community=place))

    assert queries_of(browser, PAGE) == few


def test_managers_get_it_first_and_hr_after_a_day(
    sign_in, wim, gerrit, fatima, post, managers_first
):
    report(sign_in(wim), post)

    assert reads_case(sign_in, gerrit)
    assert not reads_case(sign_in, fatima)

    with clock.moved_to(clock.now() + timedelta(hours=23)):
        look_after_cases()
        assert not reads_case(sign_in, fatima)
    with clock.moved_to(clock.now() + timedelta(hours=25)):
        look_after_cases()
        look_after_cases()
        assert reads_case(sign_in, fatima)
        assert not reads_case(sign_in, gerrit)


def test_a_manager_gives_it_to_hr_and_says_why(sign_in, wim, gerrit, fatima, post, managers_first):
    report(sign_in(wim), post)
    case, browser = Case.objects.get(), sign_in(gerrit)

    empty = browser.post(f"/desk/{case.pk}/notes/", {"note": " ", "escalates": "1"})
    browser.post(f"/desk/{case.pk}/notes/", {"note": "Ik ken hen te goed", "escalates": "1"})

    assert empty.status_code == 422
    assert not reads_case(sign_in, gerrit)
    assert "Ik ken hen te goed" in said(sign_in(fatima).get(f"/desk/{case.pk}/"))


def test_what_a_manager_wrote_herself_goes_to_hr(
    sign_in, wim, gerrit, fatima, place, managers_first
):
    report(sign_in(wim), make_post(author=gerrit, community=place))

    assert reads_case(sign_in, fatima)
    assert not reads_case(sign_in, gerrit)


def test_it_goes_to_hr_when_the_manager_reports_to_who_wrote_it(
    sign_in, wim, kees, gerrit, fatima, post, managers_first
):
    between = make_person("Bart Midden", manager=kees)
    type(gerrit).objects.filter(pk=gerrit.pk).update(manager=between)

    report(sign_in(wim), post)

    assert reads_case(sign_in, fatima)
    assert not reads_case(sign_in, gerrit)


def test_it_goes_to_hr_when_the_only_manager_reported_it(
    sign_in, wim, gerrit, fatima, post, managers_first
):
    report(sign_in(wim), post)
    report(sign_in(gerrit), post)

    assert reads_case(sign_in, fatima)
    assert not reads_case(sign_in, gerrit)


def test_another_manager_gets_it_when_one_of_two_reported_it(
    sign_in, kees, gerrit, fatima, managers_first
):
    ineke = make_person("Ineke Drost", language="en")
    place = make_community(managers=[gerrit, ineke], members=[kees])

    report(sign_in(gerrit), make_post(author=kees, community=place))

    assert reads_case(sign_in, ineke)
    assert not reads_case(sign_in, gerrit)
    assert not reads_case(sign_in, fatima)


def test_what_a_rule_found_goes_to_hr_whoever_gets_reports_first(
    sign_in, kees, wim, gerrit, fatima, place, managers_first
):
    make_rule("stage", action="flag")
    sign_in(kees).post(f"/communities/{place.slug}/posts/", {"body": "Een stage gezocht"})
    case = Case.objects.get()

    sign_in(wim).post(f"/reports/thread/{case.subject_id}/", {"words": "Dit ook"})

    assert reads_case(sign_in, fatima)
    assert not reads_case(sign_in, gerrit)
