"""What follows in the index: each reads what is true now, so order and repetition do not matter."""

from celery import shared_task

from search import actions
from search.models import Extent


@shared_task
def index_post(*, post_id, **extra):
    """Let people find a post, which has the number of its thread."""
    actions.index_contribution(thread=post_id)


@shared_task
def index_comment(*, thread_id, comment_id, **extra):
    """Let people find a comment, or the opening words of the thread where there is no comment."""
    actions.index_contribution(thread=thread_id, comment=comment_id or 0)


@shared_task
def index_whole_thread(*, thread_id, **extra):
    """Let people find a thread where it stands now, with all that hangs in it."""
    actions.index_thread(thread=thread_id)


@shared_task
def index_what_is_left(*, thread_id, comment_id, **extra):
    """Let nobody find a comment, or a whole thread, that was taken away."""
    if comment_id is None:
        actions.index_thread(thread=thread_id)
    else:
        actions.index_contribution(thread=thread_id, comment=comment_id)


@shared_task
def index_moved_post(*, post_id, **extra):
    """Let people find a post where it stands now."""
    actions.index_thread(thread=post_id)


@shared_task
def index_person(*, person_id, **extra):
    """Let people find a colleague, as long as she works here."""
    actions.index_things(kind="person", numbers=[person_id])


@shared_task
def index_people(*, person_ids, **extra):
    """Let people find some colleagues."""
    actions.index_things(kind="person", numbers=person_ids)


@shared_task
def keep_index(**extra):
    """Count anew, and tidy up what is few; an index that was never built is built."""
    if Extent.objects.exists():
        actions.tidy_entries()
    else:
        actions.rebuild()
