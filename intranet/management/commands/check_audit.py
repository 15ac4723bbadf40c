"""`manage.py check_audit`: whether the audit log is as it was written."""

import re
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from intranet.platform.sealing import Report, check_log

A_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
WHOLE = "The audit log is whole: {entries:,} entries under {seals:,} seals."
BROKEN = "The audit log is NOT whole: {wrong:,} things are wrong."


class Command(BaseCommand):
    """Compute every seal anew. Changes nothing; ends with 1 when something is wrong."""

    help = (
        "Check that no entry of the audit log was changed, removed or put in, and print the digest "
        "that stands for all of it."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--expect",
            action="append",
            default=[],
            metavar="DIGEST_OR_FILE",
            help="a digest that was printed before, or a file with such digests",
        )

    def handle(self, *args, **options):
        expected = [digest for words in options["expect"] for digest in digests_in(words)]
        with translation.override("en"):
            report = check_log(expected=expected)
            self.tell(report)
        if not report.is_whole:
            raise CommandError(BROKEN.format(wrong=report.wrong))

    def tell(self, report: Report):
        for finding in report.findings:
            self.stdout.write(finding.sentence)
        if report.wrong > len(report.findings):
            self.stdout.write(f"And {report.wrong - len(report.findings):,} more.")
        if report.is_whole:
            self.stdout.write(WHOLE.format(entries=report.entries, seals=report.seals))
        self.stdout.write(f"Waiting for a seal: {report.waiting:,}.")
        if report.late:
            self.stdout.write(f"Sealed more than a day after their date: {report.late:,}.")
        self.stdout.write(f"Head: {report.head or 'none yet'}")


def digests_in(words: str) -> list[str]:
    """Return the digest, or those in a file of that name."""
    if A_DIGEST.fullmatch(words):
        return [words]
    try:
        found = A_DIGEST.findall(Path(words).read_text())
    except OSError as error:
        raise CommandError(f"{words} is no digest, and no file that can be read.") from error
    if not found:
        raise CommandError(f"There is no digest in {words}.")
    return found
