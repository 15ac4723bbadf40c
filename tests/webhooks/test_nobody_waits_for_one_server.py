"""A server that is slow, gone or broken holds up neither others nor what else must happen."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from people.actions import deactivate_person
from tests.factories.communities import make_post
from tests.factories.people import make_administrator
from tests.outbox import deliver
from webhooks.actions import change_webhook, keep_webhook, remove_webhook, send_what_is_due, sending
from webhooks.models import Delivery, Webhook

pytestmark = pytest.mark.django_db


@pytest.fixture
def three_messages(webhook):
    """Wait for a webhook that rested and is awake now."""
    Webhook.objects.update(rests_until=datetime.now(UTC) + timedelta(hours=1))
    for _number in range(3):
        make_post()
    deliver()
    Webhook.objects.update(rests_until=None)
    return webhook


def paths(receiver):
    return [path for path, _headers, _body in receiver.heard]


def states():
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def test_a_slow_server_hears_slowly_even_when_it_answers_well(three_messages, receiver):
    receiver.seconds = sending.SLOW

    with time_machine.travel(datetime.now(UTC), tick=False) as now:
        for minute in range(3):
            assert send_what_is_due() == 1
            send_what_is_due()
            assert len(receiver.heard) == minute + 1
            rests = Webhook.objects.get().rests_until - datetime.now(UTC)
            assert rests >= timedelta(seconds=sending.SLOW * 10)
            now.shift(rests)


def test_a_slow_failure_counts_as_well(three_messages, receiver):
    receiver.seconds, receiver.answers = sending.SLOW, [(500, b"")]

    send_what_is_due()

    assert len(receiver.heard) == 1


def test_a_run_ends_in_time_and_who_had_no_turn_is_next(three_messages, receiver, tom, monkeypatch):
    keep_webhook(owner=tom, name="Aan", url=f"{receiver.url}/2", happenings=["post.published"])
    make_post()
    deliver()
    monkeypatch.setattr(sending, "RUN", 0)

    for _run in range(3):
        send_what_is_due()

    assert paths(receiver) == ["/hook", "/hook/2", "/hook"]


def test_a_turn_ends_in_time_for_the_next_server(three_messages, receiver, tom, monkeypatch):
    keep_webhook(owner=tom, name="Aan", url=f"{receiver.url}/2", happenings=["post.published"])
    make_post()
    deliver()
    monkeypatch.setattr(sending, "TURN", 0)

    send_what_is_due()

    assert paths(receiver) == ["/hook", "/hook/2"]


def test_what_nobody_foresaw_keeps_no_other_server_waiting(three_messages, receiver, tom, caplog):
    # A secret that was damaged: nothing can be signed with it.
    Webhook.objects.update(secret="whsec_A")  # noqa: S106
    keep_webhook(owner=tom, name="Aan", url=f"{receiver.url}/2", happenings=["post.published"])
    make_post()
    deliver()

    send_what_is_due()

    assert paths(receiver) == ["/hook/2"]
    tried = Delivery.objects.filter(webhook=three_messages, attempts=1)
    assert {(each.state, each.trouble) for each in tried} == {("waiting", "failed")}
    assert Webhook.objects.get(pk=three_messages.pk).failing_since
    assert "message_not_sent" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_one_server_is_spoken_to_by_one_process_at_a_time(three_messages, receiver):
    heard_meanwhile = []

    def another_process_sends():
        make_post()
        deliver()
        heard_meanwhile.extend(paths(receiver))

    receiver.meanwhile = another_process_sends

    assert send_what_is_due() == 4
    assert heard_meanwhile == ["/hook"]
    assert len({headers["webhook-id"] for _path, headers, _body in receiver.heard}) == 4


def test_a_process_that_died_is_waited_for_a_few_minutes(three_messages, receiver):
    sending.hold(three_messages.pk)

    assert send_what_is_due() == 0
    with time_machine.travel(datetime.now(UTC) + sending.TAKEN):
        assert send_what_is_due() == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("what", "then"),
    [
        ("off", ["arrived", "waiting", "waiting"]),
        ("owner left", ["arrived", "withheld", "withheld"]),
        ("moved", ["arrived", "arrived", "arrived"]),
        ("removed", []),
    ],
)
def test_what_changes_meanwhile_counts_from_the_next_message(
    three_messages, receiver, tom, what, then
):
    webhook = three_messages
    ada = make_administrator("Ada Beheer")
    changes = {
        "off": lambda: change_webhook(actor=tom, webhook=webhook, is_on=False),
        "owner left": lambda: deactivate_person(actor=ada, person=tom),
        "moved": lambda: change_webhook(actor=tom, webhook=webhook, url=f"{receiver.url}/2"),
        "removed": lambda: remove_webhook(actor=tom, webhook=webhook),
    }
    receiver.meanwhile = changes[what]

    send_what_is_due()

    elsewhere = ["/hook/2"] * 2 if what == "moved" else []
    assert paths(receiver) == ["/hook", *elsewhere]
    assert states() == then


@pytest.mark.django_db(transaction=True)
def test_a_server_that_is_gone_does_not_turn_off_the_one_that_came_instead(
    three_messages, receiver, tom
):
    receiver.answers = [(410, b"")]
    receiver.meanwhile = lambda: change_webhook(
        actor=tom, webhook=three_messages, url=f"{receiver.url}/2"
    )

    send_what_is_due()

    assert paths(receiver) == ["/hook", "/hook/2", "/hook/2"]
    assert Webhook.objects.get().is_on
