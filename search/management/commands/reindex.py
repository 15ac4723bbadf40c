"""`manage.py reindex`: what can be found, brought up to date while people work."""

import time

from django.core.management.base import BaseCommand

from search.actions import rebuild
from search.models import Extent

# Seconds between two lines.
EVERY = 2.0


class Command(BaseCommand):
    """Rebuild the index of search. Can be stopped and run again: it goes on where it was."""

    help = (
        "Bring the index of search up to date, part by part, while people work. Can be stopped at "
        "any time; the same command goes on from there."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--anew", action="store_true", help="begin at the beginning, whatever was done before"
        )

    def handle(self, *args, **options):
        if options["anew"]:
            Extent.objects.update(rebuilt_to=None)
        self.told_at = time.monotonic()
        self.done = 0
        changed = rebuild(self.tell)
        if changed:
            self.stdout.write(f"The index is up to date: {changed:,} entries changed.")
        else:
            self.stdout.write("The index is up to date: nothing had changed.")

    def tell(self, kind: str, number: int):
        self.done += number
        if time.monotonic() - self.told_at > EVERY:
            self.told_at = time.monotonic()
            self.stdout.write(f"{self.done:,} done, now at each {kind}")
