"""Who came most recently, so that colleagues can say hello."""

from typing import Any

from django.core.cache import cache

from people.models import User

# Seconds for which "New here" may be old; everybody may see it, so one copy serves all.
NEW_HERE_KEPT = 300


def newest_colleagues() -> list[Any]:
    """Return who came most recently and has signed in; the same for every reader."""
    return cache.get_or_set("newest_colleagues", fetch_newest_colleagues, NEW_HERE_KEPT)


def fetch_newest_colleagues() -> list[Any]:
    """Fetch them."""
    arrived = User.objects.active().filter(welcomed_at__isnull=False, is_system=False)
    return list(arrived.with_card().order_by("-joined_at")[:3])
