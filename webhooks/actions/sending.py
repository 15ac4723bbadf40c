"""Sending messages to other software: signed, tried again for days, one server never in the way.

Signed as Standard Webhooks says (https://www.standardwebhooks.com, v1): HMAC-SHA256 over number,
moment and body.
"""

import base64
import hashlib
import hmac
import json
import logging
import time
from datetime import datetime, timedelta
from typing import Any

from intranet.platform import clock
from intranet.platform.outgoing import NotSpokenTo, Reply, post_outside
from webhooks.feeds import message
from webhooks.models import Delivery, Trouble, Webhook
from webhooks.policies import can_be_told

log = logging.getLogger(__name__)

# After the first, second, ... try that failed; after the last one it is given up.
PAUSES = [
    timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2),
    timedelta(hours=5), timedelta(hours=10), timedelta(hours=14), timedelta(hours=20),
    timedelta(hours=24),
]  # fmt: skip
# A server that fails twice in a row is left alone for a while.
REST = timedelta(minutes=1)
# Seconds after which an answer is slow; after a slow one a server rests this many times as long.
SLOW, SHARE = 0.5, 10
# Seconds that one process sends in all, and to one server before the next has its turn.
RUN, TURN = 20.0, 4.0
# Far longer than a turn takes: after this a process that holds a webhook is dead.
TAKEN = timedelta(minutes=5)
SHOWN = 500
GONE = 410


def send_what_is_due() -> int:
    """Send what is due for a while, who waited longest first; return how many arrived.

    What remains goes with the next event, or within a minute.
    """
    ends = time.monotonic() + RUN
    arrived = 0
    for number in list(Webhook.objects.with_work(clock.now()).values_list("pk", flat=True)):
        arrived += send_to(number, until=min(ends, time.monotonic() + TURN))
        if time.monotonic() >= ends:
            break
    return arrived


def send_to(number: int, *, until: float) -> int:
    """Give one server its turn, unless another process does; return how many arrived.

    Each message is read when it goes, with its webhook and the owner: whoever moves it, turns it
    off or leaves is heard at once.
    """
    held_until = hold(number)
    if held_until is None:
        return 0
    arrived = 0
    try:
        while delivery := Delivery.objects.next_to(number, clock.now()):
            arrived += send(delivery)
            if time.monotonic() >= until:
                break
    finally:
        let_go(number, held_until)
    return arrived


def hold(number: int) -> datetime | None:
    """Take a webhook for this process alone; None when it rests or another one holds it."""
    now = clock.now()
    free = Webhook.objects.awake(now).filter(pk=number)
    return now + TAKEN if free.update(held_until=now + TAKEN) else None


def let_go(number: int, held_until: datetime) -> None:
    """Let others have it, unless it was taken over; the moment says whose turn it is next."""
    Webhook.objects.filter(pk=number, held_until=held_until).update(held_until=clock.now())


def send(delivery: Delivery) -> bool:
    """Send a message, or withhold it, and note what came of it; return whether it arrived."""
    began = time.monotonic()
    try:
        if not can_be_told(delivery.webhook.owner, delivery):
            note(delivery, state=Delivery.State.WITHHELD)
            return False
        reply = speak(delivery)
        delivery.status, delivery.trouble, delivery.answer = reply.status, "", reply.words[:SHOWN]
    except NotSpokenTo as error:
        delivery.status, delivery.trouble, delivery.answer = None, str(error), ""
    except Exception:
        # What one message or server brings about must not keep the others waiting.
        log.exception("message_not_sent", extra={"delivery": delivery.pk})
        delivery.status, delivery.trouble, delivery.answer = None, Trouble.FAILED, ""
    took = time.monotonic() - began
    has_arrived = 200 <= (delivery.status or 0) < 300  # noqa: PLR2004
    note_try(delivery, has_arrived=has_arrived)
    note_server(delivery, has_arrived=has_arrived, took=took)
    return has_arrived


def speak(delivery: Delivery) -> Reply:
    """Say it to the server."""
    body = json.dumps(message(delivery)).encode()
    return post_outside(delivery.webhook.url, body, headers(delivery, body, clock.now()))


def note_try(delivery: Delivery, *, has_arrived: bool) -> None:
    """Note a try: it arrived, is tried again much later each time, or is given up at the end."""
    now, tries = clock.now(), delivery.attempts + 1
    state, due_at = Delivery.State.WAITING, delivery.due_at
    if has_arrived:
        state = Delivery.State.ARRIVED
    elif tries > len(PAUSES) or delivery.status == GONE:
        state = Delivery.State.GIVEN_UP
    else:
        due_at = now + PAUSES[tries - 1]
    note(
        delivery,
        state=state,
        due_at=due_at,
        attempts=tries,
        tried_at=now,
        status=delivery.status,
        trouble=delivery.trouble,
        answer=delivery.answer,
    )


def note(delivery: Delivery, **facts: Any) -> None:
    """Note it on the message, if that is still there."""
    Delivery.objects.filter(pk=delivery.pk).update(**facts)


def note_server(delivery: Delivery, *, has_arrived: bool, took: float) -> None:
    """Let a slow server rest ten times as long as it took, and one that keeps failing a while.

    So no server has more than a tenth of the time, whatever it answers. One may say it is gone.
    """
    webhook, now = delivery.webhook, clock.now()
    rest = timedelta(seconds=SHARE * took if took >= SLOW else 0)
    facts: dict[str, Any] = {"failing_since": None}
    if not has_arrived:
        facts["failing_since"] = webhook.failing_since or now
        rest = max(rest, REST) if webhook.failing_since else rest
    if delivery.status == GONE:
        facts["is_on"] = False
    facts["rests_until"] = now + rest if rest else None
    # Of the server that was spoken to: it may have moved meanwhile.
    Webhook.objects.filter(pk=webhook.pk, url=webhook.url).update(**facts)


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
