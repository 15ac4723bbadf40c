"""Which account of the operating system PostgreSQL and Valkey run as: never root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from intranet.platform.embedded.speech import Refusal


@dataclass(frozen=True)
class Account:
    """Somebody the services run as."""

    name: str
    uid: int
    gid: int

    @property
    def is_somebody_else(self) -> bool:
        """Whether whoever started the house must become this account first."""
        return self.uid != os.geteuid()

    def popen(self) -> dict:
        """Return the options that make `subprocess` run as this account."""
        if not self.is_somebody_else:
            return {"cwd": "/"}
        return {"user": self.uid, "group": self.gid, "extra_groups": [], "cwd": "/"}

    def give(self, path: Path) -> None:
        """Make this account the owner of a file or folder."""
        if self.is_somebody_else:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def can_enter(self, folder: Path) -> bool:
        """Find out whether the folders above let this account through."""
        return self._can('cd "$1"', folder)

    def can_execute(self, program: Path) -> bool:
        """Find out whether this account can run the program where it lies."""
        return self._can('exec "$1" --version', program)

    def _can(self, script: str, path: Path) -> bool:
        answer = subprocess.run(
            ["/bin/sh", "-c", script, "sh", str(path)],
            capture_output=True,
            check=False,
            **self.popen(),
        )
        return answer.returncode == 0


def account_for(services: Path | None) -> Account:
    """Return who the services run as: the owner of their folder, and `nobody` in place of root."""
    if os.geteuid() != 0:
        return _named(os.geteuid(), os.getegid())
    owner = services.stat() if services and services.exists() else None
    if owner and owner.st_uid != 0:
        return _named(owner.st_uid, owner.st_gid)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError as error:
        raise Refusal(
            "PostgreSQL refuses to run as root and this machine has no account `nobody`; "
            "start as an ordinary user."
        ) from error
    return Account(name="nobody", uid=nobody.pw_uid, gid=nobody.pw_gid)


def _named(uid: int, gid: int) -> Account:
    try:
        return Account(name=pwd.getpwuid(uid).pw_name, uid=uid, gid=gid)
    except KeyError:
        return Account(name=str(uid), uid=uid, gid=gid)
