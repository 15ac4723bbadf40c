"""One stream: server-sent events to one page (HTML Standard, section 9.2)."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

# Seconds of silence after which a line goes out, so that proxies keep the connection.
HEARTBEAT = 25
# Hints that wait for a slow page; beyond these it is told that it missed some.
MOST_WAITING = 50
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"private, no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-accel-buffering", b"no"),
]


# Waits until a page can be greeted.
Begins = Callable[[], Awaitable[None]]


class Listener:
    """A page that listens: whose it is, in which session under which password, and where she is."""

    __slots__ = ("audience", "person", "place", "seal", "session", "waiting")

    def __init__(
        self,
        *,
        person: int,
        session: str,
        place: tuple[str, int],
        audience: int | None,
        seal: str = "",
    ) -> None:
        self.person, self.session, self.seal = person, session, seal
        self.place, self.audience = place, audience
        self.waiting: asyncio.Queue[bytes | None] = asyncio.Queue(MOST_WAITING + 1)

    def tell(self, what: str, facts: dict[str, Any]) -> None:
        """Give the page a hint; one that does not read is told once that it missed some."""
        if self.waiting.qsize() < MOST_WAITING:
            self.waiting.put_nowait(event(what, facts))
        elif self.waiting.qsize() == MOST_WAITING:
            self.waiting.put_nowait(event("missed", {}))

    def close(self) -> None:
        """End the stream."""
        while not self.waiting.empty():
            self.waiting.get_nowait()
        self.waiting.put_nowait(None)


def event(what: str, facts: dict[str, Any]) -> bytes:
    """Write one event."""
    return f"event: {what}\ndata: {json.dumps(facts)}\n\n".encode()


async def write(listener: Listener, receive: Any, send: Any, *, begins: Begins) -> None:
    """Greet the page once hints come in; then write them until it goes or the stream is closed."""
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await begins()
    await send(part(b"retry: 4000\nevent: hello\ndata: {}\n\n"))
    gone = asyncio.create_task(until_gone(receive))
    hint = asyncio.create_task(listener.waiting.get())
    try:
        while not gone.done():
            await asyncio.wait({hint, gone}, timeout=HEARTBEAT, return_when=asyncio.FIRST_COMPLETED)
            if not hint.done():
                await send(part(b": \n\n"))
                continue
            words = hint.result()
            if words is None:
                break
            hint = asyncio.create_task(listener.waiting.get())
            await send(part(words))
        await send(part(b"", more=False))
    finally:
        gone.cancel()
        hint.cancel()


async def until_gone(receive: Any) -> None:
    """Return when the page has gone away."""
    while (await receive())["type"] != "http.disconnect":
        pass


def part(words: bytes, *, more: bool = True) -> dict[str, Any]:
    """Return a part of the answer."""
    return {"type": "http.response.body", "body": words, "more_body": more}
