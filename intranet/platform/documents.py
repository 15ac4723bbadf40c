"""What a document really is, by its content; what could do harm is refused with a sentence."""

import codecs
import lzma
import re
import struct
import zipfile
import zlib
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from intranet.platform.files import beginning_of, looks_like_picture, require_size

# Kept as they are, and only ever offered to be saved.
DOCUMENTS = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".zip": "application/zip",
    ".txt": "text/plain",
}
EXTENSION_OF = {kind: extension for extension, kind in DOCUMENTS.items()}
OFFICE_PARTS = {
    "word/document.xml": ".docx",
    "xl/workbook.xml": ".xlsx",
    "ppt/presentation.xml": ".pptx",
}
# Programs inside office files.
MACROS = re.compile(r"(^|/)vbaProject\.bin$|^xl/macrosheets/|^(Basic|Scripts)/", re.IGNORECASE)
# The list of what is in an archive; reading it takes ten times as much memory.
LARGEST_LIST = 2 * 1024 * 1024
LOCATOR_OF_LARGE_LISTS = b"PK\x06\x07"

MARKUP = re.compile(r"<[!?/a-zA-Z]")
# What reading a damaged archive raises, depending on where the damage is.
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error,
    OSError, RuntimeError, ValueError, NotImplementedError, EOFError,
)  # fmt: skip
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffd]")

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SIGNATURES_OF_VIDEOS = (
    b"\x1aE\xdf\xa3",
    b"\x00\x00\x01\xba",
    b"\x00\x00\x01\xb3",
    b"0&\xb2u",
    b"FLV",
    b"OggS",
    b"ID3",
    b"fLaC",
    b"\xff\xfb",
)
BOXES_OF_VIDEOS = (b"ftyp", b"moov", b"mdat", b"wide")
RIFFS_OF_VIDEOS = (b"AVI ", b"WAVE")


def document_type(file: BinaryIO) -> tuple[str, str]:
    """Return extension and type of a document by its content; ValidationError for anything else."""
    require_size(file)
    head = beginning_of(file)
    if looks_like_video(head):
        raise ValidationError(
            _("Videos and sound cannot be kept here. Put it on a shared disk and post the link."),
            code="video",
        )
    if head.startswith(OLD_OFFICE):
        raise ValidationError(
            _(
                "Old office files, and those with a password, cannot be checked. "
                "Save it without a password as .docx, .xlsx, .pptx or PDF, and send that."
            ),
            code="old_office",
        )
    found = extension_of(file, head)
    if not found:
        raise ValidationError(
            _(
                "This kind of file cannot be kept here. "
                "Send a picture, PDF, office file, text or zip."
            ),
            code="unknown",
        )
    return found, DOCUMENTS[found]


def extension_of(file: BinaryIO, head: bytes) -> str:
    """Return the extension that the content stands for; '' for what we do not take."""
    if head.startswith(b"%PDF-"):
        return ".pdf"
    if head.startswith(b"PK"):
        return archive_type(file)
    return ".txt" if looks_like_text(head) and not looks_like_picture(head) else ""


def looks_like_video(head: bytes) -> bool:
    """Tell whether this is a video or sound, as phones and telephone exchanges make them."""
    return (
        head.startswith(SIGNATURES_OF_VIDEOS)
        or (head[4:8] in BOXES_OF_VIDEOS and not looks_like_picture(head))
        or (head.startswith(b"RIFF") and head[8:12] in RIFFS_OF_VIDEOS)
    )


def archive_type(file: BinaryIO) -> str:
    """Tell office files from other archives by what is in them; '' when it is no whole archive."""
    if not has_short_list(file):
        return ""
    try:
        with zipfile.ZipFile(file) as archive:
            require_openness(archive)
            names = set(archive.namelist())
            require_no_programs(archive, names)
            if "mimetype" in names:
                return EXTENSION_OF.get(beginning_of_member(archive, "mimetype").strip(), ".zip")
    except BROKEN:
        return ""
    finally:
        file.seek(0)
    return next((kind for part, kind in OFFICE_PARTS.items() if part in names), ".zip")


def has_short_list(file: BinaryIO) -> bool:
    """Tell whether the list of what is in an archive can be read without much memory."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 66_000))
    end = file.read()
    place = end.rfind(b"PK\x05\x06")
    if place < 0 or LOCATOR_OF_LARGE_LISTS in end[max(0, place - 20) : place]:
        return False
    return int.from_bytes(end[place + 12 : place + 16], "little") <= LARGEST_LIST


def require_openness(archive: zipfile.ZipFile) -> None:
    """Refuse an archive with a password, which nobody could check."""
    if any(member.flag_bits & 1 for member in archive.infolist()):
        raise ValidationError(
            _("This archive has a password, so it cannot be checked. Send it without."),
            code="password",
        )


def require_no_programs(archive: zipfile.ZipFile, names: set[str]) -> None:
    """Refuse an office file with macros."""
    is_office = "[Content_Types].xml" in names or "mimetype" in names
    if not is_office:
        return
    types = beginning_of_member(archive, "[Content_Types].xml")
    if "macroEnabled" in types or any(MACROS.search(name) for name in names):
        raise ValidationError(
            _(
                "This office file contains macros, which can do harm. "
                "Save it without them, as .docx, .xlsx or .pptx, and send that."
            ),
            code="macros",
        )


def beginning_of_member(archive: zipfile.ZipFile, name: str) -> str:
    """Return the first 100 kB of a file in an archive; '' when it is not there."""
    if name not in archive.namelist():
        return ""
    with archive.open(name) as member:
        return member.read(100_000).decode("ascii", "replace")


def looks_like_text(head: bytes) -> bool:
    """Tell whether this is plain text, and not a page or a script that says it is."""
    if head.startswith(b"#!"):
        return False
    text = text_of(head)
    return not MARKUP.search(text) and not CONTROLS.search(text)


def text_of(head: bytes) -> str:
    """Read text as most write it, or as a spreadsheet on Windows does."""
    try:
        # The head may end in the middle of a letter.
        return codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError:
        return head.decode("cp1252", "replace")
