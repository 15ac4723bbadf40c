"""Bringing the old network in: one or more export zips, or taking such a run back."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from communities.yammer.problems import ImportRefused, Problems
from communities.yammer.progress import Progress
from communities.yammer.report import on_screen, write_json
from communities.yammer.runs import import_exports
from communities.yammer.undo import undo_run


class Command(BaseCommand):
    """Import Yammer (Viva Engage) network exports. Safe to kill and to run again."""

    help = (
        "Import network exports of Yammer or Viva Engage. Can be killed and run again at any time;"
        " nobody is notified. See docs/import.md."
    )

    def add_arguments(self, parser):
        parser.add_argument("zips", nargs="*", type=Path, metavar="FILE.zip")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen, and write nothing"
        )
        parser.add_argument(
            "--include-private",
            action="store_true",
            help="import private messages too, each set of participants as a hidden community",
        )
        parser.add_argument(
            "--report", type=Path, metavar="FILE.json", help="write the whole report there as JSON"
        )
        parser.add_argument(
            "--undo", type=int, metavar="RUN", help="take a run back; kept is what people built on"
        )

    def handle(self, *args, **options):
        if bool(options["zips"]) == (options["undo"] is not None):
            raise CommandError("Name one or more FILE.zip to import, or --undo RUN.")
        if options["report"] and not options["report"].parent.is_dir():
            raise CommandError(f"There is no folder {options['report'].parent} for the report.")
        try:
            if options["undo"] is not None:
                self.undo(options)
            else:
                self.bring_in(options)
        except ImportRefused as error:
            raise CommandError(str(error)) from None
        except KeyboardInterrupt:
            raise CommandError(
                "Stopped. What was written stays; the same command goes on from there."
            ) from None

    def bring_in(self, options):
        with Problems() as problems:
            outcome = import_exports(
                options["zips"],
                progress=Progress(sys.stderr),
                problems=problems,
                dry_run=options["dry_run"],
                include_private=options["include_private"],
            )
            for line in on_screen(outcome):
                self.stdout.write(line)
            if options["report"]:
                write_json(outcome, options["report"])
                self.stdout.write(f"Report: {options['report']}")

    def undo(self, options):
        taken_back = undo_run(options["undo"])
        for line in taken_back.lines():
            self.stdout.write(line)
        if options["report"]:
            taken_back.write_json(options["report"])
