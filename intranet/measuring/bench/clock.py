"""What something costs: seconds of CPU of the web process, the database and the broker."""

import time
from dataclasses import dataclass
from pathlib import Path

from intranet.measuring.processes import children_of


@dataclass(frozen=True)
class Cost:
    """Seconds of CPU, by who spent them."""

    web: float = 0.0
    database: float = 0.0
    broker: float = 0.0

    @property
    def total(self) -> float:
        """Return all of it."""
        return self.web + self.database + self.broker

    def shared_by(self, count: int) -> "Cost":
        """Return the cost of one of so many."""
        return Cost(self.web / count, self.database / count, self.broker / count)


@dataclass(frozen=True)
class Meter:
    """Reads the clocks of the processes that take part."""

    web: int | None
    database: int
    broker: int

    def read(self) -> dict[str, dict[int, float]]:
        """Return how long each process has run so far."""
        return {
            "web": clocks([self.web] if self.web else []),
            "database": clocks([self.database, *children_of(self.database)]),
            "broker": clocks([self.broker]),
        }

    def since(self, before: dict[str, dict[int, float]]) -> Cost:
        """Return what was spent since then, also by processes that have begun meanwhile."""
        now = self.read()
        return Cost(
            **{
                part: sum(seconds - before[part].get(pid, 0.0) for pid, seconds in running.items())
                for part, running in now.items()
            }
        )


def clocks(pids: list[int]) -> dict[int, float]:
    """Return the seconds of CPU of each process, to the nanosecond, all its threads together."""
    found = {}
    for pid in pids:
        try:
            # The number of a process's clock, as Linux makes it (see clock_getcpuclockid).
            found[pid] = time.clock_gettime(((~pid) << 3) | 2)
        except OSError:
            continue
    return found


def memory_of(pid: int) -> float:
    """Return the megabytes of a process; what it shares counts in part."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0
