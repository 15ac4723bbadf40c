"""A real Celery worker on the database of a test, at whatever moment the test wants it to be."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
LONG_ENOUGH = 120  # seconds, on a machine that also runs the other tests
# Its processes are forked from this one and take the moved clock with them.
BEGIN = """
import sys, time_machine
from datetime import datetime
time_machine.travel(datetime.fromisoformat(sys.argv.pop(1))).start()
from intranet.celery import app
app.worker_main(["--quiet", "worker", "--concurrency", "2", "--loglevel", "WARNING", *sys.argv[1:]])
"""


@contextmanager
def worker_at(moment: datetime) -> Iterator["subprocess.Popen[bytes]"]:
    """Let a worker do what it is sent, from this moment (aware) on; killed in the end."""
    at = connection.settings_dict
    process = subprocess.Popen(
        [sys.executable, "-c", BEGIN, moment.isoformat()],
        cwd=ROOT,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "intranet.settings.test",
            "DATABASE_URL": "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**at),
            "REDIS_URL": settings.REDIS_URL,
        },
        start_new_session=True,
    )
    try:
        yield process
    finally:
        kill(process)


def kill(process: "subprocess.Popen[bytes]") -> None:
    """Kill a worker and all it has started, as a power cut does."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(LONG_ENOUGH)


def wait_until(happened: Callable[[], object], why: str) -> None:
    """Wait until something is the case; AssertionError when it takes too long."""
    deadline = time.monotonic() + LONG_ENOUGH
    while not happened():
        assert time.monotonic() < deadline, why
        time.sleep(0.05)
