"""Keeping the sight of files in step with what they hang under (docs/adr/0010)."""

from uuid import UUID

from conversations.models import Attachment, Comment, Thread
from intranet.platform.content import AUTHORS_ONLY, State
from people.models import StoredFile

# The audience and the sole reader of a file, as people.StoredFile keeps them.
Sight = tuple[int | None, int | None]
NOBODY: Sight = (None, None)


def uncover_files(thread: Thread) -> None:
    """Let the files of a thread be seen by who may read what they hang under, and nobody else."""
    here = Attachment.objects.filter(thread=thread, file__isnull=False).values("file")
    # A file that came from an old network can hang in several places.
    hung = Attachment.objects.filter(file__in=here).select_related("thread", "comment")
    sights: dict[UUID | None, Sight] = {}
    for attachment in hung.order_by("pk"):
        known = sights.get(attachment.file_id, NOBODY)
        sights[attachment.file_id] = wider(known, sight_of(attachment))
    for audience, reader in set(sights.values()):
        files = [file for file, sight in sights.items() if file and sight == (audience, reader)]
        StoredFile.objects.filter(pk__in=files).update(audience=audience, sole_reader=reader)


def sight_of(attachment: Attachment) -> Sight:
    """Return who may see a file by the states of its thread and its comment."""
    said: list[Thread | Comment] = [attachment.thread]
    if attachment.comment:
        said.append(attachment.comment)
    if any(each.state == State.REMOVED for each in said):
        return NOBODY
    authors = {each.author_id for each in said if each.state in AUTHORS_ONLY}
    if len(authors) > 1:
        return NOBODY
    return said[-1].audience_id, next(iter(authors), None)


def wider(one: Sight, other: Sight) -> Sight:
    """Return the sight of more people; of two equal ones the later."""
    return max(other, one, key=lambda sight: (sight[0] is not None, sight[1] is None))
