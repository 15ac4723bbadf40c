"""Saying no: what a person may not do is refused with a sentence a colleague understands."""

from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.module_loading import import_string


class Refused(PermissionDenied):
    """A person may not do this; the message is for her to read."""


def require(allowed: bool, sentence: Any) -> None:  # noqa: FBT001
    """Go on when allowed; else raise Refused with the sentence."""
    if not allowed:
        raise Refused(str(sentence))


@cache
def policy_named(name: str) -> Any:
    """Find `can_<name>` in the policy modules of the settings; KeyError when nobody has it."""
    for module in settings.POLICY_MODULES:
        try:
            return import_string(f"{module}.can_{name}")
        except ImportError:
            continue
    raise KeyError(f"No policy can_{name}")
