"""A whole product in a folder of its own, started and stopped as `bin/run` does."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from intranet.platform.embedded.children import ROOT
from intranet.platform.embedded.datafolder import open_data_folder
from intranet.platform.embedded.services import Services
from intranet.platform.embedded.speech import Refusal

LONGEST_START = 180.0  # seconds
LONGEST_STOP = 60.0
# These would lead it to the services and the data of another.
FOREIGN = ("DATABASE_URL", "REDIS_URL", "DATA_DIR", "SECRET_KEY", "SITE_URL", "EMAIL_URL")
FOREIGN += ("ANSWERS_URL", "ANSWERS_ADDRESS")


@dataclass
class House:
    """The product as it runs."""

    process: subprocess.Popen
    services: Services
    said: IO[str]

    @property
    def port(self) -> int:
        """Return the port of its web process."""
        return int(self.services.environment()["SITE_URL"].rpartition(":")[2])

    @property
    def screen(self) -> str:
        """Return what it has said so far."""
        self.said.seek(0)
        return self.said.read()

    def stop(self) -> int:
        """Press Ctrl-C; return the exit code."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(LONGEST_STOP)


def forget_other_services() -> None:
    """Keep to services of one's own, whatever the environment names."""
    for name in FOREIGN:
        os.environ.pop(name, None)


@contextmanager
def temporary_folder(prefix: str) -> Iterator[Path]:
    """Have a folder for a while that the account of the services may pass through."""
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def house(data: Path) -> Iterator[House]:
    """Run the product on this data for as long as the block does, without the demo company."""
    forget_other_services()
    with tempfile.TemporaryFile("w+") as said:
        command = ["-m", "intranet.platform.embedded", "run", "--data", str(data), "--port", "0"]
        process = subprocess.Popen(
            [sys.executable, *command, "--empty"],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
        try:
            wait_until_ready(process, said)
            yield House(process, Services(open_data_folder(data)), said)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGINT)
                process.wait(LONGEST_STOP)


def wait_until_ready(process: subprocess.Popen, said: IO[str]) -> None:
    """Return when the product answers; Refusal when it does not come up."""
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline and process.poll() is None:
        said.seek(0)
        if "is ready:" in said.read():
            return
        time.sleep(0.2)
    said.seek(0)
    raise Refusal(f"The product does not come up; it said: {said.read().strip()}")
