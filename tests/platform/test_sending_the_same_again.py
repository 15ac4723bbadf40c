"""Sending the same again, with the key it had: it is done once, and answered as before."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from communities.actions import publish_post
from communities.models import Post
from intranet.platform.models import KeptAnswer
from intranet.platform.repeating import KeyRefused, answer_once
from intranet.platform.tasks import clear_old_answers
from people.actions import deactivate_person
from tests.factories.communities import make_community
from tests.factories.people import make_hr, make_person
from tests.together import together

pytestmark = pytest.mark.django_db

A_WEEK = timedelta(days=7)


def answered_once(view):
    """Let a view be asked again with the same key."""

    def once(request, *args):
        try:
            return answer_once(
                request, lambda: view(request, *args), person_id=request.user.pk, keeping=A_WEEK
            )
        except KeyRefused as refusal:
            return HttpResponse(str(refusal), status=refusal.status)

    return once


@pytest.fixture
def sanne():
    return make_person("Sanne Postma")


@pytest.fixture
def place(sanne):
    return make_community(members=[sanne])


@pytest.fixture
def send(sanne, place):
    """Send a post as a page or a program does, and say how it is answered."""

    def sent(body, *, key='"een"', author=sanne, **more):
        request = RequestFactory().post(
            f"/{place.slug}/", {"body": body, **more}, headers={"Idempotency-Key": key}
        )
        request.user = author
        return post_it(request, place)

    return sent


@answered_once
def post_it(request, place):
    """Post what was sent, as any view does."""
    if not request.POST["body"]:
        return HttpResponse("Write something.", status=422)
    post = publish_post(author=request.user, community=place, body=request.POST["body"])
    if request.POST["body"] == "struikelt":
        raise ZeroDivisionError
    return HttpResponse(
        f"post {post.pk}", status=201, headers={"Location": f"/posts/{post.pk}/", "HX-Trigger": "p"}
    )


def test_what_is_sent_twice_is_posted_once_and_answered_the_same(send):
    first, second = send("Wie is er woensdag?"), send("Wie is er woensdag?")

    assert Post.objects.count() == 1
    assert (second.status_code, second.content) == (201, first.content)
    assert (second["Location"], second["HX-Trigger"]) == (first["Location"], "p")
    assert (first.get("Idempotent-Replayed"), second["Idempotent-Replayed"]) == (None, "true")


def test_a_key_with_or_without_quotes_is_the_same_key(send):
    send("Wie is er woensdag?", key='"woensdag"')
    send("Wie is er woensdag?", key="woensdag")

    assert Post.objects.count() == 1


def test_other_words_with_the_same_key_are_refused_with_a_sentence(send):
    send("Wie is er woensdag?")

    answer = send("Wie is er donderdag?")

    assert (answer.status_code, answer.text) == (
        422,
        "This key was used for another request. Choose a new one.",
    )
    assert Post.objects.count() == 1


def test_a_page_that_is_sent_again_may_carry_another_token(send):
    send("Wie is er woensdag?", csrfmiddlewaretoken="a")
    send("Wie is er woensdag?", csrfmiddlewaretoken="b")

    assert Post.objects.count() == 1


def test_another_file_under_the_same_key_is_another_request(send):
    send("Kijk", file=SimpleUploadedFile("kast.txt", b"een"))
    again = send("Kijk", file=SimpleUploadedFile("kast.txt", b"een"))
    other = send("Kijk", file=SimpleUploadedFile("kast.txt", b"twee"))

    assert (again.status_code, other.status_code) == (201, 422)
    assert Post.objects.count() == 1


@pytest.mark.parametrize("key", ["", '""', "x" * 201, "één", "a b"])
def test_what_is_no_key_is_refused(send, key):
    assert send("Wie is er woensdag?", key=key).status_code == 400
    assert not Post.objects.exists()


def test_two_people_may_choose_the_same_key(send, place):
    send("Wie is er woensdag?")
    send("Wie is er woensdag?", author=place.memberships.get(role="manager").person)

    assert Post.objects.count() == 2


def test_what_was_not_accepted_can_be_mended_and_sent_with_the_same_key(send):
    refused, accepted = send(""), send("Wie is er woensdag?")

    assert (refused.status_code, accepted.status_code) == (422, 201)


def test_what_fails_leaves_neither_a_post_nor_a_key(send):
    with pytest.raises(ZeroDivisionError):
        send("struikelt")

    assert not Post.objects.exists()
    assert not KeptAnswer.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_ten_at_the_same_moment_are_one_post_and_ten_equal_answers(send):
    answers = together(*[lambda: send("Wie is er woensdag?")] * 10)

    assert Post.objects.count() == 1
    assert {(each.status_code, each.content) for each in answers} == {
        (201, f"post {Post.objects.get().pk}".encode())
    }


def test_a_key_costs_two_questions(send, django_assert_max_num_queries):
    send("Warm")
    with django_assert_max_num_queries(100) as keyed:
        send("Wie is er woensdag?", key="twee")

    taken = [each for each in keyed if "keptanswer" in each["sql"]]
    assert len(taken) == 2


def test_answers_are_forgotten_after_a_week(send):
    send("Wie is er woensdag?")

    clear_old_answers()
    assert KeptAnswer.objects.count() == 1
    with time_machine.travel(timezone.now() + A_WEEK + timedelta(minutes=1)):
        clear_old_answers()

    assert not KeptAnswer.objects.exists()


def test_a_key_that_is_old_is_free_again_before_anybody_cleared_it(send):
    send("Wie is er woensdag?")

    with time_machine.travel(timezone.now() + A_WEEK + timedelta(minutes=1)):
        send("Wie is er donderdag?")

    assert Post.objects.count() == 2
    assert KeptAnswer.objects.count() == 1


def test_nothing_is_kept_of_whoever_leaves(send, sanne):
    send("Wie is er woensdag?")

    deactivate_person(actor=make_hr(), person=sanne)

    assert not KeptAnswer.objects.exists()


def test_a_long_answer_is_kept_without_its_body():
    person = make_person()

    @answered_once
    def long_page(request):
        return HttpResponse(b"x" * 300_000)

    def ask():
        request = RequestFactory().post("/", headers={"Idempotency-Key": "lang"})
        request.user = person
        return long_page(request)

    assert (len(ask().content), len(ask().content)) == (300_000, 0)


def test_what_is_no_form_is_told_apart_by_its_bytes(sanne, place):
    made = []

    @answered_once
    def note(request):
        made.append(request.body)
        return HttpResponse("ok", status=201)

    def put(words):
        request = RequestFactory().put("/", words, headers={"Idempotency-Key": "a"})
        request.user = sanne
        return note(request).status_code

    assert (put(b"een"), put(b"een"), put(b"twee")) == (201, 201, 422)
    assert made == [b"een"]
