"""Files, only for those who may see them, and never as something a browser runs."""

import logging

from django.http import FileResponse, HttpResponse, HttpResponseNotModified
from django.utils.http import content_disposition_header, parse_etags
from django.views.decorators.http import require_safe

from people.models import StoredFile

log = logging.getLogger(__name__)

# Nothing in a file may load, run or be framed, whatever it is.
HARMLESS = "sandbox; default-src 'none'"


@require_safe
def file(request, file_id, rendition):
    """One rendition of a file. What may not be seen answers like what is not there."""
    found = StoredFile.objects.visible_to(request.user).filter(pk=file_id).first()
    return bytes_of(found, rendition, request)


def bytes_of(found, rendition, request):
    """Send a rendition of a file that the reader may see; None is what she may not."""
    if found is None or rendition not in found.renditions:
        return nothing()
    etag = f'"{found.pk.hex}-{rendition}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return guarded(HttpResponseNotModified(), etag)
    is_picture = found.kind == StoredFile.Kind.PICTURE
    try:
        content = found.open(rendition)
        if is_picture:
            with content:
                picture = content.read()
    except FileNotFoundError:
        return nothing()
    except OSError:
        log.exception("a file cannot be read from the store")
        return HttpResponse(status=503, headers={"Cache-Control": "private, no-store"})
    if is_picture:
        return guarded(HttpResponse(picture, content_type=found.content_type), etag)
    response = FileResponse(content, content_type=found.content_type)
    response["Content-Length"] = found.size
    response["Content-Disposition"] = content_disposition_header(True, found.name)  # noqa: FBT003
    return guarded(response, etag)


def guarded(response, etag):
    """Let a browser keep it, ask each time whether it still may be seen, and run nothing in it."""
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["Content-Security-Policy"] = HARMLESS
    response["X-Content-Type-Options"] = "nosniff"
    response["Accept-Ranges"] = "none"
    return response


def nothing():
    """Answer for what is not there or not for this reader: the same, byte for byte."""
    return HttpResponse(
        status=404, content_type="text/plain", headers={"Cache-Control": "private, no-store"}
    )
