"""The web process as it runs, on the database of the test, with pages that listen."""

import json
import queue
import socket
import threading
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException

import pytest
import uvicorn
from django.db import connections
from django.test import Client

from intranet.live.hub import THREADS

PATIENCE = 30.0


class Page:
    """An open page: what its stream brings, one event after the other."""

    def __init__(self, port, person, at):
        self.browser = Client()
        self.browser.force_login(person)
        cookie = self.browser.cookies[session_cookie()].value
        self.line = HTTPConnection("127.0.0.1", port, timeout=60)
        self.line.request(
            "GET", f"/live/?at={at}", headers={"Cookie": f"{session_cookie()}={cookie}"}
        )
        self.socket = self.line.sock
        self.answer = self.line.getresponse()
        self.events = queue.Queue()
        self.is_closed = threading.Event()
        if self.answer.status == 200:
            threading.Thread(target=self.read, daemon=True).start()

    def is_greeted(self, within=PATIENCE):
        """Tell whether the page is told in time that it hears everything from now on."""
        try:
            return self.events.get(timeout=within)[0] == "hello"
        except queue.Empty:
            return False

    def read(self):
        what = ""
        try:
            for line in self.answer:
                name, _colon, value = line.decode().rstrip("\n").partition(": ")
                if name == "event":
                    what = value
                elif name == "data":
                    self.events.put((what, json.loads(value)))
        except (OSError, ValueError, HTTPException):
            # The page was closed while it read.
            pass
        self.is_closed.set()

    def next(self):
        """Return the next event: its name and what it tells."""
        return self.events.get(timeout=PATIENCE)

    def everything(self):
        """Return all that came by now."""
        found = []
        while not self.events.empty():
            found.append(self.events.get_nowait())
        return found

    def wait_until_closed(self):
        """Tell whether the stream was closed in time."""
        return self.is_closed.wait(PATIENCE)

    def leave(self):
        """Close the page."""
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        if self.answer.status == 200:
            self.is_closed.wait(PATIENCE)
        self.answer.close()
        self.line.close()


def session_cookie():
    """Return the name of the cookie of the session."""
    from django.conf import settings

    return settings.SESSION_COOKIE_NAME


class WebProcess:
    """The web process in a thread of the test."""

    def __init__(self):
        from intranet.asgi import application, hub

        self.hub = hub
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        config = uvicorn.Config(
            application, port=self.port, log_level="error", timeout_graceful_shutdown=1
        )
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        self.wait_for(lambda: self.server.started)

    def wait_for(self, happened):
        """Wait until something is so."""
        end = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < end, "it did not happen in time"
            time.sleep(0.02)

    def start_anew(self):
        """Let it find Redis as a process does that has just begun."""
        for task in self.hub.tasks:
            task.get_loop().call_soon_threadsafe(task.cancel)
        self.wait_for(lambda: all(task.done() for task in self.hub.tasks))
        self.hub.tasks = []
        self.hub.greets.clear()

    def let_go(self):
        """Close what the threads that ask the database hold open, each its own."""
        together = threading.Barrier(THREADS)

        def close():
            together.wait(PATIENCE)
            connections.close_all()

        for closing in [self.hub.threads.submit(close) for _thread in range(THREADS)]:
            closing.result()

    def stop(self):
        """End it before the database of the tests goes."""
        self.server.should_exit = True
        self.thread.join(PATIENCE)
        self.let_go()


@pytest.fixture(scope="session")
def web(django_db_setup):
    """Start the web process once."""
    process = WebProcess()
    yield process
    process.stop()


@pytest.fixture
def come(web, transactional_db):
    """Open pages that were not greeted yet, and close them after the test."""
    pages = []

    def opened(person, at="nowhere"):
        pages.append(Page(web.port, person, at))
        return pages[-1]

    yield opened
    for page in pages:
        page.leave()
    web.wait_for(lambda: web.hub.number == 0)
    web.let_go()


@pytest.fixture
def listen(come):
    """Open pages that listen."""

    def opened(person, at="nowhere"):
        page = come(person, at)
        assert page.answer.status != 200 or page.is_greeted()
        return page

    return opened
