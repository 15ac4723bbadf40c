"""Checking the log: every seal and every record once, in a stream."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from itertools import groupby

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from intranet.platform.models import AuditRecord, AuditSeal
from intranet.platform.sealing.digests import BEGINNING, digest_of, digest_of_seal, read_leaves

# Things that are wrong which are named; of more only their number is told.
MOST_NAMED = 100
# A record is sealed within minutes: one that says it is older was written down late.
LATE = timedelta(days=1)
SENTENCES = {
    "changed": _("Entry %(entry)s was changed after it was sealed (seal %(seal)s)."),
    "missing": _("Entry %(entry)s is missing; seal %(seal)s knows it."),
    "taken_out": _("Entry %(entry)s was taken out of seal %(seal)s."),
    "put_in": _("Entry %(entry)s was put in after seal %(seal)s was made."),
    "seal_changed": _("Seal %(seal)s was changed."),
    "seal_missing": _("Seal %(seal)s is missing."),
    "seal_apart": _("Seal %(seal)s does not follow on the one before it."),
    "head_unknown": _(
        "The digest you noted is not in the log: its end was cut off, or it was written anew."
    ),
}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, with the number of the entry and of the seal, where it has one."""

    kind: str
    entry: int | None = None
    seal: int | None = None

    @property
    def sentence(self) -> str:
        """What is wrong, in words."""
        return str(SENTENCES[self.kind] % {"entry": self.entry, "seal": self.seal})


@dataclass
class Report:
    """What a check saw; `wrong` counts also what is not named in `findings`."""

    entries: int = 0
    seals: int = 0
    waiting: int = 0
    late: int = 0
    head: str = ""
    wrong: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is wrong."""
        return self.wrong == 0

    def add(self, kind: str, *, entry: int | None = None, seal: int | None = None) -> None:
        """Note something that is wrong."""
        self.wrong += 1
        if len(self.findings) < MOST_NAMED:
            self.findings.append(Finding(kind, entry, seal))


def check_log(*, expected: Iterable[str] = ()) -> Report:
    """Compute the whole chain anew and compare; memory does not grow with the log.

    Of `expected`, digests of heads that were noted before, each must still be in the chain.
    """
    report, wanted = Report(), set(expected)
    with transaction.atomic():
        # What is sealed meanwhile is for the next check: up to here nothing changes any more.
        last = AuditSeal.objects.order_by("-number").values_list("number", flat=True).first() or 0
        batches = by_seal(last)
        batch = next(batches, None)
        for seal in seals_in_order(report, last):
            wanted.discard(seal.digest)
            while batch and batch[0] < seal.number:
                compare(report, None, *batch)
                batch = next(batches, None)
            ours = batch is not None and batch[0] == seal.number
            compare(report, seal, seal.number, batch[1] if batch and ours else [])
            if ours:
                batch = next(batches, None)
        note_what_is_outside(report, last)
    for _digest in sorted(wanted):
        report.add("head_unknown")
    return report


def seals_in_order(report: Report, last: int) -> Iterator[AuditSeal]:
    """Yield each seal, after looking whether it is as it was made and follows on the one before."""
    number, digest = 0, BEGINNING
    seals = AuditSeal.objects.filter(number__lte=last).order_by("number")
    for seal in seals.iterator(chunk_size=20):
        for missing in range(number + 1, min(seal.number, number + 1 + MOST_NAMED)):
            report.add("seal_missing", seal=missing)
        if not is_as_made(seal):
            report.add("seal_changed", seal=seal.number)
        if seal.previous != digest:
            report.add("seal_apart", seal=seal.number)
        number, digest = seal.number, seal.digest
        report.seals, report.head = report.seals + 1, digest
        yield seal


def is_as_made(seal: AuditSeal) -> bool:
    """Tell whether the digests of a seal are those of what it says."""
    leaves = bytes(seal.leaves)
    return (
        sha256(leaves).hexdigest() == seal.batch
        and len(read_leaves(leaves)) == seal.size
        and digest_of_seal(seal) == seal.digest
    )


def by_seal(last: int) -> Iterator[tuple[int, list[AuditRecord]]]:
    """Yield the records of each seal, in order."""
    sealed = AuditRecord.objects.filter(seal_number__lte=last).order_by("seal_number", "pk")
    for number, records in groupby(sealed.iterator(chunk_size=2000), lambda one: one.seal_number):
        yield number, list(records)


def compare(
    report: Report, seal: AuditSeal | None, number: int, records: list[AuditRecord]
) -> None:
    """Compare the records of a seal with those that it knows; a seal that is gone knows none."""
    known = read_leaves(bytes(seal.leaves)) if seal else {}
    for record in records:
        report.entries += 1
        digest = known.pop(record.pk, None)
        if digest is None:
            report.add("put_in", entry=record.pk, seal=number)
        elif digest != digest_of(record):
            report.add("changed", entry=record.pk, seal=number)
        report.late += seal is not None and seal.sealed_at - record.at > LATE
    for entry in known:
        is_there = AuditRecord.objects.filter(pk=entry).exists()
        report.add("taken_out" if is_there else "missing", entry=entry, seal=number)


def note_what_is_outside(report: Report, last: int) -> None:
    """Count what waits for its seal, and note what claims one that was never made."""
    report.waiting = AuditRecord.objects.filter(seal_number=None).count()
    made = AuditSeal.objects.filter(number=OuterRef("seal_number"))
    claiming = AuditRecord.objects.filter(~Exists(made), seal_number__gt=last)
    for record in claiming.order_by("seal_number", "pk").iterator():
        report.entries += 1
        report.add("put_in", entry=record.pk, seal=record.seal_number)
