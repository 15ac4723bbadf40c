"""Taking back threads and comments, but not what people answered, reacted to or changed."""

from typing import Any

from communities.models import ImportRun
from communities.yammer.changes import PRINT_OF_COMMENT, PRINT_OF_THREAD
from communities.yammer.plan import make
from communities.yammer.staging import ask, run
from conversations.models import Comment, Thread
from notifications.actions import forget_subject
from search.actions import forget_things, forget_threads

AT_ONCE = 500

MADE = """
CREATE TEMP TABLE yammer_made AS
SELECT id AS known_id, thread_id, comment_id FROM communities_importedmessage
 WHERE run_id = %s AND thread_id IS NOT NULL
"""

# A comment that people reacted to, answered or changed.
TOUCHED = f"""
CREATE TEMP TABLE yammer_touched AS
SELECT comment.id, comment.thread_id, coalesce(comment.parent_id, comment.id) AS unit
  FROM yammer_made made
  JOIN communities_importedmessage known ON known.id = made.known_id
  JOIN conversations_comment comment ON comment.id = made.comment_id
 WHERE known.written <> {PRINT_OF_COMMENT}
    OR EXISTS (SELECT FROM conversations_reaction r WHERE r.comment_id = comment.id)
    OR EXISTS (SELECT FROM conversations_comment answer
                WHERE answer.parent_id = comment.id
                  AND NOT EXISTS (SELECT FROM yammer_made own WHERE own.comment_id = answer.id))
"""

# A thread stays whole when anybody did anything in it.
STAYING = f"""
CREATE TEMP TABLE yammer_staying AS
SELECT thread.id, CASE
       WHEN known.written <> {PRINT_OF_THREAD} THEN 'changed here'
       WHEN EXISTS (SELECT FROM conversations_comment comment
                     WHERE comment.thread_id = thread.id
                       AND NOT EXISTS (SELECT FROM yammer_made own
                                        WHERE own.comment_id = comment.id)) THEN 'answered here'
       WHEN EXISTS (SELECT FROM conversations_reaction r WHERE r.thread_id = thread.id)
            THEN 'reacted to'
       WHEN EXISTS (SELECT FROM yammer_touched touched WHERE touched.thread_id = thread.id)
            THEN 'answered here'
       WHEN EXISTS (SELECT FROM conversations_bookmark b WHERE b.thread_id = thread.id)
            THEN 'kept by somebody for later'
       WHEN thread.accepted_comment_id IS NOT NULL OR thread.merged_into_id IS NOT NULL
            OR post.pinned_at IS NOT NULL THEN 'pinned, merged or solved here'
       WHEN NOT EXISTS (SELECT FROM communities_importedcommunity imported
                         WHERE imported.community_id = post.community_id) THEN 'moved here'
       END AS why
  FROM yammer_made made
  JOIN communities_importedmessage known ON known.id = made.known_id
  JOIN conversations_thread thread ON thread.id = made.thread_id
  JOIN communities_post post ON post.thread_id = thread.id
 WHERE made.comment_id IS NULL
"""

# Comments in threads that stay for another reason than this run: each with what hangs under it.
GOING = """
CREATE TEMP TABLE yammer_going AS
SELECT made.comment_id AS id, made.thread_id
  FROM yammer_made made
  JOIN conversations_comment comment ON comment.id = made.comment_id
 WHERE NOT EXISTS (SELECT FROM yammer_made opener
                    WHERE opener.thread_id = made.thread_id AND opener.comment_id IS NULL)
   AND NOT EXISTS (SELECT FROM yammer_touched touched
                    WHERE touched.id = comment.id OR touched.unit = comment.id
                       OR touched.unit = comment.parent_id AND EXISTS (
                          SELECT FROM yammer_made own WHERE own.comment_id = comment.parent_id))
"""


def take_back_talk(import_run: ImportRun, taken: Any) -> None:
    """Remove the threads and comments that the run made and nobody built on."""
    make("yammer_made", MADE, "thread_id", "comment_id", values=[import_run.pk])
    make("yammer_touched", TOUCHED, "thread_id", "unit")
    make("yammer_staying", STAYING, "id")
    make("yammer_going", GOING, "id")
    list_kept(taken)
    forget(import_run)
    threads = [row[0] for row in ask("SELECT id FROM yammer_staying WHERE why IS NULL")]
    comments = [row[0] for row in ask("SELECT id FROM yammer_going")]
    taken.counts["comments"] += remove(Comment, "comment", comments)
    taken.counts["threads with their comments"] += remove(Thread, "thread", threads)
    count_again()


def list_kept(taken: Any) -> None:
    """List what stays, and why."""
    for number, title, plain, why in ask(
        "SELECT thread.id, thread.title, left(thread.plain, 80), why"
        "  FROM yammer_staying JOIN conversations_thread thread USING (id) WHERE why IS NOT NULL"
        " ORDER BY id"
    ):
        taken.keep("thread", number, title or plain, why)
    for number, plain in ask(
        "SELECT comment.id, left(comment.plain, 80) FROM yammer_touched touched"
        "  JOIN conversations_comment comment USING (id)"
        " WHERE NOT EXISTS (SELECT FROM yammer_staying thread WHERE thread.id = comment.thread_id)"
        " ORDER BY 1"
    ):
        taken.keep("comment", number, plain, "answered, reacted to or changed here")


def forget(import_run: ImportRun) -> None:
    """Forget what the messages were that go, and those that were only noted."""
    gone = """
        SELECT known.id FROM communities_importedmessage known
          LEFT JOIN yammer_made made ON made.known_id = known.id
         WHERE known.run_id = %s
           AND (made.known_id IS NULL
                OR made.thread_id IN (SELECT id FROM yammer_staying WHERE why IS NULL)
                OR made.comment_id IN (SELECT id FROM yammer_going))
    """
    run(f"DELETE FROM communities_importedversion WHERE message_id IN ({gone})", [import_run.pk])
    run(f"DELETE FROM communities_importedmessage WHERE id IN ({gone})", [import_run.pk])


def remove(model: type[Thread] | type[Comment], kind: str, numbers: list[int]) -> int:
    """Delete rows with all that hangs under them, some at a time; return how many."""
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        if model is Thread:
            below = Comment.objects.filter(thread__in=some).values_list("pk", flat=True)
            forget_subject(kind="comment", ids=below)
            forget_threads(*some)
        else:
            forget_things("comment", some)
        forget_subject(kind=kind, ids=some)
        model.objects.filter(pk__in=some).delete()
    return len(numbers)


def count_again() -> None:
    """Bring the numbers of threads up to date that lost comments and stay."""
    run(
        """
        UPDATE conversations_thread thread
           SET comment_count = left_over.number,
               last_activity_at = greatest(thread.published_at, left_over.latest)
          FROM (SELECT going.thread_id,
                       count(comment.id) FILTER (WHERE comment.state = 'published') AS number,
                       max(comment.published_at) AS latest
                  FROM (SELECT DISTINCT thread_id FROM yammer_going) going
                  LEFT JOIN conversations_comment comment USING (thread_id)
                 GROUP BY 1) left_over
         WHERE thread.id = left_over.thread_id
        """
    )
