"""What the house says: short lines to whoever started it, one sentence when it cannot go on."""

import contextlib
import errno
import os
import sys

# How the programs that we start say that the disk is full.
NO_ROOM = (os.strerror(errno.ENOSPC), "Check free disk space", ": wrote only ")


class Refusal(Exception):
    """The house cannot go on; the message is the one sentence that says why, and what helps."""


def say(line: str) -> None:
    """Tell whoever started the house; nobody may be listening any more."""
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def complain(line: str) -> None:
    """Say it where errors are read."""
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()


def as_sentence(error: OSError) -> str:
    """Put what the operating system refused into one sentence."""
    place = error.filename or "the data folder"
    # shutil gathers several errors into one that has no number of its own.
    if error.errno in (errno.ENOSPC, errno.EDQUOT) or means_no_room(str(error)):
        return full_disk(place)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"This account may not write {place}; choose another folder with --data."
    return f"{place}: {os.strerror(error.errno) if error.errno else error}."


def means_no_room(said: str) -> bool:
    """Find out whether what a program said means that the disk is full."""
    return any(words in said for words in NO_ROOM)


def full_disk(place: object) -> str:
    """Say that there is no room left where `place` is."""
    return f"The disk that holds {place} is full; make room or choose another disk with --data."
