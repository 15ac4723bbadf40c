"""Processes by number, and whether the one with that number is still the one that was meant."""

import contextlib
import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Process:
    """A running process; its number and its birth together name it for good."""

    pid: int
    born: str
    command: str = field(compare=False)


def look_up(pid: int) -> Process | None:
    """Return the process with this number, unless it is gone or only waits to be buried."""
    if pid <= 0:
        return None
    if Path("/proc/self/stat").exists():
        return _from_proc(pid)
    return _from_ps(pid)


def remember(file: Path, pid: int) -> None:
    """Write down which process this is, so that a later start can find it again."""
    process = look_up(pid)
    file.write_text(f"{pid} {process.born if process else ''}\n", encoding="utf-8")


def recall(file: Path) -> Process | None:
    """Return the process that was written down, if it is still that one."""
    try:
        pid, _, born = file.read_text(encoding="utf-8").strip().partition(" ")
        process = look_up(int(pid))
    except (OSError, ValueError):
        return None
    return process if process and process.born == born else None


def end_groups(pids: list[int], *, patience: float) -> None:
    """Ask these leaders of process groups to stop; end what has not stopped in time."""
    for pid in pids:
        _signal(os.kill, pid, signal.SIGTERM)
    deadline = time.monotonic() + patience
    while any(look_up(pid) for pid in pids) and time.monotonic() < deadline:
        _bury(pids)
        time.sleep(0.05)
    for pid in pids:
        _signal(os.killpg, pid, signal.SIGKILL)
    _bury(pids)


def _signal(send: object, pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        send(pid, number)  # type: ignore[operator]


def _bury(pids: list[int]) -> None:
    for pid in pids:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)


def _from_proc(pid: int) -> Process | None:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return None
    # The name in parentheses may hold spaces; the state comes right after it.
    fields = stat.rpartition(")")[2].split()
    if fields[0] in "ZX":
        return None
    words = command.decode(errors="replace").replace("\0", " ").strip()
    return Process(pid=pid, born=fields[19], command=words)


def _from_ps(pid: int) -> Process | None:
    answer = subprocess.run(
        ["ps", "-ww", "-o", "stat=,lstart=,command=", "-p", str(pid)],
        capture_output=True,
        text=True,
        env={"LC_ALL": "C", "PATH": os.environ.get("PATH", "/bin:/usr/bin")},
        check=False,
    )
    words = answer.stdout.split(None, 6)
    if len(words) < 7 or words[0].startswith("Z"):
        return None
    return Process(pid=pid, born=" ".join(words[1:6]), command=words[6].strip())
