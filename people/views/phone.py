"""On a phone: what makes the place installable, and what its worker needs to do without a line."""

import json
from functools import cache
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST, require_safe

from intranet.platform.organisation import current_organisation
from intranet.platform.sign import PAPER, draw_sign, hex_of
from intranet.platform.templating import static, url
from people.views.place import lasting

# Pixels, and whether colour goes up to the edges.
SIGNS = {"192": (192, False), "512": (512, False), "maskable": (512, True), "apple": (180, True)}
# In the order in which they run: all are parts of one program.
WORKER = ("shell", "copies", "texts", "sending", "sharing", "answers", "asked")
SCRIPTS = settings.BASE_DIR / "static" / "js"


@login_not_required
@require_safe
def manifest(request):
    """Say what the place is called and looks like when it stands on a phone."""
    here = current_organisation()
    paper = hex_of(*PAPER["dark" if getattr(request.user, "theme", "") == "dark" else "light"])
    response = JsonResponse(
        {
            "id": "/",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "name": here.place_name if here.name == here.place_name else named(here),
            "short_name": here.place_name,
            "description": _("Where everybody at %(name)s talks.") % {"name": here.name},
            "lang": translation.get_language(),
            "dir": "ltr",
            "background_color": paper,
            "theme_color": paper,
            "icons": [icon_of(name) for name in SIGNS if name != "apple"],
            "shortcuts": [
                shortcut(_("Write"), url("write")),
                shortcut(_("Notifications"), url("bell")),
            ],
            "share_target": {
                "action": url("share"),
                "method": "POST",
                "enctype": "multipart/form-data",
                "params": {
                    "title": "title",
                    "text": "text",
                    "url": "url",
                    "files": [{"name": "files", "accept": ["image/*"]}],
                },
            },
        }
    )
    response["Content-Type"] = "application/manifest+json"
    return response


def named(here):
    """The name of the place with that of the organisation."""
    return f"{here.place_name} · {here.name}"


def icon_of(name):
    """One size of the sign, as a manifest lists it."""
    size, is_full = SIGNS[name]
    return {
        "src": f"{url('sign', name)}?v={current_organisation().version}",
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": "maskable" if is_full else "any",
    }


def shortcut(name, address):
    """What a long press on the sign offers."""
    return {"name": name, "url": address, "icons": [icon_of("192")]}


@login_not_required
@require_safe
def sign(request, name):
    """The sign of the place as a picture."""
    if name not in SIGNS:
        raise Http404
    return lasting(request, HttpResponse(drawn(name), content_type="image/png"))


def drawn(name):
    """Draw the sign of this moment; a logo that is gone from the store gives way to our own."""
    here = current_organisation()
    size, is_full = SIGNS[name]
    if here.logo:
        try:
            with here.logo.storage.open(here.logo.name) as logo:
                return draw_sign(size, hue=here.hue, logo=logo, is_full=is_full)
        except FileNotFoundError:
            pass
    return draw_sign(size, hue=here.hue, is_full=is_full)


@login_not_required
@require_safe
def worker(request):
    """The program that stands between our pages and the line; each version begins differently."""
    here = current_organisation()
    offline = {code: url("offline", code) for code, _name in settings.LANGUAGES}
    shell = {
        "files": files_of_the_shell(),
        "looks": [address for address in (here.css_url, here.logo_url) if address],
        "offline": offline,
        "language": settings.LANGUAGE_CODE,
        "static": url_of_static(),
        "pass": url("pass"),
        "share": url("share"),
        "write": url("write"),
        "uploads": url("uploads"),
        # Kept from the beginning: where one writes, and what a place to write fetches.
        "parts": [url("kind_fields"), url("uploads")],
    }
    scripts = [static(f"js/worker/{name}.js") for name in WORKER]
    shell["version"] = sha256(
        json.dumps([shell, scripts, version_of_words()]).encode()
    ).hexdigest()[:12]
    begin = f'"use strict";\nself.SHELL = {json.dumps(shell)};\n'
    response = HttpResponse(
        f"{begin}importScripts({', '.join(map(json.dumps, scripts))});\n",
        content_type="text/javascript; charset=utf-8",
    )
    response["Cache-Control"] = "no-cache"
    return response


@cache
def files_of_the_shell():
    """What every page needs to look right and to work; the editor comes when somebody writes."""
    names = [f"js/{path.name}" for path in sorted(SCRIPTS.glob("*.js"))]
    looks = ["css/app.css", "icons.svg", "img/mark.svg", "django_htmx/htmx-2.min.js"]
    return [static(name) for name in (*looks, *names)]


@cache
def url_of_static():
    """Where the addresses of static files begin."""
    return static("icons.svg").rpartition("/")[0] + "/"


@cache
def version_of_words():
    """Changes when the page without a connection, or a word on it, does."""
    folder = settings.BASE_DIR
    parts = [*sorted(folder.glob("locale/*/LC_MESSAGES/django.po"))]
    parts += [
        folder / "templates" / "people" / "offline.html",
        folder / "templates" / "layouts" / "base.html",
    ]
    return sha256(b"".join(path.read_bytes() for path in parts if path.exists())).hexdigest()


@login_not_required
@require_safe
def offline(request, language):
    """What is shown without a line and without a copy; about nobody, so that a device keeps it."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    reader, request.user = request.user, AnonymousUser()
    with translation.override(language):
        response = render(request, "people/offline.html")
    request.user = reader
    return response


@require_GET
def whose(request):
    """Who is signed in on this device, and a token to send with what waited on it."""
    return JsonResponse({"reader": str(request.user.pk), "token": get_token(request)})


@csrf_exempt
@require_POST
def share(request):
    """Lead to the page for writing; its worker takes what a phone shares, nothing is read here."""
    return redirect(f"{url('write')}?shared=again")
