"""Writing now what is read later, and until when."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from communities.actions import (
    AnnouncementPlan,
    PollPlan,
    archive_community,
    edit_post,
    leave_community,
    publish_post,
    publish_waiting_post,
    reschedule_post,
    schedule_post,
)
from communities.models import Post
from communities.tasks import keep_time
from conversations.actions import remove_contribution
from conversations.models import Thread, Version
from intranet.platform import clock
from intranet.platform.policy import Refused
from tests.factories.communities import make_comment, make_community, make_person
from tests.outbox import deliver
from tests.together import together

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def joke():
    """Who writes in the evening for the morning after."""
    return make_person("Joke Veenstra", language="en")


@pytest.fixture
def bram():
    """Who reads."""
    return make_person("Bram de Wit", language="en")


@pytest.fixture
def place(joke, bram):
    """Where she writes."""
    return make_community(managers=[joke], members=[bram])


def schedule(author, place, *, hours=10, **words):
    """Write something that appears in some hours."""
    words = {"body": "<p>Morgen om zeven uur</p>", "title": "Kanarie", **words}
    at = clock.now() + hours * HOUR
    return schedule_post(author=author, community=place, publish_at=at, **words)


def everything_read_by(browser, place, post):
    """Return the pages on which a post would be seen, as one text."""
    addresses = [
        "/",
        "/?only=all",
        place.get_absolute_url(),
        f"/posts/{post.pk}/",
        "/topics/vroeg/",
    ]
    return " ".join(browser.get(address).content.decode() for address in addresses)


def test_before_its_moment_only_its_author_sees_it(sign_in, joke, bram, place):
    sign_in(joke).post(
        f"/communities/{place.slug}/posts/",
        {"body": "Kanarie #vroeg", "publish_at": f"{clock.now() + 24 * HOUR:%Y-%m-%dT%H:%M}"},
    )
    post = Post.objects.get()

    read = everything_read_by(sign_in(bram), place, post)
    own = sign_in(joke).get(f"/posts/{post.pk}/").content.decode()

    assert "Kanarie" not in read
    assert "Until then only you see it." in own
    assert "Kanarie" not in sign_in(joke).get(place.get_absolute_url()).content.decode()


def test_a_second_before_nothing_leaks_and_a_second_after_all_is_there(sign_in, joke, bram, place):
    post = schedule(joke, place, body="<p>Kanarie voor @Bram de Wit #vroeg</p>")
    moment = Thread.objects.get().published_at

    with clock.moved_to(moment - timedelta(seconds=1)):
        keep_time()
        deliver()
        before = everything_read_by(sign_in(bram), place, post)
    assert "Kanarie" not in before
    assert not bram.notifications.exists()

    with clock.moved_to(moment + timedelta(seconds=1)):
        keep_time()
        deliver()
        after = everything_read_by(sign_in(bram), place, post)
    assert after.count("Kanarie") >= 5
    assert bram.notifications.get().reason == "mentioned"


def test_it_appears_once_however_often_the_clock_strikes(joke, bram, place):
    schedule(joke, place, body="<p>Dag @Bram de Wit</p>")

    with clock.moved_to(clock.now() + 11 * HOUR):
        for _minute in range(3):
            keep_time()
        deliver()
        first = Thread.objects.get().published_at
    with clock.moved_to(clock.now() + 12 * HOUR):
        keep_time()
        deliver()

    assert Thread.objects.get().published_at == first
    assert bram.notifications.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clocks_and_its_author_at_the_same_moment_publish_it_once():
    joke, bram = make_person("Joke Veenstra"), make_person("Bram de Wit")
    place = make_community(members=[joke, bram])
    post = schedule(joke, place, body="<p>Dag @Bram de Wit</p>")
    Thread.objects.update(published_at=clock.now() - HOUR)

    together(keep_time, keep_time, lambda: publish_waiting_post(author=joke, post=post), keep_time)
    deliver()

    assert Thread.objects.get().state == "published"
    assert bram.notifications.count() == 1


def test_a_worker_that_was_down_publishes_it_late(joke, place):
    schedule(joke, place, hours=1)
    late = clock.now() + 5 * HOUR

    with clock.moved_to(late):
        keep_time()

    assert Thread.objects.get().published_at == late


def test_its_author_lets_it_appear_at_once_or_chooses_another_moment(sign_in, joke, place):
    post, other = schedule(joke, place), schedule(joke, place, title="Later")
    browser = sign_in(joke)
    at = clock.now() + 50 * HOUR

    browser.post(f"/posts/{post.pk}/publish/")
    browser.post(f"/posts/{other.pk}/reschedule/", {"publish_at": f"{at:%Y-%m-%dT%H:%M}"})

    assert Thread.objects.get(pk=post.pk).state == "published"
    moved = Thread.objects.get(pk=other.pk)
    assert moved.state == "scheduled"
    assert moved.published_at > clock.now() + 45 * HOUR


def test_what_waits_is_listed_for_its_author_alone(sign_in, joke, bram, place):
    schedule(joke, place)

    assert "Kanarie" in sign_in(joke).get("/posts/waiting/").content.decode()
    assert "Kanarie" not in sign_in(bram).get("/posts/waiting/").content.decode()


@pytest.mark.parametrize("way", ["publish", "reschedule"])
def test_nobody_else_can_do_anything_with_it(sign_in, joke, bram, place, way):
    post = schedule(bram, place)

    answer = sign_in(joke).post(
        f"/posts/{post.pk}/{way}/", {"publish_at": f"{clock.now() + 48 * HOUR:%Y-%m-%dT%H:%M}"}
    )

    assert answer.status_code == 404
    with pytest.raises(Refused):
        publish_waiting_post(author=joke, post=post)


def test_words_changed_before_it_appears_leave_no_earlier_version_and_tell_nobody(
    joke, bram, place
):
    post = schedule(joke, place)
    edit_post(author=joke, post=post, body="<p>Dag @Bram de Wit</p>", seen_edits=0)
    deliver()
    assert not bram.notifications.exists()

    publish_waiting_post(author=joke, post=post)
    deliver()

    assert not Version.objects.exists()
    assert Thread.objects.get().edits == 0
    assert bram.notifications.count() == 1


@pytest.mark.parametrize("end", [archive_community, leave_community])
def test_where_its_author_may_no_longer_post_it_waits_and_tells_her_why(sign_in, bram, place, end):
    post = schedule(bram, place)
    who = (
        {"manager": place.memberships.get(role="manager").person}
        if end == archive_community
        else {"person": bram}
    )
    end(community=place, **who)

    with clock.moved_to(clock.now() + 11 * HOUR):
        keep_time()
        keep_time()
        deliver()

    thread = Thread.objects.get(pk=post.pk)
    assert thread.state == "scheduled"
    assert thread.state_reason
    assert bram.notifications.get().reason == "not_posted"
    page = sign_in(bram).get("/posts/waiting/").content.decode()
    assert "Not posted" in page


def test_somebody_who_left_the_company_posts_nothing_any_more(joke, bram, place):
    schedule(bram, place)
    bram.is_active = False
    bram.save()

    with clock.moved_to(clock.now() + 11 * HOUR):
        keep_time()

    assert Thread.objects.get().state == "scheduled"


def test_what_waits_can_be_removed(joke, place):
    post = schedule(joke, place)

    remove_contribution(author=joke, contribution=post.thread)
    with clock.moved_to(clock.now() + 11 * HOUR):
        keep_time()

    assert Thread.objects.get().state == "removed"


def test_a_poll_and_a_must_read_wait_too(joke, bram, place):
    schedule(joke, place, plan=PollPlan(options=("Ja", "Nee")))
    schedule(joke, place, plan=AnnouncementPlan(is_must_read=True))
    deliver()
    assert not bram.notifications.exists()

    with clock.moved_to(clock.now() + 11 * HOUR):
        keep_time()
        deliver()

    assert bram.notifications.get().reason == "must_read"


def test_a_poll_is_not_moved_to_after_its_own_close(joke, place):
    plan = PollPlan(options=("Ja", "Nee"), closes_at=clock.now() + 20 * HOUR)
    post = schedule(joke, place, plan=plan)

    with pytest.raises(ValidationError, match="closes before the post appears"):
        reschedule_post(author=joke, post=post, publish_at=clock.now() + 30 * HOUR)


def test_what_must_be_read_is_not_moved_to_after_its_last_moment(joke, place):
    plan = AnnouncementPlan(is_must_read=True, due_at=clock.now() + 20 * HOUR)
    post = schedule(joke, place, plan=plan)

    with pytest.raises(ValidationError, match="must be read before it appears"):
        reschedule_post(author=joke, post=post, publish_at=clock.now() + 30 * HOUR)


def test_a_poll_that_would_appear_closed_waits_and_nobody_hears_that_it_closed(joke, place):
    plan = PollPlan(options=("Ja", "Nee"), closes_at=clock.now() + 20 * HOUR)
    post = schedule(joke, place, plan=plan)

    with clock.moved_to(clock.now() + 21 * HOUR):
        keep_time()
        deliver()

    post.thread.refresh_from_db()
    assert post.thread.state == "scheduled"
    assert "closes before the post appears" in post.thread.state_reason
    assert [told.reason for told in joke.notifications.all()] == ["not_posted"]


@pytest.mark.parametrize("field", ["publish_at", "ends_at", "closes_at", "due_at"])
def test_no_moment_is_further_away_than_anybody_means(sign_in, joke, place, field):
    fields = {"body": "Stem", "kind": "announcement", "is_must_read": "on"}
    if field == "closes_at":
        fields = {"body": "Stem", "kind": "poll", "option": ["Ja", "Nee"]}
    address = f"/communities/{place.slug}/posts/"

    answer = sign_in(joke).post(address, {**fields, field: "9999-12-31T23:59"})

    assert (answer.status_code, Post.objects.exists()) == (422, False)
    assert "more than ten years away" in answer.content.decode()


def test_one_that_fails_does_not_keep_the_others(joke, place):
    first, second = schedule(joke, place), schedule(joke, place)
    with connection.cursor() as cursor:
        cursor.execute("CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql "
                       "AS $$ BEGIN RAISE EXCEPTION 'broken'; END $$")  # fmt: skip
        cursor.execute("CREATE TRIGGER fails BEFORE UPDATE ON conversations_thread FOR EACH ROW "
                       f"WHEN (OLD.id = {first.pk}) EXECUTE FUNCTION fail()")  # fmt: skip

    with clock.moved_to(clock.now() + 11 * HOUR):
        keep_time()

    states = dict(Thread.objects.values_list("pk", "state"))
    assert states == {first.pk: "scheduled", second.pk: "published"}


@pytest.mark.parametrize("way", [schedule_post, reschedule_post])
def test_a_moment_that_has_passed_is_refused(joke, place, way):
    past = clock.now() - HOUR

    with pytest.raises(ValidationError, match="has passed"):
        if way is schedule_post:
            schedule_post(author=joke, community=place, body="<p>x</p>", publish_at=past)
        else:
            reschedule_post(author=joke, post=schedule(joke, place), publish_at=past)


def test_a_scheduled_post_is_sent_once(joke, place):
    key = "0b9ff8f6-66f5-4c4c-b6b2-b4a6b29a5c57"

    first = schedule(joke, place, submission=key)
    again = schedule(joke, place, submission=key)

    assert first == again


# ---- Until when


def test_after_its_last_day_nobody_but_its_author_sees_it(sign_in, joke, bram, place):
    post = publish_post(
        author=joke, community=place, body="<p>Kanarie #vroeg</p>", ends_at=clock.now() + HOUR
    )
    make_comment(thread=post, author=bram, body="<p>Reactie</p>")
    deliver()
    assert "Kanarie" in everything_read_by(sign_in(bram), place, post)

    with clock.moved_to(clock.now() + 2 * HOUR):
        keep_time()
        keep_time()

    assert "Kanarie" not in everything_read_by(sign_in(bram), place, post)
    assert "Kanarie" not in sign_in(bram).get("/notifications/").content.decode()
    own = sign_in(joke).get(f"/posts/{post.pk}/").content.decode()
    assert "Only you still see it." in own
    assert "Kanarie" in sign_in(joke).get("/posts/waiting/").content.decode()


def test_its_author_shows_it_again(sign_in, joke, bram, place):
    post = publish_post(
        author=joke, community=place, body="<p>Kanarie #vroeg</p>", ends_at=clock.now() + HOUR
    )
    with clock.moved_to(clock.now() + 2 * HOUR):
        keep_time()

    other = sign_in(bram).post(f"/posts/{post.pk}/again/")
    sign_in(joke).post(f"/posts/{post.pk}/again/")

    assert other.status_code == 404
    assert everything_read_by(sign_in(bram), place, post).count("Kanarie") >= 5


def test_an_end_before_the_beginning_is_refused(joke, place):
    with pytest.raises(ValidationError, match="would end before it begins"):
        schedule(joke, place, ends_at=clock.now() + HOUR)
