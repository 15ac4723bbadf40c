"""What conversations lend to cases: threads and comments, to be read in context and decided about.

No rule is asked here who may decide: moderation asked it (docs/adr/0025).
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import F
from django.utils.module_loading import import_string

from conversations.actions.judging import writer_of
from conversations.actions.removing import place_of, take_away
from conversations.actions.talking import tell_of_comment
from conversations.actions.timing import keep_shown
from conversations.actions.uncovering import uncover_files
from conversations.actions.words import note_words, settle
from conversations.events import CommentShownAgain, ContributionWithdrawn
from conversations.models import Attachment, Comment, Thread, Version
from intranet.platform.content import State
from intranet.platform.moderated import Evidence, Said, Subject
from intranet.platform.outbox import publish
from people.models import User

# How much of a conversation stands around what a case is about.
LINES_AROUND = 3
# Wordings that a case shows besides the last.
MOST_EARLIER = 20


class Threads:
    """Threads, for cases."""

    def hold(self, subject_id: int) -> Subject | None:
        """Lock a thread for a decision."""
        threads = Thread.objects.select_for_update(of=("self",)).select_related(
            "author", "audience"
        )
        thread = threads.filter(pk=subject_id).first()
        return subject_of("thread", thread) if thread else None

    def evidence(self, subject_id: int) -> Evidence | None:
        """Return a thread with the first of the talk under it."""
        thread = Thread.objects.select_related("author", "audience").filter(pk=subject_id).first()
        if thread is None:
            return None
        under = thread.comments.filter(parent=None).exclude(state=State.REMOVED)
        return Evidence(
            subject=said_in(thread, is_subject=True),
            after=(
                *said_too(thread),
                *(said_in(each) for each in under.order_by("published_at")[:LINES_AROUND]),
            ),
            earlier=earlier_of(thread),
            state=thread.state,
            audience=thread.audience,
            url=thread.get_absolute_url(),
        )

    def release(self, subject: Subject, *, now: datetime) -> None:
        """Let readers read a thread: for the first time as its app does, or again."""
        thread: Any = subject.said
        if not thread.has_appeared:
            thread.has_appeared = True
            import_string(settings.THREAD_RELEASES[thread.kind])(thread, now=now)
        else:
            keep_shown(thread)

    def withdraw(self, subject: Subject, *, moderator: Any, reason: str, for_good: bool) -> None:
        """Take a thread from its readers."""
        withdraw(subject.said, moderator=moderator, reason=reason, for_good=for_good)


class Comments:
    """Comments, for cases."""

    def hold(self, subject_id: int) -> Subject | None:
        """Lock a comment for a decision."""
        comments = Comment.objects.select_for_update(of=("self",)).select_related(
            "author", "audience", "thread__audience"
        )
        comment = comments.filter(pk=subject_id).first()
        return subject_of("comment", comment) if comment else None

    def evidence(self, subject_id: int) -> Evidence | None:
        """Return a comment with the opening words and what was said just before and after it."""
        comments = Comment.objects.select_related("author", "audience", "thread__author")
        comment = comments.filter(pk=subject_id).first()
        if comment is None:
            return None
        beside = comment.thread.comments.exclude(pk=comment.pk).exclude(state=State.REMOVED)
        moment = comment.published_at
        before = beside.filter(published_at__lte=moment).order_by("-published_at", "-pk")
        after = beside.filter(published_at__gt=moment).order_by("published_at", "pk")
        return Evidence(
            subject=said_in(comment, is_subject=True),
            before=(
                said_in(comment.thread),
                *(said_in(each) for each in reversed(before[:LINES_AROUND])),
            ),
            after=tuple(said_in(each) for each in after[:LINES_AROUND]),
            earlier=earlier_of(comment),
            state=comment.state if comment.thread.is_published else comment.thread.state,
            audience=comment.audience,
            url=comment.get_absolute_url(),
        )

    def release(self, subject: Subject, *, now: datetime) -> None:
        """Let readers read a comment: for the first time, or again."""
        comment: Any = subject.said
        is_first, comment.has_appeared = not comment.has_appeared, True
        comment.state, comment.state_reason, comment.is_final = State.PUBLISHED, "", False
        comment.published_at = now if is_first else comment.published_at
        comment.save()
        Thread.objects.filter(pk=comment.thread_id).update(
            comment_count=F("comment_count") + 1,
            **({"last_activity_at": now} if is_first else {}),
        )
        uncover_files(comment.thread)
        text = settle(comment.html, audience=comment.audience, may_be_empty=True)
        if is_first:
            tell_of_comment(comment, text)
            if comment.settles:
                import_string(settings.THREAD_SETTLES[comment.thread.kind])(comment)
        else:
            note_words(text, thread=comment.thread, comment=comment)
            publish(CommentShownAgain(comment.pk, comment.thread_id))

    def withdraw(self, subject: Subject, *, moderator: Any, reason: str, for_good: bool) -> None:
        """Take a comment from its readers."""
        withdraw(subject.said, moderator=moderator, reason=reason, for_good=for_good)


def subject_of(kind: str, said: Thread | Comment) -> Subject:
    """Return it with who wrote it; for words without a name, the one who is told."""
    return Subject(kind, said, **writer_of(said))


def withdraw(said: Any, *, moderator: User, reason: str, for_good: bool) -> None:
    """Take it from its readers; what people were told about it goes too."""
    said.is_final = for_good
    was_shown = said.is_published
    take_away(said, state=State.WITHDRAWN, by=moderator, reason=reason)
    if was_shown:
        publish(
            ContributionWithdrawn(*place_of(said), said.author_id, moderator.pk, is_by_case=True)
        )


def said_in(said: Thread | Comment, *, is_subject: bool = False) -> Said:
    """Return it as it stands in evidence; what was withdrawn beside it is not shown again."""
    shown = is_subject or said.is_published
    return Said(
        kind="comment" if isinstance(said, Comment) else "thread",
        id=said.pk,
        author_id=said.author_id,
        title=said.title if isinstance(said, Thread) and shown else "",
        html=said.html if shown else "",
        plain=said.plain if shown else "",
        at=said.published_at,
        edits=said.edits,
        is_subject=is_subject,
        files=tuple(files_under(said)) if is_subject else (),
    )


def said_too(thread: Thread) -> Iterable[Said]:
    """Return what is said in a thread besides its own words, as answers in a poll."""
    lent = settings.THREAD_SAYS_TOO.get(thread.kind)
    said: Iterable[Said] = import_string(lent)(thread) if lent else ()
    return said


def files_under(said: Thread | Comment) -> Iterable[Attachment]:
    """Return what hangs under it now."""
    place = {"comment": said} if isinstance(said, Comment) else {"thread": said, "comment": None}
    hung = Attachment.objects.filter(**place, version=None, file__isnull=False)
    return hung.select_related("file")


def earlier_of(said: Thread | Comment) -> tuple[Version, ...]:
    """Return its earlier wordings, the newest first."""
    place = {"comment": said} if isinstance(said, Comment) else {"thread": said, "comment": None}
    return tuple(Version.objects.filter(**place).order_by("-replaced_at", "-pk")[:MOST_EARLIER])
