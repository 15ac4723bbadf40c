"""Which pages a reader's own device may keep for when it has no connection."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse

from intranet.platform.htmx import wants_fragment

# Whose answer this is, on every page; and that her own device may keep it.
READER = "Reader"
KEEP = "Keep-Offline"
NOBODY = "nobody"


def may_be_kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let the reader's device keep this page; all others it only shows."""

    @wraps(view)
    def shown(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        # The page says so too: the device fetches no other a second time.
        request.may_be_kept = not wants_fragment(request) and "after" not in request.GET
        response = view(request, *args, **kwargs)
        if request.may_be_kept and response.status_code == 200:
            response.headers[KEEP] = "page"
        return response

    return shown


def keep_part(response: HttpResponse) -> HttpResponse:
    """Let the reader's device keep a part without which a kept page could not be written on."""
    response.headers[KEEP] = "part"
    return response
