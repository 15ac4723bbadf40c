"""Keeping files: checked by their content, pictures made small and safe, nothing left behind.

Whoever calls this has judged that the owner may put something before that audience.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image

from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.documents import document_type
from intranet.platform.files import (
    LONGEST_SIDE,
    beginning_of,
    looks_like_picture,
    open_picture,
    rendition,
    require_size,
)
from intranet.platform.policy import require
from intranet.platform.scanning import Infected, require_clean
from people.actions.employing import tidy
from people.models import Audience, StoredFile, User
from people.policies import can_remove_file

PICTURE_SIZES = (96, 320, 640, 1200, LONGEST_SIDE)
SQUARE_SIZES = (96, 320, 1200)
# Bytes that a name may have, with room for the ending that the content asks for.
LONGEST_NAME = 200
LONGEST_ENDING = 10
TEXT_ENDINGS = (".csv", ".md", ".log")
# What Windows takes for a device and not for a file.
NAMES_OF_DEVICES = {"CON", "PRN", "AUX", "NUL"} | {
    f"{d}{n}" for d in ("COM", "LPT") for n in range(10)
}

log = logging.getLogger(__name__)

_written: ContextVar[list[str] | None] = ContextVar("written", default=None)


@contextmanager
def atomic_with_files() -> Iterator[None]:
    """Be a transaction that also takes back the files stored in it when it fails."""
    outermost = _written.get() is None
    token = _written.set([]) if outermost else None
    try:
        with transaction.atomic():
            yield
    except BaseException as error:
        if outermost:
            throw_away(_written.get() or [])
            note_infected(error)
        raise
    finally:
        if token is not None:
            _written.reset(token)


@transaction.atomic
def note_infected(error: BaseException) -> None:
    """Write down who brought a virus, now that nothing takes that back."""
    if isinstance(error, Infected):
        record("people.file.infected", actor=error.brought_by, virus=code_of(error.virus))


def code_of(virus: str) -> str:
    """Return a scanner's name for a virus as one word, as far as the log keeps it."""
    return "_".join(virus.replace("@", " ").split())[:100]


def require_harmless(file: BinaryIO, *, owner: User) -> None:
    """Refuse a file in which the virus scanner finds something."""
    with atomic_with_files():
        try:
            require_clean(file)
        except Infected as found:
            found.brought_by = owner
            raise


def store_file(
    *, owner: User, audience: Audience | None, file: BinaryIO, name: str, alt: str = ""
) -> StoredFile:
    """Keep a picture or a document, which the content decides; ValidationError for the rest.

    Without an audience only its owner sees it, until something shows it.
    """
    if looks_like_picture(beginning_of(file)):
        return store_picture(owner=owner, audience=audience, file=file, name=name, alt=alt)
    return store_document(owner=owner, audience=audience, file=file, name=name)


def store_picture(
    *,
    owner: User,
    audience: Audience | None,
    file: BinaryIO,
    name: str,
    alt: str = "",
    square: bool = False,
) -> StoredFile:
    """Keep a picture as WebP in some sizes; what came along in it (where, when) is gone."""
    require_size(file)
    require_harmless(file, owner=owner)
    image = open_picture(file)
    pictures = {
        str(size): rendition(image, widest=widest, square=square)
        for size, widest in sizes_of(image, square=square)
    }
    largest = pictures[list(pictures)[-1]]
    return keep(
        StoredFile(
            owner=owner,
            audience=audience,
            kind=StoredFile.Kind.PICTURE,
            name=shown_name(name),
            content_type="image/webp",
            size=len(largest.content),
            alt=tidy(alt)[:300],
            width=largest.width,
            height=largest.height,
            renditions=list(pictures),
        ),
        {size: ContentFile(picture.content) for size, picture in pictures.items()},
    )


def sizes_of(image: Image.Image, *, square: bool) -> list[tuple[int, int]]:
    """Return the sizes to make, each with the pixels it may have; none is blown up."""
    if square:
        return [(size, min(size, *image.size)) for size in SQUARE_SIZES]
    smaller = [size for size in PICTURE_SIZES if size < max(image.size)]
    return [(size, size) for size in PICTURE_SIZES[: len(smaller) + 1]]


def store_document(
    *, owner: User, audience: Audience | None, file: BinaryIO, name: str
) -> StoredFile:
    """Keep a document as it is; it is only ever offered to be saved."""
    extension, content_type = document_type(file)
    require_harmless(file, owner=owner)
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    return keep(
        StoredFile(
            owner=owner,
            audience=audience,
            kind=StoredFile.Kind.DOCUMENT,
            name=with_extension(shown_name(name), extension),
            content_type=content_type,
            size=size,
            renditions=["file"],
        ),
        {"file": File(file)},
    )


def keep(stored: StoredFile, contents: dict[str, Any]) -> StoredFile:
    """Write the bytes, then the row that makes them known."""
    try:
        return write(stored, contents)
    except OSError:
        log.exception("a file cannot be written to the store")
        raise ValidationError(
            _("Files cannot be kept at this moment. Try again later."), code="not_kept"
        ) from None


def write(stored: StoredFile, contents: dict[str, Any]) -> StoredFile:
    """Write all of it or nothing."""
    stored.stored_at = clock.now()
    if stored.audience_id is None:
        stored.sole_reader = stored.owner
    with atomic_with_files():
        for name, content in contents.items():
            path = stored.path_of(name)
            written = _written.get()
            if written is not None:
                written.append(path)
            if default_storage.save(path, content) != path:
                raise RuntimeError(f"Something is at {path} already.")
        stored.save(force_insert=True)
    return stored


@transaction.atomic
def remove_file(*, actor: User, file: StoredFile) -> None:
    """Throw a file away: its row now, its bytes as soon as that is certain."""
    file = StoredFile.objects.select_for_update().get(pk=file.pk)
    require(can_remove_file(actor, file), _("Only the person who brought this file can remove it."))
    record("people.file.removed", actor=actor, owner=file.owner_id, file=str(file.pk))
    discard(file)


def discard(file: StoredFile) -> None:
    """Remove a file that nothing shows any more."""
    paths = [file.path_of(name) for name in file.renditions]
    file.delete()
    transaction.on_commit(lambda: throw_away(paths), robust=True)


def throw_away(paths: list[str]) -> None:
    """Delete bytes; what is gone already is fine, and what stays is cleared away a day later."""
    for path in paths:
        try:
            default_storage.delete(path)
        except OSError:
            log.exception("a file cannot be deleted from the store")


def shown_name(name: str) -> str:
    """Return a file's name without folders and without what misleads or troubles a computer."""
    last = tidy(name).replace("\\", "/").rpartition("/")[2].strip(" .")
    stem, ending = os.path.splitext(last)
    if stem.upper() in NAMES_OF_DEVICES:
        stem = f"_{stem}"
    if len(ending) > LONGEST_ENDING:
        stem, ending = stem + ending, ""
    room = LONGEST_NAME - len(ending.encode())
    return stem.encode()[:room].decode(errors="ignore").strip(" .") + ending or _("file")


def with_extension(name: str, extension: str) -> str:
    """Let a document's name end in what it is: an `a.exe` that is a PDF becomes `a.pdf`."""
    stem, found = os.path.splitext(name)
    if found.lower() == extension or (extension == ".txt" and found.lower() in TEXT_ENDINGS):
        return name
    return (stem or name) + extension
