"""Starts PostgreSQL and Valkey for the tests, and finds the browser for the journeys.

A plugin of pytest, named in pyproject.toml: pytest-django reads the settings, and with them
DATABASE_URL, before any conftest.py could set it. With -n, the first process starts the services
and the others inherit the addresses.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from intranet.platform.embedded.datafolder import open_data_folder
from intranet.platform.embedded.locks import Taken, locked, take
from intranet.platform.embedded.preparing import compile_translations, create_database_if_missing
from intranet.platform.embedded.services import Services
from intranet.platform.embedded.speech import Refusal

# Files whose tests share something expensive, and a folder whose files do.
KEPT_TOGETHER = ("tests/house/", "tests/journeys/")
ONE_FOLDER = "tests/demo/company/"
PREFIX = "onderling-tests-"
# Nobody will miss these data after a power cut.
FASTER = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nmax_connections = 200"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NO_BROWSER = "there is no Chromium on this machine; install one or set CHROMIUM to its path"


def start_services() -> None:
    """Start both in a folder of their own, which goes when the tests are done."""
    sweep_up()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    in_use = take(folder / "in-use.lock")
    # Root's PostgreSQL runs as `nobody`, who must be able to pass through.
    folder.chmod(0o711)
    services = Services(open_data_folder(folder / "data"), postgres_settings=FASTER)
    services.join()
    atexit.register(in_use.close)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(services.leave)
    create_database_if_missing(services)
    environment = services.environment()
    for name in ("DATABASE_URL", "REDIS_URL", "DATA_DIR"):
        os.environ[name] = environment[name]


def sweep_up() -> None:
    """Stop and remove what test runs that were killed have left behind."""
    for lock in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/in-use.lock"):
        try:
            with locked(lock, wait=False):
                for service in reversed(Services(open_data_folder(lock.parent / "data")).own):
                    service.stop()
                shutil.rmtree(lock.parent, ignore_errors=True)
        except (Taken, OSError, Refusal):
            continue


def find_browser() -> str | None:
    """Return the path of a Chromium, if there is one."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in BROWSERS if (path := shutil.which(name))), None)


class FilesKeptTogether(LoadScopeScheduling):
    """Shares out single tests, but as a whole what shares something expensive."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(ONE_FOLDER):
            return ONE_FOLDER
        return nodeid.split("::")[0] if nodeid.startswith(KEPT_TOGETHER) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> FilesKeptTogether | None:
    """Choose how -n shares out the tests, unless --dist says another way."""
    return FilesKeptTogether(config, log) if config.getvalue("dist") == "load" else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip the journeys where there is no browser, unless they are required."""
    journeys = [item for item in items if item.get_closest_marker("browser")]
    if not journeys or os.environ.get("CHROMIUM"):
        return
    if os.environ.get("ONDERLING_JOURNEYS") == "required":
        raise pytest.UsageError(f"The browser journeys are required, but {NO_BROWSER}.")
    for item in journeys:
        item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say plainly, at the end, that the journeys were left out."""
    skipped = terminalreporter.stats.get("skipped", [])
    left_out = [report for report in skipped if NO_BROWSER in str(report.longrepr)]
    if left_out:
        text = f"{len(left_out)} browser journeys were SKIPPED: {NO_BROWSER}."
        terminalreporter.section("browser journeys", yellow=True, bold=True)
        terminalreporter.write_line(text)


if browser := find_browser():
    os.environ["CHROMIUM"] = browser
if "PYTEST_XDIST_WORKER" not in os.environ:
    compile_translations()
    start_services()
