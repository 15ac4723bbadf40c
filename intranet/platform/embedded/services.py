"""PostgreSQL and Valkey together, shared by everyone who uses one data folder at the moment."""

import errno
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import IO
from urllib.parse import quote

from intranet.platform.embedded.accounts import account_for
from intranet.platform.embedded.datafolder import DataFolder, write_whole
from intranet.platform.embedded.locks import Taken, change, locked, take
from intranet.platform.embedded.postgres import PortTaken, Postgres, StillEnding
from intranet.platform.embedded.programs import make_shelter
from intranet.platform.embedded.speech import Refusal, as_sentence
from intranet.platform.embedded.valkey import UnreadableFiles, Valkey

DATABASE = "onderling"
ATTEMPTS = 20


class Services:
    """The services of one data folder: whoever comes first starts them, whoever leaves last stops.

    Who uses them holds a shared lock on `using.lock`, which ends with its process however that
    dies; coming and going takes turns by `starting.lock`. An address in the environment stands in
    for a service of our own.
    """

    def __init__(self, data: DataFolder, *, postgres_settings: str = "") -> None:
        self.data = data
        self.account = account_for(data.services)
        self.postgres = Postgres(
            data.services, self.account, data.secrets.postgres, postgres_settings
        )
        self.valkey = Valkey(data.services, self.account, data.secrets.valkey)
        self.has_own_database = not os.environ.get("DATABASE_URL")
        self.has_own_broker = not os.environ.get("REDIS_URL")
        self._using: IO[str] | None = None

    @property
    def own(self) -> list[Postgres | Valkey]:
        """The services that this house runs itself, in the order in which they start."""
        database: list[Postgres | Valkey] = [self.postgres] if self.has_own_database else []
        return database + ([self.valkey] if self.has_own_broker else [])

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Have the services run for as long as the block does."""
        self.join()
        try:
            yield
        finally:
            self.leave()

    def join(self) -> None:
        """Use the services; start what does not run."""
        with self._turn():
            self._using = take(self.data.path / "using.lock", shared=True)
        try:
            self.mend()
        except BaseException:
            self.leave()
            raise

    def leave(self) -> bool:
        """Use the services no longer; stop them unless somebody else does, and tell which."""
        with self._turn():
            if self._using is None:
                return True
            try:
                change(self._using, wait=False)
                for service in reversed(self.own):
                    service.stop()
                return True
            except Taken:
                return False
            finally:
                self._using.close()
                self._using = None

    def mend(self) -> list[str]:
        """Start what does not run, and tell what that was."""
        try:
            with self._turn():
                return [service.name for service in self.own if self._start(service)]
        except OSError as error:
            raise Refusal(as_sentence(error)) from error

    def environment(self, database: str = DATABASE) -> dict[str, str]:
        """Return the environment in which the product finds its services and its data."""
        ports = self._ports()
        unless_given = {
            "SECRET_KEY": self.data.secrets.secret_key,
            # What follows the third stroke is the path, and this one begins with a stroke itself.
            "EMAIL_URL": f"filemail:///{quote(str(self.data.path / 'mail'))}",
            "SITE_URL": f"http://localhost:{ports.get('web', 8000)}",
        }
        ours = {
            "DATA_DIR": str(self.data.path),
            "DJANGO_SETTINGS_MODULE": "intranet.settings.dev",
            "PYTHONUNBUFFERED": "1",
        }
        if self.has_own_database:
            ours["DATABASE_URL"] = self.postgres.url(ports["postgresql"], database)
            # So that dbshell finds psql, and whoever makes a backup pg_dump.
            ours["PATH"] = f"{self.postgres.programs}{os.pathsep}{os.environ.get('PATH', '')}"
        if self.has_own_broker:
            ours["REDIS_URL"] = self.valkey.url(ports["valkey"])
        given = {key: value for key, value in os.environ.items() if value}
        return {**unless_given, **given, **ours}

    def ask(self, statement: str) -> list[str]:
        """Ask our own PostgreSQL, as its owner."""
        return self.postgres.ask(self._ports()["postgresql"], statement)

    def remember_port(self, key: str, port: int) -> None:
        """Keep a port for the next start, and for who wants to know the address."""
        ports = {**self._ports(), key: port}
        write_whole(self.data.path / "ports.json", json.dumps(ports) + "\n")

    def _turn(self) -> AbstractContextManager[IO[str]]:
        return locked(self.data.path / "starting.lock")

    def _start(self, service: Postgres | Valkey) -> bool:
        if service.process() is not None:
            return False
        self._make_home()
        service.prepare()
        # The same port as before, so that processes that outlived a service find it again.
        key = service.name.lower()
        if not is_free(self._ports().get(key, 0)):
            self.remember_port(key, free_port())
        for _attempt in range(ATTEMPTS):
            try:
                service.start(self._ports()[key])
                return True
            except PortTaken:
                self.remember_port(key, free_port())
            except StillEnding:
                time.sleep(0.5)
            except UnreadableFiles:
                self.valkey.set_aside()
        raise Refusal(f"{service.name} does not start; its log is {service.log}.")

    def _make_home(self) -> None:
        home = self.data.services
        if home.exists():
            return
        if not home.is_relative_to(self.data.path):
            make_shelter()
        home.mkdir(mode=0o700)
        self.account.give(home)

    def _ports(self) -> dict[str, int]:
        try:
            return json.loads((self.data.path / "ports.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}


def is_free(port: int) -> bool:
    """Find out whether nobody listens on this port of this machine."""
    return port > 0 and all(
        _can_bind(family, host, port)
        for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))
    )


def free_port() -> int:
    """Return a port of this machine on which nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _can_bind(family: int, host: str, port: int) -> bool:
    try:
        with socket.socket(family) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((host, port))
    except OSError as error:
        # A machine without IPv6 has nobody there.
        return error.errno in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)
    return True
