"""Commenting on a post."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from communities.actions import leave_community
from conversations.actions import (
    add_comment,
    edit_comment,
    lock_thread,
    remove_contribution,
    unfollow_thread,
)
from conversations.feeds import threads_in_sight
from conversations.models import Comment, Thread, Version
from intranet.platform.policy import Refused
from people.models import Mute
from tests.factories.communities import make_comment, make_community, make_person, make_post
from tests.outbox import deliver

pytestmark = pytest.mark.django_db


def test_everybody_who_reads_a_thread_can_answer_it(sign_in):
    sanne, post = make_person("Sanne Postma"), make_post()

    sign_in(sanne).post(f"/threads/{post.pk}/comments/", {"body": "Bij ons ook"})

    assert "Bij ons ook" in sign_in(sanne).get(f"/posts/{post.pk}/").content.decode()


def test_an_outsider_of_a_closed_community_cannot_answer(sign_in):
    sanne, post = make_person("Sanne Postma"), make_post(community=make_community("closed"))

    answer = sign_in(sanne).post(f"/threads/{post.pk}/comments/", {"body": "Hoi"})

    assert answer.status_code == 404
    with pytest.raises(Refused):
        make_comment(thread=post, author=sanne)


def test_nobody_answers_where_the_conversation_is_closed():
    gerrit = make_person("Gerrit Drost")
    post = make_post(community=make_community(managers=[gerrit]))

    lock_thread(moderator=gerrit, thread=post.thread)

    with pytest.raises(Refused, match="closed"):
        make_comment(thread=post)


def test_an_answer_to_an_answer_stays_on_the_second_level():
    post = make_post()
    first = make_comment(thread=post)
    second = make_comment(thread=post, parent=first)

    third = make_comment(thread=post, parent=second)

    assert (second.parent, third.parent) == (first, first)


def test_the_comment_that_was_written_comes_back_for_the_page(sign_in):
    sanne, post = make_person("Sanne Postma"), make_post()

    answer = sign_in(sanne).post(
        f"/threads/{post.pk}/comments/", {"body": "Hoi"}, headers={"HX-Request": "true"}
    )

    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'id="comment-{Comment.objects.get().pk}"' in page
    assert 'id="comment-count" hx-swap-oob="true"' in page


def test_an_empty_comment_comes_back_with_what_to_do(sign_in):
    sanne, post = make_person("Sanne Postma", language="en"), make_post()

    answer = sign_in(sanne).post(f"/threads/{post.pk}/comments/", {"body": " "})

    assert answer.status_code == 422
    assert "Write something first" in answer.content.decode()


def test_sending_twice_comments_once():
    sanne, post, key = make_person("Sanne Postma"), make_post(), uuid.uuid4()

    for _ in range(2):
        make_comment(thread=post, author=sanne, submission=key)

    assert Comment.objects.count() == 1
    assert Thread.objects.get().comment_count == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_people_at_once_are_all_counted():
    post = make_post()
    people = [make_person() for _ in range(20)]

    def say(person):
        try:
            thread = Thread.objects.select_related("audience").get(pk=post.pk)
            add_comment(author=person, thread=thread, body="<p>Ik ook</p>")
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(say, people))

    assert Thread.objects.get().comment_count == 20 == Comment.objects.count()


def test_the_author_of_the_post_is_told_that_she_is_answered():
    bram = make_person("Bram de Wit")
    post = make_post(author=bram)

    make_comment(thread=post)
    deliver()

    assert [told.reason for told in bram.notifications.all()] == ["answered"]


def test_followers_are_told_and_who_stopped_following_is_not():
    bram, wim, daan = make_person("Bram de Wit"), make_person("Wim H"), make_person("Daan M")
    post = make_post(author=bram)
    make_comment(thread=post, author=wim)
    make_comment(thread=post, author=daan)
    deliver()
    unfollow_thread(person=daan, thread=post.thread)
    make_comment(thread=post)
    deliver()

    assert wim.notifications.filter(reason="commented").count() == 2
    assert daan.notifications.count() == 0


def test_who_unfollowed_and_comments_again_stays_unfollowed():
    daan, post = make_person("Daan Mulder"), make_post()
    unfollow_thread(person=daan, thread=post.thread)

    make_comment(thread=post, author=daan)
    make_comment(thread=post)
    deliver()

    assert not daan.notifications.exists()


def test_nobody_is_told_of_what_she_did_herself():
    bram = make_person("Bram de Wit")
    post = make_post(author=bram)

    make_comment(thread=post, author=bram, body="@Bram de Wit", is_html=False)
    deliver()

    assert not bram.notifications.exists()


def test_a_person_is_told_once_for_the_strongest_reason():
    bram = make_person("Bram de Wit")
    post = make_post(author=bram)

    make_comment(thread=post, body="@Bram de Wit", is_html=False)
    deliver()

    told = bram.notifications.get()
    assert told.reason == "mentioned"
    assert told.reasons == ["mentioned", "answered", "commented"]


def test_who_lost_sight_between_writing_and_telling_is_not_told():
    wim = make_person("Wim Hoekstra")
    place = make_community("closed", members=[wim])
    post = make_post(community=place)
    make_comment(thread=post, author=wim)
    author = place.memberships.filter(role="manager").get().person
    make_comment(thread=post, author=author, body="@Wim Hoekstra", is_html=False)
    leave_community(person=wim, community=place)
    deliver()

    assert not wim.notifications.exists()


def test_a_muted_person_is_folded_away_with_the_answers_of_others_standing(sign_in):
    bram, wim = make_person("Bram de Wit"), make_person("Wim Hoekstra", language="en")
    post = make_post()
    muted = make_comment(thread=post, author=bram, body="<p>van Bram</p>")
    make_comment(thread=post, parent=muted, body="<p>van een ander</p>")
    Mute.objects.create(person=wim, muted=bram)

    page = sign_in(wim).get(f"/posts/{post.pk}/").content.decode()

    assert "whom you muted" in page
    assert page.index("<details") < page.index("van Bram")
    assert "van een ander" in page


def test_a_removed_comment_leaves_its_place_when_it_was_answered(sign_in):
    bram, sanne = make_person("Bram de Wit"), make_person("Sanne Postma", language="en")
    post = make_post()
    comment = make_comment(thread=post, author=bram, body="<p>spijt</p>")
    make_comment(thread=post, parent=comment, body="<p>toch gelezen</p>")

    remove_contribution(author=bram, contribution=comment)

    page = sign_in(sanne).get(f"/posts/{post.pk}/").content.decode()
    assert "spijt" not in page
    assert "The author removed this comment." in page
    assert "toch gelezen" in page
    assert Thread.objects.get().comment_count == 1


def test_an_edited_comment_keeps_its_earlier_wording():
    bram = make_person("Bram de Wit")
    comment = make_comment(thread=make_post(), author=bram, body="<p>vroeger</p>")

    edit_comment(author=bram, comment=comment, body="<p>nu</p>", seen_edits=0)

    assert Version.objects.get().plain == "vroeger"
    assert Comment.objects.get().plain == "nu"


def test_an_edit_from_an_old_window_neither_overwrites_a_newer_one_nor_loses_what_was_typed(
    sign_in,
):
    bram = make_person("Bram de Wit", language="en")
    comment = make_comment(thread=make_post(), author=bram)
    edit_comment(author=bram, comment=comment, body="<p>het nieuwste</p>", seen_edits=0)

    answer = sign_in(bram).post(
        f"/comments/{comment.pk}/edit/", {"body": "uit het oude venster", "seen_edits": 0}
    )

    assert Comment.objects.get().plain == "het nieuwste"
    assert answer.status_code == 422
    assert "changed in the meantime" in answer.text
    assert "What it says now" in answer.text
    assert "<p>het nieuwste</p>" in answer.text
    assert "uit het oude venster" in answer.text


def test_saving_the_same_words_is_no_edit():
    bram = make_person("Bram de Wit")
    comment = make_comment(thread=make_post(), author=bram, body="<p>zo</p>")

    edit_comment(author=bram, comment=comment, body="<p>zo</p>", seen_edits=0)

    assert not Version.objects.exists()


def test_an_edit_tells_only_who_is_named_for_the_first_time():
    bram, wim = make_person("Bram de Wit"), make_person("Wim Hoekstra")
    comment = make_comment(thread=make_post(), author=bram, body="<p>iemand?</p>")
    edit = {"author": bram, "comment": comment, "is_html": False}

    edit_comment(**edit, body="iemand? @Wim Hoekstra", seen_edits=0)
    edit_comment(**edit, body="wie dan? @Wim Hoekstra", seen_edits=1)
    deliver()

    assert wim.notifications.count() == 1


def test_only_the_author_changes_or_removes_a_comment(sign_in):
    comment, sanne = make_comment(thread=make_post()), make_person("Sanne Postma")
    browser = sign_in(sanne)

    changed = browser.post(f"/comments/{comment.pk}/edit/", {"body": "anders", "seen_edits": 0})
    removed = browser.post(f"/comments/{comment.pk}/remove/")

    assert (changed.status_code, removed.status_code) == (403, 403)


def test_the_link_to_a_comment_far_down_shows_its_page(sign_in):
    sanne, post = make_person("Sanne Postma"), make_post()
    comments = [make_comment(thread=post, author=sanne, body=f"<p>nr {i}</p>") for i in range(60)]

    page = sign_in(sanne).get(comments[50].get_absolute_url()).content.decode()

    assert f'id="comment-{comments[50].pk}"' in page
    assert f'id="comment-{comments[2].pk}"' not in page


def test_the_page_of_a_thread_asks_as_often_for_thirty_comments_as_for_three(sign_in):
    sanne, post = make_person("Sanne Postma"), make_post()
    browser = sign_in(sanne)

    counts = []
    for number in (3, 27):
        for _ in range(number):
            comment = make_comment(thread=post)
            make_comment(thread=post, parent=comment)
        browser.get(f"/posts/{post.pk}/")
        with CaptureQueriesContext(connection) as asked:
            browser.get(f"/posts/{post.pk}/")
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 8


def test_posting_a_comment_takes_at_most_ten_queries(sign_in):
    sanne, wim = make_person("Sanne Postma"), make_person("Wim Hoekstra")
    post = make_post(author=wim)
    browser = sign_in(sanne)

    def comment():
        browser.post(f"/threads/{post.pk}/comments/", {"body": "Hoi", "submission": uuid.uuid4()})

    # Once, so that no question is prepared any more.
    comment()
    with CaptureQueriesContext(connection) as asked:
        comment()

    real = [one["sql"] for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(real) <= 10, real


def test_who_leaves_a_closed_place_while_writing_does_not_answer_any_more():
    bram = make_person("Bram de Wit")
    place = make_community("closed", members=[bram])
    post = make_post(community=place, author=bram)
    as_fetched = threads_in_sight(bram, post.pk)[0]
    leave_community(person=bram, community=place)

    with pytest.raises(Refused):
        add_comment(author=bram, thread=as_fetched, body="<p>toch nog</p>")

    assert not Comment.objects.exists()
