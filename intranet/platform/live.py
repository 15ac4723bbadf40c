"""Telling open pages that something is new: a hint with numbers, never with words.

A hint goes through Redis to every web process, which gives it to the pages it concerns after
asking once more who may know (intranet/live). A hint that is lost is no loss: a page that was cut
off asks the database what it missed.
"""

import json
import logging
from functools import cache
from typing import Any

import redis
from django.conf import settings
from django.db import transaction

log = logging.getLogger(__name__)

CHANNEL = "onderling:live:{database}"


def tell_pages(what: str, **facts: Any) -> None:
    """Give a hint to open pages as soon as what it tells is certain."""
    hint = json.dumps({"what": what, **facts})
    transaction.on_commit(lambda: send(hint), robust=True)


def send(hint: str) -> None:
    """Hand a hint to all web processes; without Redis pages find out by asking."""
    try:
        connection().publish(channel(), hint)
    except redis.RedisError as error:
        log.warning("hint_not_sent", extra={"error": type(error).__name__})


def channel() -> str:
    """Return where this installation's hints go: Redis gives channels to all of its databases."""
    return CHANNEL.format(database=connection().get_connection_kwargs().get("db") or 0)


@cache
def connection() -> redis.Redis:
    """Return this process's connection; it connects when it is first used."""
    return redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=2)
