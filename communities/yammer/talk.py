"""Messages become threads and comments, in batches that are whole or not there at all."""

import json
from collections.abc import Callable

from communities.models import ImportedMessage, ImportRun, Post
from communities.yammer.archive import Archive
from communities.yammer.batch import Planned, Surroundings, next_rows
from communities.yammer.changes import print_of
from communities.yammer.hanging import Hanging, hang
from communities.yammer.revising import revise
from communities.yammer.staging import ask, run
from communities.yammer.texts import Words, absent_start, deleted_start
from conversations.models import Comment, Thread
from people.actions import atomic_with_files

REMEMBERED = [
    "foreign_thread_id",
    "foreign_parent_id",
    "sent_at",
    "state",
    "thread",
    "comment",
    "digest",
    "written",
    "as_of",
    "extra",
    "run",
]


def write_talk(import_run: ImportRun, archives: list[Archive], seen: Callable[[int], None]) -> None:
    """Write everything that the plan has to write, oldest thread first."""
    last = 0
    while rows := next_rows(after=last):
        write_batch(import_run, archives, rows)
        last = rows[-1].position
        seen(len(rows))


def write_batch(import_run: ImportRun, archives: list[Archive], rows: list[Planned]) -> None:
    """Write some messages of one level, and remember what became of them."""
    around = Surroundings(rows)
    new = [row for row in rows if row.verdict in {"create", "open"}]
    with atomic_with_files():
        note_deleted(import_run, [row for row in rows if row.verdict == "note"])
        if new and rows[0].level == 0:
            write_threads(import_run, archives, around, new)
        elif new:
            write_comments(import_run, archives, around, new)
        for row in rows:
            if row.verdict in {"arrive", "update", "remove", "restore"}:
                revise(import_run, archives, around, row)


def note_deleted(import_run: ImportRun, rows: list[Planned]) -> None:
    """Remember what was deleted over there, so that answers to it find their place."""
    remember([remembered(import_run, row, state="deleted") for row in rows])


def write_threads(
    import_run: ImportRun, archives: list[Archive], around: Surroundings, rows: list[Planned]
) -> None:
    """Begin threads, each with its post."""
    said = [opening_words(around, row) for row in rows]
    threads = Thread.objects.bulk_create(
        Thread(
            kind="post",
            author=around.people[row.author_id],
            audience_id=around.place_of(row).community.audience_id,
            title=words.title,
            html=words.text.html,
            plain=words.text.plain,
            published_at=row.sent_at,
            last_activity_at=row.sent_at,
            is_locked=bool(row.is_closed),
            wants_answer=row.message_type == "question",
        )
        for row, words in zip(rows, said, strict=True)
    )
    post(around, rows, threads)
    hang(
        import_run,
        archives,
        [
            Hanging(thread, None, words, row.sent_at)
            for thread, words, row in zip(threads, said, rows, strict=True)
        ],
    )
    remember(
        [
            remembered(import_run, row, state=state_of(row), thread=thread)
            for row, thread in zip(rows, threads, strict=True)
        ]
    )


def post(around: Surroundings, rows: list[Planned], threads: list[Thread]) -> None:
    """Make posts of new threads, each in its community."""
    Post.objects.bulk_create(
        Post(
            thread=thread,
            community=around.place_of(row).community,
            kind=Post.Kind.QUESTION if thread.wants_answer else Post.Kind.UPDATE,
        )
        for row, thread in zip(rows, threads, strict=True)
    )


def write_comments(
    import_run: ImportRun, archives: list[Archive], around: Surroundings, rows: list[Planned]
) -> None:
    """Add comments, and count them in their threads."""
    said = [around.words_of(row) for row in rows]
    threads = [around.threads[row.thread_id] for row in rows]
    comments = Comment.objects.bulk_create(
        Comment(
            thread=thread,
            parent_id=around.parent_of(row, thread),
            author=around.people[row.author_id],
            audience_id=thread.audience_id,
            html=words.text.html,
            plain=words.text.plain,
            published_at=row.sent_at,
        )
        for row, words, thread in zip(rows, said, threads, strict=True)
    )
    count_comments(comments)
    hang(
        import_run,
        archives,
        [
            Hanging(comment.thread, comment, words, comment.published_at)
            for comment, words in zip(comments, said, strict=True)
        ],
    )
    remember(
        [
            remembered(import_run, row, state="living", thread=comment.thread, comment=comment)
            for row, comment in zip(rows, comments, strict=True)
        ]
    )


def count_comments(comments: list[Comment]) -> None:
    """Add new comments to the numbers of their threads."""
    run(
        """
        UPDATE conversations_thread thread
           SET comment_count = thread.comment_count + new.number,
               last_activity_at = greatest(thread.last_activity_at, new.latest)
          FROM (SELECT thread_id, count(*) AS number, max(published_at) AS latest
                  FROM conversations_comment WHERE id = ANY (%s) GROUP BY 1) new
         WHERE thread.id = new.thread_id
        """,
        [[comment.pk for comment in comments]],
    )


def opening_words(around: Surroundings, row: Planned) -> Words:
    """Return the words that begin a thread, or say why there are none."""
    if row.verdict == "create":
        return around.words_of(row)
    return deleted_start() if state_of(row) == "deleted" else absent_start()


def state_of(row: Planned) -> str:
    """Say what is known of a message: living, deleted over there, or in no export."""
    if row.verdict == "create":
        return ImportedMessage.State.LIVING
    deleted = ask("SELECT EXISTS (SELECT FROM yammer_node WHERE id = %s)", [row.id])[0][0]
    return ImportedMessage.State.DELETED if deleted else ImportedMessage.State.ABSENT


def remembered(import_run: ImportRun, row: Planned, **became: object) -> ImportedMessage:
    """Write down what a message became."""
    known = ImportedMessage(
        foreign_id=row.id,
        foreign_thread_id=row.thread_id,
        foreign_parent_id=row.replied_to_id,
        sent_at=row.sent_at,
        digest=row.digest or "",
        as_of=row.as_of,
        run=import_run,
        extra=json.loads(row.extra or "null"),
        **became,
    )
    if known.thread:
        known.written = print_of(known.comment or known.thread)
    return known


def remember(rows: list[ImportedMessage]) -> None:
    """Keep what was written down; what is known of a message from before gives way."""
    ImportedMessage.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["foreign_id"], update_fields=REMEMBERED
    )
