"""The cache may be away: then everything is read where it was stored, only slower."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as Unreachable
from redis.exceptions import TimeoutError as TooSlow

log = logging.getLogger(__name__)


class ForgivingCache(RedisCache):
    """Redis as an accelerator: without it nothing is found and nothing is kept, and nobody waits.

    Limits on tries are counted here too, so they do not count while it is away.
    """

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """Return what is kept, or the default."""
        return self.unless_away(lambda: RedisCache.get(self, key, default, version), default)

    def get_many(self, keys: Any, version: int | None = None) -> dict[str, Any]:
        """Return what is kept of these."""
        return self.unless_away(lambda: RedisCache.get_many(self, keys, version), {})

    def has_key(self, key: Any, version: int | None = None) -> bool:
        """Tell whether something is kept."""
        return self.unless_away(lambda: RedisCache.has_key(self, key, version), otherwise=False)

    def set(self, *args: Any, **kwargs: Any) -> None:
        """Keep something."""
        self.unless_away(lambda: RedisCache.set(self, *args, **kwargs), None)

    def set_many(self, *args: Any, **kwargs: Any) -> list[Any]:
        """Keep several things."""
        return self.unless_away(lambda: RedisCache.set_many(self, *args, **kwargs), [])

    def add(self, *args: Any, **kwargs: Any) -> bool:
        """Keep something that is not there yet."""
        return self.unless_away(lambda: RedisCache.add(self, *args, **kwargs), otherwise=True)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Count."""
        return self.unless_away(lambda: RedisCache.incr(self, key, delta, version), delta)

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        """Keep something longer."""
        return self.unless_away(lambda: RedisCache.touch(self, *args, **kwargs), otherwise=False)

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        """Forget something."""
        return self.unless_away(lambda: RedisCache.delete(self, *args, **kwargs), otherwise=False)

    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        """Forget several things."""
        self.unless_away(lambda: RedisCache.delete_many(self, *args, **kwargs), None)

    def unless_away(self, act: Callable[[], Any], otherwise: Any) -> Any:
        """Ask the server, or go on as if it held nothing."""
        try:
            return act()
        except (Unreachable, TooSlow) as error:
            log.warning("cache_away", extra={"error": type(error).__name__})
            return otherwise
