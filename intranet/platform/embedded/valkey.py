"""Valkey, the Redis-compatible server: started, stopped and asked by our own hand."""

import contextlib
import socket
import subprocess
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from intranet.platform.embedded.accounts import Account
from intranet.platform.embedded.datafolder import write_whole
from intranet.platform.embedded.postgres import PortTaken
from intranet.platform.embedded.processes import Process, end_groups, look_up
from intranet.platform.embedded.programs import valkey_program, whole_number_in
from intranet.platform.embedded.speech import Refusal, full_disk, means_no_room, say

PATIENCE = 60  # seconds: a long file of what was queued is read first
# In a file and not on the command line, where everybody on the machine could read the password.
SETTINGS = """\
bind 127.0.0.1
port {port}
dir "{folder}"
logfile "{log}"
pidfile "{pid}"
daemonize yes
appendonly yes
save ""
requirepass {password}
maxmemory-policy noeviction
"""


@dataclass
class Valkey:
    """One Valkey on one folder; whoever asks may be another process than who started it."""

    home: Path
    account: Account
    password: str
    name = "Valkey"

    @cached_property
    def program(self) -> Path:
        """The server itself."""
        return valkey_program(self.account)

    @property
    def folder(self) -> Path:
        """Where its data lie."""
        return self.home / "valkey"

    @property
    def log(self) -> Path:
        """Where it writes what it has to say."""
        return self.home / "valkey.log"

    def url(self, port: int) -> str:
        """Return the address of the broker."""
        return f"redis://:{quote(self.password)}@127.0.0.1:{port}/0"

    def process(self) -> Process | None:
        """Return the running server of this folder, if there is one."""
        try:
            found = look_up(int((self.home / "valkey.pid").read_text(encoding="utf-8")))
            port = whole_number_in(self._settings.read_text(encoding="utf-8").partition("port ")[2])
        except (OSError, ValueError):
            return None
        return found if found and f"127.0.0.1:{port}" in found.command else None

    def prepare(self) -> None:
        """Make its folder if there is none."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self.account.give(self.folder)

    def start(self, port: int) -> None:
        """Start on this port and return when it answers."""
        values = {"folder": self.folder, "log": self.log, "pid": self.home / "valkey.pid"}
        write_whole(self._settings, SETTINGS.format(port=port, password=self.password, **values))
        self.account.give(self._settings)
        (self.home / "valkey.pid").unlink(missing_ok=True)
        said_before = self.log.stat().st_size if self.log.exists() else 0
        subprocess.run(
            [self.program, self._settings],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            start_new_session=True,
            check=False,
            **self.account.popen(),
        )
        if not self._answers_in_time(port):
            self._explain(said_before)

    def stop(self) -> None:
        """Stop: what is queued is on the disk."""
        if found := self.process():
            end_groups([found.pid], patience=10)

    def answers(self, port: int) -> bool:
        """Find out whether it answers, to the right password, and has read its files."""
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=2) as line:
                line.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                with line.makefile("rb") as answers:
                    return [answers.readline()[:5] for _ in range(2)] == [b"+OK\r\n", b"+PONG"]
        except OSError:
            return False

    def set_aside(self) -> None:
        """Keep files that cannot be read any more under another name, and begin new ones."""
        self.folder.rename(self.home / f"valkey-unreadable-{int(time.time())}")
        self.prepare()
        say("The queue's files were damaged and set aside; what was queued comes from PostgreSQL.")

    @property
    def _settings(self) -> Path:
        return self.home / "valkey.conf"

    def _answers_in_time(self, port: int) -> bool:
        deadline = time.monotonic() + PATIENCE
        born = time.monotonic()
        while time.monotonic() < deadline:
            if self.answers(port) and self.process():
                return True
            if self.process() is None and time.monotonic() - born > 2:
                return False
            time.sleep(0.02)
        return False

    def _explain(self, said_before: int) -> None:
        said = ""
        with contextlib.suppress(OSError), self.log.open(encoding="utf-8", errors="replace") as log:
            log.seek(said_before)
            said = log.read()
        if "Address already in use" in said:
            raise PortTaken(said)
        if means_no_room(said):
            raise Refusal(full_disk(self.home))
        if "Bad file format" in said or "valkey-check-aof" in said:
            raise UnreadableFiles(said)
        reason = (said.strip().splitlines() or ["no reason given"])[-1]
        raise Refusal(f"Valkey does not start on {self.folder}: {reason} (see {self.log}).")


class UnreadableFiles(Exception):
    """Its own files are damaged."""
