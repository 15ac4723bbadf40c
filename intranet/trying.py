"""The page on which people read what a program can ask, and try it out with their own session."""

import json
import re
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from django.shortcuts import render
from django.views.decorators.http import require_GET
from rest_framework import serializers

from intranet.api import urlpatterns
from intranet.platform.api.endpoints import Operation

METHODS = ("get", "post", "put", "delete")
# The parts of the page, in this order.
PARTS = ("posts", "comments", "reactions", "communities", "blogs", "people", "notifications",
         "files", "search")  # fmt: skip
TONES = {"get": "sea", "post": "moss", "put": "sun", "delete": "clay"}


@dataclass(frozen=True)
class Field:
    """Something to fill in: a part of the address, or a parameter behind it."""

    name: str
    words: str = ""
    choices: tuple[str, ...] = ()
    is_in_path: bool = False


@dataclass(frozen=True)
class Line:
    """One operation, as the page shows it."""

    name: str
    part: str
    method: str
    path: str
    told: Operation
    fields: tuple[Field, ...]
    example: str
    brings_file: bool

    @property
    def tone(self) -> str:
        """The colour of its method."""
        return TONES[self.method]


@require_GET
def api_docs(request):
    """What a program can ask, to be tried with one's own session."""
    return render(request, "api/docs.html", {"parts": everything_to_ask()})


@cache
def everything_to_ask() -> list[tuple[str, list[Line]]]:
    """Return every operation, in parts."""
    lines = [
        line_of(pattern, method)
        for pattern in urlpatterns
        for method in METHODS
        if hasattr(getattr(pattern.callback.view_class, method, None), "operation")
    ]
    lines.sort(key=lambda line: PARTS.index(line.part))
    return [(part, list(some)) for part, some in groupby(lines, key=lambda line: line.part)]


def line_of(pattern: Any, method: str) -> Line:
    """Read an operation from where it stands beside its method."""
    view = pattern.callback.view_class
    told = getattr(view, method).operation
    path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", f"/api/v1/{pattern.pattern}")
    steps = [Field(name, is_in_path=True) for name in re.findall(r"{(\w+)}", path)]
    asked = (
        [field_of(name, field) for name, field in told.asks().fields.items()] if told.asks else []
    )
    brings_file = told.takes is not None and "file" in told.takes().fields
    example = "" if brings_file or not told.takes else written(told.takes())
    return Line(
        f"{method}-{view.name}",
        view.part,
        method,
        path,
        told,
        (*steps, *asked),
        example,
        brings_file,
    )


def field_of(name: str, field: serializers.Field) -> Field:
    """Return a parameter as something to fill in."""
    is_choice = type(field) is serializers.ChoiceField
    choices = tuple(map(str, field.choices)) if is_choice else ()
    return Field(name, str(field.help_text or ""), choices)


def written(takes: serializers.Serializer) -> str:
    """Return what may be sent as JSON to begin with."""
    return json.dumps(example_of(takes), indent=2, ensure_ascii=False)


def example_of(field: serializers.Field) -> Any:
    """Return something that a field takes, as far as it must be there."""
    if isinstance(field, serializers.ListSerializer | serializers.ListField):
        return [example_of(field.child)]
    if isinstance(field, serializers.Serializer):
        shown = (
            (name, part)
            for name, part in field.fields.items()
            if part.required or name in ("title", "body", "kind")
        )
        return {name: example_of(part) for name, part in shown}
    if isinstance(field, serializers.ChoiceField):
        return next(iter(field.choices))
    return 1 if isinstance(field, serializers.IntegerField) else ""
