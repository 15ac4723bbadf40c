"""Where mail comes in, as the settings say it."""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

PORTS = {"imap": 143, "imaps": 993}
# What is written after the plus takes at most 46 of the 64 signs before an @ (RFC 5321).
LONGEST_LOCAL = 18
ADDRESS = re.compile(r"[a-z0-9._-]+@[a-z0-9.-]+")


@dataclass(frozen=True)
class Place:
    """A folder of a mailbox, and the key to it."""

    host: str
    port: int
    has_tls: bool
    user: str
    password: str
    folder: str


def place_from(url: str) -> Place:
    """Read `imaps://user:password@host:993/INBOX`; ValueError with a sentence for anything else."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not (parts.hostname and parts.username and parts.password):
        raise ValueError("ANSWERS_URL is written as imaps://user:password@host/INBOX")
    return Place(
        parts.hostname,
        parts.port or PORTS[parts.scheme],
        parts.scheme == "imaps",
        unquote(parts.username),
        unquote(parts.password),
        unquote(parts.path.strip("/")) or "INBOX",
    )


def check_place(url: str, address: str) -> None:
    """Raise ValueError with a sentence unless both are right, or neither is set."""
    if not url and not address:
        return
    if not url or not address:
        raise ValueError("ANSWERS_URL and ANSWERS_ADDRESS go together")
    place_from(url)
    if not ADDRESS.fullmatch(address):
        raise ValueError("ANSWERS_ADDRESS is an address in small letters: antwoord@example.org")
    if len(address.partition("@")[0]) > LONGEST_LOCAL:
        raise ValueError(f"ANSWERS_ADDRESS has at most {LONGEST_LOCAL} signs before its @")
