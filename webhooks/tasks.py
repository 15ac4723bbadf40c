"""What follows for other software: a note of what happened, and the sending of it.

Sending takes as long as others take to answer, so it begins when what was noted is certain, outside
of any transaction, and ends after a while: other side effects wait for it in the same process.
"""

from celery import shared_task
from django.db import transaction

from conversations.models import Thread
from webhooks import actions
from webhooks.models import Happening


def note(happening, *, event_id, happened_at, thread, comment=None):
    """Note it, and send it when there is somebody to tell."""
    found = actions.note_happening(
        happening, event_id=event_id, happened_at=happened_at, thread=thread, comment=comment
    )
    if found:
        transaction.on_commit(actions.send_what_is_due, robust=True)


def of_thread(number, what):
    """Return what happened to a thread by its name: of an article, or else of a post."""
    is_article = Thread.objects.filter(pk=number, kind="article").exists()
    return Happening(f"{'article' if is_article else 'post'}.{what}")


@shared_task
def send_now(**extra):
    """Send what is due, because somebody asks for it."""
    transaction.on_commit(actions.send_what_is_due, robust=True)


@shared_task
def send_to_other_software(**extra):
    """Send what is due: what is tried again, and what was left."""
    actions.send_what_is_due()


@shared_task
def forget_what_was_sent(**extra):
    """Forget messages of long ago."""
    actions.forget_old_deliveries()


@shared_task
def note_new_post(*, event_id, happened_at, post_id, **extra):
    """Tell of a new post, which has the number of its thread."""
    note(Happening.POST_PUBLISHED, event_id=event_id, happened_at=happened_at, thread=post_id)


@shared_task
def note_new_article(*, event_id, happened_at, thread_id, **extra):
    """Tell of a new article of a blog, which appears now or at its moment."""
    note(Happening.ARTICLE_PUBLISHED, event_id=event_id, happened_at=happened_at, thread=thread_id)


@shared_task
def note_moved_post(*, event_id, happened_at, post_id, **extra):
    """Tell that a post stands elsewhere now."""
    note(Happening.POST_CHANGED, event_id=event_id, happened_at=happened_at, thread=post_id)


@shared_task
def note_new_comment(*, event_id, happened_at, thread_id, comment_id, **extra):
    """Tell of a new comment."""
    note(
        Happening.COMMENT_PUBLISHED,
        event_id=event_id,
        happened_at=happened_at,
        thread=thread_id,
        comment=comment_id,
    )


@shared_task
def note_changed_words(*, event_id, happened_at, thread_id, comment_id, **extra):
    """Tell that a post, an article or a comment was changed."""
    note(
        Happening.COMMENT_CHANGED if comment_id else of_thread(thread_id, "changed"),
        event_id=event_id,
        happened_at=happened_at,
        thread=thread_id,
        comment=comment_id,
    )


@shared_task
def note_removed_words(*, event_id, happened_at, thread_id, comment_id, was_shown=True, **extra):
    """Tell that words were taken away, if anybody could read them until then."""
    if not was_shown:
        return
    note(
        Happening.COMMENT_REMOVED if comment_id else of_thread(thread_id, "removed"),
        event_id=event_id,
        happened_at=happened_at,
        thread=thread_id,
        comment=comment_id,
    )


@shared_task
def note_ended_thread(*, event_id, happened_at, thread_id, **extra):
    """Tell that a post or an article is gone because its last day has passed."""
    gone = of_thread(thread_id, "removed")
    note(gone, event_id=event_id, happened_at=happened_at, thread=thread_id)


@shared_task
def note_thread_shown_again(*, event_id, happened_at, thread_id, **extra):
    """Tell that a post or an article that had ended is there again."""
    there = of_thread(thread_id, "published")
    note(there, event_id=event_id, happened_at=happened_at, thread=thread_id)


@shared_task
def note_merged_post(*, event_id, happened_at, post_id=None, **extra):
    """Tell that a post is gone because it goes on under another."""
    if post_id is not None:
        note(Happening.POST_REMOVED, event_id=event_id, happened_at=happened_at, thread=post_id)


@shared_task
def note_accepted_answer(*, event_id, happened_at, thread_id, comment_id, **extra):
    """Tell that an answer, or what solved a problem, was chosen."""
    note(
        Happening.ANSWER_ACCEPTED,
        event_id=event_id,
        happened_at=happened_at,
        thread=thread_id,
        comment=comment_id,
    )
