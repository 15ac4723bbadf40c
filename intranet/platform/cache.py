"""The cache may be away: then everything is read where it was stored, only slower."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as Unreachable
from redis.exceptions import TimeoutError as TooSlow

log = logging.getLogger(__name__)

# Tries that are counted, and codes that were used: ours (platform/limits.py) and allauth's.
COUNTED = ("limit:", "allauth")


class ForgivingCache(RedisCache):
    """Redis as an accelerator: without it nothing is found and nothing is kept, and nobody waits.

    Only tries are still counted while it is away, by each web process for itself: a limit is then
    as many times as wide as there are processes, and not gone.
    """

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._counts = LocMemCache("counts", {"OPTIONS": {"MAX_ENTRIES": 10_000}})

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """Return what is kept, or the default."""
        return self.asked("get", key, default, version, otherwise=default)

    def get_many(self, keys: Any, version: int | None = None) -> dict[str, Any]:
        """Return what is kept of these."""
        return self.unless_away(lambda: RedisCache.get_many(self, keys, version), dict)

    def has_key(self, key: Any, version: int | None = None) -> bool:
        """Tell whether something is kept."""
        return self.asked("has_key", key, version, otherwise=False)

    def set(self, key: Any, *args: Any, **kwargs: Any) -> None:
        """Keep something."""
        self.asked("set", key, *args, otherwise=None, **kwargs)

    def set_many(self, *args: Any, **kwargs: Any) -> list[Any]:
        """Keep several things."""
        return self.unless_away(lambda: RedisCache.set_many(self, *args, **kwargs), list)

    def add(self, key: Any, *args: Any, **kwargs: Any) -> bool:
        """Keep something that is not there yet."""
        return self.asked("add", key, *args, otherwise=True, **kwargs)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Count."""
        return self.asked("incr", key, delta, version, otherwise=delta)

    def touch(self, key: Any, *args: Any, **kwargs: Any) -> bool:
        """Keep something longer."""
        return self.asked("touch", key, *args, otherwise=False, **kwargs)

    def delete(self, key: Any, *args: Any, **kwargs: Any) -> bool:
        """Forget something."""
        return self.asked("delete", key, *args, otherwise=False, **kwargs)

    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        """Forget several things."""
        self.unless_away(lambda: RedisCache.delete_many(self, *args, **kwargs), lambda: None)

    def asked(self, act: str, key: Any, *args: Any, otherwise: Any, **kwargs: Any) -> Any:
        """Ask the server about one key, or go on without it."""

        def without() -> Any:
            if str(key).startswith(COUNTED):
                return getattr(self._counts, act)(key, *args, **kwargs)
            return otherwise

        return self.unless_away(
            lambda: getattr(RedisCache, act)(self, key, *args, **kwargs), without
        )

    def unless_away(self, act: Callable[[], Any], without: Callable[[], Any]) -> Any:
        """Ask the server, or go on without it."""
        try:
            return act()
        except (Unreachable, TooSlow) as error:
            log.warning("cache_away", extra={"error": type(error).__name__})
            return without()
