"""Taking a run back: what it made goes, what it changed is as before, what people built on stays.

All of it is one transaction: a run is taken back whole or not at all.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from communities.models import ImportRun
from communities.yammer.dismissing import (
    take_back_communities,
    take_back_files,
    take_back_members,
    take_back_parts,
    take_back_people,
)
from communities.yammer.problems import ImportRefused
from communities.yammer.removing import take_back_talk
from communities.yammer.restoring import restore_changes, take_back_versions
from communities.yammer.runs import alone
from intranet.platform import clock
from intranet.platform.audit import record
from search.actions import rebuild


@dataclass(frozen=True)
class Kept:
    """Something that stays, and why."""

    kind: str
    id: int
    name: str
    why: str

    def __str__(self) -> str:
        return f"{self.kind} {self.id} ({self.name}): {self.why}"


@dataclass
class TakenBack:
    """What became of a run."""

    run: int
    counts: Counter[str] = field(default_factory=Counter)
    kept: list[Kept] = field(default_factory=list)

    def keep(self, kind: str, number: int, name: str, why: str) -> None:
        """List something that stays."""
        self.kept.append(Kept(kind, number, " ".join(name.split())[:60], why))

    def lines(self) -> Iterator[str]:
        """Yield it line by line, for a person on screen."""
        yield f"Run {self.run} is taken back."
        for name, count in self.counts.items():
            yield f"  {name:<42} {count:>10,}"
        if self.kept:
            yield f"Kept, because people built on it: {len(self.kept):,}"
        for kept in self.kept:
            yield f"  {kept}"

    def as_json(self) -> dict:
        """Return it as a report can hold it."""
        return {"counts": self.counts, "kept": [vars(kept) for kept in self.kept]}

    def write_json(self, path: Path) -> None:
        """Write it to a file."""
        told = {"undone_run": self.run, **self.as_json()}
        path.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def undo_run(number: int) -> TakenBack:
    """Take a run back; ImportRefused when there is none, or a later one stands on it."""
    with alone():
        taken = take_back(number)
        rebuild()
    return taken


@transaction.atomic
def take_back(number: int) -> TakenBack:
    """Take back all that a run did and nobody built on."""
    import_run = run_to_undo(number)
    taken = TakenBack(number)
    restore_changes(import_run, taken)
    take_back_versions(import_run, taken)
    take_back_talk(import_run, taken)
    take_back_files(import_run, taken)
    take_back_members(import_run, taken)
    take_back_communities(import_run, taken)
    take_back_people(import_run, taken)
    take_back_parts(import_run, taken)
    import_run.state, import_run.undone_at = ImportRun.State.UNDONE, clock.now()
    import_run.report["undo"] = taken.as_json()
    import_run.save()
    record("communities.import.taken_back", actor=None, subject=import_run)
    return taken


def run_to_undo(number: int) -> ImportRun:
    """Find the run, and see to it that nothing stands on it."""
    import_run = ImportRun.objects.select_for_update().filter(pk=number).first()
    if import_run is None:
        raise ImportRefused(f"There is no run {number}.")
    if import_run.state == ImportRun.State.UNDONE:
        raise ImportRefused(f"Run {number} was taken back already.")
    standing = ImportRun.objects.exclude(state=ImportRun.State.UNDONE)
    later = standing.filter(pk__gt=number).order_by("-pk").first()
    if later:
        raise ImportRefused(f"Run {later.pk} came later and stands on it. Take that back first.")
    return import_run
