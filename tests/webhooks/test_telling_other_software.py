"""Other software hears what happened, as far as whoever set it up may see that."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from communities.actions import leave_community, merge_posts, schedule_post
from communities.tasks import keep_time
from conversations.actions import (
    accept_answer,
    add_comment,
    edit_comment,
    edit_thread,
    remove_contribution,
    show_again,
    withdraw_contribution,
)
from conversations.models import Thread
from intranet.platform import clock
from people.actions import deactivate_person
from tests.factories.communities import make_community, make_person, make_post
from tests.factories.people import make_administrator
from tests.outbox import deliver
from webhooks.actions import (
    change_webhook,
    forget_old_deliveries,
    keep_webhook,
    send_again,
    send_what_is_due,
)
from webhooks.actions.sending import PAUSES
from webhooks.models import Delivery, Happening, Webhook

pytestmark = pytest.mark.django_db


@pytest.fixture
def bram():
    return make_person("Bram de Wit")


@pytest.fixture
def place(bram, tom):
    return make_community(members=[bram], managers=[tom], name="Meldkamer")


def told(receiver):
    """Send what is due; return what was heard, as a receiver reads it."""
    deliver()
    send_what_is_due()
    return [json.loads(body) for _path, _headers, body in receiver.heard]


def kinds(receiver):
    return [message["type"] for message in told(receiver)]


def test_a_new_post_is_told_with_where_it_is_and_without_its_words(webhook, receiver, place, bram):
    post = make_post(community=place, author=bram, title="Kast staat open", body="Bij de kade")

    (message,) = told(receiver)

    assert message["type"] == "post.published"
    assert message["data"]["post"] == post.pk
    assert message["data"]["page"].endswith(f"/posts/{post.pk}/")
    assert "Kast" not in str(receiver.heard)
    assert "Bram" not in str(receiver.heard)


def test_a_receiver_can_tell_that_it_comes_from_here(webhook, receiver, place, bram):
    make_post(community=place, author=bram)
    told(receiver)

    _path, headers, body = receiver.heard[0]
    key = base64.b64decode(webhook.secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    right = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{right}"
    age = datetime.now(UTC).timestamp() - int(headers["webhook-timestamp"])
    assert abs(age) < 60


def test_everything_that_can_happen_to_words_is_told(webhook, receiver, place, bram, tom):
    post = make_post(community=place, author=bram, kind="question")
    answer = add_comment(author=tom, thread=post.thread, body="Ja", is_html=False)
    accept_answer(asker=bram, comment=answer)
    edit_thread(author=bram, thread=post.thread, body="Anders", seen_edits=0)
    edit_comment(author=tom, comment=answer, body="Ook anders", seen_edits=0)
    deliver()
    remove_contribution(author=tom, contribution=answer)
    withdraw_contribution(moderator=tom, contribution=post.thread, reason="Staat er al")

    of_posts = sorted(each for each in Happening.values if not each.startswith("article."))
    assert set(kinds(receiver)) <= set(of_posts)
    assert sorted(Delivery.objects.values_list("happening", flat=True)) == of_posts


def test_a_post_that_ends_is_gone_until_it_is_shown_again(webhook, receiver, place, bram):
    post = make_post(community=place, author=bram)
    told(receiver)
    Thread.objects.update(ends_at=clock.now())

    keep_time()
    assert kinds(receiver) == ["post.published", "post.removed"]
    show_again(author=bram, thread=post.thread)

    assert kinds(receiver)[2:] == ["post.published"]


def test_a_post_that_ended_and_is_removed_is_gone_once(webhook, receiver, place, bram):
    post = make_post(community=place, author=bram)
    Thread.objects.update(ends_at=clock.now())
    keep_time()
    remove_contribution(author=bram, contribution=post.thread)

    assert kinds(receiver).count("post.removed") == 1


@pytest.mark.parametrize(
    ("kind", "into_kind", "numbers_told"),
    [("open", "open", 1), ("open", "hidden", 1), ("hidden", "open", 0)],
)
def test_a_merged_post_is_gone_for_who_could_see_where_it_stood(
    webhook, receiver, kind, into_kind, numbers_told
):
    gerrit = make_person("Gerrit Bos")
    here = make_community(kind, managers=[gerrit], name="Hier")
    there = make_community(into_kind, managers=[gerrit], name="Daar")
    post, into = make_post(community=here), make_post(community=there)
    deliver()

    merge_posts(manager=gerrit, post=post, into=into)

    gone = [message for message in told(receiver) if message["type"] == "post.removed"]
    assert [message["data"]["post"] for message in gone] == [post.pk] * numbers_told


def test_of_a_scheduled_post_that_is_removed_nothing_is_told(webhook, receiver, place, bram):
    tomorrow = clock.now() + timedelta(days=1)
    post = schedule_post(author=bram, community=place, body="<p>Morgen</p>", publish_at=tomorrow)

    remove_contribution(author=bram, contribution=post.thread)

    assert told(receiver) == []
    assert not Delivery.objects.exists()


def test_only_what_was_asked_for_is_told(webhook, receiver, place, bram, tom):
    change_webhook(actor=tom, webhook=webhook, happenings=["comment.published"])
    post = make_post(community=place, author=bram)
    add_comment(author=bram, thread=post.thread, body="Nog iets", is_html=False)

    assert kinds(receiver) == ["comment.published"]


@pytest.mark.parametrize("kind", ["closed", "hidden"])
def test_what_its_owner_may_not_see_does_not_exist_for_it(webhook, receiver, bram, kind):
    elsewhere = make_community(kind, members=[bram])
    post = make_post(community=elsewhere, author=bram)
    add_comment(author=bram, thread=post.thread, body="Onder ons", is_html=False)
    remove_contribution(author=bram, contribution=post.thread)

    assert told(receiver) == []
    assert not Delivery.objects.exists()


def test_sight_is_asked_again_when_it_is_sent(webhook, receiver, bram, tom):
    place = make_community("closed", members=[tom], managers=[bram])
    make_post(community=place, author=bram)
    deliver()
    leave_community(person=tom, community=place)

    assert told(receiver) == []
    assert Delivery.objects.get().state == "withheld"


def test_when_its_owner_leaves_it_hears_nothing_any_more(webhook, receiver, place, bram, tom):
    make_post(community=place, author=bram)
    deliver()
    deactivate_person(actor=make_administrator("Ada Beheer"), person=tom)
    make_post(community=place, author=bram)

    assert told(receiver) == []


def test_whoever_changes_it_is_its_owner_from_then_on(webhook, receiver, bram):
    ada = make_administrator("Ada Beheer")
    place = make_community("closed", members=[bram])
    change_webhook(actor=ada, webhook=webhook, url=receiver.url)
    make_post(community=place, author=bram)

    assert Webhook.objects.get().owner == ada
    assert told(receiver) == []


def test_what_was_told_twice_is_one_message(webhook, receiver, place, bram, django_db_blocker):
    make_post(community=place, author=bram)
    deliver()
    first = Delivery.objects.get()
    Delivery.objects.bulk_create(
        [Delivery(**vars_of(first))], ignore_conflicts=True
    )  # as a reaction that runs a second time

    assert len(told(receiver)) == 1


def vars_of(delivery):
    """What a delivery holds, for one that is made again."""
    names = [field.attname for field in Delivery._meta.fields if field.name != "id"]
    return {name: getattr(delivery, name) for name in names}


def test_a_server_that_fails_is_tried_again_for_days_and_then_given_up(
    webhook, receiver, place, bram
):
    make_post(community=place, author=bram)
    with time_machine.travel(datetime.now(UTC), tick=False) as now:
        receiver.answers = [(500, b"kapot")] * 20
        told(receiver)
        for tries, pause in enumerate(PAUSES, start=1):
            assert len(receiver.heard) == tries
            now.shift(pause - timedelta(seconds=1))
            send_what_is_due()
            assert len(receiver.heard) == tries
            now.shift(timedelta(seconds=1))
            send_what_is_due()
        delivery = Delivery.objects.get()
        assert (delivery.state, delivery.attempts) == ("given_up", len(PAUSES) + 1)
        assert (delivery.status, delivery.answer) == (500, "kapot")

    numbers = {headers["webhook-id"] for _path, headers, _body in receiver.heard}
    assert len(numbers) == 1


def test_what_arrives_at_the_second_try_is_well(webhook, receiver, place, bram):
    make_post(community=place, author=bram)
    receiver.answers = [(503, b"straks")]
    told(receiver)
    assert Webhook.objects.get().failing_since

    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=2)):
        send_what_is_due()

    assert Delivery.objects.get().state == "arrived"
    assert Webhook.objects.get().failing_since is None


def test_a_server_that_fails_is_not_asked_for_every_message(webhook, receiver, place, bram):
    for _number in range(5):
        make_post(community=place, author=bram)
    receiver.answers = [(500, b"")] * 10

    told(receiver)
    send_what_is_due()

    assert len(receiver.heard) == 2


def test_a_server_that_fails_does_not_hold_up_another(webhook, receiver, place, bram, tom):
    keep_webhook(owner=tom, name="Aan", url=f"{receiver.url}/2", happenings=["post.published"])
    change_webhook(actor=tom, webhook=webhook, url="https://localhost:1/dicht")
    make_post(community=place, author=bram)

    told(receiver)

    assert [path for path, _headers, _body in receiver.heard] == ["/hook/2"]
    assert Delivery.objects.get(webhook=webhook).trouble == "unreachable"


def test_a_server_that_says_it_is_gone_is_not_asked_again(webhook, receiver, place, bram):
    make_post(community=place, author=bram)
    receiver.answers = [(410, b"")]

    told(receiver)

    assert Delivery.objects.get().state == "given_up"
    assert not Webhook.objects.get().is_on


def test_a_redirect_is_not_followed(webhook, receiver, place, bram):
    make_post(community=place, author=bram)
    receiver.answers = [(302, b"")]

    told(receiver)

    assert [path for path, _headers, _body in receiver.heard] == ["/hook"]
    assert Delivery.objects.get().status == 302


def test_a_message_can_be_sent_again_by_hand(webhook, receiver, place, bram, tom):
    make_post(community=place, author=bram)
    told(receiver)

    send_again(actor=tom, delivery=Delivery.objects.get())

    first, second = told(receiver)
    assert first == second


def test_messages_of_long_ago_are_forgotten(webhook, receiver, place, bram):
    make_post(community=place, author=bram)
    told(receiver)

    with time_machine.travel(datetime.now(UTC) + timedelta(days=29)):
        forget_old_deliveries()
    assert Delivery.objects.exists()
    with time_machine.travel(datetime.now(UTC) + timedelta(days=31)):
        forget_old_deliveries()

    assert not Delivery.objects.exists()
