"""How often something may be tried: counted in the cache, which all web processes share."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import cache

from intranet.platform import clock


def within_limit(name: str, key: str, *, most: int, window: timedelta) -> bool:
    """Count one more try; False when this key had more than `most` of them in the window."""
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    place = f"limit:{name}:{digest}"
    cache.add(place, 0, timeout=window.total_seconds())
    try:
        return cache.incr(place) <= most
    except ValueError:
        # It ran out between the two lines: this is the first try of the next window.
        cache.set(place, 1, timeout=window.total_seconds())
        return True


@dataclass(frozen=True)
class Spent:
    """How often something was done in a window of time that is not over."""

    times: int
    seconds_left: int


def spent(name: str, key: str, *, window: int) -> Spent:
    """Count one more in the window of so many seconds that holds now, and tell how many that is."""
    number, into = divmod(int(clock.now().timestamp()), window)
    place = f"limit:{name}:{number}:{key}"
    cache.add(place, 0, timeout=window * 2)
    try:
        return Spent(cache.incr(place), window - into)
    except ValueError:
        # Somebody emptied the cache between the two lines.
        return Spent(1, window - into)
