"""Publishing an article: now, at a moment, and no longer than until one."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from blogs.actions import (
    close_blog,
    end_article,
    follow_blog,
    publish_article,
    publish_changes,
    save_article,
    schedule_article,
)
from blogs.models import Article
from blogs.tasks import publish_what_is_due
from communities.tasks import keep_time
from conversations.models import Thread
from intranet.platform import clock
from notifications.models import Notification
from people.actions import deactivate_person, reactivate_person
from tests.factories.blogs import make_article, make_draft
from tests.factories.people import make_team
from tests.outbox import deliver
from tests.together import together

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def read_by(browser, article):
    """Return the pages on which an article would be seen, as one text."""
    addresses = ["/", "/?only=all", "/blogs/", "/blogs/all/", article.blog.get_absolute_url()]
    return " ".join(browser.get(address).content.decode() for address in addresses)


def test_everybody_reads_it_and_followers_hear_of_it(sign_in, joke, bram, blog):
    follow_blog(person=bram, blog=blog)
    article = make_draft(blog, title="Negen weken", body="<p>voor één meter</p>")

    answer = sign_in(joke).post(f"/blogs/writing/{article.pk}/publish/", {"when": "now"})

    deliver()
    thread = Thread.objects.get()
    page = sign_in(bram).get(thread.get_absolute_url()).content.decode()
    assert answer["Location"] == thread.get_absolute_url()
    assert "Negen weken" in page
    assert "voor één meter" in page
    assert "Written personally" in page
    assert Notification.objects.get(recipient=bram).reason == "new_article"


def test_an_article_without_a_title_or_words_is_not_published(sign_in, joke, blog):
    article = make_draft(blog)
    Article.objects.update(title="", html="")

    answer = sign_in(joke).post(f"/blogs/writing/{article.pk}/publish/", {"when": "now"})

    assert answer.status_code == 422
    assert "Give your article a title." in answer.content.decode()
    assert not Thread.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_publishing_twice_at_once_publishes_once(joke, blog):
    article = make_draft(blog)

    together(
        lambda: publish_article(author=joke, article=Article.objects.get()),
        lambda: publish_article(author=joke, article=Article.objects.get()),
    )

    article.refresh_from_db()
    assert Thread.objects.get() == article.thread


def test_before_its_moment_nothing_is_seen_and_after_it_all(sign_in, joke, bram, blog):
    article = make_draft(blog, title="Kanarie")
    moment = clock.now() + 10 * HOUR
    schedule_article(author=joke, article=article, publish_at=moment)

    with clock.moved_to(moment - timedelta(seconds=1)):
        publish_what_is_due()
        before = read_by(sign_in(bram), article)
    with clock.moved_to(moment + timedelta(seconds=1)):
        publish_what_is_due()
        after = read_by(sign_in(bram), article)

    assert "Kanarie" not in before
    assert "Kanarie" in after


def test_what_nobody_published_at_its_moment_appears_late_and_says_so(sign_in, joke, bram, blog):
    article = make_draft(blog)
    schedule_article(author=joke, article=article, publish_at=clock.now() + HOUR)

    with clock.moved_to(clock.now() + 5 * HOUR):
        publish_what_is_due()
        publish_what_is_due()
        article.refresh_from_db()
        page = sign_in(bram).get(article.thread.get_absolute_url()).content.decode()

    assert Thread.objects.count() == 1
    assert "Planned for" in page


def test_seven_in_the_morning_stays_seven_when_the_clock_changes(sign_in, joke, blog):
    joke.time_zone = "Europe/Amsterdam"
    joke.save()
    article = make_draft(blog)

    with clock.moved_to(datetime(2027, 3, 25, 12, tzinfo=UTC)):
        sign_in(joke).post(
            f"/blogs/writing/{article.pk}/publish/",
            {"when": "moment", "publish_at": "2027-03-29T07:00"},
        )

    article.refresh_from_db()
    # Summer time began on the 28th: seven in Amsterdam is five in UTC from then on.
    assert article.publish_at == datetime(2027, 3, 29, 5, tzinfo=UTC)


def test_a_time_that_the_clock_skips_is_refused_in_plain_words(sign_in, joke, blog):
    article = make_draft(blog)

    with clock.moved_to(datetime(2027, 3, 25, 12, tzinfo=UTC)):
        answer = sign_in(joke).post(
            f"/blogs/writing/{article.pk}/publish/",
            {"when": "moment", "publish_at": "2027-03-28T02:30"},
        )

    assert answer.status_code == 422
    assert "an hour is skipped" in answer.content.decode()


def test_a_moment_that_has_passed_is_refused(joke, blog):
    article = make_draft(blog)

    with pytest.raises(ValidationError, match="has passed"):
        schedule_article(author=joke, article=article, publish_at=clock.now() - MINUTE)


def test_nothing_appears_under_the_name_of_who_left(ruben, joke, blog):
    article = make_draft(blog)
    schedule_article(author=joke, article=article, publish_at=clock.now() + HOUR)

    deactivate_person(actor=ruben, person=joke)
    deliver()
    with clock.moved_to(clock.now() + 2 * HOUR):
        publish_what_is_due()

    article.refresh_from_db()
    assert article.thread is None
    assert article.publish_at is None
    assert article.not_published_because


def test_what_waited_when_she_left_does_not_appear_by_itself_when_she_is_back(ruben, joke, blog):
    article = make_draft(blog)
    schedule_article(author=joke, article=article, publish_at=clock.now() + HOUR)
    deactivate_person(actor=ruben, person=joke)
    deliver()
    reactivate_person(actor=ruben, person=joke)

    with clock.moved_to(clock.now() + 2 * HOUR):
        publish_what_is_due()

    article.refresh_from_db()
    assert article.thread is None


def test_also_not_in_the_minute_in_which_she_left(joke, blog):
    article = make_draft(blog)
    schedule_article(author=joke, article=article, publish_at=clock.now() + HOUR)
    type(joke).objects.filter(pk=joke.pk).update(is_active=False)

    with clock.moved_to(clock.now() + 2 * HOUR):
        publish_what_is_due()

    article.refresh_from_db()
    assert article.thread is None


def test_what_could_not_appear_tells_its_owner_why(sign_in, joke, blog):
    article = make_draft(blog)
    schedule_article(author=joke, article=article, publish_at=clock.now() + HOUR)
    close_blog(actor=joke, blog=blog)

    with clock.moved_to(clock.now() + 2 * HOUR):
        publish_what_is_due()
        deliver()
        page = sign_in(joke).get("/notifications/").content.decode()

    assert "This blog is closed." in page


def test_it_goes_again_at_the_moment_that_was_chosen(sign_in, joke, bram, blog):
    article = make_draft(blog, title="Kanarie")
    now = clock.now()
    schedule_article(author=joke, article=article, publish_at=now + HOUR, ends_at=now + 3 * HOUR)

    with clock.moved_to(now + 2 * HOUR):
        publish_what_is_due()
        during = read_by(sign_in(bram), article)
    with clock.moved_to(now + 4 * HOUR):
        keep_time()
        after = read_by(sign_in(bram), article)

    assert "Kanarie" in during
    assert "Kanarie" not in after


def test_its_owner_takes_it_from_its_readers_at_once(sign_in, joke, bram, blog):
    article = make_article(blog)

    end_article(author=joke, article=article, ends_at=clock.now())

    address = article.thread.get_absolute_url()
    assert sign_in(bram).get(address).status_code == 404
    assert "Only you still see it" in sign_in(joke).get(address).content.decode()


def test_readers_read_changes_when_she_publishes_them_and_how_it_was(sign_in, joke, bram, blog):
    article = make_article(blog, title="Week", body="<h2>Kop</h2><p>Zoals het was</p>")
    save_article(
        author=joke,
        article=article,
        title="Week",
        body="<h2>Kop</h2><p>Zoals het is</p>",
        seen_revision=article.revision,
    )

    publish_changes(author=joke, article=article)

    browser = sign_in(bram)
    page = browser.get(article.thread.get_absolute_url()).content.decode()
    versions = browser.get(f"/threads/{article.thread_id}/versions/").content.decode()
    assert "<h2>Kop</h2><p>Zoals het is</p>" in page
    assert "was" in versions


def test_only_the_teams_for_whom_it_is_read_it(sign_in, joke, bram, blog):
    from people.actions import direct_audience

    team = make_team("Storing")
    direct_audience(actor=joke, audience=blog.audience, teams=[team])
    article = make_article(blog, title="Kanarie")
    reader = type(bram).objects.create_user(name="Wim Hoekstra", email="w@x.example", team=team)

    inside = sign_in(reader).get(article.thread.get_absolute_url()).status_code
    outside = sign_in(bram).get(article.thread.get_absolute_url()).status_code

    assert (inside, outside) == (200, 404)
    assert "Kanarie" not in read_by(sign_in(bram), article)
