"""The processes of the product: started together, started again when one dies, stopped together."""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from intranet.platform.embedded.datafolder import DataFolder
from intranet.platform.embedded.processes import end_groups, recall, remember
from intranet.platform.embedded.speech import say

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 10  # seconds for finishing what was begun
STEADY = 60.0  # seconds after which a process counts as running well
LONGEST_PAUSE = 30.0
LARGEST_LOG = 10 * 1024 * 1024


@dataclass
class Child:
    """One process of the product."""

    name: str
    command: list[str]
    log: Path
    running: subprocess.Popen | None = None
    started_at: float = 0.0
    failures: int = 0
    due_at: float = 0.0


@dataclass
class Children:
    """All of them, with what they need."""

    data: DataFolder
    port: int
    all: list[Child] = field(default_factory=list)

    def __post_init__(self) -> None:
        logs = self.data.path / "logs"
        for name, command in commands(self.data, self.port).items():
            self.all.append(Child(name, [sys.executable, *command], logs / f"{name}.log"))

    def tend(self, environment: dict[str, str], *names: str) -> None:
        """Start what is due, and notice what has died, among all or those with these names."""
        for child in [child for child in self.all if not names or child.name in names]:
            if child.running and child.running.poll() is not None:
                self._mourn(child)
            if child.running is None and time.monotonic() >= child.due_at:
                self._start(child, environment)
            _keep_small(child.log)

    def stop(self) -> None:
        """Let all of them finish what they do, and end them."""
        running = [child.running.pid for child in self.all if child.running]
        end_groups(running, patience=PATIENCE)
        for child in self.all:
            child.running = None
            self._pid_file(child).unlink(missing_ok=True)

    def hopeless(self) -> Child | None:
        """Return a process that dies whenever it is started."""
        return next((child for child in self.all if child.failures >= 3), None)

    def _start(self, child: Child, environment: dict[str, str]) -> None:
        with child.log.open("ab") as log:
            child.running = subprocess.Popen(
                child.command,
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                umask=0o077,
            )
        child.started_at = time.monotonic()
        remember(self._pid_file(child), child.running.pid)

    def _mourn(self, child: Child) -> None:
        how = child.running.returncode if child.running else 0
        lived = time.monotonic() - child.started_at
        child.failures = 1 if lived > STEADY else child.failures + 1
        pause = min(2.0 ** (child.failures - 1), LONGEST_PAUSE)
        child.due_at = time.monotonic() + pause
        # What it had started itself goes with it.
        end_groups([child.running.pid] if child.running else [], patience=0)
        child.running = None
        ending = f"stopped with exit code {how} ({last_words(child.log)})"
        if how < 0:
            ending = f"was ended by signal {-how}"
        say(f"{child.name} {ending}; it starts again in {pause:.0f} s.")

    def _pid_file(self, child: Child) -> Path:
        return self.data.path / "pids" / f"{child.name}.pid"


def end_orphans(data: DataFolder) -> bool:
    """End what a house that was killed has left behind, and tell whether there was any."""
    left = [recall(file) for file in sorted((data.path / "pids").glob("*.pid"))]
    orphans = [process.pid for process in left if process]
    end_groups(orphans, patience=PATIENCE)
    return bool(orphans)


def commands(data: DataFolder, port: int) -> dict[str, list[str]]:
    """Return how each process of the product is started."""
    celery = ["-m", "celery", "--quiet", "-A", "intranet"]
    quiet = ["--loglevel", "WARNING"]
    web = ["-m", "uvicorn", "intranet.asgi:application", "--host", "127.0.0.1"]
    return {
        "web": [
            *web,
            *["--port", str(port), "--no-access-log", "--timeout-graceful-shutdown", "3"],
            *["--log-level", "warning", "--no-server-header"],
        ],
        "worker": [*celery, "worker", "--concurrency", "2", *quiet],
        "beat": [
            *[*celery, "beat", "--schedule", str(data.path / "beat" / "schedule")],
            *["--pidfile", "", *quiet],
        ],
        "sweeper": ["manage.py", "sweep"],
    }


def last_words(log: Path) -> str:
    """Return the last line of a log."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - 4096))
            lines = file.read().decode(errors="replace").strip().splitlines()
    except OSError:
        lines = []
    return lines[-1].strip()[:300] if lines else "it said nothing"


def _keep_small(log: Path) -> None:
    # The process keeps writing to the same file, so the file is emptied and not renamed.
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        shutil.copyfile(log, log.with_suffix(".log.1"))
        os.truncate(log, 0)
