"""The parts that questions and answers are made of; nothing that is not named goes in or out."""

from datetime import UTC
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

# What a number in an address or in JSON may be, so that the database can hold it.
LARGEST = 2**62


class Moment(serializers.DateTimeField):
    """A moment, always said in UTC; without an offset it is taken for UTC."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(default_timezone=UTC, **kwargs)


class Number(serializers.IntegerField):
    """The number of a thing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=LARGEST, **kwargs)

    def to_internal_value(self, data: Any) -> int:
        # True is a number to Python and "1" to the framework; to who sends it, it is a mistake.
        if isinstance(data, bool) or (isinstance(data, str) and not isinstance(self.root, Asked)):
            self.fail("invalid")
        return super().to_internal_value(data)


class Flag(serializers.BooleanField):
    """`true` or `false` in an address."""

    TRUE_VALUES = {"true", True}
    FALSE_VALUES = {"false", False}


class Truth(serializers.BooleanField):
    """True or false, and no word or number in their place."""

    TRUE_VALUES = {True}
    FALSE_VALUES = {False}

    def to_internal_value(self, data: Any) -> bool:
        # 1 and 1.0 are in a set with True.
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class Words(serializers.CharField):
    """A text; a number is none."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


@extend_schema_field({"type": "string", "format": "uri"})
class PageAddress(serializers.Field):
    """The page where a person reads it."""

    def __init__(self, **kwargs: Any) -> None:
        more = {"help_text": "The page where a person reads it."} | kwargs
        super().__init__(read_only=True, source="*", **more)

    def to_representation(self, thing: Any) -> str:
        """Return it whole, so that a program need not put it together."""
        return self.context["request"].build_absolute_uri(thing.get_absolute_url())


class Shown(serializers.Serializer):
    """What is told of a thing: the named fields, and no others."""


class Sent(serializers.Serializer):
    """What may be sent; a field that is not known is refused instead of quietly left out."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """Refuse what has no name here, then read the rest."""
        if isinstance(data, dict):
            unknown = [name for name in data if name not in self.fields]
            if unknown:
                sentence = _("There is no field of this name.")
                raise serializers.ValidationError({str(name): [sentence] for name in unknown})
        return super().to_internal_value(data)


class Asked(serializers.Serializer):
    """What may stand behind the question mark of an address."""


class PageAsked(Asked):
    """Which page of a list."""

    after = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        help_text="Where the page before ended; taken from its `next`.",
    )
