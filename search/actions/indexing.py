"""Keeping the index true: what is taken away goes at once, what is new comes through the outbox.

Whoever takes words away, changes them or carries them elsewhere calls `forget_...` in the same
transaction, so that nobody finds what is no more; the reaction that follows reads the present
state and puts that in.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from search.findable import COLUMNS, Findable, findables
from search.models import Entry

PUT = f"""
WITH put AS (
    INSERT INTO search_entry AS entry (kind, number, place, audience_id, thread_id, comment_id,
                                       author_id, sort, has_file, published_at, title, words)
    SELECT %s, number, place, audience, thread::bigint, comment, author, sort, has_file,
           published_at::timestamptz, left(title, 255),
           search_marks(%s, audience, author, sort, has_file, published_at::timestamptz)
               || search_vector(title, body)
      FROM ({{rows}}) AS source ({", ".join(COLUMNS)})
        ON CONFLICT (kind, number, place) DO UPDATE
       SET audience_id = excluded.audience_id, thread_id = excluded.thread_id,
           comment_id = excluded.comment_id, author_id = excluded.author_id,
           sort = excluded.sort, has_file = excluded.has_file,
           published_at = excluded.published_at, title = excluded.title, words = excluded.words
     WHERE (entry.thread_id, entry.comment_id, entry.published_at, entry.title, entry.words)
           IS DISTINCT FROM
           (excluded.thread_id, excluded.comment_id, excluded.published_at, excluded.title,
            excluded.words)
    RETURNING entry.words
), used AS (
    SELECT DISTINCT word.lexeme FROM put, unnest(put.words) AS word
     WHERE word.lexeme !~ '^[=@]|^[0-9]+$' AND length(word.lexeme) BETWEEN 2 AND 60
       AND NOT EXISTS (SELECT FROM search_word known WHERE known.word = word.lexeme)
), learned AS (
    INSERT INTO search_word (word, dutch, english, share)
    SELECT lexeme, coalesce(left(search_dutch_stem(lexeme), 60), ''),
           coalesce(left(search_english_stem(lexeme), 60), ''), 0
      FROM used ORDER BY lexeme
        ON CONFLICT DO NOTHING
)
SELECT count(*) FROM put
"""  # noqa: S608
GONE = """
DELETE FROM search_entry entry
 WHERE entry.kind = %s AND {which}
   AND NOT EXISTS (SELECT FROM ({rows}) AS source (number, place)
                    WHERE source.number = entry.number AND source.place = entry.place)
"""
AMONG = "entry.number = ANY(%s)"
IN_RANGE = "entry.number > %s AND entry.number <= %s"
IN_THREAD = "entry.thread_id = %s"
IN_CONTRIBUTION = "entry.thread_id = %s AND entry.comment_id = %s"


@transaction.atomic
def index_contribution(*, thread: int, comment: int = 0) -> None:
    """Let people find the words of a thread (comment 0) or of a comment as they are now."""
    for findable in findables().values():
        findable.hold(thread, comment)
    entries = Entry.objects.filter(thread_id=thread, comment_id=comment)
    known = set(entries.values_list("kind", flat=True).distinct())
    for findable in findables().values():
        things = findable.in_contribution(thread, comment)
        if things is not None and things.exists():
            put(findable, things)
        if things is not None and findable.kind in known:
            forget_others(findable, things, IN_CONTRIBUTION, thread, comment)


@transaction.atomic
def index_thread(*, thread: int) -> None:
    """Let people find a thread and all that hangs in it as it is now, or nothing of it any more."""
    for findable in findables().values():
        findable.hold(thread, 0)
        things = findable.in_thread(thread)
        if things is not None:
            put(findable, things)
            forget_others(findable, things, IN_THREAD, thread)


@transaction.atomic
def index_things(*, kind: str, numbers: Iterable[int]) -> None:
    """Let people find these things as they are now."""
    findable, numbers = findables()[kind], list(numbers)
    things = findable.things().filter(**{f"{findable.number}__in": numbers})
    put(findable, things)
    forget_others(findable, things, AMONG, numbers)


def index_range(findable: Findable, after: int, to: int) -> int:
    """Bring a range of numbers up to date; return how many entries changed or went."""
    things = findable.with_numbers(after, to)
    return put(findable, things) + forget_others(findable, things, IN_RANGE, after, to)


def put(findable: Findable, things: QuerySet) -> int:
    """Put things in, and the words that nobody used before; return how many entries changed."""
    sql, parameters = findable.rows(things).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(PUT.format(rows=sql), [findable.kind, findable.kind, *parameters])
        return cursor.fetchone()[0]


def forget_others(findable: Findable, things: QuerySet, which: str, *values: Any) -> int:
    """Take out entries of this kind that are not among the things; return how many went."""
    sql, parameters = findable.rows(things, ("number", "place")).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(GONE.format(which=which, rows=sql), [findable.kind, *values, *parameters])
        return cursor.rowcount


def forget_threads(*numbers: int) -> None:
    """Let nobody find these threads any more, nor anything that hangs in them."""
    Entry.objects.filter(thread_id__in=numbers).delete()


def forget_contribution(thread: int, comment: int = 0) -> None:
    """Let nobody find the words of a thread or of a comment, nor the files that hang there."""
    Entry.objects.filter(thread_id=thread, comment_id=comment).delete()


def forget_things(kind: str, numbers: Collection[int]) -> None:
    """Let nobody find these things any more."""
    Entry.objects.filter(kind=kind, number__in=numbers).delete()
