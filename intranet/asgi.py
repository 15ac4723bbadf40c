"""The web process: Django in eight threads behind an ASGI door, with the live streams beside it."""

import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intranet.settings.dev")

from a2wsgi import WSGIMiddleware  # noqa: E402

from intranet.wsgi import application as django_application  # noqa: E402

# Eight threads hold eight database connections (docs/adr/0009).
pages: Any = WSGIMiddleware(django_application, workers=8)

# Django must be set up before its models are imported.
from intranet.live.door import NotHere, let_in  # noqa: E402
from intranet.live.hub import Hub  # noqa: E402
from intranet.live.stream import part, write  # noqa: E402

LIVE = "/live/"
hub = Hub()


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Answer with a stream where one is asked for, and with Django everywhere else."""
    if scope["type"] == "http" and scope["path"] == LIVE and scope["method"] == "GET":
        await live(scope, receive, send)
    else:
        await pages(scope, receive, send)


async def live(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Hold a stream for one page; without room or right the page asks now and then instead."""
    if hub.is_full():
        await refuse(503, send)
        return
    try:
        listener = await hub.ask(let_in, scope)
    except NotHere as refusal:
        await refuse(refusal.status, send)
        return
    hub.add(listener)
    try:
        await write(listener, receive, send, begins=hub.until_it_listens)
    finally:
        hub.remove(listener)


async def refuse(status: int, send: Any) -> None:
    """Answer with nothing but a status."""
    headers = [(b"cache-control", b"private, no-store"), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send(part(b"", more=False))
