"""An answer that settles something settles it when it can be read, and not before."""

import pytest

from blogs.actions import prepare_answer
from conversations.models import Comment, Thread
from moderation.models import Case
from tests.factories.blogs import make_blog, make_draft, make_question
from tests.factories.communities import make_person, make_post
from tests.factories.moderation import make_rule
from tests.outbox import deliver

pytestmark = pytest.mark.django_db


@pytest.fixture
def joke():
    """Who writes a blog."""
    return make_person("Joke Veenstra", language="en")


@pytest.fixture
def rule():
    """What somebody reads first."""
    return make_rule("alarmcode", action="hold")


def decide(browser, outcome="no_breach", **more):
    """Decide the only open case."""
    case = Case.objects.exclude(stage="done").get()
    said = {"outcome": outcome, "reasons": "Gelezen", "seen_decisions": 0, "silent_days": 0}
    browser.post(f"/desk/{case.pk}/decide/", said | more)
    deliver()


def page(browser, thing):
    """Return what a page says."""
    return browser.get(thing.get_absolute_url()).content.decode()


def test_an_answer_to_a_question_answers_it_once_somebody_has_read_it(
    sign_in, joke, wim, lotte, rule
):
    question = make_question(make_blog(joke), asker=wim, body="Wat is de code?")
    said = {"body": "De alarmcode", "first_read": rule.pk}
    sign_in(joke).post(f"/questions/{question.pk}/answer/", said)

    assert "Open for" in page(sign_in(wim), question.thread)
    assert "De alarmcode" not in page(sign_in(wim), question.thread)

    decide(sign_in(lotte))

    answered = page(sign_in(wim), question.thread)
    assert "De alarmcode" in answered
    assert "Open for" not in answered
    assert "Answered" in answered


def test_a_reason_for_not_answering_is_one_once_somebody_has_read_it(
    sign_in, joke, wim, lotte, rule
):
    question = make_question(make_blog(joke), asker=wim, body="Wat is de code?")
    said = {"body": "De alarmcode is geheim", "first_read": rule.pk}
    sign_in(joke).post(f"/questions/{question.pk}/decline/", said)
    assert "Open for" in page(sign_in(wim), question.thread)

    decide(sign_in(lotte))

    assert "Not answered, with a reason" in page(sign_in(wim), question.thread)


def test_an_answer_that_never_appears_leaves_the_question_open(
    sign_in, joke, wim, lotte, rule, section
):
    question = make_question(make_blog(joke), asker=wim, body="Wat is de code?")
    said = {"body": "De alarmcode", "first_read": rule.pk}
    sign_in(joke).post(f"/questions/{question.pk}/answer/", said)

    decide(sign_in(lotte), "withdraw", section=section.pk)

    assert "Open for" in page(sign_in(wim), question.thread)


def test_what_solved_a_problem_solves_it_once_somebody_has_read_it(
    sign_in, kees, wim, lotte, place, rule
):
    problem = make_post(author=kees, community=place, kind="problem", body="Het luik klemt")
    said = {"body": "Met de alarmcode gaat het open", "solves": "1", "first_read": rule.pk}
    answer = sign_in(kees).post(f"/threads/{problem.pk}/comments/", said)

    assert answer.status_code == 302
    assert Thread.objects.get(pk=problem.pk).accepted_comment is None

    decide(sign_in(lotte))

    assert Thread.objects.get(pk=problem.pk).accepted_comment == Comment.objects.get()
    assert "Met de alarmcode" in page(sign_in(wim), problem)


def test_another_answer_that_was_accepted_meanwhile_stays(sign_in, kees, wim, lotte, place, rule):
    problem = make_post(author=kees, community=place, kind="problem", body="Het luik klemt")
    said = {"body": "Met de alarmcode gaat het open", "solves": "1", "first_read": rule.pk}
    sign_in(kees).post(f"/threads/{problem.pk}/comments/", said)
    sign_in(kees).post(f"/threads/{problem.pk}/comments/", {"body": "Olie", "solves": "1"})

    decide(sign_in(lotte))

    assert Thread.objects.get(pk=problem.pk).accepted_comment.plain == "Olie"


def test_answers_in_an_article_are_read_by_the_rules_with_it_and_advised_once(sign_in, joke, wim):
    rule, other = make_rule("sukkel"), make_rule("kliko")
    blog = make_blog(joke)
    question = make_question(blog, asker=wim)
    article = make_draft(blog, title="Negen weken", body="<p>Wat een sukkel</p>")
    prepare_answer(author=joke, article=article, question=question, body="<p>In de kliko</p>")
    browser, address = sign_in(joke), f"/blogs/writing/{article.pk}/publish/"

    first = browser.post(address, {"when": "now"})
    browser.post(address, {"when": "now", "hints_seen": f"{rule.pk},{other.pk}"})

    assert "<mark>sukkel</mark>" in first.content.decode()
    assert "<mark>kliko</mark>" in first.content.decode()
    assert Comment.objects.get().is_published
    assert rule.days.get().went_on == other.days.get().went_on == 1


def test_an_answer_that_must_wait_lets_its_article_wait_and_comes_out_with_it(
    sign_in, joke, wim, lotte, rule
):
    blog = make_blog(joke)
    question = make_question(blog, asker=wim)
    article = make_draft(blog, title="Negen weken", body="<p>Dag</p>")
    prepare_answer(author=joke, article=article, question=question, body="<p>De alarmcode</p>")
    address = f"/blogs/writing/{article.pk}/publish/"
    sign_in(joke).post(address, {"when": "now", "first_read": rule.pk})
    assert not Comment.objects.exists()
    assert "De alarmcode" in page(sign_in(lotte), Case.objects.get())

    decide(sign_in(lotte))

    assert Comment.objects.get().is_published
    assert "Answered" in page(sign_in(wim), question.thread)
    assert not Case.objects.exclude(stage="done").exists()


def test_who_looks_at_a_poll_sees_what_one_can_choose(sign_in, kees, lotte, place, rule):
    said = {"body": "Wat nu?", "kind": "poll", "option": ["De alarmcode", "Niets"]}
    answer = sign_in(kees).post(f"/communities/{place.slug}/posts/", said | {"first_read": rule.pk})

    assert answer.status_code == 302
    assert "<li>De alarmcode</li>" in page(sign_in(lotte), Case.objects.get())
