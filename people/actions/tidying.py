"""Putting away what a power cut or a broken-off write may have left in the store."""

from datetime import timedelta

from django.core.files.storage import default_storage

from intranet.platform import clock
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


def clear_folder(folder: str) -> int:
    """Delete the files of a folder that were not written just now."""
    paths = [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
    before = clock.now() - OLD_ENOUGH
    stray = [path for path in paths if default_storage.get_modified_time(path) < before]
    for path in stray:
        default_storage.delete(path)
    return len(stray)
