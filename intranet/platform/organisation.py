"""The organisation as every page needs it: read once in a while, never per page."""

import time

from intranet.platform.models import Organisation

# Seconds for which a process may show an earlier name, colour or logo.
FRESH_FOR = 10.0

_kept: tuple[float, Organisation] | None = None


def current_organisation() -> Organisation:
    """Return the organisation; the one row is made when it is first asked for."""
    global _kept
    if _kept is None or time.monotonic() - _kept[0] > FRESH_FOR:
        _kept = (time.monotonic(), Organisation.objects.get_or_create(pk=1)[0])
    return _kept[1]


def forget_organisation() -> None:
    """Read it anew the next time, after a change in this process."""
    global _kept
    _kept = None
