"""Killing: a part of the product dies by SIGKILL, and the product has to bring it back itself."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from random import Random

from intranet.measuring.processes import children_of
from intranet.platform.embedded.processes import recall
from intranet.platform.embedded.services import Services

LONGEST_ABSENCE = 120.0  # seconds
GLANCE = 0.05
# Instead of the part itself, one of the processes that it has started: a backend, a worker's child.
KILLS_A_CHILD = 0.3


class StaysAway(Exception):
    """A part that was killed did not come back by itself."""


@dataclass(frozen=True)
class Kill:
    """One death, and after how many seconds another process was in its place."""

    part: str
    was_a_child: bool
    absence: float


@dataclass
class Part:
    """A part of the product that can be killed."""

    name: str
    services: Services

    @property
    def pid(self) -> int | None:
        """Return the number of its process, if it is there at the moment."""
        servers = {"database": self.services.postgres, "broker": self.services.valkey}
        if self.name in servers:
            found = servers[self.name].process()
        else:
            found = recall(self.services.data.path / "pids" / f"{self.name}.pid")
        return found.pid if found else None

    def kill(self, rng: Random) -> Kill:
        """Kill it, or a child of it, and wait until it is there again."""
        pid = self._wait_for(lambda found: found is not None)
        children = children_of(pid) if self.name in ("database", "worker") else []
        victim = rng.choice(children) if children and rng.random() < KILLS_A_CHILD else pid
        with suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
        began = time.monotonic()
        if victim == pid:
            self._wait_for(lambda found: found not in (None, pid))
        return Kill(self.name, victim != pid, time.monotonic() - began)

    def _wait_for(self, arrived) -> int:
        deadline = time.monotonic() + LONGEST_ABSENCE
        while time.monotonic() < deadline:
            if arrived(pid := self.pid):
                return pid
            time.sleep(GLANCE)
        raise StaysAway(f"{self.name} did not come back within {LONGEST_ABSENCE:.0f} s")


def parts_of(services: Services) -> list[Part]:
    """Return what is killed in the drill."""
    return [Part(name, services) for name in ("web", "worker", "sweeper", "broker", "database")]


def plan_kills(
    parts: list[Part], posts: int, kills: int, rng: Random
) -> Iterator[tuple[int, Part]]:
    """Decide after how many posts which part dies; each as often as the others."""
    deck = (parts * (kills // len(parts) + 1))[:kills]
    rng.shuffle(deck)
    moments = sorted(rng.randrange(posts) for _ in deck)
    return zip(moments, deck, strict=True)
