"""Pages that are open and listen: thousands of streams to one web process, read by one thread."""

import selectors
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from intranet.measuring.bench.companies import Reader
from intranet.platform.embedded.speech import Refusal
from people.models import Mute, User

# Pages that come in at the same moment; each costs a question to the database.
TOGETHER = 50
LONGEST = 60.0  # seconds
HELLO, POST = b"event: hello", b"event: post\n"


@dataclass
class Stream:
    """One open page."""

    line: socket.socket
    said: bytes = b""

    def read(self) -> None:
        """Take in what has come; Refusal when the other end hung up."""
        came = self.line.recv(65_536)
        if not came:
            raise Refusal(f"A stream was closed after {self.said[-80:]!r}")
        self.said += came


@dataclass
class Streams:
    """All open pages of one web process."""

    port: int
    all: list[Stream] = field(default_factory=list)
    _ready: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)

    def open(self, sessions: list[str], at: str) -> None:
        """Open a page for each session, and return when each was let in."""
        for start in range(0, len(sessions), TOGETHER):
            new = [self._opened(session, at) for session in sessions[start : start + TOGETHER]]
            self.wait_until(lambda new=new: all(HELLO in stream.said for stream in new))

    def wait_until(self, happened: Callable[[], bool]) -> None:
        """Read what comes until something is so."""
        end = time.monotonic() + LONGEST
        while not happened():
            if time.monotonic() > end:
                raise Refusal("The streams do not bring what they should")
            self.read()

    def rest(self, seconds: float) -> None:
        """Do nothing but read for a while."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read()

    def read(self) -> list[Stream]:
        """Read what has come on any of them; return those that got something."""
        came = [key.data for key, _events in self._ready.select(timeout=0.05)]
        for stream in came:
            stream.read()
        return came

    def told(self, began: Callable[[], float | None]) -> list[float]:
        """Return after how many seconds each page was told of a post, the first one first."""
        for stream in self.all:
            stream.said = b""
        waiting, moments = set(map(id, self.all)), []
        end = time.monotonic() + LONGEST
        while waiting and time.monotonic() < end:
            came = self.read()
            now = time.perf_counter()
            for stream in came:
                if id(stream) in waiting and POST in stream.said:
                    waiting.discard(id(stream))
                    moments.append(now)
        start = began()
        if waiting or start is None:
            raise Refusal(f"{len(waiting)} pages were not told of a post")
        return [moment - start for moment in moments]

    def close(self) -> None:
        """Close all pages."""
        for stream in self.all:
            stream.line.close()
        self._ready.close()

    def _opened(self, session: str, at: str) -> Stream:
        line = socket.create_connection(("127.0.0.1", self.port), timeout=LONGEST)
        cookie = f"{settings.SESSION_COOKIE_NAME}={session}"
        asked = f"GET /live/?at={at} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n"
        line.sendall(asked.encode())
        stream = Stream(line)
        self._ready.register(line, selectors.EVENT_READ, stream)
        self.all.append(stream)
        return stream


@contextmanager
def sessions_of(
    number: int, most_each: int, secret: str, *, without: list[Reader]
) -> Iterator[list[str]]:
    """Have so many sessions, of as many people as it takes, for as long as the block runs.

    `without` those who will write, and whoever does not want to hear one of them.
    """
    # A session is sealed with the secret of the process that is to believe it.
    settings.SECRET_KEY = secret
    others = User.objects.active().filter(is_system=False)
    writers = User.objects.filter(email__in=[reader.login for reader in without])
    deaf = Mute.objects.filter(muted__in=writers)
    others = others.exclude(pk__in=writers).exclude(pk__in=deaf.values("person"))
    people = list(others.order_by("pk")[:number])
    if len(people) * most_each < number:
        raise Refusal(f"{len(people)} people do not have {number} pages open; take more people")
    keys = [signed_in(people[place % len(people)]) for place in range(number)]
    try:
        yield keys
    finally:
        Session.objects.filter(session_key__in=keys).delete()


def signed_in(person: User) -> str:
    """Return the key of a session in which this person is signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)
