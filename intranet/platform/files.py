"""Pictures made safe: known by their content, turned, smaller, and without where they were."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pi_heif import register_heif_opener
from PIL import Image, ImageCms, ImageOps

register_heif_opener()

MEGABYTE = 1024 * 1024
LARGEST_FILE = 25 * MEGABYTE
# No side of what we make of a picture is longer.
LONGEST_SIDE = 2000
# More than a phone makes, less than a bomb of a few kilobytes unfolds to: four bytes a pixel, and
# twice that with transparency. A JPEG is made smaller while it is read, unless it is progressive.
MOST_PIXELS = {"": 50_000_000, "transparent": 25_000_000, "JPEG": 220_000_000}
# Pillow's own limit only warns up to twice its number; ours refuses.
Image.MAX_IMAGE_PIXELS = None
PICTURE_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "HEIF", "AVIF")
SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
# What a file in boxes (HEIC, AVIF, but also every video of a phone) says it is.
STILL_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")
WEBP_QUALITY = 82
JPEG_QUALITY = 80
PATIENCE = 20  # seconds until somebody whose picture waits for others is told so

_desk = BoundedSemaphore(1)


@dataclass(frozen=True)
class Picture:
    """A picture re-encoded as WebP: its bytes, and its size in pixels."""

    content: bytes
    width: int
    height: int


def looks_like_picture(head: bytes) -> bool:
    """Tell by its first bytes whether this means to be a picture; it may still be a broken one."""
    in_boxes = head[4:8] == b"ftyp" and head[8:12] in STILL_BRANDS
    return head.startswith(SIGNATURES) or head[:4] + head[8:12] == b"RIFFWEBP" or in_boxes


def open_picture(file: BinaryIO) -> Image.Image:
    """Open a picture by its content: upright, not too large; ValidationError for the rest.

    Of one that moves only the first picture is taken.
    """
    require_size(file)
    if not looks_like_picture(beginning_of(file)):
        raise ValidationError(
            _("This is not a picture we can read. Send a JPEG, PNG, WebP or HEIC file.")
        )
    with one_at_a_time():
        try:
            image = Image.open(file, formats=PICTURE_FORMATS)
            require_few_pixels(image)
            return drawn_anew(image)
        except ValidationError:
            raise
        except Exception:  # noqa: BLE001 (a broken picture breaks decoders in any way there is)
            raise ValidationError(
                _("This picture is damaged, or did not arrive whole. Send it again."),
                code="damaged",
            ) from None


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let a process unfold one picture after the other, so that eight need no more memory."""
    if not _desk.acquire(timeout=PATIENCE):
        raise ValidationError(
            _("Many pictures arrive at this moment. Try again in a minute."), code="busy"
        )
    try:
        yield
    finally:
        _desk.release()


def require_few_pixels(image: Image.Image) -> None:
    """Refuse a picture that would take too much memory, before any of it is unfolded."""
    kind = "transparent" if image.has_transparency_data else ""
    if image.format in ("JPEG", "MPO") and not image.info.get("progressive"):
        kind = "JPEG"
    most = MOST_PIXELS[kind]
    if image.width * image.height > most:
        raise ValidationError(
            _("This picture is too large. Send one of at most %(most)s megapixels."),
            code="too_large",
            params={"most": most // 1_000_000},
        )


def drawn_anew(image: Image.Image) -> Image.Image:
    """Shrink a picture while it is read, turn it upright, and give it the colours of a screen."""
    if image.mode not in ("RGB", "RGBA", "L", "CMYK", "YCbCr"):
        image = image.convert(mode_of(image))
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    image = ImageOps.exif_transpose(image)
    return in_usual_colours(image.convert(mode_of(image)))


def mode_of(image: Image.Image) -> str:
    """Return the way in which a picture is kept in memory from here on."""
    return "RGBA" if image.has_transparency_data else "RGB"


def in_usual_colours(image: Image.Image) -> Image.Image:
    """Translate the colours of phones that show more of them, which a browser would show pale."""
    profile = image.info.get("icc_profile")
    if not profile:
        return image
    try:
        meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        usual = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, meant, usual, outputMode=image.mode) or image
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image


def rendition(image: Image.Image, *, widest: int, square: bool = False) -> Picture:
    """Return a WebP copy at most `widest` pixels wide or high, with nothing that came along."""
    copy = image.convert(mode_of(image))
    if square:
        copy = ImageOps.fit(copy, (widest, widest))
    else:
        copy.thumbnail((widest, widest))
    clean = Image.new(copy.mode, copy.size)
    clean.paste(copy)
    out = io.BytesIO()
    clean.save(out, "WEBP", quality=WEBP_QUALITY, method=4)
    return Picture(out.getvalue(), clean.width, clean.height)


def as_jpeg(content: BinaryIO, *, widest: int) -> bytes:
    """Return a kept picture as JPEG, for mail programs that know no other; white behind it."""
    with Image.open(content) as image:
        image.thumbnail((widest, widest))
        seen = image.convert("RGBA")
    flat = Image.new("RGB", seen.size, "white")
    flat.paste(seen, mask=seen.getchannel("A"))
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return out.getvalue()


def beginning_of(file: BinaryIO, size: int = 4096) -> bytes:
    """Return the first bytes of a file, and go back to where it begins."""
    file.seek(0)
    head = file.read(size)
    file.seek(0)
    return head


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
