"""What Linux says about processes: who started whom."""

from collections.abc import Iterator
from pathlib import Path


def children_of(parent: int) -> list[int]:
    """Return the processes that this one has started; none where there is no /proc."""
    return [pid for pid, above in everybody() if above == parent]


def everybody() -> Iterator[tuple[int, int]]:
    """Yield every process with the one that started it."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            # The name in parentheses may hold spaces; the state and the parent come after it.
            fields = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        yield int(folder.name), int(fields[1])
