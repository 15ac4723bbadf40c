"""The frame of our own pages around Django's: drawn by the one layout, cut where a page goes."""

from django.template.loader import render_to_string
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import mark_safe

# Stands in the layout where Django's own title, head and page go; nobody's words can be this.
CUT = "<!-- Django's own -->"


def around(request):
    """Return the frame in four pieces: before the title, the head, the page, and after it."""
    return SimpleLazyObject(lambda: pieces(request))


def pieces(request):
    """Draw the frame and cut it."""
    drawn = render_to_string("people/admin/around.html", {"cut": mark_safe(CUT)}, request)  # noqa: S308
    return [mark_safe(piece) for piece in drawn.split(CUT)]  # noqa: S308
