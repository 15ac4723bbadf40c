"""A web process of the bench, started as `bin/run` starts it."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from intranet.measuring.bench.companies import Reader
from intranet.measuring.line import Line
from intranet.platform.embedded.children import ROOT, commands
from intranet.platform.embedded.services import Services, free_port
from intranet.platform.embedded.speech import Refusal

LONGEST_START = 120.0


@dataclass(frozen=True)
class Web:
    """The process and the lines of the people who are signed in to it."""

    pid: int
    port: int

    def sign_in(self, readers: list[Reader]) -> list[Line]:
        """Return a line for each reader."""
        lines = [Line(self.port) for _ in readers]
        for line, reader in zip(lines, readers, strict=True):
            if not line.sign_in(reader.login):
                raise Refusal(f"{reader.login} is not let in")
        return lines


@contextmanager
def web_process(services: Services, database: str, **settings: str) -> Iterator[Web]:
    """Run a web process on this database for as long as the block does."""
    port = free_port()
    environment = {
        **services.environment(database),
        "DJANGO_SETTINGS_MODULE": "intranet.measuring.bench.settings",
        **settings,
    }
    log = services.data.path / "logs" / f"web-{port}.log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, *commands(services.data, port)["web"]],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
    try:
        wait_until_alive(process, port)
        yield Web(process.pid, port)
    finally:
        process.terminate()
        process.wait()


def wait_until_alive(process: subprocess.Popen, port: int) -> None:
    """Return when it answers."""
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            Line(port).ask("/healthz")
            return
        except OSError:
            time.sleep(0.1)
    raise Refusal("The web process does not come up")
