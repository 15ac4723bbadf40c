"""Measuring in rounds: every act a few times in turn, so that what disturbs one disturbs all."""

import statistics
import time
import zlib
from dataclasses import dataclass, field
from random import Random

from intranet.measuring.bench.acts import BARE, Act, Visit
from intranet.measuring.bench.clock import Cost, Meter
from intranet.measuring.bench.companies import Reader
from intranet.measuring.bench.counting import ASKED, TOLD
from intranet.measuring.bench.undoing import undone
from intranet.measuring.database import connect
from intranet.platform.embedded.speech import Refusal
from intranet.platform.outbox import run_due

WARMING_UP = 30


@dataclass
class Bench:
    """One company with the web process that serves it."""

    environment: dict[str, str]
    readers: list[Reader]
    visit: Visit
    meter: Meter


@dataclass
class Figures:
    """What was measured of one act: one entry per round."""

    act: Act
    costs: list[Cost] = field(default_factory=list)
    # Of a write: what the worker and the database do after the answer.
    afterwards: list[Cost] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    queries: int = 0
    kilobytes: float = 0.0
    compressed: float = 0.0

    @property
    def cost(self) -> Cost:
        """Return the median cost of one request."""
        return median_cost(self.costs)

    def times(self, other: "Figures") -> float:
        """Return how many times as much it costs: the median over the rounds."""
        pairs = zip(self.costs, other.costs, strict=True)
        return statistics.median(mine.total / its.total for mine, its in pairs)


def median_cost(costs: list[Cost]) -> Cost:
    """Return the median of each part."""
    parts = ([getattr(cost, part) for cost in costs] for part in ("web", "database", "broker"))
    return Cost(*(statistics.median(part) for part in parts))


def measure(
    benches: list[Bench], acts: list[Act], *, rounds: int, requests: int, rng: Random
) -> list[dict[str, Figures]]:
    """Measure every act in every company; return the figures of each company."""
    figures = [{act.name: look_at(act, bench) for act in acts} for bench in benches]
    for _round in range(rounds):
        for act in rng.sample(acts, len(acts)):
            for bench, found in zip(benches, figures, strict=True):
                run(act, bench, found[act.name], requests)
    return figures


def look_at(act: Act, bench: Bench) -> Figures:
    """Do it a few times unmeasured; count what it asks and how large the answer is."""
    connect(bench.environment)
    with undone(bench.readers):
        for _time in range(WARMING_UP):
            refuse_failure(act, act.do(bench.visit))
        answer = act.do(bench.visit, **{ASKED: "1"})
    packed = zlib.compress(answer.body, 6)
    return Figures(
        act,
        queries=int(answer.headers[TOLD]),
        kilobytes=len(answer.body) / 1000,
        compressed=len(packed) / 1000,
    )


def run(act: Act, bench: Bench, figures: Figures, requests: int) -> None:
    """Do it so many times and note what that cost."""
    if not act.is_write:
        figures.costs.append(cost_of(act, bench, figures, requests))
        return
    connect(bench.environment)
    with undone(bench.readers):
        figures.costs.append(cost_of(act, bench, figures, requests))
        before, began = bench.meter.read(), time.process_time()
        while run_due():
            pass
        spent = bench.meter.since(before)
        worker = Cost(time.process_time() - began, spent.database, spent.broker)
        figures.afterwards.append(worker.shared_by(requests))


def cost_of(act: Act, bench: Bench, figures: Figures, requests: int) -> Cost:
    """Return the cost of one request out of many."""
    before = bench.meter.read()
    for _time in range(requests):
        began = time.perf_counter()
        answer = act.do(bench.visit)
        figures.seconds.append(time.perf_counter() - began)
        refuse_failure(act, answer)
    return bench.meter.since(before).shared_by(requests)


def refuse_failure(act: Act, answer) -> None:
    """A page that is not there would be measured as a fast one."""
    if answer.status != 200:
        raise Refusal(f"{act.name}: the answer is {answer.status} {answer.leads_to}")


def bare_of(figures: dict[str, Figures]) -> Figures:
    """Return what everything is measured beside."""
    return figures[BARE.name]
