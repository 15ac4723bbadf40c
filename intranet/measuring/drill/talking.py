"""The people of the drill: each says what was planned, again and again until it is acknowledged."""

import http.client
import re
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.queues import Queue
from typing import Any

from intranet.measuring.drill.planning import Person, Post, Saying
from intranet.measuring.line import Answer, Line

# What somebody at the other end of a dead line sees; each is a reason to send the same form again.
NO_ANSWER = (OSError, http.client.HTTPException)
PAUSE = 0.25  # seconds before the next try
PATIENCE = 300.0  # seconds after which somebody gives up; that fails the drill
POSTED = re.compile(r"^/posts/(\d+)/$")
COMMENTED = re.compile(r"^/posts/\d+/\?comment=(\d+)#")


@dataclass(frozen=True)
class Acknowledged:
    """The product said that it has this: under which number, after how many tries and seconds."""

    key: str
    number: int
    tries: int
    seconds: float


@dataclass
class Account:
    """What one process of talkers has seen."""

    acknowledged: list[Acknowledged] = field(default_factory=list)
    # The second answer to a form that was sent twice named another number.
    contradicted: list[str] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    refusals: Counter = field(default_factory=Counter)


class GivenUp(Exception):
    """The product did not acknowledge a form, however often it was sent."""


class Talkers:
    """Several processes that talk at the same time."""

    def __init__(self, port: int, posts: list[Post], processes: int) -> None:
        context = get_context("spawn")
        self._progress = context.Value("i", 0)
        self._done = context.Value("i", 0)
        self._accounts: Queue = context.Queue()
        shares = [posts[first::processes] for first in range(processes)]
        self._processes = [
            context.Process(
                target=talk, args=(port, share, self._progress, self._done, self._accounts)
            )
            for share in shares
        ]

    def start(self) -> None:
        """Let them begin."""
        for process in self._processes:
            process.daemon = True
            process.start()

    @property
    def posted(self) -> int:
        """Return how many posts were acknowledged so far."""
        return self._progress.value

    @property
    def are_done(self) -> bool:
        """Tell whether all of them have said everything, or died of a mistake of the drill's."""
        alive = any(process.is_alive() for process in self._processes)
        return self._done.value == len(self._processes) or not alive

    def accounts(self) -> list[Account]:
        """Return what each has seen."""
        found = [self._accounts.get(timeout=PATIENCE) for _ in self._processes]
        for process in self._processes:
            process.join()
        return found


def talk(port: int, posts: list[Post], progress: Any, done: Any, accounts: Queue) -> None:
    """Say everything of one share; the body of one process."""
    talker = Talker(port)
    for post in posts:
        try:
            thread = talker.say(f"/communities/{post.room.slug}/posts/", post.opening, POSTED)
            with progress.get_lock():
                progress.value += 1
            for comment in post.comments:
                talker.say(f"/threads/{thread}/comments/", comment, COMMENTED)
        except GivenUp as reason:
            talker.account.given_up.append(str(reason))
    with done.get_lock():
        done.value += 1
    accounts.put(talker.account)


class Talker:
    """Speaks for many people, one after the other."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.account = Account()
        self._lines: dict[int, Line] = {}

    def say(self, path: str, saying: Saying, acknowledgement: re.Pattern) -> int:
        """Send until it is acknowledged; return the number that it was given."""
        began, tries = time.monotonic(), 0
        number = None
        while number is None:
            tries += 1
            number = self._try(path, saying, acknowledgement, twice=saying.is_sent_twice)
            if number is None:
                if time.monotonic() - began > PATIENCE:
                    raise GivenUp(f"{saying.key} by {saying.author.login} at {path}")
                time.sleep(PAUSE)
        seconds = time.monotonic() - began
        self.account.acknowledged.append(Acknowledged(saying.key, number, tries, seconds))
        if saying.is_sent_twice:
            again = self._try(path, saying, acknowledgement)
            if again not in (None, number):
                self.account.contradicted.append(f"{saying.key}: {number}, then {again}")
        return number

    def _try(
        self, path: str, saying: Saying, acknowledgement: re.Pattern, *, twice: bool = False
    ) -> int | None:
        """Send once, or from two windows at the same moment; return the number if there is one."""
        try:
            line = self._line_of(saying.author)
            if line is None:
                return None
            other = Line(self.port, dict(line.cookies)) if twice else None
            impatient = threading.Thread(target=send, args=(other, path, saying))
            if other:
                impatient.start()
            answer = line.send(path, fields_of(saying))
            if other:
                impatient.join()
        except NO_ANSWER as error:
            self.account.refusals[type(error).__name__] += 1
            return None
        return self._number_in(answer, saying.author, acknowledgement)

    def _number_in(self, answer: Answer, author: Person, acknowledgement: re.Pattern) -> int | None:
        if found := acknowledgement.match(answer.leads_to):
            return int(found[1])
        self.account.refusals[f"{answer.status} {answer.leads_to.partition('?')[0]}".strip()] += 1
        if answer.leads_to or answer.status == 403:
            # Signed out, or the form's token went with the old session: come in again.
            self._lines.pop(author.id, None)
        return None

    def _line_of(self, person: Person) -> Line | None:
        line = self._lines.get(person.id)
        if line is None:
            line = Line(self.port)
            if not line.sign_in(person.login):
                self.account.refusals["not let in"] += 1
                return None
            self._lines[person.id] = line
        return line


def fields_of(saying: Saying) -> dict[str, str]:
    """Return the form as the browser sends it."""
    return {"body": saying.body, "body_format": saying.body_format, "submission": saying.key}


def send(line: Line, path: str, saying: Saying) -> None:
    """Send from the other window; whatever comes back, nobody looks."""
    try:
        line.send(path, fields_of(saying))
    except NO_ANSWER:
        return
    finally:
        line.close()
