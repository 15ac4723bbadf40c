"""What conversations lend to pages below them: the live subjects of notifications."""

from collections.abc import Iterable
from typing import Any

from conversations.models import Comment, Thread
from notifications.feeds import BellSubject


def threads_for_the_bell(viewer: Any, ids: Iterable[int]) -> dict[int, BellSubject]:
    """Return the threads among these that the reader may see now."""
    threads = Thread.objects.visible_to(viewer).filter(pk__in=list(ids))
    return {
        thread.pk: BellSubject(
            url=thread.get_absolute_url(),
            title=thread.title,
            words=thread.plain,
            reason=thread.state_reason,
        )
        for thread in threads
    }


def comments_for_the_bell(viewer: Any, ids: Iterable[int]) -> dict[int, BellSubject]:
    """Return the comments among these that the reader may see now."""
    comments = (
        Comment.objects.visible_to(viewer)
        .filter(pk__in=list(ids), thread__in=Thread.objects.visible_to(viewer))
        .select_related("thread")
    )
    return {
        comment.pk: BellSubject(
            url=comment.get_absolute_url(),
            title=comment.thread.title or comment.thread.plain,
            words=comment.plain,
            reason=comment.state_reason,
        )
        for comment in comments
    }
