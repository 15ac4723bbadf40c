"""The outside of a mail: for whom it is, from whom, and whether a person sent it at all.

Headers are read as they came. Parsed the newer way of the library, some that mailers do send raise.
"""

import email.parser
import email.policy
import hashlib
import re
from dataclasses import dataclass
from email.utils import getaddresses, parseaddr
from uuid import UUID, uuid5

from django.conf import settings

from intranet.platform.incoming.address import Addressee, addressees_in

# Where the address stands to which it was sent; what the mail servers noted goes first.
WHERE_TO = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "to", "cc")
# What machines say of themselves (RFC 3834, and what was usual before it).
MACHINES = ("list-id", "x-auto-response-suppress", "x-autoreply", "x-autorespond")
NOBODY_READS = {"bulk", "junk", "list", "auto_reply"}
NOBODY_WROTE = {"mailer-daemon", "postmaster"}
AWAY = re.compile(
    r"(automatisch antwoord|automatic reply|automatische reactie|out of office|autoreply)\b",
    re.IGNORECASE,
)
PLAIN_ADDRESS = re.compile(r"[^\s<>()\[\],;:\\\"@]+@[^\s<>()\[\],;:\\\"@]+")
OURS = UUID("0f0b8e66-52cb-4b4f-9d2b-5c2d7c8b7e5a")

Headers = dict[str, list[str]]


@dataclass(frozen=True)
class Envelope:
    """A mail that a person sent to an address that we gave to somebody."""

    # The same whenever this mail is read for this person and thing.
    number: UUID
    addressee: Addressee
    # In small letters; empty where a mail does not say plainly who sent it.
    sender: str


def read_envelope(header: bytes) -> Envelope | None:
    """Read the outside of a mail; None when it is for nobody, or comes from a machine."""
    headers = headers_in(header)
    addressee = addressee_of(headers)
    sender = sender_of(headers)
    if addressee is None or is_automatic(headers, sender):
        return None
    return Envelope(number_of(headers, header, addressee), addressee, sender)


def headers_in(header: bytes) -> Headers:
    """Return the headers by their small names, each with what it says as often as it came."""
    found: Headers = {}
    read = email.parser.BytesHeaderParser(policy=email.policy.compat32).parsebytes(header)
    for name, value in read.raw_items():
        found.setdefault(name.lower(), []).append(str(value).strip())
    return found


def addressee_of(headers: Headers) -> Addressee | None:
    """Return whom the mail was sent to, by the first address in it that we signed."""
    for name in WHERE_TO:
        for value in headers.get(name, ()):
            if found := next(addressees_in(value), None):
                return found
    return None


def sender_of(headers: Headers) -> str:
    """Return the one address that a mail says it is from; nothing when it is none, or several."""
    said = headers.get("from", [])
    if len(said) != 1 or said[0].count("<") > 1:
        return ""
    addresses = [address.lower() for _name, address in getaddresses(said) if "@" in address]
    if len(addresses) != 1 or not PLAIN_ADDRESS.fullmatch(addresses[0]):
        return ""
    return addresses[0]


def is_automatic(headers: Headers, sender: str) -> bool:
    """Tell whether a machine sent it: what answers machines is answered by them, for ever."""
    return (
        any(name in headers for name in MACHINES)
        or says(headers, "auto-submitted") - {"no"} != set()
        or bool(says(headers, "precedence") & NOBODY_READS)
        or bool(says(headers, "content-type") & {"multipart/report"})
        or "<>" in headers.get("return-path", ())
        or sender.partition("@")[0] in NOBODY_WROTE
        or sender in our_addresses()
        or bool(AWAY.match(" ".join(headers.get("subject", ()))))
    )


def says(headers: Headers, name: str) -> set[str]:
    """Return the first words of a header, in small letters and without what is said after a ;."""
    return {value.partition(";")[0].strip().lower() for value in headers.get(name, ())}


def our_addresses() -> set[str]:
    """Return from where we send, and where answers come in."""
    return {parseaddr(settings.DEFAULT_FROM_EMAIL)[1].lower(), settings.ANSWERS_ADDRESS}


def number_of(headers: Headers, header: bytes, addressee: Addressee) -> UUID:
    """Return the number of a mail for somebody: by its Message-ID, else by all that it says."""
    name = " ".join(headers.get("message-id", ())) or hashlib.sha256(header).hexdigest()
    whom = f"{addressee.kind}{addressee.number}-{addressee.person}"
    return uuid5(OURS, f"{whom} {name}".encode("utf-8", "backslashreplace").decode())
