"""The OpenAPI schema, read from what each operation says of itself."""

from functools import cache
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, inline_serializer
from rest_framework import serializers

from intranet.platform.api.endpoints import Operation
from intranet.platform.api.parts import LARGEST, Sent, Shown
from intranet.platform.api.problems import CONTENT_TYPE
from intranet.platform.repeating import HEADER, WRITES


class WrongPart(Shown):
    """One thing that is wrong, and where."""

    detail = serializers.CharField()
    pointer = serializers.CharField(
        required=False, help_text="Which part of what was sent (RFC 6901): `#/body`."
    )
    parameter = serializers.CharField(required=False, help_text="Which parameter of the address.")


class ProblemDocument(Shown):
    """What went wrong, in a shape that programs and people can read (RFC 9457)."""

    type = serializers.CharField(help_text="Names the kind of problem; see docs/api.md.")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(required=False, help_text="A sentence for a person.")
    errors = WrongPart(many=True, required=False)
    heads = serializers.IntegerField(
        required=False,
        help_text="How many people the text would tell: send it as `heads_seen` if it should.",
    )


# What every operation may be answered with, and what those that are about something may be too.
ALWAYS = (400, 401, 403, 406, 429)
IF_THERE = (404,)
IF_SENT = (409, 413, 415, 422)
# Where something else must answer: the store of files, or who looks for viruses in them.
IF_KEPT = (503,)


class ToldSchema(AutoSchema):
    """Reads an operation from where it stands beside its method."""

    @property
    def told(self) -> Operation:
        """Return what the operation says of itself."""
        return getattr(self.view, self.method.lower()).operation

    def get_operation_id(self) -> str:
        return f"{self.method.lower()}_{self.view.name}"

    def get_summary(self) -> str:
        return self.told.summary

    def get_description(self) -> str:
        return f"Needs the scope `{self.told.scope}`."

    def get_tags(self) -> list[str]:
        return [self.view.part]

    def get_extensions(self) -> dict[str, Any]:
        return {"x-scope": self.told.scope}

    def get_request_serializer(self) -> Any:
        return self.told.takes

    def get_override_parameters(self) -> list[Any]:
        """Return the parameters of the address, and the key of a write."""
        asks = [self.told.asks] if self.told.asks else []
        if self.method not in WRITES or not self.told.repeats:
            return asks
        key = OpenApiParameter(
            HEADER,
            {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!#-~]+$"},
            OpenApiParameter.HEADER,
            description="Send the same again with the same key, and it is done once.",
        )
        return [*asks, key]

    def get_response_serializers(self) -> dict[Any, Any]:
        """Return what is answered when it goes well, and the one shape for when it does not."""
        told = self.told
        statuses = ALWAYS + (IF_THERE if "{" in self.path else ()) + (IF_SENT if told.takes else ())
        statuses += IF_KEPT if self.view.part == "files" else ()
        refusals = {
            (status, CONTENT_TYPE): OpenApiResponse(ProblemDocument, description=WORDS[status])
            for status in (*statuses, *((409, 422) if self.method in WRITES else ()))
        }
        return {**self.successes(), **refusals}

    def successes(self) -> dict[Any, Any]:
        """Return what is answered when it goes well."""
        told = self.told
        if told.is_file:
            return {
                (200, "*/*"): OpenApiResponse(OpenApiTypes.BINARY, description="The file."),
                304: OpenApiResponse(description="It is as you have it."),
            }
        gives: Any = told.gives
        if gives is None:
            return {told.status: OpenApiResponse(description="Done.")}
        gives = page_of(gives) if told.is_list else gives
        return {told.status: OpenApiResponse(gives, description="")}

    def _map_basic_serializer(self, serializer: Any, direction: Any) -> dict[str, Any]:
        """Say that what is sent has no other fields than these."""
        schema = super()._map_basic_serializer(serializer, direction)
        if isinstance(serializer, Sent):
            schema["additionalProperties"] = False
        return schema

    def _get_serializer_name(self, serializer: Any, direction: Any, *args: Any, **more: Any) -> str:
        """Name a part by what it is, without the word for its direction."""
        name = super()._get_serializer_name(serializer, direction, *args, **more)
        return name.removesuffix("Shown")


@cache
def page_of(gives: type[Shown]) -> serializers.Serializer:
    """Return the shape of one page of a list."""
    return inline_serializer(
        f"PageOf{gives.__name__.removesuffix('Shown')}",
        {
            "items": gives(many=True),
            "next": serializers.URLField(
                allow_null=True, help_text="The address of the next page; null on the last."
            ),
        },
    )


WORDS = {
    400: "The address or the JSON makes no sense.",
    401: "No token, or one that does not work.",
    403: "You, or this token, may not do this.",
    404: "It is not there, or not for you.",
    406: "Only JSON is spoken here.",
    409: "It was changed in the meantime.",
    413: "Too large.",
    415: "Only JSON is understood, and for files a form.",
    422: "Something in it is not right; `errors` says what.",
    429: "Too many requests; `Retry-After` says when to go on.",
    503: "This is not possible at the moment; try again later.",
}


def complete(result: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Say of every number in an address how large it can be."""
    for methods in result["paths"].values():
        for told in methods.values():
            for parameter in told.get("parameters", ()):
                if parameter["in"] == "path" and parameter["schema"].get("type") == "integer":
                    parameter["schema"] |= {"minimum": 0, "maximum": LARGEST}
    return result
