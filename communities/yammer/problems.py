"""What was wrong with the input, by file and row: kept whole, however many there are."""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass

SHOWN = 20
# Characters of problems that stay in memory; more goes to a temporary file.
IN_MEMORY = 256 * 1024


class ImportRefused(Exception):
    """This cannot be done, or not now; the sentence says why."""


class BrokenExport(ImportRefused):
    """The input cannot be imported at all; nothing was written."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One row (or file) that was left out, and why."""

    zip: str
    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        place = f"{self.zip}: {self.file}"
        return f"{place}, line {self.line}: {self.sentence}"


class Problems:
    """A list of problems that may be longer than memory; it is there until it is closed."""

    def __init__(self) -> None:
        self.count = 0
        self.first: list[Problem] = []
        self.spool = tempfile.SpooledTemporaryFile(IN_MEMORY, "w+", encoding="utf-8")  # noqa: SIM115

    def __enter__(self) -> "Problems":
        return self

    def __exit__(self, *error: object) -> None:
        self.spool.close()

    def add(self, problem: Problem) -> None:
        """Keep one more."""
        self.count += 1
        if len(self.first) < SHOWN:
            self.first.append(problem)
        self.spool.write(json.dumps(asdict(problem), ensure_ascii=False) + "\n")

    def __iter__(self) -> Iterator[Problem]:
        self.spool.seek(0)
        for line in self.spool:
            yield Problem(**json.loads(line))
        self.spool.seek(0, 2)
