"""How the place looks: the organisation's colour and logo, for everybody, also at the door."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from intranet.platform.organisation import current_organisation
from people.views.files import HARMLESS

# The version in the address changes with every change.
FOREVER = "public, max-age=31536000, immutable"
A_MINUTE = "public, max-age=60"


@login_not_required
@require_safe
def place_css(request):
    """One rule: the hue from which all colours are mixed."""
    hue = int(current_organisation().hue)
    response = HttpResponse(f":root {{ --brand-hue: {hue}; }}\n", content_type="text/css")
    return lasting(request, response)


@login_not_required
@require_safe
def favicon(request):
    """Where browsers look when a page names no icon, as a picture or a download does not."""
    response = redirect(staticfiles_storage.url("img/mark.svg"))
    response["Cache-Control"] = A_MINUTE
    return response


@login_not_required
@require_safe
def place_logo(request):
    """The organisation's logo, as it was drawn anew when it came in."""
    logo = current_organisation().logo
    if not logo:
        raise Http404
    try:
        response = FileResponse(logo.storage.open(logo.name), content_type="image/webp")
    except FileNotFoundError:
        raise Http404 from None
    response["Content-Security-Policy"] = HARMLESS
    return lasting(request, response)


def lasting(request, response):
    """Let everybody keep what has a version in its address."""
    is_this_version = request.GET.get("v") == str(current_organisation().version)
    response["Cache-Control"] = FOREVER if is_this_version else A_MINUTE
    return response
