"""Taking a talk elsewhere: to another audience, or under another thread.

The app that owns the threads has asked whether this may be done.
"""

from typing import Any

from django.db.models import Exists, Max, OuterRef
from django.utils.html import escape

from conversations.actions.uncovering import uncover_files
from conversations.feeds import thread_group
from conversations.models import (
    Attachment,
    Bookmark,
    Comment,
    Follow,
    Mention,
    Reaction,
    TeamMention,
    Thread,
    TopicUse,
    Version,
)
from intranet.platform import clock
from intranet.platform.content import State
from notifications.models import Notification
from people.models import Audience
from search.actions import forget_threads


def carry_thread(thread: Thread, *, audience: Audience) -> None:
    """Show a thread and all that hangs under it to another audience, from this moment on."""
    Thread.objects.select_for_update().get(pk=thread.pk)
    Thread.objects.filter(pk=thread.pk).update(audience=audience)
    Comment.objects.filter(thread=thread).update(audience=audience)
    uncover_files(thread)
    Notification.objects.filter(group_key=thread_group(thread.pk)).update(audience=audience)
    # Found again where it stands now, by the reaction to whatever carried it.
    forget_threads(thread.pk)
    thread.audience = audience


def merge_threads(thread: Thread, *, into: Thread) -> Comment:
    """Make the opening words of a thread a comment in another, with its answers below."""
    # Lock in id order: two managers who merge at once would otherwise deadlock.
    list(Thread.objects.select_for_update().filter(pk__in=[thread.pk, into.pk]).order_by("pk"))
    thread.refresh_from_db()
    carry_thread(thread, audience=into.audience)
    opening = opening_as_comment(thread, into)
    Comment.objects.filter(thread=thread).update(thread=into, parent=opening)
    for model in (Attachment, Mention, TeamMention, TopicUse, Version):
        model.objects.filter(thread=thread, comment=None).update(comment=opening)
        model.objects.filter(thread=thread).update(thread=into)
    carry_reactions(thread, opening, into)
    carry_unique(Follow, thread, into, same=("person_id",))
    carry_unique(Bookmark, thread, into, same=("person_id",))
    carry_bell(thread, opening, into)
    close_merged(thread, into)
    return opening


def opening_as_comment(thread: Thread, into: Thread) -> Comment:
    """Write the opening words once more, as a comment of the same author and time."""
    title = f"<p><strong>{escape(thread.title)}</strong></p>" if thread.title else ""
    return Comment.objects.create(
        thread=into,
        author=thread.author,
        audience=into.audience,
        html=title + thread.html,
        plain="\n\n".join(filter(None, [thread.title, thread.plain])),
        published_at=thread.published_at,
        edited_at=thread.edited_at,
        edits=thread.edits,
        thanks_count=thread.thanks_count,
        well_done_count=thread.well_done_count,
        recognise_count=thread.recognise_count,
    )


def carry_reactions(thread: Thread, opening: Comment, into: Thread) -> None:
    """Reactions to the opening words now belong to the comment."""
    Reaction.objects.filter(thread=thread, comment=None).update(comment=opening)
    Reaction.objects.filter(thread=thread).update(thread=into)


def carry_unique(model: Any, thread: Thread, into: Thread, *, same: tuple[str, ...]) -> None:
    """Carry rows along, except where the other thread has the same one already."""
    keys = {key: OuterRef(key) for key in same}
    there = model.objects.filter(thread=into, **keys)
    model.objects.filter(thread=thread).filter(~Exists(there)).update(thread=into)
    model.objects.filter(thread=thread).delete()


def carry_bell(thread: Thread, opening: Comment, into: Thread) -> None:
    """What people were told about the one now leads to the other."""
    told = Notification.objects.filter(group_key=thread_group(thread.pk))
    told.filter(subject_kind="thread").update(subject_kind="comment", subject_id=opening.pk)
    told.update(group_key=thread_group(into.pk), audience=into.audience)


def close_merged(thread: Thread, into: Thread) -> None:
    """Leave a sign at the old address, and put the numbers of the other thread right."""
    Thread.objects.filter(pk=thread.pk).update(
        state=State.REMOVED,
        state_changed_at=clock.now(),
        merged_into=into,
        comment_count=0,
        accepted_comment=None,
        is_locked=True,
    )
    published = Comment.objects.filter(thread=into).published()
    newest = published.aggregate(at=Max("published_at"))["at"]
    Thread.objects.filter(pk=into.pk).update(
        comment_count=published.count(), last_activity_at=max(newest, into.last_activity_at)
    )
