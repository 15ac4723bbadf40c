"""A request that may be sent again: with the same key it is done once, and answered as before.

The header is that of draft-ietf-httpapi-idempotency-key-header. The first statement of the
transaction takes the key, so that the same request at the same moment waits for the first one.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from intranet.platform import clock
from intranet.platform.models import KeptAnswer

HEADER = "Idempotency-Key"
A_DAY = timedelta(days=1)
# A longer answer is done once as well, and then answered without its body.
LONGEST_BODY = 200_000
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
# What a page sends with every form, and anew each time: no part of what was asked.
CHANGES_EACH_TIME = frozenset({"csrfmiddlewaretoken"})
KEPT_HEADERS = ("Content-Type", "Content-Language", "Location", "ETag", "Last-Modified")
TAKE = """
    INSERT INTO {table} (person_id, key, fingerprint, headers, body, kept_until)
    VALUES (%s, %s, %s, '{{}}', '', %s)
    ON CONFLICT (person_id, key) DO NOTHING RETURNING id
"""


class KeyRefused(Exception):
    """This key cannot be used for this request; the message is for who sent it."""

    status = 422


class KeyUnreadable(KeyRefused):
    """What was sent is no key."""

    status = 400


def answer_once(
    request: HttpRequest,
    act: Callable[[], HttpResponse],
    *,
    person_id: int,
    keeping: timedelta = A_DAY,
) -> HttpResponse:
    """Answer a request, or answer it as it was answered before; without a key it is just done.

    Only success is kept. What fails with an exception leaves nothing behind.
    """
    sent = request.headers.get(HEADER)
    if sent is None or request.method not in WRITES:
        return act()
    key, fingerprint = read_key(sent), fingerprint_of(request)
    with transaction.atomic():
        number = take(person_id, key, fingerprint, until=clock.now() + keeping)
        if number is None:
            return again(KeptAnswer.objects.get(person_id=person_id, key=key), fingerprint)
        response = act()
        keep(number, rendered(response))
    return response


def forget_answers(person_id: int) -> None:
    """Forget what somebody was answered; she does not come back for it."""
    KeptAnswer.objects.filter(person_id=person_id).delete()


def clear_old_answers() -> None:
    """Forget answers that nobody comes back for."""
    KeptAnswer.objects.filter(kept_until__lt=clock.now()).delete()


def read_key(sent: str) -> str:
    """Return the key without the quotes that the standard puts around it."""
    key = sent.strip().removeprefix('"').removesuffix('"')
    if not re.fullmatch(r"[!#-~]{1,200}", key):
        raise KeyUnreadable(_("The key of this request must be 1 to 200 letters, digits or signs."))
    return key


def take(person_id: int, key: str, fingerprint: str, *, until: Any) -> int | None:
    """Take a key, after whoever is busy with it; None when it was answered before."""
    old = KeptAnswer.objects.filter(person_id=person_id, key=key, kept_until__lt=clock.now())
    statement = TAKE.format(table=KeptAnswer._meta.db_table)
    for may_be_old in (True, False):
        with connection.cursor() as cursor:
            cursor.execute(statement, [person_id, key, fingerprint, until])
            row = cursor.fetchone()
        if row is not None:
            return row[0]
        if not (may_be_old and old.delete()[0]):
            break
    return None


def again(kept: KeptAnswer, fingerprint: str) -> HttpResponse:
    """Answer as before, unless something else was asked then."""
    if kept.fingerprint != fingerprint:
        raise KeyRefused(_("This key was used for another request. Choose a new one."))
    response = HttpResponse(bytes(kept.body), status=kept.status, headers=kept.headers)
    response["Idempotent-Replayed"] = "true"
    return response


def keep(number: int, response: HttpResponse) -> None:
    """Keep a success; after anything else the key is free again."""
    taken = KeptAnswer.objects.filter(pk=number)
    if response.status_code >= 400 or response.streaming:
        taken.delete()
        return
    body = response.content
    taken.update(
        status=response.status_code,
        headers={
            name: value
            for name, value in response.items()
            if name in KEPT_HEADERS or name.startswith("HX-")
        },
        body=body if len(body) <= LONGEST_BODY else b"",
    )


def rendered(response: HttpResponse) -> HttpResponse:
    """Return a response with its content, also one that would be rendered later."""
    render = getattr(response, "render", None)
    return render() if render else response


def fingerprint_of(request: HttpRequest) -> str:
    """Return what tells this request from another: how, where and with what it asks."""
    digest = hashlib.sha256()
    for part in (
        str(request.method).encode(),
        request.get_full_path().encode(),
        *parts_of(request),
    ):
        digest.update(f"{len(part)}:".encode())
        digest.update(part)
    return digest.hexdigest()


def parts_of(request: HttpRequest) -> Iterator[bytes]:
    """Yield what was sent: a form by its fields, since each try separates them differently."""
    if request.method != "POST" or request.content_type not in FORMS:
        yield request.body
        return
    fields = sorted((name, values) for name, values in request.POST.lists())
    yield json.dumps([each for each in fields if each[0] not in CHANGES_EACH_TIME]).encode()
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            yield f"{name}/{file.name}".encode()
            yield from file.chunks()
            file.seek(0)
