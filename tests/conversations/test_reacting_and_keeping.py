"""Reacting, recognising, following, keeping and accepting an answer."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from communities.actions import leave_community
from conversations.actions import (
    accept_answer,
    keep_thread,
    react,
    remove_contribution,
    take_back_acceptance,
    take_back_reaction,
)
from conversations.models import Bookmark, Follow, Reaction, Thread
from intranet.platform.policy import Refused
from tests.factories.communities import make_comment, make_community, make_person, make_post
from tests.outbox import deliver

pytestmark = pytest.mark.django_db


def test_a_reaction_counts_once_however_often_one_clicks(sign_in):
    sanne, post = make_person("Sanne Postma"), make_post()
    browser = sign_in(sanne)

    for _ in range(2):
        browser.post(f"/threads/{post.pk}/reactions/", {"give": "recognise"})

    assert Thread.objects.get().recognise_count == 1 == Reaction.objects.count()


def test_a_reaction_can_be_taken_back_and_given_again():
    sanne, post = make_person("Sanne Postma"), make_post()

    react(person=sanne, to=post.thread, kind="thanks")
    take_back_reaction(person=sanne, to=post.thread, kind="thanks")
    take_back_reaction(person=sanne, to=post.thread, kind="thanks")
    react(person=sanne, to=post.thread, kind="thanks")

    assert Thread.objects.get().thanks_count == 1


def test_the_three_words_stand_beside_each_other():
    sanne, comment = make_person("Sanne Postma"), make_comment(thread=make_post())

    for kind in Reaction.Kind:
        react(person=sanne, to=comment, kind=kind)

    comment.refresh_from_db()
    assert (comment.recognise_count, comment.thanks_count, comment.well_done_count) == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_clicks_of_many_at_the_same_moment_all_count_and_none_twice():
    post = make_post()
    people = [make_person() for _ in range(10)]

    def click(person):
        try:
            react(person=person, to=Thread.objects.select_related("audience").get(), kind="thanks")
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(click, people * 5))

    assert Thread.objects.get(pk=post.pk).thanks_count == 10 == Reaction.objects.count()


def test_a_word_that_does_not_exist_changes_nothing(sign_in):
    sanne, post = make_person("Sanne Postma"), make_post()

    answer = sign_in(sanne).post(f"/threads/{post.pk}/reactions/", {"give": "hate"})

    assert answer.status_code == 302
    assert not Reaction.objects.exists()


def test_what_one_cannot_read_one_cannot_react_to(sign_in):
    sanne, post = make_person("Sanne Postma"), make_post(community=make_community("closed"))

    answer = sign_in(sanne).post(f"/threads/{post.pk}/reactions/", {"give": "thanks"})

    assert answer.status_code == 404
    with pytest.raises(Refused):
        react(person=sanne, to=post.thread, kind="thanks")


def test_a_click_with_script_gives_the_words_back_as_they_are_now(sign_in):
    sanne, post = make_person("Sanne Postma"), make_post()

    answer = sign_in(sanne).post(
        f"/threads/{post.pk}/reactions/", {"give": "thanks"}, headers={"HX-Request": "true"}
    )

    page = answer.content.decode()
    assert f'id="reactions-{post.pk}"' in page
    assert 'name="take_back" value="thanks" aria-pressed="true"' in page


def test_following_and_keeping_are_ones_own_choice(sign_in):
    sanne, post = make_person("Sanne Postma"), make_post()
    browser = sign_in(sanne)

    browser.post(f"/threads/{post.pk}/follow/")
    browser.post(f"/threads/{post.pk}/keep/")
    kept = browser.get("/kept/").content.decode()
    browser.post(f"/threads/{post.pk}/follow/remove/")
    browser.post(f"/threads/{post.pk}/keep/remove/")

    assert f'id="post-{post.pk}"' in kept
    assert not Follow.objects.get(person=sanne).is_on
    assert not Bookmark.objects.exists()


def test_what_one_keeps_is_gone_when_one_may_no_longer_see_it(sign_in):
    wim = make_person("Wim Hoekstra")
    place = make_community("closed", members=[wim])
    post = make_post(community=place, body="<p>van binnen</p>")
    keep_thread(person=wim, thread=post.thread)
    leave_community(person=wim, community=place)

    assert "van binnen" not in sign_in(wim).get("/kept/").content.decode()


def test_the_one_who_asked_accepts_an_answer_and_its_author_is_told(sign_in):
    daan, wim = make_person("Daan Mulder"), make_person("Wim Hoekstra")
    question = make_post(author=daan, kind="question")
    answer = make_comment(thread=question, author=wim)

    sign_in(daan).post(f"/comments/{answer.pk}/accept/")
    deliver()

    assert Thread.objects.get().accepted_comment == answer
    assert wim.notifications.get().reason == "accepted"


def test_nobody_else_accepts_an_answer():
    question = make_post(kind="question")
    answer = make_comment(thread=question)

    with pytest.raises(Refused, match="Only the one who asked"):
        accept_answer(asker=answer.author, comment=answer)


def test_an_update_has_no_answer_to_accept():
    daan = make_person("Daan Mulder")
    comment = make_comment(thread=make_post(author=daan))

    with pytest.raises(Refused):
        accept_answer(asker=daan, comment=comment)


def test_a_question_is_open_again_when_the_answer_is_taken_back_or_removed():
    daan, wim = make_person("Daan Mulder"), make_person("Wim Hoekstra")
    question = make_post(author=daan, kind="question")
    answer = make_comment(thread=question, author=wim)
    accept_answer(asker=daan, comment=answer)

    take_back_acceptance(asker=daan, thread=question.thread)
    accept_answer(asker=daan, comment=answer)
    remove_contribution(author=wim, contribution=answer)

    assert Thread.objects.get().accepted_comment is None
