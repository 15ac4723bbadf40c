"""Rows out of the lines of a CSV, each with its line; a broken one costs itself only."""

import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

# Characters of one row with all its line breaks; more means that a quote was never closed.
LONGEST_RECORD = 2_000_000
BEGINS_A_RECORD = re.compile(r'"?\d{1,19}"?,')

csv.field_size_limit(LONGEST_RECORD + 1)


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one row; a problem instead when it could not be read."""

    line: int
    cells: list[str]
    problem: str = ""


class Records:
    """Reads rows from lines; after a broken row it goes on where the next one seems to begin."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.lines = lines
        self.put_back: deque[str] = deque()
        self.taken = 0
        self.header = next(self.whole_rows(width=None), Record(1, []))

    def __iter__(self) -> Iterator[Record]:
        return self.whole_rows(width=len(self.header.cells))

    def whole_rows(self, *, width: int | None) -> Iterator[Record]:
        while held := self.hold_one():
            line = self.taken - len(held) + 1
            text = "".join(held)
            problem, cells = self.judge(text, width)
            if problem:
                self.go_on_after(held)
            if cells or problem:
                yield Record(line, cells, problem)

    def hold_one(self) -> list[str]:
        """Take lines until the quotes are closed."""
        held: list[str] = []
        quotes = size = 0
        while line := self.next_line():
            held.append(line)
            quotes += line.count('"')
            size += len(line)
            if quotes % 2 == 0 or size > LONGEST_RECORD:
                break
        return held

    def next_line(self) -> str:
        line = self.put_back.popleft() if self.put_back else next(self.lines, "")
        self.taken += bool(line)
        return line

    def judge(self, text: str, width: int | None) -> tuple[str, list[str]]:
        """Return what is wrong with a row, or its cells."""
        if text.count('"') % 2:
            return "a quote is opened and not closed", []
        try:
            text.encode()
        except UnicodeEncodeError:
            return "it is not UTF-8", []
        cells = next(csv.reader([text]), []) if text.strip() else []
        if cells and width is not None and len(cells) != width:
            return f"it has {len(cells)} cells, the header has {width}", []
        return "", cells

    def go_on_after(self, held: list[str]) -> None:
        """Give back the lines from where a next row seems to begin."""
        for place in range(1, len(held)):
            if BEGINS_A_RECORD.match(held[place]):
                self.put_back.extendleft(reversed(held[place:]))
                self.taken -= len(held) - place
                return
