"""Promising something, and telling what came of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from blogs.actions import answer_question, make_promise, tell_of_promise
from blogs.feeds.promises import PROMISES_A_PAGE
from blogs.models import Promise, PromiseNews
from conversations.actions import follow_thread, remove_contribution
from conversations.models import Thread
from intranet.platform import clock
from intranet.platform.models import AuditRecord
from intranet.platform.policy import Refused
from notifications.models import Notification
from tests.counting import queries_of
from tests.factories.blogs import make_article, make_blog, make_question
from tests.factories.communities import make_person
from tests.factories.people import make_team
from tests.outbox import deliver
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(blog):
    return make_article(blog, title="Negen weken voor één meter")


@pytest.fixture
def promise(joke, article):
    """Warm food at night."""
    return make_promise(author=joke, thread=article.thread, words="Warm eten in de nacht")


def told(person):
    """Return the reasons for which somebody was told something of a promise."""
    found = Notification.objects.filter(recipient=person, reason="promise_news")
    return list(found.values_list("reason", flat=True))


def test_a_promise_in_an_article_is_read_there_and_on_the_blog(sign_in, joke, bram, blog, article):
    words = {"words": "Warm eten in de nacht", "due_on": "2030-01-31"}
    sign_in(joke).post(f"/promises/in/{article.thread_id}/", words)

    browser = sign_in(bram)
    for address in (article.thread.get_absolute_url(), blog.get_absolute_url(),
                    f"/blogs/{blog.slug}/promises/"):  # fmt: skip
        page = browser.get(address).content.decode()
        assert "Warm eten in de nacht" in page, address
        assert "until 31 January 2030" in page, address


def test_a_promise_can_be_made_in_an_answer_and_not_before(joke, bram, blog):
    question = make_question(blog, asker=bram)
    with pytest.raises(Refused, match="Only who wrote this"):
        make_promise(author=joke, thread=question.thread, words="Ik zoek het uit")

    answer_question(author=joke, question=question, body="<p>Ik zoek het uit.</p>")

    made = make_promise(author=joke, thread=question.thread, words="Ik zoek het uit")
    assert made.state == "open"


def test_nobody_promises_in_the_name_of_another(sign_in, ruben, lotte, article, promise):
    for person in (ruben, lotte):
        browser = sign_in(person)
        made = browser.post(f"/promises/in/{article.thread_id}/", {"words": "Taart"})
        spoken = browser.post(f"/promises/{promise.pk}/", {"state": "done"})
        assert (made.status_code, spoken.status_code) == (403, 403)

    assert Promise.objects.count() == 1
    assert not PromiseNews.objects.exists()


def test_who_has_a_blog_does_not_promise_in_the_article_of_another(article):
    ilse = make_person("Ilse Jansen")
    make_blog(ilse)

    with pytest.raises(Refused):
        make_promise(author=ilse, thread=article.thread, words="Taart")


def test_an_empty_or_endless_promise_comes_back_with_what_was_typed(sign_in, joke, article):
    browser = sign_in(joke)
    address = f"/promises/in/{article.thread_id}/"

    empty = browser.post(address, {"words": " ", "due_on": "2030-01-31"})
    endless = browser.post(address, {"words": "taart " * 60})

    assert empty.status_code == endless.status_code == 422
    assert "Say what you promise." in empty.content.decode()
    assert "2030-01-31" in empty.content.decode()
    assert "taart taart" in endless.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_promise_that_is_made_twice_at_once_stands_once(joke, article):
    words = {"author": joke, "thread": article.thread, "words": "Taart"}

    together(*[lambda: make_promise(**words)] * 2)

    assert Promise.objects.count() == 1


def test_who_follows_hears_of_news_once_and_its_author_does_not(sign_in, joke, bram, promise):
    follow_thread(person=bram, thread=promise.thread)

    for _press in range(2):
        words = {"state": "busy", "news": "De kok is gevonden."}
        sign_in(joke).post(f"/promises/{promise.pk}/", words)
    deliver()

    assert told(bram) == ["promise_news"]
    assert told(joke) == []
    bell = sign_in(bram).get("/notifications/").content.decode()
    assert f"{promise.thread.get_absolute_url()}#promise-{promise.pk}" in bell


def test_what_did_not_work_out_is_told_with_why(sign_in, joke, bram, promise):
    browser = sign_in(joke)

    without = browser.post(f"/promises/{promise.pk}/", {"state": "failed", "news": " "})
    browser.post(f"/promises/{promise.pk}/", {"state": "failed", "news": "De keuken is te klein."})

    page = sign_in(bram).get(promise.thread.get_absolute_url()).content.decode()
    assert without.status_code == 422
    assert "Say why it did not work out." in without.content.decode()
    assert "De keuken is te klein." in page


def test_what_came_of_it_is_a_small_story(sign_in, joke, bram, blog, promise):
    tell_of_promise(author=joke, promise=promise, state="busy", news="De kok is gevonden.")
    tell_of_promise(author=joke, promise=promise, state="done", news="Vanaf maandag.")

    page = sign_in(bram).get(f"/blogs/{blog.slug}/promises/").content.decode()

    assert page.index("De kok is gevonden.") < page.index("Vanaf maandag.")
    events = AuditRecord.objects.filter(action__startswith="blogs.promise.")
    assert sorted(events.values_list("action", flat=True)) == [
        "blogs.promise.busy",
        "blogs.promise.done",
        "blogs.promise.made",
    ]


def test_what_is_over_time_says_for_how_long(sign_in, bram, blog, promise):
    late = timezone.localdate(clock.now()) - timedelta(days=3)
    Promise.objects.filter(pk=promise.pk).update(due_on=late)

    page = sign_in(bram).get(blog.get_absolute_url()).content.decode()

    assert "3 days overdue" in page


def test_what_is_open_comes_before_what_is_over(sign_in, joke, bram, blog, article):
    done = make_promise(author=joke, thread=article.thread, words="Taart")
    make_promise(author=joke, thread=article.thread, words="Koffie")
    tell_of_promise(author=joke, promise=done, state="done")

    page = sign_in(bram).get(blog.get_absolute_url()).content.decode()

    assert page.index("Koffie") < page.index("Taart")


def test_an_article_tells_what_is_news_since_the_one_before(sign_in, joke, bram, blog, article):
    weeks = [timedelta(weeks=each) for each in (3, 2, 1)]
    quiet = make_promise(author=joke, thread=article.thread, words="Koffie")
    old = make_promise(author=joke, thread=article.thread, words="Taart")
    fresh = make_promise(author=joke, thread=article.thread, words="Soep")
    second, third = make_article(blog), make_article(blog)
    for each, ago in zip((article, second, third), weeks, strict=True):
        Thread.objects.filter(pk=each.thread_id).update(published_at=clock.now() - ago)
    Promise.objects.update(made_at=clock.now() - weeks[0])
    tell_of_promise(author=joke, promise=old, state="done")
    Promise.objects.filter(pk=old.pk).update(changed_at=clock.now() - timedelta(days=16))
    Promise.objects.filter(pk=quiet.pk).update(changed_at=clock.now() - weeks[0])
    tell_of_promise(author=joke, promise=fresh, state="busy")

    page = sign_in(bram).get(third.thread.get_absolute_url()).content.decode()

    assert "Soep" in page
    assert "Taart" not in page
    assert "Koffie" not in page


def test_a_promise_is_seen_where_it_was_made_and_nowhere_else(sign_in, joke, bram):
    wim = make_person("Wim Hoekstra", team=make_team("Storing"), language="en")
    blog = make_blog(joke, teams=[wim.team])
    article = make_article(blog)
    promise = make_promise(author=joke, thread=article.thread, words="Warm eten")
    follow_thread(person=wim, thread=article.thread)

    assert "Warm eten" in sign_in(wim).get(f"/blogs/{blog.slug}/promises/").content.decode()
    assert sign_in(bram).get(f"/blogs/{blog.slug}/promises/").status_code == 404
    assert sign_in(bram).get(f"/promises/{promise.pk}/").status_code == 404
    remove_contribution(author=joke, contribution=article.thread)
    tell = sign_in(joke).post(f"/promises/{promise.pk}/", {"state": "done"})
    deliver()
    assert tell.status_code == 404
    assert told(wim) == []


def test_thirty_promises_cost_as_many_queries_as_three(sign_in, joke, bram, blog, article):
    browser, counts = sign_in(bram), []
    for more in (3, PROMISES_A_PAGE - 4):
        for number in range(more):
            words = f"Belofte {more}-{number}"
            made = make_promise(author=joke, thread=article.thread, words=words)
            tell_of_promise(author=joke, promise=made, state="busy", news="Bezig")
        counts.append(
            [
                queries_of(browser, address)
                for address in (
                    f"/blogs/{blog.slug}/promises/",
                    blog.get_absolute_url(),
                    article.thread.get_absolute_url(),
                )  # fmt: skip
            ]
        )

    assert counts[0] == counts[1]
    assert counts[0][2] <= 10


def test_a_reason_for_what_failed_is_words(joke, promise):
    with pytest.raises(ValidationError, match="Say why"):
        tell_of_promise(author=joke, promise=promise, state="failed", news="")
