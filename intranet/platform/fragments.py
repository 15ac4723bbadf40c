"""Parts of a page that look the same to many readers: rendered once, kept by what they show.

There is nothing to forget when something changes: whatever is shown is part of the key, so what
changed is simply not found any more (ADR 12).
"""

import secrets
from threading import Lock
from typing import Any

from cachetools import LRUCache
from django.conf import settings
from django.middleware.csrf import get_token
from django.utils import timezone, translation
from jinja2 import pass_context
from markupsafe import Markup

from intranet.platform import clock

MOST_KEPT = 8_000_000  # characters in a process
# Stands for the reader's own token in what is kept for many; nobody can write it into a post.
TOKEN = secrets.token_hex(16)

_fragments: LRUCache = LRUCache(MOST_KEPT, getsizeof=len)
_lock = Lock()


class Token:
    """A reader's token against forged forms, made when first asked for and once a page."""

    def __init__(self, request: Any) -> None:
        self._request = request
        self._word = ""

    def __str__(self) -> str:
        self._word = self._word or get_token(self._request)
        return self._word

    def __html__(self) -> str:
        return str(self)


class TokenInput:
    """The same as a field of a form."""

    def __init__(self, token: Any) -> None:
        self._token = token

    def __html__(self) -> str:
        return f'<input type="hidden" name="csrfmiddlewaretoken" value="{self._token}">'

    def __str__(self) -> str:
        return self.__html__()


@pass_context
def kept(context: Any, name: str, shows: tuple, **values: Any) -> Markup:
    """Render a partial with these values, or return it as it was when it showed the same.

    `shows` names everything in it that can differ, except what differs by language and by day.
    It sees nothing of the page but these values. The tests render it every time, and refuse one
    that differs from what was kept under the same key.
    """
    today = timezone.localtime(clock.now()).date()
    key = (name, translation.get_language(), timezone.get_current_timezone_name(), today, shows)
    kept_before = kept_under(key)
    if kept_before is not None and settings.FRAGMENTS == "kept":
        return with_token(kept_before, context)
    words = {**values, "csrf_input": TokenInput(TOKEN), "csrf_token": TOKEN}
    fragment = context.environment.get_template(name).render(words)
    if kept_before not in (None, fragment) and settings.FRAGMENTS == "checked":
        raise AssertionError(f"{name} shows something that its key does not name: {fragment}")
    keep(key, fragment)
    return with_token(fragment, context)


def with_token(fragment: str, context: Any) -> Markup:
    """Put the reader's own token into the forms of a fragment."""
    return Markup(fragment.replace(TOKEN, str(context["csrf_token"])))  # noqa: S704


def kept_under(key: tuple) -> str | None:
    """Return what was kept under this key."""
    with _lock:
        return _fragments.get(key)


def keep(key: tuple, fragment: str) -> None:
    """Keep a fragment; the one that was not asked for longest makes room."""
    with _lock:
        if len(fragment) < MOST_KEPT:
            _fragments[key] = fragment
