"""One export zip: its files by name, and what it says about itself."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path, PurePosixPath

from communities.yammer.problems import BrokenExport

# Characters that are read at once when a file has no line ends.
LONGEST_LINE = 1024 * 1024
LONGEST_NOTE = 1024 * 1024

LOG_LINE = re.compile(r"Number of exported ([A-Z_ ]+?)\s*:\s*(\d+)")
REQUEST_LINE = re.compile(r"^\s*(since|until)\s*=\s*(\S+)", re.MULTILINE)
UTF16 = (b"\xff\xfe", b"\xfe\xff")
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)


class Archive:
    """A zip that is open for reading."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.name
        with self.naming(path.name):
            self.zip = zipfile.ZipFile(path)
        self.members = members_by_name(self.zip)

    def close(self) -> None:
        """Let go of the file."""
        self.zip.close()

    @contextmanager
    def naming(self, what: str) -> Iterator[None]:
        """Turn whatever reading can raise into one sentence that names the file."""
        try:
            yield
        except FileNotFoundError:
            raise BrokenExport(f"{self.path}: there is no such file.") from None
        except UNREADABLE as error:
            raise BrokenExport(
                f"{self.name}: {what} cannot be read ({error}). Download the export again."
            ) from error

    def has(self, name: str) -> bool:
        """Tell whether it holds a file of this name, in whatever folder or case."""
        return name.lower() in self.members

    def lines(self, name: str) -> Iterator[str]:
        """Yield the lines of a text file, one at a time; bytes that are no UTF-8 are kept apart."""
        with self.naming(name), self.zip.open(self.members[name.lower()]) as raw:
            if self.begins(name) in UTF16:
                raise BrokenExport(f"{self.name}: {name} is UTF-16, an export is UTF-8.")
            text = io.TextIOWrapper(raw, "utf-8-sig", errors="surrogateescape", newline="")
            while line := text.readline(LONGEST_LINE):
                yield line

    def begins(self, name: str) -> bytes:
        """Return the first two bytes of a text file."""
        with self.zip.open(self.members[name.lower()]) as raw:
            return raw.read(2)

    def note(self, name: str) -> str:
        """Return a small text file whole; '' when there is none."""
        if not self.has(name):
            return ""
        with self.naming(name), self.zip.open(self.members[name.lower()]) as raw:
            return raw.read(LONGEST_NOTE).decode("utf-8-sig", errors="replace")

    @cached_property
    def fingerprint(self) -> str:
        """Return one word for what is in it, wherever it lies."""
        content = sorted((info.filename, info.CRC, info.file_size) for info in self.zip.infolist())
        return sha256(repr(content).encode()).hexdigest()

    @cached_property
    def announced(self) -> dict[str, int]:
        """Return how many of each kind log.txt says there are: {'MESSAGES': 5869}."""
        return {kind: int(count) for kind, count in LOG_LINE.findall(self.note("log.txt"))}

    @cached_property
    def until(self) -> datetime | None:
        """Return up to when the export goes, as request.txt says; None when it does not."""
        found = dict(REQUEST_LINE.findall(self.note("request.txt"))).get("until", "")
        try:
            moment = datetime.fromisoformat(found)
        except ValueError:
            return None
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

    def binaries(self) -> Iterator[tuple[str, str, int]]:
        """Yield the path, the name without ending and the size of everything in files/."""
        for info in self.zip.infolist():
            path = PurePosixPath(info.filename)
            if not info.is_dir() and in_files(info.filename):
                yield info.filename, path.stem, info.file_size

    def binary(self, path: str, *, at_most: int) -> bytes | None:
        """Return a file's bytes; None when it is damaged or larger than it may be."""
        try:
            with self.zip.open(path) as raw:
                content = raw.read(at_most + 1)
        except (KeyError, *UNREADABLE):
            return None
        return content if len(content) <= at_most else None


def members_by_name(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Index the text files by their bare name; of two, the one in the outer folder."""
    found: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        name = PurePosixPath(info.filename).name.lower()
        if name.endswith((".csv", ".txt")) and not in_files(info.filename):
            known = found.get(name)
            if known is None or info.filename.count("/") < known.filename.count("/"):
                found[name] = info
    return found


def in_files(path: str) -> bool:
    """Tell whether a member is somebody's file and not part of the export itself."""
    return "files" in [part.lower() for part in PurePosixPath(path).parts[:-1]]


def in_order(paths: list[Path]) -> list[Archive]:
    """Open all zips, the oldest export first: by `until` when each says it, else as given."""
    archives: list[Archive] = []
    try:
        for path in paths:
            archives.append(Archive(path))
    except BrokenExport:
        for archive in archives:
            archive.close()
        raise
    dated = [(archive.until, place) for place, archive in enumerate(archives) if archive.until]
    if len(dated) < len(archives):
        return archives
    return [archives[place] for _until, place in sorted(dated)]
