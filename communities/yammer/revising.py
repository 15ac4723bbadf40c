"""What a later export says differently: new words, deleted, back again, a start at last."""

import json
from datetime import datetime
from typing import Any

from django.db.models import F

from communities.models import ImportedMessage, ImportedVersion, ImportRun, Post
from communities.yammer.archive import Archive
from communities.yammer.batch import Planned, Surroundings
from communities.yammer.changes import as_text, note_change, print_of
from communities.yammer.hanging import Hanging, hang
from communities.yammer.persons import BOTS
from communities.yammer.texts import Words, deleted_start
from conversations.actions.removing import take_away
from conversations.actions.uncovering import uncover_files
from conversations.models import Attachment, Comment, Thread, TopicUse, Version
from intranet.platform.content import State

Contribution = Thread | Comment
# What a later export can change, as it can be kept in JSON.
STANDING = ("html", "plain", "author_id", "state", "edits")
MOMENTS = ("published_at", "edited_at")
OF_A_THREAD = ("title", "is_locked", "wants_answer")


def revise(
    import_run: ImportRun, archives: list[Archive], around: Surroundings, row: Planned
) -> None:
    """Do to one message what the plan says; how it was can be brought back."""
    known = ImportedMessage.objects.select_related("thread", "comment").get(foreign_id=row.id)
    contribution = known.became
    note_change(import_run, "message", known, standing(known))
    if row.verdict == "remove":
        remove(known, contribution, around)
    else:
        rewrite(import_run, known, contribution, around, row)
        renew_what_hangs(import_run, archives, known, around.words_of(row))
    known.state = "deleted" if row.verdict == "remove" else "living"
    known.digest, known.as_of, known.sent_at = row.digest or "", row.as_of, row.sent_at
    known.foreign_parent_id, known.extra = row.replied_to_id, json.loads(row.extra or "null")
    known.written = print_of(contribution)
    known.save()


def standing(known: ImportedMessage) -> dict[str, Any]:
    """Return how a message stands now."""
    contribution = known.became
    stands: dict[str, Any] = {name: getattr(contribution, name) for name in STANDING}
    stands |= {name: as_text(getattr(contribution, name)) for name in MOMENTS}
    if isinstance(contribution, Thread):
        stands |= {name: getattr(contribution, name) for name in OF_A_THREAD}
    files = Attachment.objects.filter(**known.place, version=None)
    stands["attachments"] = [
        {
            "file_id": str(row.file_id) if row.file_id else None,
            "missing_name": row.missing_name,
            "position": row.position,
        }
        for row in files
    ]
    stands["versions"] = [
        {
            "title": row.title,
            "html": row.html,
            "plain": row.plain,
            "written_at": as_text(row.written_at),
            "replaced_at": as_text(row.replaced_at),
        }
        for row in Version.objects.filter(**known.place)
    ]
    return stands | {"known_state": known.state, "sent_at": as_text(known.sent_at)}


def remove(known: ImportedMessage, contribution: Contribution, around: Surroundings) -> None:
    """Take away what was deleted over there; a talk that goes on below it stays."""
    if isinstance(contribution, Thread) and contribution.comment_count:
        words = deleted_start()
        contribution.author = around.people[BOTS]
        contribution.title, contribution.html, contribution.plain = (
            "",
            words.text.html,
            words.text.plain,
        )
        contribution.edits, contribution.edited_at = 0, None
        Version.objects.filter(thread=contribution, comment=None).delete()
        Attachment.objects.filter(thread=contribution, comment=None).delete()
        TopicUse.objects.filter(thread=contribution, comment=None).delete()
        contribution.save()
    elif contribution.state == State.PUBLISHED:
        take_away(contribution, state=State.REMOVED, by=contribution.author)


def rewrite(
    import_run: ImportRun,
    known: ImportedMessage,
    contribution: Contribution,
    around: Surroundings,
    row: Planned,
) -> None:
    """Put the newer words in the place of the older ones, which stay to be read."""
    words = around.words_of(row)
    if row.verdict == "update" and differs(contribution, words):
        keep_version(import_run, known, contribution, row.as_of)
    bring_back(contribution)
    contribution.html, contribution.plain = words.text.html, words.text.plain
    contribution.author = around.people[row.author_id]
    contribution.published_at = row.sent_at
    if isinstance(contribution, Thread):
        contribution.title = words.title
        contribution.is_locked = bool(row.is_closed)
        contribution.wants_answer = row.message_type == "question"
        kind = Post.Kind.QUESTION if contribution.wants_answer else Post.Kind.UPDATE
        Post.objects.filter(thread=contribution).update(kind=kind)
        contribution.last_activity_at = max(contribution.last_activity_at, row.sent_at)
    contribution.save()


def differs(contribution: Contribution, words: Words) -> bool:
    """Tell whether the words themselves changed."""
    title = contribution.title if isinstance(contribution, Thread) else words.title
    return (contribution.html, title) != (words.text.html, words.title)


def keep_version(
    import_run: ImportRun,
    known: ImportedMessage,
    contribution: Contribution,
    replaced: datetime | None,
) -> None:
    """Keep the wording that is about to be replaced; an export does not say when that was."""
    written_at = contribution.edited_at or contribution.published_at
    replaced_at = max(known.as_of or replaced or written_at, written_at)
    version = Version.objects.create(
        **known.place,
        title=contribution.title if isinstance(contribution, Thread) else "",
        html=contribution.html,
        plain=contribution.plain,
        written_at=written_at,
        replaced_at=replaced_at,
    )
    ImportedVersion.objects.get_or_create(
        message=known, digest=known.digest, defaults={"run": import_run, "version": version}
    )
    contribution.edits += 1
    contribution.edited_at = replaced_at


def bring_back(contribution: Contribution) -> None:
    """Publish again what was deleted over there for a while."""
    if contribution.state != State.REMOVED:
        return
    contribution.state, contribution.state_changed_at = State.PUBLISHED, None
    contribution.state_changed_by = None
    if isinstance(contribution, Comment):
        Thread.objects.filter(pk=contribution.thread_id).update(
            comment_count=F("comment_count") + 1
        )


def renew_what_hangs(
    import_run: ImportRun, archives: list[Archive], known: ImportedMessage, words: Words
) -> None:
    """Note anew what the words name and which files hang under them."""
    Attachment.objects.filter(**known.place, version=None).delete()
    TopicUse.objects.filter(**known.place).delete()
    hang(import_run, archives, [Hanging(**known.place, words=words, at=known.sent_at)])
    uncover_files(known.place["thread"])
