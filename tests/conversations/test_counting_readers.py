"""How many read a post, and never who."""

from datetime import timedelta

import pytest

from conversations.models import Reading, Thread
from conversations.tasks import forget_readers
from intranet.platform import clock
from tests.factories.communities import make_community, make_person, make_post
from tests.together import together

pytestmark = pytest.mark.django_db


def see(browser, post):
    """Do what the page does when somebody has looked at it."""
    return browser.post(f"/threads/{post.pk}/seen/")


def readers_of(post):
    """Return how many read it."""
    return Thread.objects.get(pk=post.pk).reader_count


def test_a_reader_counts_once_and_the_author_does_not(sign_in):
    post, bram = make_post(), make_person("Bram de Wit")

    see(sign_in(bram), post)
    see(sign_in(bram), post)
    see(sign_in(post.thread.author), post)

    assert readers_of(post) == 1


def test_opening_the_page_alone_counts_nobody(sign_in):
    post = make_post()

    sign_in(make_person()).get(post.get_absolute_url())

    assert readers_of(post) == 0


def test_the_number_is_shown_from_ten_up(sign_in):
    post, reader = make_post(), make_person(language="en")
    Thread.objects.update(reader_count=9)
    nine = sign_in(reader).get(post.get_absolute_url()).content.decode()
    Thread.objects.update(reader_count=10)
    ten = sign_in(reader).get(post.get_absolute_url()).content.decode()

    assert "Read by fewer than ten colleagues" in nine
    assert "Read by 10 colleagues" in ten


def test_no_page_names_a_reader(sign_in):
    post = make_post()
    see(sign_in(make_person("Kanarie Leest")), post)

    page = sign_in(post.thread.author).get(post.get_absolute_url()).content.decode()

    assert "Kanarie" not in page


def test_who_may_not_see_it_does_not_count_as_reader(sign_in):
    post = make_post(community=make_community("closed"))

    see(sign_in(make_person()), post)

    assert readers_of(post) == 0
    assert not Reading.objects.exists()


def test_after_a_while_it_is_forgotten_who_read_and_nobody_counts_twice(sign_in):
    post, bram = make_post(), make_person("Bram de Wit")
    see(sign_in(bram), post)

    with clock.moved_to(clock.now() + timedelta(days=61)):
        forget_readers()
        see(sign_in(bram), post)

    assert not Reading.objects.exists()
    assert readers_of(post) == 1


@pytest.mark.django_db(transaction=True)
def test_a_page_that_says_it_ten_times_at_once_counts_once(client):
    from conversations.actions import note_reading

    post, bram = make_post(), make_person("Bram de Wit")

    together(*[lambda: note_reading(reader=bram, thread_id=post.pk)] * 10)

    assert readers_of(post) == 1
