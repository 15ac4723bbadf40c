"""An address of the API: who may ask, what is asked, one call, what is answered.

An operation says in one line what it needs and gives; the schema is read from the same line.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from intranet.platform.api.parts import LARGEST, Asked, Sent, Shown
from intranet.platform.api.problems import BadQuestion
from intranet.platform.api.throttling import Rate
from intranet.platform.paging import place_in, unpack
from intranet.platform.repeating import answer_once


@dataclass(frozen=True)
class Operation:
    """What can be asked at an address by one method."""

    scope: str
    summary: str
    gives: type[Shown] | None = None
    takes: type[Sent] | None = None
    asks: type[Asked] | None = None
    status: int = 200
    # A list: {"items": [...], "next": address or null}
    is_list: bool = False
    # Bytes instead of JSON.
    is_file: bool = False
    # Whether the answer is kept, so that it can be sent again with the same key. Not where sending
    # it again does no harm and the answer shows what others said: by then she may not see that.
    repeats: bool = True


class AnyKind(DefaultContentNegotiation):
    """For what is no JSON: a file is sent as it is, whatever its reader prefers."""

    def select_renderer(self, request: Request, renderers: Any, *args: Any) -> Any:
        """Return the one for refusals."""
        return renderers[0], renderers[0].media_type


class Scoped(BasePermission):
    """Who may ask: somebody who works here, with a program that she allowed this."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Refuse who is nobody, and a program that was let in for something else."""
        if not request.user.is_authenticated:
            raise exceptions.NotAuthenticated(_("Show a token that works."))
        operation = view.operation
        if operation and request.auth is not None and not request.auth.allows(operation.scope):
            raise NotInScope(operation.scope)
        return True


class NotInScope(exceptions.PermissionDenied):
    """The token was not made for this."""

    def __init__(self, scope: str) -> None:
        super().__init__(
            _("This token may not do that: it was made without “%(scope)s”.") % {"scope": scope}
        )
        self.headers = {"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{scope}"'}


class Endpoint(APIView):
    """One address of the API."""

    permission_classes = [Scoped]
    throttle_classes = [Rate]
    http_method_names = ["get", "head", "post", "put", "delete"]

    @property
    def operation(self) -> Operation | None:
        """What is asked now; None for a method that is not known here."""
        handler = getattr(self, str(self.request.method).lower(), None)
        return getattr(handler, "operation", None)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse numbers and texts that nobody can mean before anything is asked."""
        super().initial(request, *args, **kwargs)
        if any(isinstance(value, int) and value > LARGEST for value in kwargs.values()):
            raise Http404
        length = request.META.get("CONTENT_LENGTH") or "0"
        is_form = str(request.content_type).startswith("multipart/")
        is_long = length.isdecimal() and int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if is_long and not is_form:
            raise RequestDataTooBig

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Say how often one may still ask."""
        response = super().finalize_response(request, response, *args, **kwargs)
        for name, value in getattr(request, "rate_headers", {}).items():
            response[name] = value
        response["Content-Language"] = get_language() or settings.LANGUAGE_CODE
        return response


def operation(scope: str, summary: str, **more: Any) -> Callable[[Callable], Callable]:
    """Say what a method of an address is for, which scope it needs, what it takes and gives."""
    told = Operation(scope, summary, **more)

    def mark(method: Callable) -> Callable:
        @wraps(method)
        def act(self: Endpoint, request: Request, **kwargs: Any) -> Any:
            if told.asks or request.query_params:
                asked = read_question(request, told.asks)
                kwargs |= {"asked": asked} if told.asks else {}

            def once() -> Any:
                sent = {"sent": read_body(request, told.takes)} if told.takes else {}
                return answered(self, request, told, method(self, request, **sent, **kwargs))

            if not told.repeats:
                return once()
            return answer_once(request._request, once, person_id=request.user.pk)

        act.operation = told  # type: ignore[attr-defined]
        return act

    return mark


def read_question(request: Request, asks: type[Asked] | None) -> dict[str, Any]:
    """Read what stands behind the question mark; a parameter that is not known is refused."""
    known = asks(data=request.query_params.dict()) if asks else Asked(data={})
    wrong = [
        {"parameter": name, "detail": _("There is no parameter of this name.")}
        for name in request.query_params
        if name not in known.fields
    ]
    known.is_valid()
    wrong += [
        {"parameter": str(name), "detail": " ".join(map(str, flat(said)))}
        for name, said in known.errors.items()
    ]
    if wrong:
        raise BadQuestion(wrong)
    return known.validated_data


def flat(said: Any) -> list[Any]:
    """Return what is said about a parameter as a list of sentences."""
    if isinstance(said, dict):
        return [sentence for part in said.values() for sentence in flat(part)]
    return said if isinstance(said, list) else [said]


def read_body(request: Request, takes: type[Sent]) -> dict[str, Any]:
    """Read what was sent, or say of each part what is wrong with it."""
    known = takes(data=request.data, context={"request": request})
    known.is_valid(raise_exception=True)
    return known.validated_data


def answered(view: Endpoint, request: Request, told: Operation, result: Any) -> Any:
    """Turn what a method returned into an answer, drawn at once so that it can be kept."""
    if told.is_file:
        return result
    body, headers = None, {}
    if told.gives and told.is_list:
        body = page_shown(request, result, told.gives)
    elif told.gives:
        body = told.gives(result, context={"request": request}).data
        if told.status == 201 and body.get("url"):
            headers["Location"] = body["url"]
    response = Response(body, status=told.status, headers=headers)
    return view.finalize_response(request, response).render()


def page_shown(request: Request, page: Any, gives: type[Shown]) -> dict[str, Any]:
    """Return a page of a list, and the address of the next one."""
    following = None
    if page.next_cursor:
        query = request.query_params.copy()
        query["after"] = page.next_cursor
        following = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    items = gives(page.items, many=True, context={"request": request}).data
    return {"items": items, "next": following}


def cursor_in_time(asked: dict[str, Any]) -> str:
    """Return where a list in the order of time goes on; what is no such place is refused."""
    cursor = asked.get("after", "")
    _moment, last = place_in(cursor)
    if cursor and (last is None or not 0 <= last <= LARGEST):
        raise BadQuestion([no_place()])
    return cursor


def cursor_in_text(asked: dict[str, Any]) -> str:
    """Return where a list in the order of names goes on; what is no such place is refused."""
    cursor = asked.get("after", "")
    text, _, last = unpack(cursor).rpartition(",")
    is_place = last.isdecimal() and len(last) < 19 and "\0" not in text
    if cursor and not is_place:
        raise BadQuestion([no_place()])
    return cursor


def nothing_named(parameter: str) -> dict[str, str]:
    """Say that a filter names what is not there for the reader."""
    return {"parameter": parameter, "detail": _("There is nothing of this name here.")}


def no_place() -> dict[str, str]:
    """Say that a place in a list is none."""
    return {"parameter": "after", "detail": _("This is no place in this list.")}
