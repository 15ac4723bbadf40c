"""Estimating how much there is, and how often each word is used: in a sample, at a bounded cost."""

from datetime import timedelta

from django.db import connection, transaction

from intranet.platform import clock
from search.findable import findables
from search.models import Extent
from search.querysets import spans

# The words of about so many entries are counted, wherever they stand in the table.
SAMPLE = 30_000

COUNT_WORDS = """
WITH sample AS MATERIALIZED (
    SELECT words FROM search_entry TABLESAMPLE SYSTEM (%(part)s)
), counted AS (
    SELECT word.lexeme, count(*) AS number FROM sample, unnest(sample.words) word
     WHERE word.lexeme !~ '^[=@]' GROUP BY 1
), together AS (
    SELECT greatest(count(*), 1) AS number FROM sample
), found AS (
    SELECT known.word, round(coalesce(counted.number, 0) / together.number::numeric, 4) AS share
      FROM together, search_word known LEFT JOIN counted ON counted.lexeme = known.word
)
UPDATE search_word known SET share = found.share
  FROM found WHERE found.word = known.word AND found.share <> known.share::numeric
"""
# Of late is within the nearest of the spans that entries are marked with of at least so many days.
OF_LATE = timedelta(days=32)
COUNT_ENTRIES = """
INSERT INTO search_extent (kind, entries, a_day)
SELECT %(kind)s, (SELECT count(*) FROM search_entry WHERE kind = %(kind)s), count(*) / %(days)s
  FROM search_entry WHERE words @@ %(of_late)s::tsquery
    ON CONFLICT (kind) DO UPDATE SET entries = excluded.entries, a_day = excluded.a_day
"""


@transaction.atomic
def count_entries() -> None:
    """Note how many entries there are of each kind, and how often the words are used of late."""
    now = clock.now()
    marks, since = next(span for span in spans(now) if now - span[1] >= OF_LATE)
    days = (now - since).total_seconds() / 86_400
    with connection.cursor() as cursor:
        for kind in findables():
            of_late = f"'=k{kind}' & {marks}"
            cursor.execute(COUNT_ENTRIES, {"kind": kind, "days": days, "of_late": of_late})
        together = sum(Extent.objects.values_list("entries", flat=True))
        cursor.execute(COUNT_WORDS, {"part": min(100.0, 100.0 * SAMPLE / max(together, 1))})
