"""What a file really is, and pictures made safe: turned, smaller, and without where they were."""

import codecs
import io
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

import puremagic
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pi_heif import register_heif_opener
from PIL import Image, ImageOps, UnidentifiedImageError

register_heif_opener()

MEGABYTE = 1024 * 1024
LARGEST_FILE = 25 * MEGABYTE
# 60 megapixels: more than a phone makes, less than a bomb of a few kilobytes unfolds to.
MOST_PIXELS = 60_000_000
# Pillow's own limit only warns up to twice its number; ours refuses.
Image.MAX_IMAGE_PIXELS = None
PICTURE_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "HEIF")
WEBP_QUALITY = 82

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
    ".csv": "text/csv",
}
EXTENSION_OF = {kind: extension for extension, kind in DOCUMENTS.items()}
OFFICE_PARTS = {
    "word/document.xml": ".docx",
    "xl/workbook.xml": ".xlsx",
    "ppt/presentation.xml": ".pptx",
}


@dataclass(frozen=True)
class Picture:
    """A picture re-encoded as WebP: its bytes, and its size in pixels."""

    content: bytes
    width: int
    height: int


def open_picture(file: BinaryIO) -> Image.Image:
    """Open a picture by its content, upright; ValidationError when it is not one we take."""
    require_size(file)
    try:
        image = Image.open(file, formats=PICTURE_FORMATS)
        if image.width * image.height > MOST_PIXELS:
            raise ValidationError(
                _("This picture is too large. Send one of at most 60 megapixels."), code="too_large"
            )
        image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise ValidationError(
            _("This is not a picture we can read. Send a JPEG, PNG, WebP or HEIC file.")
        ) from None
    return ImageOps.exif_transpose(image)


def rendition(image: Image.Image, *, widest: int, square: bool = False) -> Picture:
    """Return a WebP copy at most `widest` pixels wide or high, with nothing that came along."""
    mode = "RGBA" if image.has_transparency_data else "RGB"
    copy = image.convert(mode)
    if square:
        copy = ImageOps.fit(copy, (widest, widest))
    else:
        copy.thumbnail((widest, widest))
    clean = Image.new(mode, copy.size)
    clean.paste(copy)
    out = io.BytesIO()
    clean.save(out, "WEBP", quality=WEBP_QUALITY, method=4)
    return Picture(out.getvalue(), clean.width, clean.height)


def document_type(file: BinaryIO) -> tuple[str, str]:
    """Return extension and type of a document by its content; ValidationError for anything else."""
    require_size(file)
    head = file.read(4096)
    file.seek(0)
    if looks_like_text(head):
        return ".txt", "text/plain"
    found = archive_type(file) if head.startswith(b"PK") else signature_type(file)
    if found not in DOCUMENTS:
        raise ValidationError(
            _(
                "This kind of file cannot be kept here. "
                "Send a picture, PDF, office file, text or zip."
            )
        )
    return found, DOCUMENTS[found]


def signature_type(file: BinaryIO) -> str:
    """Return the extension that the first bytes of a file stand for; '' for none."""
    try:
        return puremagic.from_stream(file)
    except (puremagic.PureError, ValueError, OSError):
        return ""
    finally:
        file.seek(0)


def archive_type(file: BinaryIO) -> str:
    """Tell office files from other archives by what is in them; '' when it is no whole archive."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                said = archive.read("mimetype").decode("ascii", "replace").strip()
                return EXTENSION_OF.get(said, ".zip")
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError):
        return ""
    finally:
        file.seek(0)
    return next((kind for part, kind in OFFICE_PARTS.items() if part in names), ".zip")


def looks_like_text(head: bytes) -> bool:
    """Tell whether this is plain text, and not a page or a script that says it is."""
    try:
        # The head may end in the middle of a letter.
        text = codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError:
        return False
    printable = all(character.isprintable() or character in "\r\n\t" for character in text)
    return printable and "<" not in text[:1024]


def require_size(file: BinaryIO) -> None:
    """Refuse an empty file and one that is too large."""
    file.seek(0, io.SEEK_END)
    size = file.tell()
    file.seek(0)
    if size == 0:
        raise ValidationError(_("This file is empty. Choose another one."), code="empty")
    if size > LARGEST_FILE:
        raise ValidationError(
            _("This file is too large. It may be 25 MB at most."), code="too_large"
        )
