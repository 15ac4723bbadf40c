"""How often something may be tried: counted in the cache, which all web processes share."""

import hashlib
from datetime import timedelta

from django.core.cache import cache


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
