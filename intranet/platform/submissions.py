"""One write, one effect: a form that is sent twice, or again after a dead line, counts once."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import IntegrityError

P = ParamSpec("P")
R = TypeVar("R")

# The end of the names of the constraints that say "this person sent this already".
ENDING = "_sent_once"


def sent_once(action: Callable[P, R]) -> Callable[P, R]:
    """Run an action again when the same submission won the race; it then finds what that made."""

    @wraps(action)
    def once(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return action(*args, **kwargs)
        except IntegrityError as error:
            if ENDING not in str(error):
                raise
            return action(*args, **kwargs)

    return once
