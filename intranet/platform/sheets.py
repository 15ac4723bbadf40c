"""Rows for a spreadsheet, as a file of lines; no cell of it is ever taken for a formula."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

# With any of these a spreadsheet begins to calculate, or worse, instead of showing words.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
# Spreadsheets read a file as UTF-8 only when it says so.
MARK = "\ufeff"


class Line:
    """What the writer of rows writes to: it hands back the one line."""

    def write(self, line: str) -> str:
        """Hand back a line."""
        return line


def lines_of(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Yield the lines of a file, one per row; semicolons, as spreadsheets in this country expect.

    A cell that could be a formula gets an apostrophe before it, so that it stays words.
    """
    writer = csv.writer(Line(), delimiter=";", lineterminator="\r\n")
    for number, row in enumerate(rows):
        line = writer.writerow([as_words(cell) for cell in row])
        yield (MARK if number == 0 else "") + line  # type: ignore[operator]


def as_words(cell: Any) -> str:
    """Return a cell that no spreadsheet calculates with."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
