"""From a zip to typed rows: what is good goes on, what is not is listed by file and line."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from communities.yammer.archive import Archive
from communities.yammer.fields import Cells, Senseless
from communities.yammer.layouts import LAYOUTS, LEFT_OUT, Layout
from communities.yammer.problems import BrokenExport, Problem, Problems
from communities.yammer.records import Record, Records


@dataclass(frozen=True, slots=True)
class Found:
    """One good row: where it stood, what it says, and what stood in columns that nobody knows."""

    line: int
    row: Any
    extra: str


@dataclass
class Account:
    """What came out of one file of one zip."""

    zip: str
    file: str
    announced_as: str
    announced: int | None
    rows: int = 0
    left_out: int = 0
    unknown_columns: dict[str, int] = field(default_factory=dict)
    lacks: list[str] = field(default_factory=list)


def check(archives: list[Archive]) -> None:
    """Stop before anything is read when a zip is no export or lacks a column that must be there."""
    for archive in archives:
        present = [layout for layout in LAYOUTS if archive.has(layout.file)]
        if not present:
            raise BrokenExport(
                f"{archive.name}: this is no network export; it holds none of "
                f"{', '.join(layout.file for layout in LAYOUTS)}."
            )
        for layout in present:
            lacking = [name for name in layout.needed if name not in header_of(archive, layout)]
            if lacking:
                names = ", ".join(lacking)
                raise BrokenExport(
                    f"{archive.name}: {layout.file}, line 1: column {names} is missing."
                )


def header_of(archive: Archive, layout: Layout) -> list[str]:
    """Return the names of the columns, in their order."""
    return [name.strip().lower() for name in Records(archive.lines(layout.file)).header.cells]


def read(archive: Archive, layout: Layout, problems: Problems, account: Account) -> Iterator[Found]:
    """Yield the good rows of one file, and list the others."""
    records = Records(archive.lines(layout.file))
    header = [name.strip().lower() for name in records.header.cells]
    account.lacks = [name for name in layout.also if name not in header]
    account.unknown_columns = {name: 0 for name in header if name not in layout.known}
    for record in records:
        account.rows += 1
        try:
            yield as_found(record, header, layout, account)
        except Senseless as error:
            account.left_out += 1
            problems.add(Problem(archive.name, layout.file, record.line, str(error)))


def as_found(record: Record, header: list[str], layout: Layout, account: Account) -> Found:
    """Make a typed row of a record; Senseless when it is none."""
    if record.problem:
        raise Senseless(record.problem)
    cells = Cells(header, record.cells)
    found = Found(record.line, layout.read(cells), "")
    others = cells.others(layout.known)
    if others:
        for name in others:
            account.unknown_columns[name] += 1
        found = Found(found.line, found.row, json.dumps(others, ensure_ascii=False))
    return found


def account_for(archive: Archive, layout: Layout) -> Account:
    """Begin to count one file."""
    return Account(
        archive.name, layout.file, layout.announced_as, archive.announced.get(layout.announced_as)
    )


def count_left_out(archive: Archive) -> list[Account]:
    """Count the rows of files that we know of and do not take over."""
    accounts = []
    for name in LEFT_OUT:
        if archive.has(name):
            rows = sum(1 for record in Records(archive.lines(name)))
            announced_as = name.removesuffix(".csv").upper()
            announced = archive.announced.get(announced_as)
            accounts.append(Account(archive.name, name, announced_as, announced, rows, rows))
    return accounts
