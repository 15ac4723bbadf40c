"""Structured logs that say what happened, and nothing about whom.

Names, addresses, words that people wrote, query strings and bodies stay out by construction: of a
message only its fixed part and its numbers are kept, of an exception its kind and its lines of
code, of a request its route and not its address. Who was signed in is not said at all: a person
who met an error can read the request's number to whoever looks for it.
"""

import logging
import re
import time
import traceback
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse

ROOT = Path(__file__).resolve().parents[2]
OUR_LOGGERS = (
    "intranet",
    "people",
    "notifications",
    "search",
    "moderation",
    "conversations",
    "communities",
    "blogs",
    "webhooks",
)
# Libraries whose messages are fixed texts with gaps; others may fill the gaps themselves.
KNOWN_LOGGERS = ("django", "celery", "kombu", "uvicorn", "a2wsgi", "whitenoise", "py.warnings")
# Names of tasks and how long they took are ours, their arguments may be anybody's.
HARMLESS = {"name", "id", "runtime"}
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
GAP = "…"
DEEPEST = 40

log = logging.getLogger(__name__)


def logging_settings(level: str = "INFO") -> dict[str, Any]:
    """Return Django's LOGGING: one JSON object a line, on standard error."""
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        # The text with its gaps, and apart from it what would fill them.
        "use_get_message": False,
        "pass_foreign_args": True,
        "foreign_pre_chain": [
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", key="at"),
            only_what_is_nobodys,
            where_it_broke,
        ],
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    }
    # What these would do by themselves: mail requests to administrators, and plain lines.
    passed_on: dict[str, Any] = {"handlers": [], "propagate": True}
    passing = ("django", "django.server", "uvicorn", "uvicorn.error")
    # Addresses and query strings; `log_requests` says what may be said.
    silent: dict[str, Any] = {"handlers": [], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {**{name: passed_on for name in passing}, "uvicorn.access": silent},
    }


def log_requests(get_response: Callable) -> Callable:
    """Middleware: give every request a number and log its route, result and duration."""

    def middleware(request: HttpRequest) -> HttpResponse:
        number = uuid.uuid4().hex
        began = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request=number):
            response = get_response(request)
            match = request.resolver_match
            log.info(
                "request",
                extra={
                    "method": request.method if request.method in METHODS else "other",
                    "route": match.view_name if match else None,
                    "status": response.status_code,
                    "ms": round((time.perf_counter() - began) * 1000, 1),
                },
            )
        response["X-Request-ID"] = number
        return response

    return middleware


def only_what_is_nobodys(logger: Any, name: str, event: dict[str, Any]) -> dict[str, Any]:
    """Keep a message's fixed part and numbers; keep the fields of our own loggers."""
    record: logging.LogRecord = event["_record"]
    fillings = event.pop("positional_args", None)
    event["logger"] = record.name
    if _belongs(record.name, OUR_LOGGERS):
        event["event"] = _with_gaps(str(record.msg), fillings)
        event.update(_own_fields(record))
    elif record.name.startswith("django.security"):
        # The text quotes the request; the logger's name says what was refused.
        event["event"] = "request refused"
    elif _belongs(record.name, KNOWN_LOGGERS):
        event["event"] = _with_gaps(str(record.msg), fillings)
    else:
        event["event"] = f"said at {_place(record.pathname)}:{record.lineno}"
    return event


def where_it_broke(logger: Any, name: str, event: dict[str, Any]) -> dict[str, Any]:
    """Replace an exception, whose words may quote a person, by its kind and lines of code."""
    raised = event.pop("exc_info", None)
    event.pop("stack_info", None)
    error = raised[1] if isinstance(raised, tuple) else raised
    if isinstance(error, BaseException):
        event["error"] = _kind(error)
        if cause := error.__cause__ or error.__context__:
            event["cause"] = _kind(cause)
        frames = traceback.extract_tb(error.__traceback__)[-DEEPEST:]
        event["where"] = [f"{_place(f.filename)}:{f.lineno} {f.name}" for f in frames]
    return event


def _with_gaps(text: str, fillings: Any) -> str:
    if not fillings:
        return text
    try:
        if isinstance(fillings, dict):
            return text % {key: _said(value, key) for key, value in fillings.items()}
        return text % tuple(_said(value) for value in fillings)
    except (TypeError, ValueError, KeyError):
        return re.sub(r"%(\(\w+\))?[#0 +-]*[\d.*]*[a-zA-Z]", GAP, text)


def _said(value: Any, key: str = "") -> Any:
    return value if isinstance(value, int | float) or key in HARMLESS else GAP


def _own_fields(record: logging.LogRecord) -> dict[str, Any]:
    usual = logging.makeLogRecord({}).__dict__
    return {
        key: value
        for key, value in record.__dict__.items()
        if key not in usual and (value is None or isinstance(value, str | int | float))
    }


def _belongs(name: str, families: tuple[str, ...]) -> bool:
    return name.split(".")[0] in families or name in families


def _kind(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def _place(filename: str) -> str:
    path = filename.rpartition("site-packages/")[2]
    return path.removeprefix(f"{ROOT}/")
