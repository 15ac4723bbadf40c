"""Asking an author something, and being answered."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from blogs.actions import (
    answer_question,
    ask_author,
    decline_question,
    join_question,
    prepare_answer,
    publish_article,
    take_question_back,
)
from blogs.actions.asking import nobody_in_particular
from blogs.feeds import blog_questions
from blogs.feeds.questions import QUESTIONS_A_PAGE
from blogs.models import BlogRules, PreparedAnswer, Question
from conversations.actions import add_comment, remove_contribution, save_draft
from conversations.models import Comment, Thread
from intranet.platform import clock
from intranet.platform.models import AuditRecord
from intranet.platform.policy import Refused
from notifications.models import Notification
from people.api.parts import BylineShown
from people.models import User
from search.actions import rebuild
from tests.counting import queries_of
from tests.factories.blogs import make_blog, make_draft, make_question
from tests.factories.communities import make_person
from tests.factories.people import make_team
from tests.outbox import deliver
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def question(blog, bram):
    """What Bram wants to know."""
    return make_question(blog, asker=bram, body="Komt er een tweede bus?")


@pytest.fixture
def _unnamed_is_allowed():
    BlogRules.objects.create(pk=1, allows_unnamed_questions=True)


def told(person):
    """Return why somebody was told something."""
    return list(Notification.objects.filter(recipient=person).values_list("reason", flat=True))


def test_everybody_who_reads_the_blog_may_ask_and_the_author_hears_it(sign_in, joke, bram, blog):
    browser = sign_in(bram)

    answer = browser.post(f"/blogs/{blog.slug}/questions/", {"body": "Komt er een bus?"})

    deliver()
    page = browser.get(answer["Location"]).content.decode()
    assert "Komt er een bus?" in page
    assert "Bram de Wit" in page
    assert told(joke) == ["question_asked"]


def test_a_question_that_is_sent_twice_is_asked_once(bram, blog):
    submission = "5f0c1c1e-0000-4000-8000-000000000001"

    for _time in range(2):
        ask_author(asker=bram, blog=blog, body="Komt er een bus?", submission=submission)

    assert Question.objects.count() == 1


def test_an_empty_or_endless_question_comes_back_with_what_to_do(sign_in, bram, blog):
    browser = sign_in(bram)
    address = f"/blogs/{blog.slug}/questions/"

    empty = browser.post(address, {"body": "  "})
    endless = browser.post(address, {"body": "bus " * 200})

    assert "Write your question first." in empty.content.decode()
    assert "at most 500 fit. Make it shorter." in endless.content.decode()
    assert "bus bus bus" in endless.content.decode()
    assert not Question.objects.exists()


def test_who_wants_to_know_it_too_adds_a_voice_and_hears_the_answer(sign_in, joke, bram, question):
    wim = make_person("Wim Hoekstra")

    sign_in(wim).post(f"/questions/{question.pk}/voice/")
    answer_question(author=joke, question=question, body="<p>Ja, in mei.</p>")

    deliver()
    assert Thread.objects.get(pk=question.pk).recognise_count == 1
    assert told(wim) == ["commented"]
    assert told(bram) == ["answered"]


@pytest.mark.django_db(transaction=True)
def test_a_voice_that_is_given_twice_at_once_counts_once(question):
    wim = make_person("Wim Hoekstra")

    together(*[lambda: join_question(person=wim, question=question)] * 2)

    assert Thread.objects.get(pk=question.pk).recognise_count == 1


def test_an_answer_stands_under_the_question_for_all(sign_in, joke, bram, question):
    sign_in(joke).post(f"/questions/{question.pk}/answer/", {"body": "Ja, in mei."})

    page = sign_in(bram).get(f"/questions/{question.pk}/").content.decode()
    question.refresh_from_db()
    assert question.outcome == "answered"
    assert "Ja, in mei." in page


def test_who_does_not_answer_says_why(sign_in, joke, bram, question):
    browser = sign_in(joke)

    without = browser.post(f"/questions/{question.pk}/decline/", {"body": " "})
    browser.post(f"/questions/{question.pk}/decline/", {"body": "Dit ligt bij de rechter."})

    question.refresh_from_db()
    page = sign_in(bram).get(f"/questions/{question.pk}/").content.decode()
    assert "Say why you do not answer." in without.content.decode()
    assert question.outcome == "declined"
    assert "Dit ligt bij de rechter." in page


def test_nobody_answers_in_the_place_of_an_author(sign_in, ruben, lotte, question):
    for person in (ruben, lotte):
        answer = sign_in(person).post(f"/questions/{question.pk}/answer/", {"body": "Namens Joke"})
        assert answer.status_code == 403

    assert not Comment.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_settle_it_once(joke, question):
    answers = together(
        *[lambda: answer_question(author=joke, question=question, body="<p>Ja.</p>")] * 2
    )

    assert sorted(isinstance(each, Refused) for each in answers) == [False, True]
    assert Comment.objects.count() == 1


def test_an_answer_in_an_article_appears_with_it_and_not_before(
    sign_in, joke, bram, blog, question
):
    article = make_draft(blog, title="Week 47")
    prepare_answer(author=joke, article=article, question=question, body="<p>Kanarie</p>")

    before = sign_in(bram).get(f"/questions/{question.pk}/").content.decode()
    article = publish_article(author=joke, article=article)
    page = sign_in(bram).get(article.thread.get_absolute_url()).content.decode()
    after = sign_in(bram).get(f"/questions/{question.pk}/").content.decode()

    assert "Kanarie" not in before
    assert "Komt er een tweede bus?" in page
    assert "Kanarie" in page
    assert "Week 47" in after


def test_without_a_name_is_refused_where_that_was_not_agreed(bram, blog):
    with pytest.raises(Refused, match="with their name"):
        ask_author(asker=bram, blog=blog, body="Wie ben ik?", is_unnamed=True)


@pytest.mark.usefixtures("_unnamed_is_allowed")
def test_the_form_says_who_could_find_out(sign_in, bram, blog):
    page = sign_in(bram).get(f"/blogs/{blog.slug}/questions/").content.decode()

    assert "Without my name" in page
    assert "Who looks into the database itself can find out." in page


@pytest.mark.usefixtures("_unnamed_is_allowed")
def test_without_a_name_no_page_list_search_or_log_tells_who_it_was(
    sign_in, joke, bram, ruben, blog
):
    question = make_question(blog, asker=bram, body="Waarom dubbele kanarie?", is_unnamed=True)
    deliver()
    rebuild()

    for person in (joke, ruben):
        browser = sign_in(person)
        for address in (
            f"/questions/{question.pk}/",
            blog.get_absolute_url(),
            "/blogs/",
            "/notifications/",
            "/search/?q=kanarie",
            f"/threads/{question.pk}/versions/",
        ):
            assert "Bram" not in browser.get(address).content.decode(), address
    assert not AuditRecord.objects.filter(actor_id=bram.pk).exists()


@pytest.mark.usefixtures("_unnamed_is_allowed")
def test_who_asked_without_a_name_hears_the_answer_and_can_take_it_back(sign_in, joke, bram, blog):
    question = make_question(blog, asker=bram, is_unnamed=True)
    other = make_question(blog, asker=bram, is_unnamed=True)

    answer_question(author=joke, question=question, body="<p>Ja.</p>")
    deliver()
    sign_in(bram).post(f"/questions/{other.pk}/take-back/")

    assert told(bram) == ["commented"]
    assert Thread.objects.get(pk=other.pk).state == "removed"


def test_nobody_takes_back_what_another_asked(joke, question):
    with pytest.raises(Refused):
        take_question_back(asker=joke, question=question)


def test_a_question_to_a_blog_of_teams_is_read_by_those_teams_alone(sign_in, joke, bram):
    wim = make_person("Wim Hoekstra", team=make_team("Storing"))
    blog = make_blog(joke, teams=[wim.team])
    question = make_question(blog, asker=wim)

    assert sign_in(wim).get(f"/questions/{question.pk}/").status_code == 200
    assert sign_in(bram).get(f"/questions/{question.pk}/").status_code == 404
    assert sign_in(bram).post(f"/blogs/{blog.slug}/questions/", {"body": "?"}).status_code == 404


def test_an_author_does_not_ask_herself(joke, blog):
    with pytest.raises(Refused):
        ask_author(asker=joke, blog=blog, body="Hoe gaat het?")


def test_a_reason_is_words(joke, question):
    with pytest.raises(ValidationError, match="Say why"):
        decline_question(author=joke, question=question, body="<p> </p>")


def test_all_questions_stand_on_one_page_with_what_became_of_them(sign_in, joke, bram, blog):
    make_question(blog, asker=bram, body="Komt er een tweede bus?")
    answered = make_question(blog, asker=bram, body="Wanneer is het feest?")
    answer_question(author=joke, question=answered, body="<p>In juni.</p>")
    declined = make_question(blog, asker=bram, body="Wat verdient Wim?")
    decline_question(author=joke, question=declined, body="<p>Dat is aan Wim.</p>")
    browser, address = sign_in(bram), f"/blogs/{blog.slug}/questions/"

    pages = {
        only: browser.get(f"{address}?only={only}").content.decode()
        for only in ("open", "answered", "declined")
    }

    assert "tweede bus" in pages["open"]
    assert "feest" not in pages["open"]
    assert "In juni." in pages["answered"]
    assert "Dat is aan Wim." in pages["declined"]


def test_what_waits_longest_comes_first_and_says_so(sign_in, bram, blog):
    old = make_question(blog, asker=bram, body="Komt er een tweede bus?")
    make_question(blog, asker=bram, body="Wanneer is het feest?")
    # A day more, for the clock may have changed in between.
    asked_at = clock.now() - timedelta(weeks=5, days=1)
    Thread.objects.filter(pk=old.pk).update(published_at=asked_at)

    page = sign_in(bram).get(f"/blogs/{blog.slug}/questions/").content.decode()

    assert page.index("tweede bus") < page.index("het feest")
    assert "open for 5 weeks, waits longest" in page
    assert page.count("waits longest") == 1


@pytest.mark.parametrize("only", ["open", "answered"])
def test_every_question_is_on_one_of_the_pages_once(bram, joke, blog, only):
    asked = [make_question(blog, asker=bram) for _ in range(QUESTIONS_A_PAGE + 3)]
    if only == "answered":
        for question in asked:
            answer_question(author=joke, question=question, body="<p>Ja.</p>")

    first = blog_questions(bram, blog, only=only)
    second = blog_questions(bram, blog, only=only, cursor=first.next_cursor)

    found = [question.pk for question in [*first, *second]]
    assert sorted(found) == sorted(question.pk for question in asked)
    assert not second.next_cursor


@pytest.mark.parametrize("only", ["open", "answered"])
def test_thirty_questions_cost_as_many_queries_as_three(sign_in, joke, bram, blog, only):
    browser, counts = sign_in(bram), []
    for more in (3, 15):
        for _ in range(more):
            question = make_question(blog, asker=make_person())
            if only == "answered":
                answer_question(author=joke, question=question, body="<p>Ja.</p>")
        counts.append(queries_of(browser, f"/blogs/{blog.slug}/questions/?only={only}"))

    assert counts[0] == counts[1]


def test_while_one_types_questions_like_it_are_shown_to_add_a_voice(sign_in, blog, question):
    wim = make_person("Wim Hoekstra", language="en")
    make_question(blog, body="Wanneer is het personeelsfeest?")
    browser = sign_in(wim)

    shown = browser.post(
        f"/blogs/{blog.slug}/questions/similar/", {"body": "komt er ooit een tweede bus"}
    ).content.decode()
    row = browser.post(
        f"/questions/{question.pk}/voice/", {"as": "alike"}, headers={"HX-Request": "true"}
    ).content.decode()

    assert "Komt er een tweede bus?" in shown
    assert "personeelsfeest" not in shown
    assert "You hear the answer" in row
    assert Thread.objects.get(pk=question.pk).recognise_count == 1


def test_nothing_like_it_is_shown_that_one_may_not_read(sign_in, bram, blog):
    elsewhere = make_blog(make_person("Ilse Jansen"), teams=[make_team("Storing")])
    gone = make_question(blog, asker=bram, body="Komt er een tweede bus in Assen?")
    take_question_back(asker=bram, question=gone)
    browser = sign_in(bram)

    words = {"body": "Komt er een tweede bus in Assen?"}
    own = browser.post(f"/blogs/{blog.slug}/questions/similar/", words)
    other = browser.post(f"/blogs/{elsewhere.slug}/questions/similar/", words)

    assert "tweede bus" not in own.content.decode()
    assert other.status_code == 404


def test_nearly_the_same_question_is_shown_before_it_is_asked_again(sign_in, blog, question):
    browser = sign_in(make_person("Wim Hoekstra", language="en"))
    address, words = f"/blogs/{blog.slug}/questions/", {"body": "Komt er nog een tweede bus?"}

    back = browser.post(address, words).content.decode()
    asked = browser.post(address, words | {"insists": "1"})

    assert "Is it this one?" in back
    assert "Komt er nog een tweede bus?" in back
    assert "Ask it all the same" in back
    assert asked.status_code == 302
    assert Question.objects.count() == 2


def test_an_answer_keeps_its_emphasis_and_its_draft_goes(sign_in, joke, question):
    save_draft(person=joke, place=f"thread:{question.pk}", body="<p>Ja, in</p>")
    browser = sign_in(joke)

    before = browser.get(f"/questions/{question.pk}/").content.decode()
    words = {"body": "<p>Ja, in <strong>mei</strong>.</p>", "body_format": "html"}
    browser.post(f"/questions/{question.pk}/answer/", words)

    assert "Ja, in" in before
    assert "<strong>mei</strong>" in Comment.objects.get().html
    assert not joke.drafts.exists()


def test_the_answer_stands_out_as_that_of_the_author(sign_in, joke, bram, blog, question):
    declined = make_question(blog, asker=bram)
    answer_question(author=joke, question=question, body="<p>Ja, in mei.</p>")
    decline_question(author=joke, question=declined, body="<p>Dit ligt bij de rechter.</p>")
    browser = sign_in(bram)

    answered = browser.get(f"/questions/{question.pk}/").content.decode()
    why = browser.get(f"/questions/{declined.pk}/").content.decode()

    assert "Joke answers" in answered
    assert "Accepted answer" not in answered
    assert "Why Joke does not answer this" in why


def test_who_asked_cannot_choose_the_answer_of_another(sign_in, joke, bram, question):
    comment = add_comment(author=make_person(), thread=question.thread, body="<p>Nee hoor.</p>")
    browser = sign_in(bram)

    page = browser.get(f"/questions/{question.pk}/").content.decode()
    refused = browser.post(f"/comments/{comment.pk}/accept/")

    assert "This is the answer" not in page
    assert refused.status_code == 403


def test_everybody_who_reads_a_question_may_comment_on_it(sign_in, joke, bram, question):
    browser = sign_in(make_person("Wim Hoekstra", language="en"))

    browser.post(f"/threads/{question.pk}/comments/", {"body": "Dat wil ik ook weten."})

    page = sign_in(bram).get(f"/questions/{question.pk}/").content.decode()
    question.refresh_from_db()
    assert "Dat wil ik ook weten." in page
    assert question.is_open


def test_a_question_without_its_answer_is_open_again(joke, question):
    answer = answer_question(author=joke, question=question, body="<p>Ja.</p>")

    remove_contribution(author=joke, contribution=answer)
    deliver()

    question.refresh_from_db()
    assert question.is_open
    assert question.settled_at is None


def test_what_was_prepared_for_a_question_that_is_taken_back_goes(joke, bram, blog):
    for take_back in (
        lambda question: take_question_back(asker=bram, question=question),
        lambda question: remove_contribution(author=bram, contribution=question.thread),
    ):
        question = make_question(blog, asker=bram)
        prepare_answer(author=joke, article=make_draft(blog), question=question, body="<p>Ja</p>")
        take_back(question)
        deliver()
        assert not PreparedAnswer.objects.exists()


def test_a_question_that_is_taken_back_is_nowhere_any_more(sign_in, joke, bram, blog, question):
    take_question_back(asker=bram, question=question)
    deliver()

    for person in (joke, bram):
        browser = sign_in(person)
        assert browser.get(f"/questions/{question.pk}/").status_code == 404
        for address in (f"/blogs/{blog.slug}/questions/", blog.get_absolute_url(), "/blogs/",
                        "/blogs/writing/", "/notifications/"):  # fmt: skip
            assert "tweede bus" not in browser.get(address).content.decode(), address


@pytest.mark.usefixtures("_unnamed_is_allowed")
@pytest.mark.parametrize(("language", "name"), [("en", "A colleague"), ("nl", "Een collega")])
def test_who_gave_no_name_is_a_colleague_in_the_readers_language(
    sign_in, joke, blog, language, name
):
    question = make_question(blog, body="Waarom dubbel?", is_unnamed=True)
    User.objects.filter(is_system=True).update(name="Iets anders")
    article = make_draft(blog)
    reader = make_person("Wim Hoekstra", language=language)
    browser = sign_in(reader)
    addresses = [f"/questions/{question.pk}/", f"/blogs/{blog.slug}/questions/"]
    before = {address: browser.get(address).content.decode() for address in addresses}

    prepare_answer(author=joke, article=article, question=question, body="<p>Ja.</p>")
    article = publish_article(author=joke, article=article)
    before["exchange"] = browser.get(article.thread.get_absolute_url()).content.decode()

    for where, page in before.items():
        assert name in page, where
        assert "Iets anders" not in page, where
        assert f"/people/{question.thread.author_id}/" not in page, where


def test_a_program_reads_a_colleague_where_no_name_was_given(bram):
    assert BylineShown(nobody_in_particular(), context={}).data["name"] in (
        "A colleague",
        "Een collega",
    )
