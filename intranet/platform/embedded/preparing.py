"""What must be true before the product starts: texts, database, static files, demo company."""

import hashlib
import subprocess
import sys

from intranet.platform.embedded.children import ROOT, last_words
from intranet.platform.embedded.datafolder import write_whole
from intranet.platform.embedded.locks import Taken, locked
from intranet.platform.embedded.processes import remember
from intranet.platform.embedded.services import DATABASE, Services
from intranet.platform.embedded.speech import Refusal, full_disk, means_no_room, say

HALF_BUILT = f"{DATABASE}_being_built"
WAITING = "Waiting until the database is made."
BEFORE = f"{DATABASE}_before"
# What a database of ours is for is its comment, so that it changes together with its name.
FRESH, DEMO, EMPTY = "fresh", "demo", "empty"
SHAPES_STATIC = (
    "static",
    "requirements.txt",
    "intranet/settings/base.py",
    "intranet/platform/staticfiles.py",
)


def compile_translations() -> None:
    """Turn the texts that people translate into what the product reads, where they changed."""
    for source in sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        babel = [sys.executable, "-m", "babel.messages.frontend", "compile"]
        language = source.parent.parent.name
        done = subprocess.run(
            [*babel, "-i", str(source), "-o", str(compiled), "-l", language],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise Refusal(f"{source} cannot be compiled: {done.stderr.strip().splitlines()[-1]}")


def collect_static(services: Services) -> None:
    """Put the static files in their place under names that change with their content."""
    stamp = services.data.path / "static.stamp"
    wanted = _fingerprint()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    stamp.unlink(missing_ok=True)
    _manage(services, "collectstatic", "--noinput", "--clear", "-v", "0")
    write_whole(stamp, wanted)


def bring_database_up_to_date(services: Services, *, with_demo: bool) -> None:
    """Have a database with today's tables, and in a new one the demo company if it is wanted."""
    if services.has_own_database:
        if with_demo and _purpose(services) in (None, FRESH):
            _build_demo(services)
        create_database_if_missing(services, purpose=EMPTY)
    with locked(services.data.path / "migrating.lock"):
        _manage(services, "migrate", "--noinput", "-v", "0")


def create_database_if_missing(services: Services, *, purpose: str = FRESH) -> None:
    """Have a database, be it without tables, so that any command can connect."""
    if not services.has_own_database or _purpose(services) is not None:
        return
    with locked(services.data.path / "changing.lock", notice=WAITING):
        if _purpose(services) is None:
            services.ask(f"DROP DATABASE IF EXISTS {HALF_BUILT} WITH (FORCE)")
            services.ask(f"CREATE DATABASE {HALF_BUILT}")
            _give_place(services, purpose)


def make_tables_if_fresh(services: Services) -> None:
    """Have tables in a database that `bin/run` never saw, so that a command finds something."""
    if services.has_own_database and _purpose(services) == FRESH:
        with locked(services.data.path / "migrating.lock", notice=WAITING):
            _manage(services, "migrate", "--noinput", "-v", "0")


def has_demo(services: Services) -> bool:
    """Tell whether the demo company works here."""
    return services.has_own_database and _purpose(services) == DEMO


def _build_demo(services: Services) -> None:
    """Build the demo company in a database of its own, which takes its place when it is whole.

    So a start that is killed halfway leaves nothing behind that anybody could meet.
    """
    try:
        with locked(services.data.path / "changing.lock", wait=False):
            say("Building the demo company; this happens once and takes a minute or two.")
            services.ask(f"DROP DATABASE IF EXISTS {HALF_BUILT} WITH (FORCE)")
            is_new = _purpose(services) is None
            model = "template1" if is_new else DATABASE
            services.ask(f"CREATE DATABASE {HALF_BUILT} TEMPLATE {model}")
            _manage(services, "migrate", "--noinput", "-v", "0", database=HALF_BUILT)
            try:
                _manage(services, "demo", database=HALF_BUILT)
            except Refusal as refusal:
                if is_new:
                    raise
                _leave_as_it_is(services, refusal)
            else:
                _give_place(services, DEMO)
    except Taken as error:
        raise Refusal(
            "bin/manage is at work on this data, so the demo company cannot be built now; "
            "wait until it is done, or start with --empty."
        ) from error


def _leave_as_it_is(services: Services, refusal: Refusal) -> None:
    """Keep the database of somebody who was here before the demo company."""
    say(f"The demo company is not built. {refusal}")
    services.ask(f"DROP DATABASE {HALF_BUILT} WITH (FORCE)")
    services.ask(f"COMMENT ON DATABASE {DATABASE} IS '{EMPTY}'")


def _give_place(services: Services, purpose: str) -> None:
    """Put the database that was just built in the place of the one that was there, in one step."""
    renaming = [f"ALTER DATABASE {HALF_BUILT} RENAME TO {DATABASE}"]
    if _purpose(services) is not None:
        renaming.insert(0, f"ALTER DATABASE {DATABASE} RENAME TO {BEFORE}")
    services.ask(f"COMMENT ON DATABASE {HALF_BUILT} IS '{purpose}'")
    services.ask(f"BEGIN; {'; '.join(renaming)}; COMMIT")
    services.ask(f"DROP DATABASE IF EXISTS {BEFORE}")


def _purpose(services: Services) -> str | None:
    """Return what our database is for; "" if nobody said, None if there is no database."""
    said = services.ask(
        "SELECT coalesce(shobj_description(oid, 'pg_database'), '') "
        f"FROM pg_database WHERE datname = '{DATABASE}'"
    )
    return said[0] if said else None


def _manage(services: Services, *command: str, database: str = DATABASE) -> None:
    log = services.data.path / "logs" / "setup.log"
    pid_file = services.data.path / "pids" / "setup.pid"
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=services.environment(database),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
            umask=0o077,
        )
    try:
        remember(pid_file, process.pid)
        process.wait()
    finally:
        process.kill()
        process.wait()
        pid_file.unlink(missing_ok=True)
    if process.returncode != 0:
        if means_no_room(log.read_text(encoding="utf-8", errors="replace")):
            raise Refusal(full_disk(services.data.path))
        reason = last_words(log)
        raise Refusal(f"`manage.py {command[0]}` did not succeed: {reason} (see {log}).")


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for place in SHAPES_STATIC:
        files = (ROOT / place).rglob("*") if (ROOT / place).is_dir() else [ROOT / place]
        for file in sorted(files):
            if file.is_file() and file.suffix != ".pyc":
                digest.update(f"{file.relative_to(ROOT)}\0".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()
