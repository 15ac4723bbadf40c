"""Pictures that were brought for an article and that no text shows any more are thrown away."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.db import connection, transaction

from blogs.actions import (
    add_picture,
    discard_article,
    publish_article,
    publish_changes,
    restore_version,
    save_article,
    set_text_aside,
)
from blogs.models import Article
from blogs.tasks import clear_pictures
from intranet.platform import clock
from people.actions import upload_file
from people.models import StoredFile
from tests.factories.blogs import make_blog, make_draft
from tests.factories.communities import make_person
from tests.factories.people import picture

pytestmark = pytest.mark.django_db

BARE = "<p>Zonder foto.</p>"


@pytest.fixture
def draft(blog):
    """What Joke is writing."""
    return make_draft(blog, title="Negen weken")


def brought(article):
    """Bring a picture to the desk; nothing shows it yet."""
    return add_picture(
        author=article.blog.owner, article=article, file=picture(40, 30), name="kade.png"
    )


def showing(*files):
    """Return a text with these pictures."""
    figures = (f'<figure data-file="{file.pk}"><img alt="De kade"></figure>' for file in files)
    return "<p>Kijk.</p>" + "".join(figures)


def write(article, body):
    """Save a text over what stands there."""
    seen = Article.objects.get(pk=article.pk).revision
    return save_article(
        author=article.blog.owner,
        article=article,
        title="Negen weken",
        body=body,
        seen_revision=seen,
    )


def clear(days=31):
    """Let the night pass, so many days from now."""
    with clock.moved_to(clock.now() + timedelta(days=days)):
        clear_pictures()


def is_there(file):
    return StoredFile.objects.filter(pk=file.pk).exists()


def test_a_picture_that_no_text_ever_showed_goes_with_its_bytes(
    draft, django_capture_on_commit_callbacks
):
    file = brought(draft)
    with django_capture_on_commit_callbacks(execute=True):
        clear()

    assert not is_there(file)
    assert not any(default_storage.exists(file.path_of(name)) for name in file.renditions)


def test_a_picture_taken_out_before_any_version_was_kept_goes(draft):
    file = brought(draft)
    write(draft, showing(file))
    write(draft, BARE)

    clear()

    assert not is_there(file)


def test_a_picture_in_the_working_text_stays(draft):
    file = brought(draft)
    write(draft, showing(file))

    clear(days=400)

    assert is_there(file)


def test_a_picture_that_was_just_brought_stays(draft):
    file = brought(draft)

    clear(days=29)

    assert is_there(file)


def test_a_picture_in_a_version_stays_and_can_be_brought_back(sign_in, joke, draft):
    file = brought(draft)
    write(draft, showing(file))
    with clock.moved_to(clock.now() + timedelta(hours=1)):
        write(draft, BARE)

    clear(days=400)

    version = draft.versions.get()
    restore_version(author=joke, article=draft, version=version)
    browser = sign_in(joke)
    address = StoredFile.objects.get(pk=file.pk).url("1200")
    assert address in browser.get(draft.get_absolute_url()).content.decode()
    assert browser.get(address).status_code == 200


def test_a_picture_in_a_text_that_was_set_aside_stays(joke, draft):
    file = brought(draft)
    set_text_aside(author=joke, article=draft, title="Negen weken", body=showing(file))

    clear()

    assert is_there(file)


def test_what_readers_read_and_read_before_stays(sign_in, joke, bram, draft):
    before, now = brought(draft), brought(draft)
    write(draft, showing(before))
    article = publish_article(author=joke, article=draft)
    write(article, showing(now))
    publish_changes(author=joke, article=article)

    clear(days=400)

    browser = sign_in(bram)
    assert browser.get(now.url("320")).status_code == 200
    assert browser.get(before.url("320")).status_code == 200


def test_pictures_of_a_text_that_was_thrown_away_go_after_a_month(joke, draft):
    file = brought(draft)
    write(draft, showing(file))
    discard_article(author=joke, article=draft)

    clear(days=29)
    assert is_there(file)
    clear(days=31)

    assert not is_there(file)


def test_a_picture_from_the_desk_of_another_article_stays(blog, draft):
    file = brought(draft)
    other = make_draft(blog)
    write(other, showing(file))

    clear()

    assert is_there(file)


def test_the_words_of_another_author_keep_no_picture(draft):
    file = brought(draft)
    write(make_draft(make_blog(make_person("Wim Hoekstra"))), showing(file))

    clear()

    assert not is_there(file)


def test_what_is_no_picture_of_an_article_is_left_alone(joke, draft):
    upload = upload_file(owner=joke, file=BytesIO(b"Woorden"), name="brief.txt")

    clear(days=400)

    assert is_there(upload)


@pytest.mark.django_db(transaction=True)
def test_a_picture_that_comes_back_into_the_text_at_that_moment_stays(draft):
    file = brought(draft)
    StoredFile.objects.update(stored_at=clock.now() - timedelta(days=40))

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            write(draft, showing(file))
            clearing = pool.submit(clear_elsewhere)
            wait_until_it_waits()
        clearing.result(timeout=20)

    assert is_there(file)


def clear_elsewhere():
    """Clear as the worker does, over a connection of its own."""
    try:
        clear_pictures()
    finally:
        connection.close()


def wait_until_it_waits():
    """Give the other connection time to come to what is held here."""
    waiting = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    for _moment in range(100):
        with connection.cursor() as cursor:
            cursor.execute(waiting)
            if cursor.fetchone():
                return
        time.sleep(0.05)
