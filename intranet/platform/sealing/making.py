"""Making seals: one process at a time, a batch per transaction, nothing half."""

from hashlib import sha256

from django.db import connection, transaction

from intranet.platform import clock
from intranet.platform.models import AuditRecord, AuditSeal
from intranet.platform.sealing.digests import BEGINNING, digest_of_seal, leaves_of

# Held until the end of the transaction, and let go by PostgreSQL when its process dies.
TURN = 5_024_001
# Records in a seal, which are in memory at once, and seals that one run of the task makes.
MOST_IN_A_SEAL, MOST_SEALS = 2000, 100


def seal_what_waits() -> int:
    """Seal what has no seal yet, or as much of it as one run does; return how many records."""
    sealed = 0
    for _turn in range(MOST_SEALS):
        size = seal_next()
        sealed += size
        if size < MOST_IN_A_SEAL:
            break
    return sealed


@transaction.atomic
def seal_next() -> int:
    """Make the next seal and return how many records it has; 0 when another process is at it.

    A record that is committed late has no seal yet, whatever its number: it goes into the next.
    """
    if not is_our_turn():
        return 0
    records = list(AuditRecord.objects.filter(seal_number=None).order_by("pk")[:MOST_IN_A_SEAL])
    if not records:
        return 0
    seal = seal_of(records)
    seal.save(force_insert=True)
    waiting = AuditRecord.objects.filter(seal_number=None, pk__in=[each.pk for each in records])
    if waiting.update(seal_number=seal.number) != len(records):
        raise RuntimeError("Records changed while they were sealed.")
    return len(records)


def seal_of(records: list[AuditRecord]) -> AuditSeal:
    """Return the seal on these records that follows on the last one."""
    last = AuditSeal.objects.defer("leaves").order_by("-number").first()
    leaves = leaves_of(records)
    seal = AuditSeal(
        number=last.number + 1 if last else 1,
        first_id=records[0].pk,
        last_id=records[-1].pk,
        size=len(records),
        leaves=leaves,
        batch=sha256(leaves).hexdigest(),
        previous=last.digest if last else BEGINNING,
        sealed_at=clock.now(),
    )
    seal.digest = digest_of_seal(seal)
    return seal


def is_our_turn() -> bool:
    """Take the turn until the end of the transaction, unless another process has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [TURN])
        return bool(cursor.fetchone()[0])


def head_digest() -> str:
    """Return the digest of the last seal, which stands for the whole log; '' before the first."""
    return AuditSeal.objects.order_by("-number").values_list("digest", flat=True).first() or ""
