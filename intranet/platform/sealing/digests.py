"""What a seal is computed from: the same bytes for the same record, always and everywhere."""

import json
import struct
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from intranet.platform.models import AuditRecord, AuditSeal

# Before the first seal there was none.
BEGINNING = "0" * 64
# The number of a record, and the digest of what it says.
LEAF = struct.Struct(">q32s")


def leaves_of(records: Iterable[AuditRecord]) -> bytes:
    """Return the number and the digest of each record, one after the other."""
    return b"".join(LEAF.pack(record.pk, digest_of(record)) for record in records)


def read_leaves(leaves: bytes) -> dict[int, bytes]:
    """Return the digest of each record by its number; nothing of what is no row of leaves."""
    if len(leaves) % LEAF.size:
        return {}
    return dict(LEAF.iter_unpack(leaves))


def digest_of(record: AuditRecord) -> bytes:
    """Return the digest of all that a record says, apart from the number of its seal."""
    said = [
        record.pk,
        in_utc(record.at),
        record.action,
        record.actor_id,
        record.subject_kind,
        record.subject_id,
        record.details,
    ]
    return sha256(canonical(said)).digest()


def digest_of_seal(seal: AuditSeal) -> str:
    """Return the digest of a seal: of its batch and of the seal before it."""
    said = [
        seal.number,
        seal.first_id,
        seal.last_id,
        seal.size,
        seal.batch,
        seal.previous,
        in_utc(seal.sealed_at),
    ]
    return sha256(canonical(said)).hexdigest()


def canonical(said: Any) -> bytes:
    """Write something as JSON in the one way in which it is written here."""
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def in_utc(moment: datetime) -> str:
    """Write a moment to the microsecond, whatever zone it was told in."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
