"""One import from beginning to end: read, plan, write, tell. It can be killed and run again."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import translation

from communities.models import (
    ImportedChange,
    ImportedCommunity,
    ImportedFile,
    ImportedMembership,
    ImportedMessage,
    ImportedPerson,
    ImportedVersion,
    ImportRun,
)
from communities.yammer.archive import Archive, in_order
from communities.yammer.figures import exports, planned
from communities.yammer.finishing import finish
from communities.yammer.members import write_members
from communities.yammer.persons import plan_people, write_people
from communities.yammer.places import plan_places, write_places
from communities.yammer.plan import make_plan
from communities.yammer.problems import ImportRefused, Problem, Problems
from communities.yammer.progress import Progress
from communities.yammer.reading import check
from communities.yammer.staging import ask, drop_tables, stage
from communities.yammer.talk import write_talk
from communities.yammer.versions import plan_versions, write_versions
from intranet.platform import clock
from intranet.platform.audit import record
from search.actions import rebuild

# Any number that no other lock of this product has.
ONE_AT_A_TIME = 5_741_204_118
# Seconds in which the database notices that an import was killed and lets go of its lock.
PATIENCE = 10.0


@dataclass
class Outcome:
    """What an import did, or would do: the report and the problems behind it."""

    problems: Problems
    report: dict[str, Any] = field(default_factory=dict)


def import_exports(
    paths: list[Path],
    *,
    progress: Progress,
    problems: Problems,
    dry_run: bool = False,
    include_private: bool = False,
) -> Outcome:
    """Bring exports in; ImportRefused when they cannot be, and then nothing was written."""
    with alone(), translation.override(settings.LANGUAGE_CODE), opened(paths) as archives:
        check(archives)
        outcome = Outcome(problems)
        accounts = read(archives, problems, progress)
        progress.step("plan", 0)
        make_whole_plan(problems, include_private=include_private)
        outcome.report = {
            "dry_run": dry_run,
            "includes_private": include_private,
            "run": None,
            "gone_on_with": False,
            "exports": exports(archives, accounts),
            **planned(include_private=include_private),
        }
        if not dry_run:
            write(archives, outcome.report, progress)
        tell_pace(outcome, progress)
        if outcome.report["run"]:
            ImportRun.objects.filter(pk=outcome.report["run"]).update(report=outcome.report)
        return outcome


@contextmanager
def alone() -> Iterator[None]:
    """Hold the one lock of imports for as long as this connection works on one."""
    patience = time.monotonic() + PATIENCE
    while not ask("SELECT pg_try_advisory_lock(%s)", [ONE_AT_A_TIME])[0][0]:
        if time.monotonic() > patience:
            raise ImportRefused("Another import is running. Wait until it is done.")
        time.sleep(0.2)
    try:
        yield
    finally:
        # A connection that died took the tables and the lock with it.
        with suppress(DatabaseError):
            drop_tables()
            ask("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])


@contextmanager
def opened(paths: list[Path]) -> Iterator[list[Archive]]:
    """Open the zips, each once, and close them."""
    archives = in_order(list(dict.fromkeys(path.resolve() for path in paths)))
    try:
        yield archives
    finally:
        for archive in archives:
            archive.close()


def read(archives: list[Archive], problems: Problems, progress: Progress):
    """Read everything into temporary tables."""
    announced = sum(sum(archive.announced.values()) for archive in archives)
    progress.step("read", announced)
    accounts = stage(archives, problems, progress.seen)
    progress.end()
    return accounts


def make_whole_plan(problems: Problems, *, include_private: bool) -> None:
    """Decide everything before anything is written."""
    make_plan(include_private=include_private)
    plan_people()
    plan_places()
    plan_versions()
    for name, line in ask("SELECT zip, line FROM yammer_misplaced ORDER BY zip, line"):
        sentence = "left out: it was written in a private group, and its thread stands elsewhere"
        problems.add(Problem(name, "Messages.csv", line, sentence))


def write(archives: list[Archive], report: dict[str, Any], progress: Progress) -> None:
    """Write what the plan says; every batch is whole or not there."""
    import_run, goes_on = begun(archives, includes_private=report["includes_private"])
    report["gone_on_with"] = goes_on
    progress.step(
        "people",
        ask("SELECT count(*) FROM yammer_person_plan WHERE verdict NOT IN ('same', 'kept')")[0][0],
    )
    write_people(import_run, progress.seen)
    write_places(import_run, lambda count: None)
    report["memberships"] = {"created": write_members(import_run)}
    progress.end()
    progress.step("messages", ask("SELECT count(*) FROM yammer_order")[0][0])
    write_talk(import_run, archives, progress.seen)
    progress.end()
    progress.step("versions", 0)
    report["versions"]["new"] = write_versions(import_run, progress.seen)
    report["orphans"]["answers_that_found_their_place"] = finish(import_run)
    progress.step("search", 0)
    rebuild(lambda kind, count: progress.seen(count))
    progress.end()
    report["run"] = ended(import_run)


def begun(archives: list[Archive], *, includes_private: bool) -> tuple[ImportRun, bool]:
    """Begin a run, or go on with the one of the same exports that was broken off."""
    same = sha256(repr([archive.fingerprint for archive in archives] + [includes_private]).encode())
    broken_off = ImportRun.objects.filter(state=ImportRun.State.RUNNING).first()
    if broken_off and broken_off.fingerprint == same.hexdigest():
        return broken_off, True
    if broken_off:
        broken_off.state = ImportRun.State.STOPPED
        broken_off.save(update_fields=["state"])
    names = [archive.name for archive in archives]
    run = ImportRun.objects.create(
        fingerprint=same.hexdigest(),
        exports=names,
        includes_private=includes_private,
        started_at=clock.now(),
    )
    return run, False


def ended(import_run: ImportRun) -> int | None:
    """Close a run and return its number; one that found everything as it was leaves no trace."""
    traces = (
        ImportedPerson,
        ImportedCommunity,
        ImportedMessage,
        ImportedVersion,
        ImportedFile,
        ImportedMembership,
        ImportedChange,
    )
    if not any(model.objects.filter(run=import_run).exists() for model in traces):
        import_run.delete()
        return None
    with transaction.atomic():
        import_run.state, import_run.ended_at = ImportRun.State.DONE, clock.now()
        import_run.save()
        record("communities.import.ended", actor=None, subject=import_run)
    return import_run.pk


def tell_pace(outcome: Outcome, progress: Progress) -> None:
    """Add what is known at the end: problems, duration, rate."""
    seconds = progress.seconds
    outcome.report["problems"] = {"count": outcome.problems.count}
    outcome.report["duration_seconds"] = round(seconds, 1)
    messages = outcome.report["messages"]["in_exports"]
    outcome.report["messages_per_second"] = round(messages / max(seconds, 0.001))
