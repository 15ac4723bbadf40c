"""A picture for tests that need one."""

from io import BytesIO

from PIL import Image


def png() -> bytes:
    """Return the bytes of a small picture."""
    out = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    return out.getvalue()
