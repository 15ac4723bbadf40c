"""Letting people act at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Run all at once, each over its own connection; return what each gave, or its refusal.

    Needs `django_db(transaction=True)`: the others must see what the test prepared.
    """
    start = Barrier(len(acts))

    def act(do: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            start.wait(timeout=20)
            return do()
        except (PermissionDenied, ValidationError) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))
