"""How many pages one process holds, what each costs, and how soon a post is on them."""

import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields

from intranet.live.hub import MOST_PER_PERSON
from intranet.measuring.bench.acts import BARE, Visit, add_open_post
from intranet.measuring.bench.clock import memory_of
from intranet.measuring.bench.listening import Streams, sessions_of
from intranet.measuring.bench.rounds import Bench
from intranet.measuring.bench.undoing import undone
from intranet.measuring.database import connect
from intranet.platform.embedded.children import ROOT, commands
from intranet.platform.embedded.services import Services, free_port
from intranet.platform.embedded.speech import Refusal, say

# Long enough for two lines that keep a silent stream open, and two looks at who is still there.
IDLE = 60.0
FEW = 10
STARTING = 30.0
HOME = "home"


@dataclass(frozen=True)
class Listening:
    """What was found in one company: seconds of CPU, megabytes, and seconds that people wait."""

    let_in: float  # CPU for one page that comes
    memory: float  # kB of one page
    idle: float  # CPU of one page in a minute in which nothing happens
    bare: float  # wait for the bare page
    answer: float  # wait of who posts
    few_first: float  # from her click to the first of ten pages
    few_last: float
    first: float  # the same with all pages open
    half: float
    last: float
    telling: float  # CPU of the web process and the database for telling all pages


NAMES = {
    "let_in": ("letting a page in, CPU", "ms", 1000),
    "memory": ("memory of a page", "kB", 1),
    "idle": ("a page that idles, CPU a minute", "ms", 1000),
    "bare": ("bare page, wait", "ms", 1000),
    "answer": ("posting, wait for the answer", "ms", 1000),
    "few_first": (f"post to screen, {FEW} pages: first", "ms", 1000),
    "few_last": (f"post to screen, {FEW} pages: last", "ms", 1000),
    "first": ("all pages: first", "ms", 1000),
    "half": ("all pages: half of them", "ms", 1000),
    "last": ("all pages: last", "ms", 1000),
    "telling": ("telling all of a post, CPU", "ms", 1000),
}
WAITS = ("answer", "few_first", "few_last", "first", "half", "last")


def listen(services: Services, bench: Bench, *, streams: int, rounds: int) -> Listening:
    """Open so many pages on the home of one company, let them idle, and post."""
    connect(bench.environment)
    web, pages = bench.visit.web, Streams(bench.visit.web.port)
    secret = bench.environment["SECRET_KEY"]
    with (
        sessions_of(streams, MOST_PER_PERSON, secret, without=bench.readers) as keys,
        worker(services, bench.environment),
        undone(bench.readers),
    ):
        try:
            pages.open(keys[:FEW], HOME)
            wait_for_worker(pages, bench.visit)
            few = [post(pages, bench) for _round in range(rounds)]
            memory, before = memory_of(web.pid), bench.meter.read()
            pages.open(keys[FEW:], HOME)
            let_in = bench.meter.since(before).total / (streams - FEW)
            memory = (memory_of(web.pid) - memory) * 1024 / (streams - FEW)
            before = bench.meter.read()
            pages.rest(IDLE)
            idle = bench.meter.since(before).total / streams / IDLE * 60
            many = [post(pages, bench) for _round in range(rounds)]
        finally:
            pages.close()
    return Listening(
        let_in,
        memory,
        idle,
        statistics.median(wait_for_bare(bench.visit) for _time in range(100)),
        middle(few, "answer"),
        middle(few, "first"),
        middle(few, "last"),
        middle(many, "first"),
        middle(many, "half"),
        middle(many, "last"),
        middle(many, "cpu"),
    )


def post(pages: Streams, bench: Bench) -> dict[str, float]:
    """Post once; return how long the answer and the pages took, and the CPU of all that."""
    began, answered = [], []

    def write() -> None:
        began.append(time.perf_counter())
        if add_open_post(bench.visit).status == 200:
            answered.append(time.perf_counter() - began[0])

    before = bench.meter.read()
    writer = threading.Thread(target=write)
    writer.start()
    told = pages.told(lambda: began[0] if began else None)
    writer.join()
    cpu = bench.meter.since(before).total
    if not answered:
        raise Refusal("A post was refused")
    half = told[len(told) // 2]
    return {
        "answer": answered[0], "first": told[0], "half": half, "last": told[-1], "cpu": cpu,
    }  # fmt: skip


def middle(found: list[dict[str, float]], name: str) -> float:
    """Return the median of a figure."""
    return statistics.median(each[name] for each in found)


def wait_for_bare(visit: Visit) -> float:
    """Return how long somebody waits for the bare page."""
    began = time.perf_counter()
    BARE.do(visit)
    return time.perf_counter() - began


@contextmanager
def worker(services: Services, environment: dict[str, str]) -> Iterator[None]:
    """Run the worker as `bin/run` does; what comes after a post begins with it."""
    log = services.data.path / "logs" / "bench-worker.log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, *commands(services.data, free_port())["worker"]],
            cwd=ROOT,
            env={**environment, "DJANGO_SETTINGS_MODULE": "intranet.measuring.bench.settings"},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def wait_for_worker(pages: Streams, visit: Visit) -> None:
    """Post until pages hear of it: then the worker is there."""
    end = time.monotonic() + STARTING
    while time.monotonic() < end:
        add_open_post(visit)
        pages.rest(1.0)
        if all(b"event: post\n" in stream.said for stream in pages.all):
            return
    raise Refusal("The worker does not come up")


def tell_listening(streams: int, found: list[Listening], sizes: list[int]) -> None:
    """Say what was found, and how it grows with the company."""
    heads = "".join(f"{f'{posts:,} posts':>18}{'x bare':>8}" for posts in sizes)
    say(f"\n{streams:,} pages on one process{'':10}{heads}{'growth' if len(found) > 1 else '':>9}")
    for field in fields(Listening):
        name, unit, factor = NAMES[field.name]
        line = f"{name:36}"
        for each in found:
            value = getattr(each, field.name)
            times = f"{value / each.bare:.1f}" if field.name in WAITS else ""
            line += f"{f'{value * factor:.2f} {unit}':>18}{times:>8}"
        if len(found) > 1:
            growth = getattr(found[1], field.name) / getattr(found[0], field.name)
            line += f"{growth:9.2f}"
        say(line)
