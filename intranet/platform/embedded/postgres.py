"""PostgreSQL from the wheel's programs: made, started, stopped and asked by our own hand."""

import os
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from intranet.platform.embedded.accounts import Account
from intranet.platform.embedded.datafolder import write_whole
from intranet.platform.embedded.processes import Process, look_up
from intranet.platform.embedded.programs import major_version, postgres_programs, whole_number_in
from intranet.platform.embedded.speech import Refusal, full_disk, means_no_room

OWNER = "app"
PATIENCE = 300  # seconds: after a crash PostgreSQL first reads what it had promised to keep
SETTINGS = """\
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
port = {port}
# A statement or a row in the log would put people's words and names there.
log_min_error_statement = panic
log_error_verbosity = terse
{more}
"""


class PortTaken(Exception):
    """Somebody else listens where the server was to listen."""


class StillEnding(Exception):
    """Processes of a server that was killed have not noticed yet that it is gone."""


@dataclass
class Postgres:
    """One PostgreSQL on one folder; whoever asks may be another process than who started it."""

    home: Path
    account: Account
    password: str
    more_settings: str = ""
    name = "PostgreSQL"

    @cached_property
    def programs(self) -> Path:
        """Where initdb, pg_ctl, postgres and psql are."""
        return postgres_programs(self.account)

    @property
    def folder(self) -> Path:
        """Where its data lie."""
        return self.home / "postgres"

    @property
    def log(self) -> Path:
        """Where it writes what it has to say."""
        return self.home / "postgres.log"

    def url(self, port: int, database: str) -> str:
        """Return the address of a database."""
        return f"postgres://{OWNER}:{quote(self.password)}@127.0.0.1:{port}/{database}"

    def process(self) -> Process | None:
        """Return the running server of this folder, if there is one."""
        try:
            first = (self.folder / "postmaster.pid").read_text(encoding="utf-8").split("\n")[0]
            found = look_up(int(first))
        except (OSError, ValueError):
            return None
        return found if found and str(self.folder) in found.command else None

    def prepare(self) -> None:
        """Make the cluster if there is none; refuse one that is not ours to start."""
        ours = major_version(self.programs)
        if not self.folder.exists():
            self._make_cluster(ours)
        made_by = self._version_of_cluster()
        if made_by != ours:
            raise Refusal(
                f"The data in {self.folder} were made by PostgreSQL {made_by} and this is "
                f"PostgreSQL {ours}; docs/runbooks/upgrade.md says how to take them along."
            )

    def start(self, port: int) -> None:
        """Start on this port and return when it answers."""
        settings = self.folder / "house.conf"
        write_whole(settings, SETTINGS.format(port=port, more=self.more_settings))
        self.account.give(settings)
        self._disown_number()
        said_before = self.log.stat().st_size if self.log.exists() else 0
        answer = self._control("start", "-l", str(self.log), "-t", str(PATIENCE))
        if answer.returncode != 0:
            self._explain(said_before)

    def stop(self) -> None:
        """Stop: what is being written is finished, who is connected is cut off."""
        if self.process() is None:
            return
        if self._control("stop", "-m", "fast", "-t", "30").returncode != 0:
            self._control("stop", "-m", "immediate", "-t", "10")

    def ask(self, port: int, statement: str, database: str = "postgres") -> list[str]:
        """Run one statement and return the lines of the answer."""
        where = ["-h", "127.0.0.1", "-p", str(port), "-U", OWNER, "-d", database]
        answer = subprocess.run(
            [self.programs / "psql", "-XqtA", "-v", "ON_ERROR_STOP=1", *where, "-c", statement],
            capture_output=True,
            text=True,
            env={**_plain_environment(), "PGPASSWORD": self.password},
            check=False,
            **self.account.popen(),
        )
        if answer.returncode != 0:
            raise Refusal(f"PostgreSQL says: {_loudest(answer.stderr)}")
        return answer.stdout.split("\n")[:-1]

    def _make_cluster(self, major: int) -> None:
        # Made beside its place and moved there when whole, so that half a cluster never stays.
        new = self.home / "postgres.new"
        subprocess.run(["rm", "-rf", str(new)], check=True)
        with tempfile.NamedTemporaryFile("w", dir=self.home, prefix="pw") as password:
            password.write(self.password)
            password.flush()
            self.account.give(Path(password.name))
            how = ["-U", OWNER, "-E", "UTF8", "--auth=scram-sha-256", f"--pwfile={password.name}"]
            answer = self._run([self.programs / "initdb", "-D", new, *how, *_locale_options(major)])
        if answer.returncode != 0:
            self._refuse(answer.stdout)
        with (new / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write("\ninclude_if_exists = 'house.conf'\n")
        new.rename(self.folder)

    def _disown_number(self) -> None:
        """Cross out the number of a dead server that somebody else, or nobody, now goes by.

        PostgreSQL would take that one for itself and not start. The rest of the file stays: by it
        PostgreSQL sees whether processes of the dead server still use its memory.
        """
        file = self.folder / "postmaster.pid"
        if self.process() is not None or not file.exists():
            return
        gone = subprocess.Popen(["true"])
        gone.wait()
        lines = file.read_text(encoding="utf-8").split("\n")
        write_whole(file, "\n".join([str(gone.pid), *lines[1:]]))
        self.account.give(file)

    def _version_of_cluster(self) -> int:
        try:
            version = whole_number_in((self.folder / "PG_VERSION").read_text(encoding="utf-8"))
            whole = (self.folder / "global" / "pg_control").exists()
        except OSError:
            version, whole = 0, False
        if not version or not whole:
            raise Refusal(
                f"The database in {self.folder} is damaged (files are missing); nothing was "
                "touched, put it back from a backup, docs/runbooks/backup.md says how."
            )
        return version

    def _explain(self, said_before: int) -> None:
        with self.log.open(encoding="utf-8", errors="replace") as log:
            log.seek(said_before)
            said = log.read()
        if "could not bind" in said or "Address already in use" in said:
            raise PortTaken(said)
        if "still in use" in said:
            raise StillEnding(said)
        self._refuse(said)

    def _refuse(self, said: str) -> None:
        if means_no_room(said):
            raise Refusal(full_disk(self.home))
        raise Refusal(
            f"PostgreSQL does not start on {self.folder}: {_loudest(said)} (see {self.log})."
        )

    def _control(self, *what: str) -> subprocess.CompletedProcess:
        return self._run([self.programs / "pg_ctl", "-D", self.folder, "-w", *what])

    def _run(self, command: list) -> subprocess.CompletedProcess:
        # Files and not pipes: a server that was started would keep a pipe open.
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                env=_plain_environment(),
                start_new_session=True,
                check=False,
                **self.account.popen(),
            )
            said.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, said.read(), "")


def _loudest(said: str) -> str:
    """Return the line that matters most of what PostgreSQL said."""
    for level in ("PANIC:", "FATAL:", "ERROR:"):
        if found := [line for line in said.splitlines() if level in line]:
            return found[-1].split(level)[-1].strip()
    return (said.strip().splitlines() or ["no reason given"])[-1]


def _locale_options(major: int) -> list[str]:
    # The same order and case on every machine, whatever locales it has.
    if major >= 17:
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    return ["--locale=C.UTF-8"]


def _plain_environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C"}
