"""`bin/manage`: one management command on the data, whether the product runs or not."""

import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from intranet.platform.embedded.children import ROOT
from intranet.platform.embedded.datafolder import open_data_folder
from intranet.platform.embedded.interruptions import Interruptions
from intranet.platform.embedded.locks import locked
from intranet.platform.embedded.preparing import (
    WAITING,
    create_database_if_missing,
    make_tables_if_fresh,
)
from intranet.platform.embedded.services import Services

NEED_NO_TABLES: tuple[list[str], ...] = (
    [],
    ["help"],
    ["check"],
    ["dbshell"],
    ["makemigrations"],
    ["showmigrations"],
)


def manage(*, data_path: Path, command: list[str]) -> int:
    """Run the command with the services up; return its exit code."""
    interruptions = Interruptions()
    data = open_data_folder(data_path)
    services = Services(data)
    try:
        with interruptions.held_back():
            services.join()
        create_database_if_missing(services)
        with ExitStack() as held:
            # While the command works nobody puts another database in the place of this one.
            changing = locked(data.path / "changing.lock", shared=True, notice=WAITING)
            held.enter_context(changing)
            if command[:1] == ["migrate"]:
                held.enter_context(locked(data.path / "migrating.lock", notice=WAITING))
            elif command[:1] not in NEED_NO_TABLES:
                make_tables_if_fresh(services)
            return _pass_through(command, services.environment())
    finally:
        interruptions.listen()
        with interruptions.held_back():
            services.leave()


def _pass_through(command: list[str], environment: dict[str, str]) -> int:
    process = subprocess.Popen([sys.executable, str(ROOT / "manage.py"), *command], env=environment)
    # Ctrl-C reaches the command through the terminal; here it only must not end the waiting.
    signal.signal(signal.SIGINT, lambda number, frame: None)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, frame: process.send_signal(number))
    code = process.wait()
    return code if code >= 0 else 128 - code
