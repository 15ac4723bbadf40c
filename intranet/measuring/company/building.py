"""Building the synthetic company: everything written down, then copied into empty tables."""

from contextlib import ExitStack
from random import Random

from django.db import connection, transaction

from intranet.measuring.company.people import People, write_organisation
from intranet.measuring.company.places import Places
from intranet.measuring.company.size import Size
from intranet.measuring.company.talk import Talk
from intranet.platform import clock
from search.actions import rebuild

THREE_YEARS = 3 * 365 * 86_400


def build_company(size: Size, *, seed: int = 1) -> None:
    """Build it in a database whose tables are empty; the same seed builds the same company."""
    rng = Random(seed)  # noqa: S311
    now = clock.now().timestamp()
    people = People(size.people, rng, now)
    places = Places(size.communities, people, rng, now - THREE_YEARS, now)
    sheets = Talk(size, people, places, rng, (now - THREE_YEARS, now)).write()
    sheets = [write_organisation(), *people.write(organisation=1), *places.write(), *sheets]
    with ExitStack() as written, transaction.atomic(), connection.cursor() as cursor:
        for sheet in sheets:
            written.callback(sheet.close)
        # What is copied refers to what comes later; that all of it is there is tested.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        for sheet in sheets:
            sheet.copy()


def index_company() -> None:
    """Let everything be found; the index of words is made at the end, as one would restore it."""
    with connection.cursor() as cursor:
        # Nobody has counted what was copied, and without that each part would take all to be read.
        cursor.execute("ANALYZE")
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'entries_by_word'")
        made_by = cursor.fetchone()[0]
        cursor.execute("DROP INDEX entries_by_word")
    rebuild()
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute(made_by)


def settle() -> None:
    """Do what the database would do by itself in the hours after so much was written."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (FREEZE, ANALYZE)")
        cursor.execute("CHECKPOINT")
