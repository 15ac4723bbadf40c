"""The company that the bench measures is one that the product could have made."""

from collections.abc import Iterator
from random import Random

import pytest
from django.db import connection, transaction
from django.db.models import Count, F, Max, Q
from pytest_django import DjangoDbBlocker

from blogs.models import Blog
from communities.feeds import home_feed
from communities.models import Community, Membership
from conversations.feeds import talk_of
from conversations.models import Comment, Follow, Mention, Reaction, Thread
from intranet.measuring.company import Size, build_company
from intranet.measuring.company.talk import COMMENTS_EACH
from intranet.measuring.company.writing import QUESTIONS, write_blogs
from intranet.measuring.line import PASSWORD
from intranet.platform.models import OutboxEntry
from people.models import AudienceMember, User

pytestmark = pytest.mark.django_db
SMALL = Size(people=80, posts=400, comments=1_600, communities=12)


@pytest.fixture(scope="module", autouse=True)
def company(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """One for all tests here, because they only look at it."""
    with django_db_blocker.unblock(), transaction.atomic():
        build_company(SMALL, seed=7)
        yield
        transaction.set_rollback(True)


def test_it_has_the_size_that_was_asked_for():
    sizes = [model.objects.count() for model in (User, Thread, Comment, Community)]

    assert sizes == [SMALL.people, SMALL.posts, SMALL.comments, SMALL.communities]


def test_nothing_refers_to_what_is_not_there():
    connection.check_constraints()

    tables = connection.introspection.table_names()
    assert [line for table in tables for line in dangling(table)] == []


def test_every_thread_counts_its_comments_and_reactions():
    own = Q(reactions__comment=None)
    counted = Thread.objects.annotate(
        said=Count("comments", distinct=True),
        **{
            kind: Count("reactions", filter=own & Q(reactions__kind=kind), distinct=True)
            for kind in Reaction.Kind.values
        },
    )
    right = Q(comment_count=F("said"))
    for kind in Reaction.Kind.values:
        right &= Q(**{f"{kind}_count": F(kind)})

    assert not counted.exclude(right).exists()


def test_every_comment_counts_its_reactions():
    for kind in Reaction.Kind.values:
        counted = Comment.objects.annotate(given=Count("reactions", filter=Q(reactions__kind=kind)))

        assert not counted.exclude(**{f"{kind}_count": F("given")}).exists()


def test_every_community_counts_its_members_and_each_has_a_seat():
    counted = Community.objects.annotate(found=Count("memberships"))
    seats = set(AudienceMember.objects.values_list("audience__community", "person", "is_steward"))
    memberships = Membership.objects.values_list("community", "person", "role")

    assert not counted.exclude(member_count=F("found")).exists()
    assert seats == {(place, person, role == "manager") for place, person, role in memberships}


def test_only_open_communities_are_read_by_everyone():
    kinds = set(Community.objects.values_list("kind", "audience__kind"))

    assert kinds == {("open", "everyone"), ("closed", "members"), ("hidden", "members")}


@pytest.mark.parametrize("model", [Thread, Comment])
def test_nobody_speaks_where_only_others_read(model):
    closed = model.objects.filter(audience__kind="members")

    assert closed.exists()
    assert not closed.exclude(audience__seats__person=F("author")).exists()


def test_nobody_is_named_or_told_where_only_others_read():
    named = Mention.objects.filter(thread__audience__kind="members")

    assert named.exists()
    assert not named.exclude(thread__audience__seats__person=F("person")).exists()
    for person in User.objects.all():
        told = person.notifications.all()
        assert told.count() == told.model.objects.visible_to(person).count() or not person.is_active


def test_the_answers_of_a_thread_have_its_audience_and_stand_below_its_own_comments():
    astray = Q(parent__isnull=False) & (
        ~Q(parent__thread=F("thread")) | Q(parent__parent__isnull=False)
    )

    assert not Comment.objects.exclude(audience=F("thread__audience")).exists()
    assert not Comment.objects.filter(astray).exists()


def test_the_newest_activity_is_the_newest_comment():
    threads = Thread.objects.annotate(newest=Max("comments__published_at"))
    wrong = threads.exclude(last_activity_at=F("newest")).filter(newest__isnull=False)

    assert not wrong.exists()


def test_who_spoke_follows():
    spoke = set(Comment.objects.values_list("thread", "author"))
    spoke |= set(Thread.objects.values_list("pk", "author"))

    assert spoke == set(Follow.objects.values_list("thread", "person"))


def test_everybody_has_a_name_of_her_own_and_can_sign_in():
    names = User.objects.values("name").annotate(same=Count("pk")).filter(same__gt=1)

    assert not names.exists()
    assert User.objects.first().check_password(PASSWORD)


def test_a_person_reads_her_feed_and_a_page_of_thirty_comments():
    reader = User.objects.get(pk=1)
    thread = Thread.objects.visible_to(reader).filter(comment_count=30).first()

    assert len(home_feed(reader, only="all").page.items) == 12
    assert sum(1 + len(found.shown_replies) for found in talk_of(thread, reader).comments) == 30


def test_the_next_person_gets_the_next_number():
    newcomer = User.objects.create_user(name="Nieuw Iemand")

    assert newcomer.pk == SMALL.people + 1


def dangling(table: str) -> list[str]:
    """Return the foreign keys of a table that lead nowhere."""
    found = []
    with connection.cursor() as cursor:
        for column, (other_column, other) in connection.introspection.get_relations(
            cursor, table
        ).items():
            cursor.execute(
                f'SELECT count(*) FROM "{table}" t WHERE "{column}" IS NOT NULL AND NOT EXISTS '
                f'(SELECT 1 FROM "{other}" o WHERE o."{other_column}" = t."{column}")'
            )
            if cursor.fetchone()[0]:
                found.append(f"{table}.{column}")
    return found


def test_its_leaders_write_are_asked_and_answered():
    write_blogs(Random(7), writers=2, weeks=3)

    articles = Thread.objects.published().filter(kind="article")
    assert articles.count() == 6
    assert all(thread.comment_count == COMMENTS_EACH for thread in articles)
    assert {blog.questions.count() for blog in Blog.objects.all()} == {QUESTIONS}
    assert not OutboxEntry.objects.exists()
