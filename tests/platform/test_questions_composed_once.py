"""Questions that are composed once and then only asked."""

import gc
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conversations.models import Thread
from intranet.platform.composed import MOST_SHAPES, Sought, Word, composed_once
from people.models import User
from search.models import Entry
from tests.factories.communities import make_community, make_person, make_post
from tests.outbox import deliver

pytestmark = pytest.mark.django_db


@composed_once
def posts_of(author, since, ids, state):
    """Everything that one person posted in a place since a moment, in a state."""
    threads = Thread.objects.filter(author=author, state=state).order_by("pk")
    if since is not None:
        threads = threads.filter(published_at__gt=since)
    return threads.filter(pk__any=ids).select_related("author")


@composed_once
def people_called(name):
    """People with this name."""
    return User.objects.filter(name=name).values_list("pk", "name")


@pytest.fixture(params=[True, False], ids=["prepared", "not prepared"])
def ways(request, settings):
    settings.PREPARED_STATEMENTS = request.param


@pytest.mark.usefixtures("ways")
def test_everyone_gets_an_answer_of_her_own():
    bram, joke = make_person("Bram de Wit"), make_person("Joke Veenstra")
    place = make_community(members=[bram, joke])
    posts = [make_post(community=place, author=author) for author in (bram, joke, bram)]
    ids = [post.pk for post in posts]

    answers = [posts_of(who, None, ids, "published") for who in (bram, joke, bram)]

    assert [[thread.pk for thread in found] for found in answers] == [
        [posts[0].pk, posts[2].pk],
        [posts[1].pk],
        [posts[0].pk, posts[2].pk],
    ]
    assert answers[1][0].author == joke


@pytest.mark.usefixtures("ways")
def test_times_lists_and_none_are_understood():
    bram = make_person("Bram de Wit")
    place = make_community(members=[bram])
    first, second = (make_post(community=place, author=bram) for _ in range(2))
    now = timezone.now()

    assert posts_of(bram, now, [first.pk, second.pk], "published") == []
    assert posts_of(bram, None, [], "published") == []
    assert len(posts_of(bram, now - timedelta(days=1), [second.pk], "published")) == 1
    assert posts_of(bram, None, [second.pk], "withdrawn") == []


@pytest.mark.usefixtures("ways")
@pytest.mark.parametrize("name", ["O'Neill $1 %s \\ ; --", "100%", "Ünal \U0001f600", "''"])
def test_a_word_is_a_value_whatever_is_in_it(name):
    person = make_person(name)

    assert people_called(Word(name)) == [(person.pk, name)]
    assert people_called(Word(name + "x")) == []


def test_the_second_time_it_is_one_question_and_nothing_is_composed():
    composed = []

    @composed_once
    def people_numbered(person):
        composed.append(person)
        return User.objects.filter(pk=person.pk)

    bram, joke = make_person("Bram de Wit"), make_person("Joke Veenstra")
    people_numbered(bram)
    with CaptureQueriesContext(connection) as asked:
        found = people_numbered(joke)

    assert found == [joke]
    assert len(composed) == len(asked) == 1


def test_who_left_gets_another_question_than_who_works_here():
    @composed_once
    def colleagues_of(viewer):
        return User.objects.exclude(pk=viewer.pk) if viewer.is_active else User.objects.none()

    bram, joke = make_person("Bram de Wit"), make_person("Joke Veenstra")

    assert colleagues_of(bram) == [joke]
    assert colleagues_of(make_person("Former", is_active=False)) == []
    assert joke in colleagues_of(bram)


def test_a_question_that_is_gone_leaves_its_plan_to_no_other():
    bram, joke = make_person("Bram de Wit"), make_person("Joke Veenstra")

    def asked_once(compose):
        answer = composed_once(compose)(bram)
        gc.collect()
        return answer

    for _ in range(20):
        assert asked_once(lambda viewer: User.objects.filter(pk=viewer.pk)) == [bram]
        assert asked_once(lambda viewer: User.objects.exclude(pk=viewer.pk)) == [joke]


def test_a_moment_of_its_own_would_be_frozen_and_is_refused():
    @composed_once
    def posted_lately(person):
        since = timezone.now() - timedelta(days=1)
        return Thread.objects.filter(author=person, published_at__gt=since)

    with pytest.raises(TypeError, match="freezes"):
        posted_lately(make_person("Bram de Wit"))


def test_a_value_that_was_reckoned_with_is_refused():
    @composed_once
    def the_next_one(number):
        return User.objects.filter(name=f"Number {number}")

    with pytest.raises(TypeError, match="freezes"):
        the_next_one(7)


def test_a_text_from_outside_does_not_fill_the_memory():
    @composed_once
    def people_named(name):
        return User.objects.filter(name=name)

    for _ in range(MOST_SHAPES):
        people_named(str(uuid4()))

    with pytest.raises(TypeError, match="Word"):
        people_named("one more")


@pytest.mark.django_db(transaction=True)
def test_pages_go_on_while_a_migration_changes_a_column():
    bram = make_person("Bram de Wit")
    people_called(Word("Bram de Wit"))

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE people_user ALTER COLUMN name TYPE varchar(999)")
    try:
        assert people_called(Word("Bram de Wit")) == [(bram.pk, "Bram de Wit")]
    finally:
        length = User._meta.get_field("name").max_length
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE people_user ALTER COLUMN name TYPE varchar({length})")


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_learns_its_questions_anew():
    bram = make_person("Bram de Wit")
    people_called(Word("Bram de Wit"))

    connection.close()

    assert people_called(Word("Bram de Wit")) == [(bram.pk, "Bram de Wit")]


@composed_once
def entries_with(asked):
    """What can be found with these words."""
    return Entry.objects.answering(asked).values_list("number")


@pytest.mark.parametrize("prepared", [True, False])
def test_words_that_are_sought_are_a_value_of_their_own_kind(settings, prepared):
    settings.PREPARED_STATEMENTS = prepared
    post = make_post(author=make_person("Bram de Wit"), body="de kabel ligt er", is_html=False)
    deliver()

    assert entries_with(Sought("'kabel' & 'ligt'")) == [(post.pk,)]
    assert entries_with(Sought("'kabel' & !'ligt'")) == []
