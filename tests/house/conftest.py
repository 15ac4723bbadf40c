"""A data folder, the services on it, and the whole product as somebody at a terminal starts it."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from intranet.platform.embedded.datafolder import open_data_folder
from intranet.platform.embedded.services import Services

ROOT = Path(__file__).resolve().parents[2]
LONG_ENOUGH = 120  # seconds, on a machine that also runs the other tests


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that the account of the services may pass through, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="onderling-house-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@contextmanager
def own_addresses() -> Iterator[None]:
    """Forget what the other tests run on: here everything starts services of its own."""
    with pytest.MonkeyPatch.context() as patch:
        forget_addresses(patch)
        yield


def forget_addresses(patch: pytest.MonkeyPatch) -> None:
    """Forget them for as long as this patch lasts."""
    for name in ("DATABASE_URL", "REDIS_URL", "DATA_DIR", "SECRET_KEY"):
        patch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def own_services(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget them in every test here, by the patch of the test: so all is put back in order."""
    forget_addresses(monkeypatch)


@pytest.fixture
def services(place: Path) -> Iterator[Services]:
    services = Services(open_data_folder(place / "data"))
    yield services
    services.join()
    services.leave()


class Terminal:
    """What a person sees who starts the product in a terminal."""

    def __init__(self, *words: str) -> None:
        descriptor, name = tempfile.mkstemp()
        self.said = Path(name)
        with os.fdopen(descriptor, "ab") as screen:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "intranet.platform.embedded", *words],
                cwd=ROOT,
                stdout=screen,
                stderr=screen,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    @property
    def screen(self) -> str:
        return self.said.read_text(encoding="utf-8")

    def wait_for(self, words: str) -> None:
        """Wait until these words are on the screen."""
        wait_until(lambda: words in self.screen or self.process.poll() is not None)
        assert words in self.screen, self.screen

    def interrupt(self) -> int:
        """Press Ctrl-C, wait, and return the exit code."""
        return self.end(signal.SIGINT)

    def end(self, number: int) -> int:
        os.killpg(self.process.pid, number)
        return self.process.wait(LONG_ENOUGH)


@contextmanager
def terminal(*words: str) -> Iterator[Terminal]:
    """Start something in a terminal that is closed in the end."""
    opened = Terminal(*words)
    try:
        yield opened
    finally:
        if opened.process.poll() is None:
            opened.interrupt()
        opened.said.unlink()


def wait_until(happened: Callable[[], object]) -> None:
    """Wait until something is the case."""
    deadline = time.monotonic() + LONG_ENOUGH
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)
