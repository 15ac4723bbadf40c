"""Locks between processes. They end with the process that holds them, however it dies."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from intranet.platform.embedded.speech import complain


class Taken(Exception):
    """Another process holds the lock."""


@contextmanager
def locked(
    path: Path, *, shared: bool = False, wait: bool = True, notice: str = ""
) -> Iterator[IO[str]]:
    """Hold the lock on this file, alone or shared; say the notice when that takes waiting."""
    try:
        file = take(path, shared=shared, wait=False)
    except Taken:
        if not wait:
            raise
        if notice:
            complain(notice)
        file = take(path, shared=shared)
    with file:
        yield file


def take(path: Path, *, shared: bool = False, wait: bool = True) -> IO[str]:
    """Take the lock until the file that is returned is closed."""
    file = path.open("a+", encoding="utf-8")
    try:
        change(file, shared=shared, wait=wait)
    except BaseException:
        file.close()
        raise
    return file


def change(file: IO[str], *, shared: bool = False, wait: bool = True) -> None:
    """Turn a lock into a shared one or into one held alone."""
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    try:
        fcntl.flock(file, kind if wait else kind | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise Taken(file.name) from error
