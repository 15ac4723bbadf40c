"""Putting away what a power cut or a broken-off write may have left in the store."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction

from intranet.platform import clock
from people.actions.storing import discard
from people.models import StoredFile

# Somebody may be writing a file at this moment; its row comes a little later.
OLD_ENOUGH = timedelta(days=1)


def clear_stray_files() -> int:
    """Delete bytes that no row knows; return how many files that were."""
    cleared = 0
    shards = [name for name in default_storage.listdir("")[0] if len(name) == 2]
    for shard in shards:
        folders = [name for name in default_storage.listdir(shard)[0] if len(name) == 32]
        known = {
            file.hex
            for file in StoredFile.objects.filter(pk__in=folders).values_list("pk", flat=True)
        }
        for folder in set(folders) - known:
            cleared += clear_folder(f"{shard}/{folder}")
    return cleared


def clear_uploads_except(wanted: Collection[str]) -> int:
    """Throw away uploads that nobody sent along within a day; return how many that were."""
    before = clock.now() - OLD_ENOUGH
    old = StoredFile.objects.hanging_nowhere().filter(stored_at__lt=before)
    cleared = 0
    for file in old.exclude(pk__in=wanted).values_list("pk", flat=True):
        cleared += clear_upload(file)
    return cleared


@transaction.atomic
def clear_upload(file_id: UUID) -> int:
    """Throw one away, unless it is sent along at this very moment."""
    held = StoredFile.objects.hanging_nowhere().select_for_update(skip_locked=True)
    file = held.filter(pk=file_id).first()
    if file is None:
        return 0
    discard(file)
    return 1


def clear_folder(folder: str) -> int:
    """Delete the files of a folder that were not written just now."""
    paths = [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
    before = clock.now() - OLD_ENOUGH
    stray = [path for path in paths if default_storage.get_modified_time(path) < before]
    for path in stray:
        default_storage.delete(path)
    return len(stray)
