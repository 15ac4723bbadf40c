"""Logs that say what happened and nothing about whom."""

import io
import json
import logging
from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from intranet.platform.logs import log_requests, logging_settings

CANARY = "kanariegeel"


@pytest.fixture
def lines(monkeypatch):
    """What a log would hold, line by line, while the handlers are those of production."""
    written = io.StringIO()
    settings = logging_settings()
    build = settings["formatters"]["json"].pop("()")
    handler = logging.StreamHandler(written)
    handler.setFormatter(build(**settings["formatters"]["json"]))
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [handler])
    monkeypatch.setattr(root, "level", logging.INFO)
    return lambda: [json.loads(line) for line in written.getvalue().splitlines()]


def raise_about(person):
    raise ValueError(f"{person} is taken") from KeyError(person)


def test_a_request_is_logged_by_route_result_and_duration(lines):
    answer = log_requests(lambda request: HttpResponse(status=204))(
        RequestFactory().post(f"/people/{CANARY}?q={CANARY}", {"body": CANARY})
    )

    (line,) = lines()
    assert (line["method"], line["route"], line["status"]) == ("POST", None, 204)
    assert line["request"] == answer["X-Request-ID"]
    assert line["ms"] >= 0
    assert CANARY not in str(line)


def test_an_invented_method_is_not_written_down(lines):
    log_requests(lambda request: HttpResponse())(RequestFactory().generic(CANARY.upper(), "/"))

    assert lines()[0]["method"] == "other"


@pytest.mark.parametrize(
    ("name", "text", "arguments", "logged"),
    [
        ("django.request", "Not Found: %s", (f"/people/{CANARY}",), "Not Found: …"),
        ("uvicorn.error", "Started server process [%d]", (12,), "Started server process [12]"),
        (
            "celery.app.trace",
            "Task %(name)s[%(id)s] succeeded: %(return_value)s",
            ({"name": "people.tell", "id": "a1", "return_value": CANARY},),
            "Task people.tell[a1] succeeded: …",
        ),
        ("celery.worker", "retry in %.2f for %r", (1.5, CANARY), "retry in 1.50 for '…'"),
        ("celery.worker", "%.1f s for %s", (Decimal("1.5"), CANARY), "… s for …"),
        ("django.security.DisallowedHost", f"Invalid host {CANARY}", (), "request refused"),
    ],
)
def test_of_a_message_only_the_fixed_part_and_the_numbers_stay(
    lines, name, text, arguments, logged
):
    logging.getLogger(name).error(text, *arguments)

    (line,) = lines()
    assert line["event"] == logged
    assert CANARY not in str(line)


def test_a_library_that_fills_the_gaps_itself_is_quoted_by_place_only(lines):
    logging.getLogger("somebody.elses").warning(f"welcome {CANARY}")

    (line,) = lines()
    assert line["event"].startswith("said at tests/house/test_logging_without_persons.py:")
    assert CANARY not in str(line)


def test_an_error_is_told_by_its_kind_and_its_lines_of_code(lines):
    try:
        raise_about(CANARY)
    except ValueError:
        logging.getLogger("people.actions").exception("import failed", extra={"row": 12})

    (line,) = lines()
    assert (line["event"], line["row"]) == ("import failed", 12)
    assert (line["error"], line["cause"]) == ("builtins.ValueError", "builtins.KeyError")
    assert line["where"][-1].endswith("raise_about")
    assert CANARY not in str(line)


def test_lines_of_one_request_carry_its_number(lines):
    def view(request):
        logging.getLogger("communities").warning("slow")
        return HttpResponse()

    log_requests(view)(RequestFactory().get("/"))

    slow, request = lines()
    assert slow["request"] == request["request"]
