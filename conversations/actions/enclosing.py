"""Sending files along: from uploads that only their owner sees to attachments."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from conversations.models import Attachment, Comment, Enclosure, Thread, Version
from people.models import StoredFile, User

MOST_FILES = 10

# One statement, because every comment that brings a file waits for it.
ENCLOSE = """
    WITH wanted AS (
        SELECT * FROM unnest(%(files)s::uuid[], %(alts)s::text[]) WITH ORDINALITY
                   AS wanted (file_id, alt, position)
    ), taken AS (
        UPDATE people_storedfile SET audience_id = %(audience)s, sole_reader_id = %(reader)s
         WHERE id IN (SELECT file_id FROM wanted)
           AND owner_id = %(owner)s AND sole_reader_id = %(owner)s AND audience_id IS NULL
        RETURNING *
    ), hung AS (
        INSERT INTO conversations_attachment
               (thread_id, comment_id, file_id, alt, missing_name, position)
        SELECT %(thread)s, %(comment)s, file_id, wanted.alt, '', position
          FROM wanted JOIN taken ON taken.id = file_id
    )
    SELECT * FROM taken
"""


def enclose(
    files: Sequence[Enclosure], *, author: User, thread: Thread, comment: Comment | None = None
) -> list[Attachment]:
    """Hang one's own uploads under what one says, in this order; ValidationError if one is gone."""
    said = comment or thread
    if not files:
        return []
    require_few(files)
    alts = [each.alt for each in files]
    values = {"files": [each.file_id for each in files], "alts": alts, "owner": author.pk}
    values |= {"audience": said.audience_id, "reader": sole_reader(said), "thread": thread.pk}
    taken = StoredFile.objects.raw(ENCLOSE, values | {"comment": comment and comment.pk})
    known = {file.pk: file for file in taken}
    require_all(files, known)
    return [
        Attachment(thread=thread, comment=comment, file=known[each.file_id], alt=each.alt)
        for each in files
    ]


def exchange_files(
    held: list[Attachment], files: Sequence[Enclosure] | None, version: Version
) -> list[Attachment]:
    """Let what hung there belong to the earlier version, and hang what the author wants now."""
    files = enclosed(held) if files is None else files
    thread, comment, said = version.thread, version.comment, version.comment or version.thread
    require_few(files)
    known = {each.file_id: each.file for each in held if each.file_id}
    new = [each.file_id for each in files if each.file_id not in known]
    uploads = StoredFile.objects.hanging_nowhere().filter(pk__in=new, owner=said.author_id)
    known |= {file.pk: file for file in uploads.select_for_update()} if new else {}
    if earlier := set(new) - known.keys():
        known |= hung_before(version, earlier)
    require_all(files, known)
    StoredFile.objects.filter(pk__in=new).update(
        audience=said.audience_id, sole_reader=sole_reader(said)
    )
    Attachment.objects.filter(pk__in=[each.pk for each in held]).update(version=version)
    lost = [Attachment(missing_name=each.missing_name) for each in held if not each.file_id]
    hung = lost + [Attachment(file=known[each.file_id], alt=each.alt) for each in files]
    for position, each in enumerate(hung):
        each.thread, each.comment, each.position = thread, comment, position
    return Attachment.objects.bulk_create(hung)


def hung_before(version: Version, numbers: Collection[UUID]) -> dict[UUID, StoredFile]:
    """Return files that went along with an earlier version, for who goes back to that."""
    place = {"thread": version.thread, "comment": version.comment}
    hung = Attachment.objects.filter(**place, version__isnull=False, file__in=numbers)
    return {each.file.pk: each.file for each in hung.select_related("file") if each.file}


def sole_reader(said: Thread | Comment) -> int | None:
    """Return who alone sees the files of something that waits to appear; None once it did."""
    return None if said.is_published else said.author_id


def hung_under(contribution: Thread | Comment) -> list[Attachment]:
    """Return what hangs under a contribution now, with the files."""
    is_comment = isinstance(contribution, Comment)
    place = {"comment": contribution} if is_comment else {"thread": contribution, "comment": None}
    return list(Attachment.objects.filter(**place, version=None).select_related("file"))


def enclosed(attachments: Sequence[Attachment]) -> list[Enclosure]:
    """Return the files among attachments as their author would send them again."""
    return [Enclosure(each.file_id, each.alt) for each in attachments if each.file_id]


def words_of_files(attachments: Sequence[Attachment]) -> str:
    """Say in words what a contribution without words shows: what is on it, or what it is called."""
    return ", ".join(each.alt or each.file.name for each in attachments if each.file)


def require_few(files: Sequence[Enclosure]) -> None:
    """Refuse more files than one contribution carries, and the same one twice."""
    if len(files) > MOST_FILES:
        raise ValidationError(_("At most 10 files go along. Remove some of them."))
    require_all(files, {each.file_id for each in files})


def require_all(files: Sequence[Enclosure], known: Collection[UUID]) -> None:
    """Refuse a file that is not there any more, hangs somewhere already, or goes along twice."""
    if len({each.file_id for each in files} & set(known)) != len(files):
        raise ValidationError(
            _("One of the files is no longer there. Remove it and add it again."), code="gone"
        )
