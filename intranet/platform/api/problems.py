"""One shape for everything that goes wrong: a problem document (RFC 9457)."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.exceptions import ValidationError as Invalid
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions
from rest_framework.response import Response

from intranet.platform.policy import Refused
from intranet.platform.repeating import KeyRefused

CONTENT_TYPE = "application/problem+json"
API = "/api/"
# The end of the name of each problem, and its title; docs/api.md lists them.
PROBLEMS: dict[int, tuple[str, Any]] = {
    400: ("bad-request", gettext_lazy("This request makes no sense")),
    401: ("no-access", gettext_lazy("A token is needed")),
    403: ("refused", gettext_lazy("This is not allowed")),
    404: ("not-found", gettext_lazy("This is not here")),
    405: ("method-not-allowed", gettext_lazy("This cannot be done here")),
    406: ("not-acceptable", gettext_lazy("Only JSON is spoken here")),
    409: ("changed-meanwhile", gettext_lazy("This was changed in the meantime")),
    413: ("too-large", gettext_lazy("This is too large")),
    415: ("unsupported-media-type", gettext_lazy("This is not understood")),
    422: ("invalid", gettext_lazy("Something in it is not right")),
    429: ("too-many-requests", gettext_lazy("Too many requests")),
    500: ("failure", gettext_lazy("Something went wrong here")),
    503: ("unavailable", gettext_lazy("This is not possible at the moment")),
}


class Conflict(exceptions.APIException):
    """What one wants to change is no longer what one saw."""

    status_code = 409


class NotNow(exceptions.APIException):
    """Something that this needs does not answer."""

    status_code = 503


class TooLarge(exceptions.APIException):
    """More than is kept."""

    status_code = 413


class TooMany(exceptions.APIException):
    """More in a short time than is kept."""

    status_code = 429


class BadQuestion(exceptions.APIException):
    """A parameter of the address that is not known here, or says nothing."""

    status_code = 400

    def __init__(self, errors: list[dict[str, str]]) -> None:
        super().__init__(_("The address asks something that is not known here."))
        self.errors = errors


def is_about_the_api(request: HttpRequest) -> bool:
    """Tell whether who asked speaks the API, and wants to be refused in its words."""
    return request.path.startswith(API)


def problem(status: int, detail: str = "", **more: Any) -> dict[str, Any]:
    """Return the document for a problem; what says nothing is left out."""
    name, title = PROBLEMS.get(status, PROBLEMS[400])
    document = {"type": f"urn:onderling:problem:{name}", "title": str(title), "status": status}
    return document | {key: value for key, value in {"detail": detail, **more}.items() if value}


def problem_response(status: int, detail: str = "", **more: Any) -> JsonResponse:
    """Answer with a problem where no address of the API was reached."""
    response = JsonResponse(problem(status, detail, **more), status=status)
    response["Content-Type"] = CONTENT_TYPE
    return response


def answer_problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """Turn what an address raised into a problem; None for our own failures."""
    status, detail, more = what_is_wrong(error)
    if status is None:
        return None
    headers = {**getattr(error, "headers", {})}
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = error.auth_header  # type: ignore[attr-defined]
    if isinstance(error, exceptions.MethodNotAllowed):
        headers["Allow"] = ", ".join(context["view"].allowed_methods)
    if getattr(error, "wait", None):
        headers["Retry-After"] = str(round(error.wait))  # type: ignore[attr-defined]
    return Response(
        problem(status, detail, **more), status=status, headers=headers, content_type=CONTENT_TYPE
    )


def what_is_wrong(error: Exception) -> tuple[int | None, str, dict[str, Any]]:
    """Return the status of a problem, what to say about it, and what else it tells."""
    if isinstance(error, BadQuestion):
        return 400, str(error.detail), {"errors": error.errors}
    if isinstance(error, exceptions.ValidationError):
        return 422, _("Look at what is said about each part."), {"errors": list(errors_in(error))}
    if isinstance(error, exceptions.APIException):
        return error.status_code, str(error.detail), {}
    if isinstance(error, Invalid):
        return 422, " ".join(error.messages), what_was_invalid(error)
    return what_is_wrong_here(error)


def what_is_wrong_here(error: Exception) -> tuple[int | None, str, dict[str, Any]]:
    """Return the same of what the product itself raises."""
    if isinstance(error, KeyRefused):
        return error.status, str(error), {}
    if isinstance(error, Http404):
        return 404, "", {}
    if isinstance(error, PermissionDenied):
        return 403, str(error) if isinstance(error, Refused) else "", {}
    if isinstance(error, RequestDataTooBig):
        return 413, "", {}
    return None, "", {}


def what_was_invalid(error: Invalid) -> dict[str, Any]:
    """Return what an action tells besides its sentence: how many a text tells, what rules found."""
    verdict = getattr(error, "verdict", None)
    return {
        "errors": [{"detail": message} for message in error.messages],
        "heads": getattr(error, "heads", 0),
        "findings": [told_of(finding) for finding in verdict.shown] if verdict else [],
    }


def told_of(finding: Any) -> dict[str, Any]:
    """Return what a program is told of what a rule found, to show it to a person."""
    return {
        "rule": finding.rule_id,
        "step": finding.step,
        "section": finding.section_number,
        "title": finding.section_title,
        "explanation": finding.explanation,
        "quotes": list(finding.quotes),
    }


def errors_in(error: exceptions.ValidationError) -> Iterator[dict[str, str]]:
    """Yield what is wrong with each part of what was sent, and where that stands (RFC 6901)."""
    yield from below(error.detail, "")


def below(said: Any, place: str) -> Iterator[dict[str, str]]:
    """Yield what is wrong at a place and below it."""
    if isinstance(said, dict):
        for name, part in said.items():
            # RFC 6901 writes the two signs that mean something in a pointer in another way.
            said_name = str(name).replace("~", "~0").replace("/", "~1")
            step = "" if name == "non_field_errors" else f"/{said_name}"
            yield from below(part, place + step)
    elif isinstance(said, list):
        for number, part in enumerate(said):
            yield from below(part, place if isinstance(part, str) else f"{place}/{number}")
    else:
        yield {"detail": readable(str(said)), "pointer": readable(f"#{place}")}


def readable(text: str) -> str:
    """Return text that can be sent: of half a sign, which JSON can hold, a question mark."""
    return text.encode("utf-8", "replace").decode()
