"""One view answers page and fragment: with script the part that changed, without it the page."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers


def wants_fragment(request: HttpRequest) -> bool:
    """Tell whether htmx asks for a part; a page restored from history is asked for whole."""
    htmx = getattr(request, "htmx", None)
    return htmx is not None and bool(htmx) and not (htmx.history_restore_request or htmx.boosted)


def render_fragment_or_page(
    request: HttpRequest, fragment: str, page: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render the fragment for htmx and the whole page for everyone else."""
    response = render(
        request, fragment if wants_fragment(request) else page, context, status=status
    )
    patch_vary_headers(response, ["HX-Request"])
    return response


def render_fragment_or_redirect(
    request: HttpRequest, fragment: str, context: dict[str, Any], *, to: Any
) -> HttpResponse:
    """After a write: the changed part for htmx, else the way back to the page (303 as a GET)."""
    if not wants_fragment(request):
        return redirect(to)
    response = render(request, fragment, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def first_or_404(found: list[Any]) -> Any:
    """Return the one that was found; what is not there, or not for this reader, is 404."""
    if not found:
        raise Http404
    return found[0]


def leave_to(request: HttpRequest, to: str) -> HttpResponse:
    """Go to another page, also from a fragment."""
    if not wants_fragment(request):
        return redirect(to)
    return HttpResponse(status=204, headers={"HX-Redirect": to})
