"""The sweeper: runs what the outbox owes, from PostgreSQL alone."""

import signal
import time

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections, connection

from intranet.platform.outbox import run_due

PAUSE = 2.0  # seconds between two looks at the outbox when nothing is due


class Command(BaseCommand):
    """Sweep until told to stop; a database that is away is waited for."""

    help = "Run what is owed after each write. Needs the database only."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="run what is due now, and stop")

    def handle(self, *args, **options):
        self.stopping = False
        if options["once"]:
            while run_due():
                pass
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        while not self.stopping:
            if not self.swept_something():
                time.sleep(PAUSE)

    def stop(self, *args):
        self.stopping = True

    def swept_something(self):
        close_old_connections()
        try:
            return run_due(limit=100) > 0
        except OperationalError:
            connection.close()
            return False
