"""A mailbox elsewhere, over IMAP: looked at, one mail at a time, without waiting for ever."""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from intranet.platform.incoming.place import Place

TIMEOUT = 10.0  # seconds for each step
# Bytes of headers that are read.
MOST_HEADER = 100_000
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class Away(Exception):
    """The mailbox does not answer, or not as it should; the message is the kind of error."""


class Inbox:
    """A folder that is open. A mail has a number, under which it stays until it is removed."""

    def __init__(self, line: imaplib.IMAP4) -> None:
        self.line = line

    def numbers(self) -> list[str]:
        """Return the mails that wait, oldest first; none that was set aside."""
        (found,) = self.ask("SEARCH", "UNDELETED", "UNFLAGGED")[:1] or [b""]
        return [number.decode("ascii") for number in (found or b"").split()]

    def outside(self, number: str) -> tuple[bytes, int]:
        """Return the headers of a mail and its size in bytes; nothing when it is gone."""
        return self.fetch(number, f"(RFC822.SIZE BODY.PEEK[HEADER]<0.{MOST_HEADER}>)")

    def inside(self, number: str, *, most: int) -> bytes:
        """Return a mail, of a larger one its first `most` bytes."""
        return self.fetch(number, f"(BODY.PEEK[]<0.{most}>)")[0]

    def remove(self, number: str) -> None:
        """Throw a mail away."""
        self.ask("STORE", number, "+FLAGS.SILENT", r"(\Seen \Deleted)")
        if "UIDPLUS" in self.line.capabilities:
            self.ask("EXPUNGE", number)
        else:
            checked(self.line.expunge())

    def set_aside(self, number: str) -> None:
        """Leave a mail where it is, and look at it no more until somebody takes its flag off."""
        self.ask("STORE", number, "+FLAGS.SILENT", r"(\Flagged)")

    def fetch(self, number: str, what: str) -> tuple[bytes, int]:
        """Return what was asked of a mail, and its size where that was asked."""
        text, said = b"", b""
        for each in self.ask("FETCH", number, what):
            if isinstance(each, tuple):
                said, text = said + each[0], each[1]
            elif each:
                said += each
        size = SIZE.search(said)
        return text, int(size[1]) if size else 0

    def ask(self, command: str, *arguments: str) -> list:
        """Ask something about mails by their lasting numbers."""
        return checked(self.line.uid(command, *arguments))


@contextmanager
def opened(place: Place) -> Iterator[Inbox]:
    """Open a mailbox, and close it; Away when it does not answer, whenever that shows."""
    line = None
    try:
        line = connect(place)
        come_in(line, place)
        # What can be asked is said anew to who has come in.
        line.capabilities = tuple((checked(line.capability())[0] or b"").decode().upper().split())
        checked(line.select(quoted(place.folder)))
        yield Inbox(line)
        line.logout()
    except (OSError, imaplib.IMAP4.error, ValueError) as error:
        raise Away(type(error).__name__) from error
    finally:
        if line is not None:
            with suppress(OSError):
                line.shutdown()


def connect(place: Place) -> imaplib.IMAP4:
    """Open a line to a server, with TLS only to the one that its certificate names."""
    if not place.has_tls:
        return imaplib.IMAP4(place.host, place.port, timeout=TIMEOUT)
    context = ssl.create_default_context()
    return imaplib.IMAP4_SSL(place.host, place.port, ssl_context=context, timeout=TIMEOUT)


def come_in(line: imaplib.IMAP4, place: Place) -> None:
    """Say who we are; the older way only carries letters without accents."""
    if "AUTH=PLAIN" in line.capabilities:
        line.authenticate("PLAIN", lambda _asked: key_of(place))
    else:
        line.login(place.user, place.password)


def key_of(place: Place) -> bytes:
    """Return name and password as SASL PLAIN wants them (RFC 4616)."""
    return f"\0{place.user}\0{place.password}".encode()


def quoted(folder: str) -> str:
    """Return the name of a folder as it is asked for."""
    escaped = folder.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def checked(answer: tuple[str, list]) -> list:
    """Return what a server answered; an error of the library when it says no."""
    kind, said = answer
    if kind != "OK":
        raise imaplib.IMAP4.error(kind)
    return said
