"""The rows of all exports in temporary tables: the database holds them, memory does not.

The tables belong to the connection and go with it, whatever ends it. Later rows of one id win:
`n` counts up through the exports in their order.
"""

from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import datetime
from functools import partial
from typing import Any, get_type_hints

from django.db import connection

from communities.yammer.archive import Archive
from communities.yammer.fields import shortened
from communities.yammer.grammar import attachments
from communities.yammer.layouts import LAYOUTS, MESSAGES, VERSIONS, Layout
from communities.yammer.problems import Problem, Problems
from communities.yammer.reading import Account, Found, account_for, count_left_out, read
from communities.yammer.rows import digest

SQL_TYPES = {
    int: "bigint",
    int | None: "bigint",
    str: "text",
    bool: "boolean",
    datetime: "timestamptz",
    datetime | None: "timestamptz",
    list[int]: "bigint[]",
}
# How COPY wants what would end a cell or a row; the first one first.
ESCAPES = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"))
READ_AT_ONCE = 1024 * 1024


def stage(
    archives: list[Archive], problems: Problems, seen: Callable[[int], None]
) -> list[Account]:
    """Read everything into the temporary tables; return what came out of each file."""
    make_tables()
    accounts: list[Account] = []
    place = 0
    for number, archive in enumerate(archives):
        run("INSERT INTO yammer_zip VALUES (%s, %s, %s)", [number, archive.name, archive.until])
        for layout in LAYOUTS:
            if archive.has(layout.file):
                account = account_for(archive, layout)
                rows = Rows(archive, layout, problems, account)
                place = copy(number, place, rows, seen)
                accounts.append(account)
        accounts += count_left_out(archive)
        copy_binaries(number, archive)
    make_latest()
    return accounts


class Rows:
    """The good rows of one file as lines for COPY."""

    def __init__(
        self, archive: Archive, layout: Layout, problems: Problems, account: Account
    ) -> None:
        self.layout = layout
        self.doubt = partial(doubt, archive, layout, problems)
        self.found = read(archive, layout, problems, account)

    def lines(self, number: int, place: int, seen: Callable[[int], None]) -> Iterator[str]:
        names = columns(self.layout)
        for found in self.found:
            place += 1
            seen(1)
            if self.layout is MESSAGES and found.row.others[-1]:
                self.doubt(found)
            own = [getattr(found.row, name) for name in names]
            yield copied([place, number, found.line, found.extra, digest(found.row), *own])


def doubt(archive: Archive, layout: Layout, problems: Problems, found: Found) -> None:
    """List a row that goes along although part of it is not understood."""
    words = ", ".join(t.title for t in attachments(found.row.attachments) if t.kind == "unknown")
    sentence = f"imported, but this attachment is not understood: {shortened(words)}"
    problems.add(Problem(archive.name, layout.file, found.line, sentence))


def table(layout: Layout) -> str:
    """Name the temporary table of a file: yammer_messages."""
    return "yammer_" + layout.file.removesuffix(".csv").lower()


def columns(layout: Layout) -> list[str]:
    """Name the columns of a row of its own."""
    return [field.name for field in fields(layout.row)]


def run(sql: str, values: Any = ()) -> int:
    """Do one statement; return how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.rowcount


def ask(sql: str, values: Any = ()) -> list[tuple]:
    """Return the rows of one question."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchall()


def make_tables() -> None:
    """Make the tables anew."""
    drop_tables()
    run("CREATE TEMP TABLE yammer_zip (zip int PRIMARY KEY, name text, until timestamptz)")
    run("CREATE TEMP TABLE yammer_binary (zip int, stem text, path text, size bigint)")
    for layout in LAYOUTS:
        types = get_type_hints(layout.row)
        own = ", ".join(f"{name} {SQL_TYPES[types[name]]}" for name in columns(layout))
        run(
            f"CREATE TEMP TABLE {table(layout)}"
            f" (n bigint, zip int, line int, extra text, digest text, {own})"
        )


def drop_tables() -> None:
    """Let go of every temporary table that an import made."""
    found = ask(
        "SELECT relname FROM pg_class WHERE relnamespace = pg_my_temp_schema()"
        " AND relkind = 'r' AND relname LIKE 'yammer\\_%'"
    )
    for (name,) in found:
        run(f'DROP TABLE IF EXISTS pg_temp."{name}"')


def copy(number: int, place: int, rows: Rows, seen: Callable[[int], None]) -> int:
    """Stream rows into their table; return the place of the last one."""
    count = 0

    def counted() -> Iterator[str]:
        nonlocal count
        for line in rows.lines(number, place, seen):
            count += 1
            yield line

    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table(rows.layout)} FROM STDIN", Stream(counted()))
    return place + count


def copy_binaries(number: int, archive: Archive) -> None:
    """Remember which files the zip holds."""
    lines = (copied([number, stem, path, size]) for path, stem, size in archive.binaries())
    with connection.cursor() as cursor:
        cursor.copy_expert("COPY yammer_binary FROM STDIN", Stream(lines))


def make_latest() -> None:
    """Index what was read, and let `<table>_now` be the last row of each id."""
    for layout in LAYOUTS:
        name = table(layout)
        if layout is not VERSIONS:
            # Messages are long: of them only the place of the last row is noted.
            wanted = "id, n" if layout is MESSAGES else "*"
            run(
                f"CREATE TEMP TABLE {name}_now AS"
                f" SELECT DISTINCT ON (id) {wanted} FROM {name} ORDER BY id, n DESC"
            )
            run(f"CREATE UNIQUE INDEX ON {name}_now (id)")
            run(f"ANALYZE {name}_now")
        run(f"CREATE UNIQUE INDEX ON {name} (n)")
        run(f"ANALYZE {name}")
    run("CREATE INDEX ON yammer_messages (id)")
    run("CREATE INDEX ON yammer_messages (thread_id)")
    run("CREATE INDEX ON yammer_files_now (file_id)")
    run("CREATE INDEX ON yammer_binary (stem)")


def distinct_ids(number: int, layout: Layout) -> int:
    """Count the different ids that one zip holds of one kind."""
    key = "message_id" if layout is VERSIONS else "id"
    found = ask(f"SELECT count(DISTINCT {key}) FROM {table(layout)} WHERE zip = %s", [number])
    return found[0][0]


class Stream:
    """What COPY reads from: lines, joined to pieces of the size that it asks for."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.lines = lines

    def read(self, size: int = READ_AT_ONCE) -> str:
        """Return at least `size` characters, '' at the end."""
        parts: list[str] = []
        length = 0
        for line in self.lines:
            parts.append(line)
            length += len(line)
            if length >= size:
                break
        return "".join(parts)


def copied(values: list[Any]) -> str:
    """Write one row as COPY reads it."""
    return "\t".join(copied_value(value) for value in values) + "\n"


def copied_value(value: Any) -> str:
    """Write one cell as COPY reads it."""
    if value is None:
        return "\\N"
    if isinstance(value, str):
        for character, written in ESCAPES:
            value = value.replace(character, written)
        return value
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, list):
        return "{" + ",".join(map(str, value)) + "}"
    return value.isoformat() if isinstance(value, datetime) else str(value)
