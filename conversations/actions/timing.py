"""When a thread appears and when it goes: at a moment that its author chose before."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from conversations.actions.enclosing import hung_under, words_of_files
from conversations.actions.keeping import start_following
from conversations.actions.removing import locked, take_away
from conversations.actions.uncovering import uncover_files
from conversations.actions.words import forget_words, note_words, settle
from conversations.events import ThreadEnded, ThreadShownAgain
from conversations.models import Attachment, Thread, Version
from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.content import State
from intranet.platform.outbox import publish
from intranet.platform.policy import require
from intranet.platform.richtext import Text
from people.actions.storing import discard
from people.models import StoredFile, User


def waiting_thread(thread_id: int) -> Thread | None:
    """Hold a thread that is to appear; None when somebody brought it out or took it away."""
    threads = Thread.objects.select_for_update(of=("self",)).select_related("audience", "author")
    return threads.filter(pk=thread_id, state=State.SCHEDULED).first()


def bring_out(thread: Thread, *, now: datetime) -> Text:
    """Let others read a held thread that was scheduled, for the app that owns it.

    Returns its words as they are true now: who is named may have left meanwhile. What its author
    changed before anybody read it leaves no earlier version.
    """
    files = hung_under(thread)
    text = settle(thread.html, audience=thread.audience, may_be_empty=bool(files), kind=thread.kind)
    forget_versions(thread)
    thread.html, thread.plain = text.html, text.plain or words_of_files(files)
    thread.edits, thread.edited_at = 0, None
    thread.state, thread.state_reason = State.PUBLISHED, ""
    thread.published_at = thread.last_activity_at = now
    thread.save()
    uncover_files(thread)
    forget_words(thread=thread)
    note_words(text, thread=thread)
    start_following(thread, thread.author)
    return text


def forget_versions(thread: Thread) -> None:
    """Forget how a thread was before anybody read it, with the files that only stood there."""
    shown = Attachment.objects.filter(version=None, file__isnull=False).values("file")
    earlier = Attachment.objects.filter(thread=thread).exclude(version=None)
    gone = list(StoredFile.objects.filter(pk__in=earlier.values("file")).exclude(pk__in=shown))
    Version.objects.filter(thread=thread).delete()
    for file in gone:
        discard(file)


def keep_waiting(thread: Thread, *, reason: str) -> None:
    """Note on a held thread why it could not appear; its author reads it and may try again."""
    thread.state_reason, thread.state_changed_at = reason, clock.now()
    thread.save(update_fields=["state_reason", "state_changed_at"])


@transaction.atomic
def end_thread(*, thread: Thread, now: datetime) -> None:
    """Take a thread out of others' sight because its last day has passed. Runs at least once."""
    fresh = locked(thread)
    if fresh.is_published and fresh.ends_at is not None and fresh.ends_at <= now:
        take_away(fresh, state=State.ENDED)
        record("conversations.thread.ended", actor=None, subject=fresh)
        publish(ThreadEnded(fresh.pk))


@transaction.atomic
def show_again(*, author: User, thread: Thread) -> Thread:
    """Let others read a thread of one's own again that had ended; from now on without an end."""
    fresh = locked(thread)
    require(
        fresh.author_id == author.pk and author.is_active and fresh.state == State.ENDED,
        _("Only its author can show a post again that has ended."),
    )
    fresh.ends_at = None
    keep_shown(fresh)
    record("conversations.thread.shown_again", actor=author, subject=fresh)
    return fresh


def keep_shown(thread: Thread) -> None:
    """Let readers read a held thread again that they could read before."""
    thread.state, thread.state_reason, thread.is_final = State.PUBLISHED, "", False
    thread.state_changed_at = clock.now()
    thread.save()
    uncover_files(thread)
    text = settle(thread.html, audience=thread.audience, may_be_empty=True, kind=thread.kind)
    note_words(text, thread=thread)
    publish(ThreadShownAgain(thread.pk))
