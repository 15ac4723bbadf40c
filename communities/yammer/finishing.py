"""The last strokes of an import, right also when an earlier try was broken off in the middle."""

from django.db import transaction

from communities.models import ImportedMessage, ImportRun
from communities.yammer.changes import note_change
from communities.yammer.revising import standing
from communities.yammer.staging import ask, run
from conversations.models import Comment

# Answers that came before what they answer stand too high until that is there.
TOO_HIGH = """
SELECT known.id, coalesce(above.parent_id, above.id)
  FROM yammer_placed placed
  JOIN communities_importedmessage known ON known.foreign_id = placed.id
  JOIN communities_importedmessage anchor ON anchor.foreign_id = placed.anchor
  JOIN conversations_comment comment ON comment.id = known.comment_id
  JOIN conversations_comment above ON above.id = anchor.comment_id
 WHERE comment.parent_id IS NULL AND above.thread_id = comment.thread_id AND above.id <> comment.id
   AND known.id > %s
 ORDER BY known.id LIMIT 500
"""


def finish(import_run: ImportRun) -> int:
    """Put answers under what they answer and bring sums up to date; return how many moved."""
    moved = put_in_place(import_run)
    with transaction.atomic():
        begin_with_the_first_answer()
        note_activity()
        note_newer_exports()
    return moved


def put_in_place(import_run: ImportRun) -> int:
    """Move comments whose parent came with this run."""
    last = moved = 0
    while rows := ask(TOO_HIGH, [last]):
        with transaction.atomic():
            for known_id, parent_id in rows:
                move(import_run, known_id, parent_id)
        last = rows[-1][0]
        moved += len(rows)
    return moved


def move(import_run: ImportRun, known_id: int, parent_id: int) -> None:
    """Put one comment, with the answers that people gave to it here, under another."""
    known = ImportedMessage.objects.select_related("thread", "comment").get(pk=known_id)
    below = list(Comment.objects.filter(parent=known.comment).values_list("pk", flat=True))
    if known.run_id != import_run.pk:
        note_change(import_run, "place", known, standing(known) | {"below": below})
    Comment.objects.filter(pk__in=[known.comment_id, *below]).update(parent_id=parent_id)


def begin_with_the_first_answer() -> None:
    """Let a thread without its start begin when the earliest answer that came in was written."""
    run(
        """
        UPDATE conversations_thread thread SET published_at = first.at
          FROM communities_importedmessage known,
               LATERAL (SELECT min(comment.published_at) AS at FROM conversations_comment comment
                         WHERE comment.thread_id = known.thread_id) first
         WHERE known.thread_id = thread.id AND known.comment_id IS NULL
           AND known.state IN ('absent', 'deleted') AND thread.state = 'published'
           AND known.foreign_id IN (SELECT thread_id FROM yammer_node)
           AND first.at < thread.published_at
        """
    )


def note_activity() -> None:
    """Let communities in which something was written say when the last post in them was."""
    run(
        """
        UPDATE communities_community community
           SET last_activity_at = greatest(latest.at, CASE WHEN imported.is_recognised
               THEN community.last_activity_at ELSE community.founded_at END)
          FROM communities_importedcommunity imported
          JOIN yammer_used used ON used.participants = imported.participants
               OR used.participants IS NULL AND used.group_id = imported.foreign_id,
               LATERAL (SELECT max(thread.published_at) AS at
                          FROM communities_post post
                          JOIN conversations_thread thread ON thread.id = post.thread_id
                         WHERE post.community_id = imported.community_id) latest
         WHERE community.id = imported.community_id
        """
    )


def note_newer_exports() -> None:
    """Remember that what is unchanged was so in a newer export too, so that none between wins."""
    run(
        """
        UPDATE communities_importedmessage known SET as_of = plan.as_of
          FROM yammer_plan plan
         WHERE known.foreign_id = plan.id AND plan.verdict = 'same'
           AND known.digest = plan.digest AND known.as_of < plan.as_of
        """
    )
