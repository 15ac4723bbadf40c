"""Closing a conversation and opening it again."""

import pytest

from communities.actions import archive_community
from conversations.actions import add_comment, lock_thread, react, unlock_thread
from conversations.models import Comment, Reaction, Thread
from intranet.platform.policy import Refused
from tests.factories.communities import make_comment, make_community, make_person, make_post
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def gerrit():
    """Who takes care of the place."""
    return make_person("Gerrit Drost", language="en")


@pytest.fixture
def bram():
    """A member."""
    return make_person("Bram de Wit", language="en")


@pytest.fixture
def post(gerrit, bram):
    """A post with one comment."""
    post = make_post(author=bram, community=make_community(managers=[gerrit], members=[bram]))
    make_comment(thread=post, author=bram, body="Dit stond er al")
    return post


def thread_of(post):
    """Return the thread of a post as it is now."""
    return Thread.objects.select_related("audience").get(pk=post.pk)


def test_nobody_answers_in_a_closed_conversation_but_all_still_read_it(sign_in, gerrit, bram, post):
    sign_in(gerrit).post(f"/threads/{post.pk}/lock/")

    for person in (bram, gerrit):
        with pytest.raises(Refused):
            add_comment(author=person, thread=thread_of(post), body="Nog iets")
    page = sign_in(bram).get(post.get_absolute_url()).content.decode()
    assert "Dit stond er al" in page
    assert "This conversation is closed. You can still read it." in page


def test_a_form_that_was_still_open_says_why_it_cannot_be_sent(sign_in, gerrit, bram, post):
    lock_thread(moderator=gerrit, thread=thread_of(post))

    answer = sign_in(bram).post(f"/threads/{post.pk}/comments/", {"body": "Nog iets"})

    assert answer.status_code == 403
    assert "This conversation is closed." in answer.content.decode()


@pytest.mark.parametrize("is_answer", [True, False])
def test_what_was_typed_meanwhile_is_still_there_without_script(sign_in, gerrit, post, is_answer):
    sanne = make_person("Sanne Postma", language="en")
    parent = Comment.objects.get().pk if is_answer else ""
    lock_thread(moderator=gerrit, thread=thread_of(post))

    answer = sign_in(sanne).post(
        f"/threads/{post.pk}/comments/", {"body": "Lang over nagedacht", "parent": parent}
    )

    assert answer.status_code == 403
    page = answer.content.decode()
    assert "This conversation is closed." in page
    assert "Lang over nagedacht</textarea>" in page


@pytest.mark.parametrize("what", ["post", "comment"])
def test_a_change_that_comes_too_late_is_still_there_without_script(
    sign_in, gerrit, bram, post, what
):
    address = {
        "post": f"/posts/{post.pk}/edit/",
        "comment": f"/comments/{Comment.objects.get().pk}/edit/",
    }[what]
    archive_community(manager=gerrit, community=post.community)

    answer = sign_in(bram).post(address, {"body": "Lang over nagedacht", "seen_edits": 0})

    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Nothing can be changed here any more." in page
    assert "Lang over nagedacht</textarea>" in page


@pytest.mark.parametrize("what", ["post", "comment"])
def test_the_page_for_changing_says_why_one_cannot(sign_in, gerrit, bram, post, what):
    address = {
        "post": f"/posts/{post.pk}/edit/",
        "comment": f"/comments/{Comment.objects.get().pk}/edit/",
    }[what]

    page = sign_in(gerrit).get(address).content.decode()
    assert "You can only change what you wrote yourself." in page
    assert "<textarea" not in page
    part = sign_in(gerrit).get(address, headers={"HX-Request": "true"})
    assert part.status_code == 403
    assert "You can only change what you wrote yourself." in part.content.decode()

    archive_community(manager=gerrit, community=post.community)
    page = sign_in(bram).get(address).content.decode()
    assert "Nothing can be changed here any more." in page
    assert "<textarea" not in page


def test_an_answer_without_words_comes_back_as_an_answer(sign_in, bram, post):
    comment = Comment.objects.get()

    answer = sign_in(bram).post(
        f"/threads/{post.pk}/comments/",
        {"body": " ", "parent": comment.pk},
        headers={"HX-Request": "true"},
    )

    assert answer.status_code == 422
    form = answer.content.decode()
    assert f'name="parent" value="{comment.pk}"' in form
    assert f'hx-target="#replies-of-{comment.pk}"' in form


def test_a_word_of_thanks_is_still_possible(gerrit, bram, post):
    lock_thread(moderator=gerrit, thread=thread_of(post))

    react(person=bram, to=thread_of(post), kind=Reaction.Kind.THANKS)

    assert thread_of(post).thanks_count == 1


def test_a_manager_opens_it_again(sign_in, gerrit, bram, post):
    browser = sign_in(gerrit)
    browser.post(f"/threads/{post.pk}/lock/")

    browser.post(f"/threads/{post.pk}/lock/remove/")

    assert add_comment(author=bram, thread=thread_of(post), body="Weer open").is_published


def test_only_who_takes_care_of_the_place_closes_it_also_not_the_author(
    sign_in, gerrit, bram, post
):
    for act in (lock_thread, unlock_thread):
        with pytest.raises(Refused):
            act(moderator=bram, thread=thread_of(post))
    answer = sign_in(bram).post(f"/threads/{post.pk}/lock/")
    lock_thread(moderator=gerrit, thread=thread_of(post))

    assert answer.status_code == 403
    assert thread_of(post).is_locked


def test_what_one_cannot_see_one_cannot_close_and_a_get_closes_nothing(sign_in, gerrit, post):
    hidden = make_post(community=make_community("hidden"))
    browser = sign_in(gerrit)

    assert browser.post(f"/threads/{hidden.pk}/lock/").status_code == 404
    assert browser.get(f"/threads/{post.pk}/lock/").status_code == 405
    assert not thread_of(post).is_locked


@pytest.mark.django_db(transaction=True)
def test_answers_that_come_while_it_is_closed_are_in_or_refused_and_counted_right():
    gerrit, bram = make_person("Gerrit"), make_person("Bram")
    place = make_community(managers=[gerrit], members=[bram])
    post = make_post(author=bram, community=place)
    thread = thread_of(post)

    sent = together(
        lambda: lock_thread(moderator=gerrit, thread=thread_of(post)),
        *[lambda: add_comment(author=bram, thread=thread, body="<p>Nog net</p>")] * 6,
    )[1:]

    in_time = [answer for answer in sent if isinstance(answer, Comment)]
    assert thread_of(post).comment_count == Comment.objects.count() == len(in_time)
