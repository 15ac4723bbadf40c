"""Pages for what goes wrong: each says what is the matter and what one can do."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.translation import gettext as _

from intranet.platform.api.problems import is_about_the_api, problem_response
from intranet.platform.policy import Refused

# Bytes; the proxy takes as many (deploy/Caddyfile).
LARGEST_REQUEST = 30_000_000


def refuse_what_is_too_large(get_response):
    """Answer what is too large (413) before any of it is read; without a length nothing is read."""

    def respond(request):
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > LARGEST_REQUEST:
            sentence = _("At most 30 MB can be sent at once. Send the files one after the other.")
            return answer(request, "413", 413, sentence)
        return get_response(request)

    return respond


def bad_request(request, exception):
    """Answer a request that makes no sense (400)."""
    if is_about_the_api(request):
        return problem_response(400)
    return render(request, "errors/400.html", status=400)


def forbidden(request, exception):
    """Answer what a person may not do (403), with the sentence of the one who refused."""
    sentence = str(exception) if isinstance(exception, Refused) else ""
    return answer(request, "403", 403, sentence)


def not_found(request, exception):
    """Answer for what is not there or not for this reader (404): the same, byte for byte."""
    return answer(request, "404", 404)


def server_error(request):
    """Answer our own failure (500), with nothing that could fail again."""
    if is_about_the_api(request):
        return problem_response(500)
    # Without the request, so that no context processor can fail a second time.
    return HttpResponse(get_template("errors/500.html").render(), status=500)


def csrf_failure(request, reason=""):
    """Answer a form whose page was too old (403); the words in it are kept by the browser."""
    return answer(request, "csrf", 403)


def answer(request, name, status, sentence=""):
    """Render the page, only its sentence when a part of a page asked, or what a program reads."""
    if is_about_the_api(request):
        return problem_response(status, sentence)
    if request.headers.get("HX-Request"):
        return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
    return render(request, f"errors/{name}.html", {"sentence": sentence}, status=status)
