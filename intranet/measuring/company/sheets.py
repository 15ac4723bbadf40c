"""Rows by the million: written into a file per table, then copied in with COPY."""

import json
import tempfile
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import JSONField, Model

NULL = r"\N"
YES, NO = "t", "f"

PLAIN_INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
    FROM pg_index WHERE indrelid = %s::regclass AND NOT indisunique
"""


class Sheet:
    """The rows of one table that are still to be copied.

    The columns that are not named are the same in every row: what the model says they are when
    nobody says anything.
    """

    def __init__(self, model: type[Model], *columns: str) -> None:
        fields = {field.column: field for field in model._meta.concrete_fields}
        unnamed = [
            field for name, field in fields.items() if name not in columns and not field.primary_key
        ]
        self.model = model
        self.columns = [*columns, *(field.column for field in unnamed)]
        row = ["%s"] * len(columns) + [constant(field).replace("%", "%%") for field in unnamed]
        self._row = "\t".join(row) + "\n"
        self._file = tempfile.TemporaryFile("w+", encoding="utf-8", buffering=1 << 20)  # noqa: SIM115
        self.rows = 0

    def add(self, *values: Any) -> None:
        """Add a row; texts must be fit for COPY (see `text`), NULL is `\\N`."""
        self._file.write(self._row % values)
        self.rows += 1

    def copy(self) -> None:
        """Copy all of it into the table; indexes are faster made anew than kept up with."""
        table = self.model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(PLAIN_INDEXES, [table])
            indexes = cursor.fetchall()
            for name, _definition in indexes:
                cursor.execute(f"DROP INDEX {name}")
            self._file.seek(0)
            columns = ", ".join(f'"{column}"' for column in self.columns)
            cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", self._file, size=1 << 16)
            for _name, definition in indexes:
                cursor.execute(definition)
            if "id" in self.columns and self.model._meta.pk.get_internal_type() == "BigAutoField":
                self._go_on_counting(cursor, table)

    def close(self) -> None:
        """Throw the file away."""
        self._file.close()

    def _go_on_counting(self, cursor: Any, table: str) -> None:
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence(%s, 'id'), (SELECT max(id) FROM {table}))",  # noqa: S608
            [table],
        )


def constant(field: Any) -> str:
    """Return what COPY writes in a column that nobody names."""
    value = field.get_default()
    if value is None:
        return NULL
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(field, JSONField):
        return text(json.dumps(value))
    if isinstance(value, datetime):
        return moment(value.timestamp())
    return text(str(value))


def text(words: str) -> str:
    """Return words as COPY reads them."""
    return (
        words.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
    )


def moment(seconds: float) -> str:
    """Return a time, in seconds since 1970, as COPY reads it."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()
