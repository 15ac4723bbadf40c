"""Asking a virus scanner about a file: clamd, by its own protocol (INSTREAM)."""

import logging
import socket
import struct
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)

AT_ONCE = 64 * 1024
PATIENCE = 30  # seconds for a file of the largest size on a busy scanner


class Infected(ValidationError):
    """A file in which the scanner found something, which it names."""

    brought_by: Any = None

    def __init__(self, virus: str) -> None:
        super().__init__(
            _("This file contains a virus, so it is not kept. Tell your IT administrators."),
            code="infected",
        )
        self.virus = virus


def require_clean(file: BinaryIO) -> None:
    """Refuse an infected file; where a scanner is set and does not answer, refuse every file."""
    if not settings.CLAMD_URL:
        return
    try:
        answer = answer_about(file)
    except OSError as error:
        log.warning("the virus scanner is out of reach: %s", error)
        answer = ""
    finally:
        file.seek(0)
    if answer.endswith(" FOUND"):
        raise Infected(answer.removeprefix("stream: ").removesuffix(" FOUND"))
    if answer != "stream: OK":
        raise ValidationError(
            _(
                "Files cannot be checked for viruses at this moment, so none is taken. "
                "Try again later."
            ),
            code="not_scanned",
        )


def answer_about(file: BinaryIO) -> str:
    """Send a file in pieces, and return what the scanner says of it."""
    file.seek(0)
    with connected() as scanner:
        scanner.sendall(b"zINSTREAM\0")
        while piece := file.read(AT_ONCE):
            scanner.sendall(struct.pack("!I", len(piece)) + piece)
        scanner.sendall(struct.pack("!I", 0))
        return b"".join(iter(lambda: scanner.recv(1024), b"")).decode().strip("\0\n ")


def connected() -> socket.socket:
    """Reach the scanner at its address: tcp://host:3310, or unix:///run/clamav/clamd.sock."""
    address = urlsplit(settings.CLAMD_URL)
    if address.scheme == "unix":
        scanner = socket.socket(socket.AF_UNIX)
        scanner.settimeout(PATIENCE)
        scanner.connect(address.path)
        return scanner
    scanner = socket.create_connection((address.hostname, address.port or 3310), timeout=5)
    scanner.settimeout(PATIENCE)
    return scanner
