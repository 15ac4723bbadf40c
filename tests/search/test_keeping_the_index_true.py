"""The index says what is true: at once for what goes, and a moment later for what comes."""

import pytest
from django.core.management import call_command

from communities.actions import change_community, edit_post, merge_posts, move_post
from conversations.actions import (
    edit_comment,
    remove_contribution,
    withdraw_contribution,
)
from conversations.actions.timing import end_thread, show_again
from conversations.models import Attachment, Comment, Thread
from intranet.platform import clock
from people.actions import add_person, change_person, change_profile, reactivate_person
from people.actions.leaving import deactivate_person
from people.models import User
from search.actions import index_contribution, index_thread, rebuild
from search.models import Entry, Extent, Word
from tests.factories.communities import make_comment, make_community, make_person, make_post
from tests.factories.people import make_hr
from tests.outbox import deliver
from tests.search.looking import comment_, counts_on, found_by, page_for, post_
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def bram():
    return make_person("Bram de Wit")


@pytest.fixture
def gerrit():
    return make_person("Gerrit Drost")


@pytest.fixture
def place(bram, gerrit):
    return make_community(managers=[gerrit], members=[bram])


@pytest.fixture
def post(place, bram):
    post = make_post(community=place, author=bram, body="zeilmaker", title="kwartel", is_html=False)
    deliver()
    return post


@pytest.fixture
def comment(post, bram):
    comment = make_comment(thread=post, author=bram, body="<p>bromtol</p>")
    deliver()
    return comment


def nothing_is_found(person, *words):
    """See to it that nothing is found, and nothing counted, now and after the product got to it."""
    for _time in range(2):
        for word in words:
            assert found_by(person, word) == set(), word
            assert counts_on(page_for(person, word)) == {}, word
        deliver()


def test_what_is_posted_is_found_as_soon_as_the_product_gets_to_it(place, bram):
    post = make_post(community=place, author=bram, body="nieuwwoord", is_html=False)
    assert found_by(bram, "nieuwwoord") == set()

    deliver()

    assert found_by(bram, "nieuwwoord") == {post_(post)}


def test_words_that_were_changed_are_not_found_and_the_new_ones_are(post, bram):
    edit_post(author=bram, post=post, title="nieuwtitel", body="nieuwwoord", seen_edits=0)

    nothing_is_found(bram, "zeilmaker", "kwartel")
    assert found_by(bram, "nieuwtitel nieuwwoord") == {post_(post)}


def test_only_another_title_is_noticed_too(post, bram):
    edit_post(author=bram, post=post, title="nieuwtitel", body="zeilmaker", seen_edits=0)

    nothing_is_found(bram, "kwartel")
    assert found_by(bram, "nieuwtitel") == {post_(post)}


def test_a_changed_comment_is_found_by_its_new_words(comment, bram):
    edit_comment(author=bram, comment=comment, body="nieuwantwoord", seen_edits=0)

    nothing_is_found(bram, "bromtol")
    assert found_by(bram, "nieuwantwoord") == {comment_(comment)}


def test_a_removed_post_takes_its_comments_files_and_topics_along(place, bram):
    words = {"body": "weg #wegonderwerp", "is_html": False}
    post = make_post(community=place, author=bram, **words)
    make_comment(thread=post, author=bram, body="wegantwoord")
    Attachment.objects.create(thread=post.thread, missing_name="wegbestand.pdf")
    deliver()
    index_thread(thread=post.pk)
    assert found_by(bram, "wegbestand")

    remove_contribution(author=bram, contribution=post.thread)

    nothing_is_found(bram, "wegantwoord", "wegbestand", "weg")
    assert "/topics/wegonderwerp/" not in page_for(bram, "wegonderwerp")


def test_a_removed_comment_is_not_found(comment, bram):
    remove_contribution(author=bram, contribution=comment)

    nothing_is_found(bram, "bromtol")


def test_what_was_withdrawn_is_not_found_not_even_by_its_author(post, comment, bram, gerrit):
    withdraw_contribution(moderator=gerrit, contribution=comment, reason="Zo niet")
    nothing_is_found(bram, "bromtol")

    withdraw_contribution(
        moderator=gerrit, contribution=Thread.objects.get(pk=post.pk), reason="Zo niet"
    )
    nothing_is_found(bram, "zeilmaker")


def test_a_post_that_ended_is_not_found_until_it_is_shown_again(post, comment, bram):
    Thread.objects.filter(pk=post.pk).update(ends_at=clock.now())
    end_thread(thread=post.thread, now=clock.now())
    nothing_is_found(bram, "zeilmaker", "bromtol")

    show_again(author=bram, thread=post.thread)
    deliver()

    assert found_by(bram, "zeilmaker") == {post_(post)}
    assert found_by(bram, "bromtol") == {comment_(comment)}


