"""Sending messages to other software: signed, tried again for days, one server never in the way.

Signed as Standard Webhooks says (https://www.standardwebhooks.com, v1): HMAC-SHA256 over number,
moment and body.
"""

import base64
import hashlib
import hmac
import json
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from intranet.platform import clock
from intranet.platform.outgoing import NotSpokenTo, Reply, post_outside
from webhooks.models import Delivery, Webhook
from webhooks.policies import can_be_told

# After the first, second, ... try that failed; after the last one it is given up.
PAUSES = [
    timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2),
    timedelta(hours=5), timedelta(hours=10), timedelta(hours=14), timedelta(hours=20),
    timedelta(hours=24),
]  # fmt: skip
# A server that failed so often in a row is left alone for a while, and so are all messages to it.
MOST_FAILURES, REST = 2, timedelta(minutes=1)
# Messages to one server at a time, which nobody else takes meanwhile.
AT_ONCE, TAKEN = 20, timedelta(minutes=5)
SHOWN = 500
GONE = 410


def send_what_is_due() -> int:
    """Send what is due to each server that is not at rest; return how many arrived."""
    arrived = 0
    for webhook in Webhook.objects.with_work(clock.now()):
        arrived += send_to(webhook)
    return arrived


def send_to(webhook: Webhook) -> int:
    """Send one server what is due, in order, until it fails too often; return how many arrived."""
    arrived = failures = 0
    for delivery in take(webhook):
        if failures == MOST_FAILURES:
            delivery.due_at = clock.now() + REST
            delivery.save(update_fields=["due_at"])
            continue
        if not can_be_told(webhook.owner, delivery):
            finish(delivery, Delivery.State.WITHHELD)
            continue
        if send(delivery):
            arrived, failures = arrived + 1, 0
        else:
            failures += 1
    if failures == MOST_FAILURES:
        Webhook.objects.filter(pk=webhook.pk).update(rests_until=clock.now() + REST)
    return arrived


@transaction.atomic
def take(webhook: Webhook) -> list[Delivery]:
    """Take messages that are due, so that no other worker sends them meanwhile."""
    now = clock.now()
    due = webhook.deliveries.due(now).select_for_update(skip_locked=True)
    taken = list(due.order_by("due_at", "pk")[:AT_ONCE])
    Delivery.objects.filter(pk__in=[one.pk for one in taken]).update(due_at=now + TAKEN)
    for delivery in taken:
        delivery.webhook = webhook
    return taken


def send(delivery: Delivery) -> bool:
    """Send a message and note what came of it; return whether it arrived."""
    body = json.dumps(message(delivery)).encode()
    delivery.attempts += 1
    delivery.tried_at = clock.now()
    try:
        reply = post_outside(delivery.webhook.url, body, headers(delivery, body, clock.now()))
    except NotSpokenTo as error:
        delivery.status, delivery.trouble, delivery.answer = None, str(error), ""
    else:
        note_reply(delivery, reply)
        if 200 <= reply.status < 300:  # noqa: PLR2004
            finish(delivery, Delivery.State.ARRIVED)
            Webhook.objects.filter(pk=delivery.webhook_id).update(
                failing_since=None, rests_until=None
            )
            return True
    postpone(delivery)
    return False


def note_reply(delivery: Delivery, reply: Reply) -> None:
    """Keep how the answer began, for whoever looks why it did not arrive."""
    delivery.status, delivery.trouble = reply.status, ""
    delivery.answer = reply.words[:SHOWN]


def postpone(delivery: Delivery) -> None:
    """Try again later, each time much later; at the end give it up. A server may say it is gone."""
    now = clock.now()
    failing = Webhook.objects.filter(pk=delivery.webhook_id, failing_since=None)
    failing.update(failing_since=now)
    if delivery.status == GONE:
        Webhook.objects.filter(pk=delivery.webhook_id).update(is_on=False)
    if delivery.attempts > len(PAUSES) or delivery.status == GONE:
        finish(delivery, Delivery.State.GIVEN_UP)
        return
    delivery.due_at = now + PAUSES[delivery.attempts - 1]
    delivery.save()


def finish(delivery: Delivery, state: str) -> None:
    """Note what became of it."""
    delivery.state = state
    delivery.save()


def message(delivery: Delivery) -> dict:
    """Return what is said: that something happened, when, and where it can be fetched."""
    data: dict[str, object] = {}
    if delivery.thread_id is not None:
        data["post"] = delivery.thread_id
        data["page"] = settings.SITE_URL + reverse("post", args=[delivery.thread_id])
    if delivery.comment_id is not None:
        data["comment"] = delivery.comment_id
        data["page"] = settings.SITE_URL + reverse("comment", args=[delivery.comment_id])
    return {
        "type": delivery.happening,
        "timestamp": delivery.happened_at.isoformat(),
        "data": data,
    }


def headers(delivery: Delivery, body: bytes, now: datetime) -> dict[str, str]:
    """Return the headers by which a receiver knows that it is us, and that it is not a replay."""
    moment = str(int(now.timestamp()))
    return {
        "Content-Type": "application/json",
        "User-Agent": "Onderling-Webhooks/1",
        "webhook-id": str(delivery.event_id),
        "webhook-timestamp": moment,
        "webhook-signature": signature(
            delivery.webhook.secret, f"{delivery.event_id}.{moment}.".encode() + body
        ),
    }


def signature(secret: str, signed: bytes) -> str:
    """Return the signature of what is sent."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    return f"v1,{base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()}"
