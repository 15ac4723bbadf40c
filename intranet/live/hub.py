"""All streams of this process, and one subscription to Redis that feeds them."""

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import redis.asyncio as redis
from django.conf import settings
from redis.exceptions import RedisError

from intranet.live.door import still_welcome
from intranet.live.hints import ABOUT_SOMETHING, TO_PERSONS, TO_PROCESS, Hint, told
from intranet.live.stream import Listener
from intranet.platform.live import channel
from people.feeds.listening import who_may_hear

log = logging.getLogger(__name__)

# Two threads, so two database connections beside Django's eight (docs/adr/0009).
THREADS = 2
# Seconds between two looks whether everybody who listens is still signed in.
CHECKED_EVERY = 30
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0
# Seconds that the first pages wait for Redis to say that it listens.
LONGEST_WAIT = 3.0
MOST_PER_PERSON = 8


class Hub:
    """Holds the streams of one process."""

    def __init__(self) -> None:
        self.by_place: dict[tuple[str, int], set[Listener]] = defaultdict(set)
        self.by_person: dict[int, list[Listener]] = defaultdict(list)
        self.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="live")
        self.tasks: list[asyncio.Task[None]] = []
        # From then on pages are greeted, and ask whatever they missed before that.
        self.greets = asyncio.Event()
        self.number = 0

    def is_full(self) -> bool:
        """Tell whether this process holds as many streams as it may."""
        return self.number >= settings.LIVE_STREAMS

    def add(self, listener: Listener) -> None:
        """Take a stream in; of too many pages of one person the oldest goes."""
        if not self.tasks:
            self.tasks = [asyncio.create_task(self.listen()), asyncio.create_task(self.watch())]
        own = self.by_person[listener.person]
        if len(own) >= MOST_PER_PERSON:
            own[0].close()
        own.append(listener)
        self.by_place[listener.place].add(listener)
        self.number += 1

    def remove(self, listener: Listener) -> None:
        """Let a stream go."""
        self.by_person[listener.person].remove(listener)
        if not self.by_person[listener.person]:
            del self.by_person[listener.person]
        self.by_place[listener.place].discard(listener)
        if not self.by_place[listener.place]:
            del self.by_place[listener.place]
        self.number -= 1

    async def ask(self, question: Callable[..., Any], *facts: Any, **more: Any) -> Any:
        """Ask the database, in one of our threads."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.threads, lambda: asked(question, *facts, **more))

    async def until_it_listens(self) -> None:
        """Wait until hints come in, or until it is clear that they do not yet."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.greets.wait(), LONGEST_WAIT)
        self.greets.set()

    async def listen(self) -> None:
        """Pass on what Redis brings; without it, try again with growing pauses."""
        pause = FIRST_PAUSE
        while True:
            try:
                async with subscription() as channel:
                    async for message in channel.listen():
                        pause = FIRST_PAUSE
                        await self.take(message)
            except (RedisError, OSError) as error:
                log.warning("live_without_redis", extra={"error": type(error).__name__})
            self.greets.set()
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def take(self, message: dict[str, Any]) -> None:
        """Take what Redis brings: a hint, or word that it sends them from now on."""
        if message["type"] == "message":
            await self.pass_on(message["data"])
        elif message["type"] == "subscribe":
            # Whoever was greeted earlier heard nothing meanwhile.
            if self.greets.is_set():
                self.tell_all("missed")
            self.greets.set()

    async def pass_on(self, message: bytes) -> None:
        """Give one hint to whom it concerns; a hint that cannot be read harms nobody."""
        try:
            hint = json.loads(message)
            what = hint["what"]
            if what in ABOUT_SOMETHING:
                await self.tell_about(hint)
            elif what in TO_PERSONS:
                self.tell_persons(hint)
            elif what in TO_PROCESS:
                await self.ask_sight_again(hint["audience"])
        except Exception:
            log.exception("hint_failed")

    async def tell_about(self, hint: Hint) -> None:
        """Tell the pages it concerns, after asking who may know."""
        places = ABOUT_SOMETHING[hint["what"]].places(hint)
        found = [each for place in places for each in self.by_place.get(place, ())]
        people = {each.person for each in found}
        may = await self.ask(
            who_may_hear, hint["audience"], people, author_id=hint.get("author", 0)
        )
        for listener in found:
            # The own feed of the home page is what happens where one belongs.
            belongs = may.get(listener.person, False) or hint.get("for_all", False)
            if listener.person in may and (belongs or listener.place[0] != "mine"):
                listener.tell(hint["what"], told(hint))

    def tell_persons(self, hint: Hint) -> None:
        """Tell people that their bell rang, or close what they listen to."""
        for person in hint["people"]:
            for listener in list(self.by_person.get(person, ())):
                if hint["what"] == "out":
                    listener.close()
                else:
                    listener.tell("bell", {"spread": hint.get("spread", 0)})

    async def ask_sight_again(self, audience: int) -> None:
        """Close the streams of a place for those who may no longer see it."""
        there = [each for each in self.everybody() if each.audience == audience]
        may = await self.ask(who_may_hear, audience, {each.person for each in there})
        for listener in there:
            if listener.person not in may:
                listener.close()

    async def watch(self) -> None:
        """Close the streams of who signed out meanwhile, or has another password."""
        while True:
            await asyncio.sleep(CHECKED_EVERY)
            try:
                listening = list(self.everybody())
                welcome = await self.ask(still_welcome, listening)
                for listener in listening:
                    if listener not in welcome:
                        listener.close()
            except Exception:
                log.exception("live_check_failed")

    def everybody(self) -> Iterable[Listener]:
        """Return all streams."""
        return [listener for own in self.by_person.values() for listener in own]

    def tell_all(self, what: str) -> None:
        """Tell every page something."""
        for listener in self.everybody():
            listener.tell(what, {})


def asked(question: Callable[..., Any], *facts: Any, **more: Any) -> Any:
    """Ask, over a connection that is looked after as Django does around a request."""
    from django.db import close_old_connections

    close_old_connections()
    try:
        return question(*facts, **more)
    finally:
        close_old_connections()


class subscription:  # noqa: N801
    """The subscription of this process, closed when it is left."""

    async def __aenter__(self) -> Any:
        self.server = redis.Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=2, socket_keepalive=True
        )
        self.channel = self.server.pubsub()
        await self.channel.subscribe(channel())
        return self.channel

    async def __aexit__(self, *_error: object) -> None:
        await self.channel.aclose()
        await self.server.aclose()