def test_a_moved_post_is_found_by_who_may_read_it_where_it_stands(post, comment, bram, gerrit):
    closed = make_community("closed", managers=[gerrit], name="Besloten kring")
    move_post(manager=gerrit, post=post, to=closed)

    nothing_is_found(bram, "zeilmaker", "bromtol")
    assert found_by(gerrit, "zeilmaker") == {post_(post)}
    assert found_by(gerrit, "bromtol", place=closed.slug) == {comment_(comment)}


def test_a_merged_post_is_found_as_the_comment_that_it_became(post, comment, place, bram, gerrit):
    into = make_post(community=place, author=bram, body="doelbericht", is_html=False)
    deliver()

    merge_posts(manager=gerrit, post=post, into=into)
    deliver()

    opening = Comment.objects.get(thread=into.pk, parent=None)
    assert found_by(bram, "zeilmaker") == {comment_(opening)}
    assert found_by(bram, "bromtol") == {comment_(comment)}


def test_a_community_is_found_by_its_new_name_at_once(place, bram, gerrit):
    change_community(manager=gerrit, community=place, name="Nieuwenaam", description="Iets anders")

    assert found_by(bram, "nieuwenaam") == {f"community-{place.pk}"}


def test_colleagues_are_found_by_what_hr_and_they_say_of_them(bram):
    hr = make_hr()
    person = add_person(actor=hr, name="Trijntje Oosterhof", email="t@noorderlicht.example")
    deliver()
    found = {f"person-{person.pk}"}
    assert found_by(bram, "oosterhof") == found

    change_person(actor=hr, person=person, job_title="Lasinspecteur")
    change_profile(person=person, about="Ik verzamel isolatoren", phone="", skills=["Kabelvinden"])
    deliver()

    for word in ("lasinspecteur", "isolatoren", "kabelvinden"):
        assert found_by(bram, word) == found
    deactivate_person(actor=hr, person=User.objects.get(pk=person.pk))
    reactivate_person(actor=hr, person=User.objects.get(pk=person.pk))
    deliver()
    assert found_by(bram, "oosterhof") == found


def test_a_reaction_that_comes_twice_or_too_late_changes_nothing(post, bram):
    before = list(Entry.objects.order_by("pk").values())
    index_contribution(thread=post.pk)
    assert list(Entry.objects.order_by("pk").values()) == before

    remove_contribution(author=bram, contribution=post.thread)
    index_contribution(thread=post.pk)
    index_thread(thread=post.pk)

    nothing_is_found(bram, "zeilmaker")


def test_the_index_is_built_anew_from_what_there_is(post, comment, bram, capsys):
    rebuild()
    Entry.objects.all().delete()
    Word.objects.all().delete()

    call_command("reindex")

    assert found_by(bram, "zeilmaker") == {post_(post)}
    assert found_by(bram, "bromt") == {comment_(comment)}
    call_command("reindex")
    assert "nothing had changed" in capsys.readouterr().out


def test_rebuilding_takes_out_what_is_there_no_more(post, comment, bram):
    rebuild()
    Comment.objects.filter(pk=comment.pk).update(state="removed")
    Thread.objects.filter(pk=post.pk).update(plain="nieuwwoord")

    rebuild()

    assert found_by(bram, "bromtol") == set()
    assert found_by(bram, "nieuwwoord") == {post_(post)}
    assert found_by(bram, "zeilmaker") == set()


def test_rebuilding_that_was_stopped_goes_on_where_it_was(place, bram, monkeypatch):
    monkeypatch.setattr("search.actions.rebuilding.AT_ONCE", 2)
    posts = [make_post(community=place, author=bram, body="kabel") for _ in range(6)]
    rebuild()
    Entry.objects.filter(kind="post").delete()

    def stop(kind, number):
        if kind == "post" and Entry.objects.filter(kind="post").count() >= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(stop)
    reached = Extent.objects.get(kind="post").rebuilt_to
    rebuild()

    assert reached == posts[3].pk
    assert Entry.objects.filter(kind="post").count() == 6
    assert Extent.objects.get(kind="post").rebuilt_to is None


@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_that_is_written_while_the_index_is_rebuilt():
    bram = make_person("Bram de Wit")
    place = make_community(members=[bram])
    posts = [make_post(community=place, author=bram, body=f"kabel {n}") for n in range(12)]
    deliver()

    def write():
        for number in range(8):
            make_post(community=place, author=bram, body=f"kabel tijdens {number}")
            edit_post(author=bram, post=posts[number], body=f"draad {number}", seen_edits=0)
        for post in posts[8:]:
            remove_contribution(author=bram, contribution=post.thread)

    together(write, rebuild, rebuild, deliver)
    deliver()

    assert Entry.objects.filter(kind="post").count() == 16
    assert rebuild() == 0
