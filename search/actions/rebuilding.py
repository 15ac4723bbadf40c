"""Rebuilding the index while people work: a part at a time, from where an earlier try stopped."""

from collections.abc import Callable

from django.db import transaction

from search.actions.counting import count_entries
from search.actions.indexing import index_range
from search.findable import Findable, findables
from search.models import Extent

# Things at once: a part of a second, in which nobody who writes has to wait.
AT_ONCE = 500
LAST = 2**63 - 1


def rebuild(seen: Callable[[str, int], None] = lambda kind, number: None) -> int:
    """Bring all of the index up to date; return how many entries changed.

    What is written meanwhile is put in by its own reaction, as always; nothing is locked for it.
    """
    changed = sum(rebuild_kind(findable, seen) for findable in findables().values())
    count_entries()
    return changed


def tidy_entries() -> None:
    """Bring up to date what nobody says, such as topics that are not used any more, and count."""
    for findable in findables().values():
        if not findable.is_said:
            rebuild_kind(findable, lambda kind, number: None)
    count_entries()


def rebuild_kind(findable: Findable, seen: Callable[[str, int], None]) -> int:
    """Bring one kind up to date, beginning where an earlier try was broken off."""
    extent, _is_new = Extent.objects.get_or_create(kind=findable.kind)
    after, changed = extent.rebuilt_to or 0, 0
    while to := findable.next_number(after, AT_ONCE):
        with transaction.atomic():
            changed += index_range(findable, after, to)
            Extent.objects.filter(kind=findable.kind).update(rebuilt_to=to)
        seen(findable.kind, AT_ONCE)
        after = to
    with transaction.atomic():
        changed += index_range(findable, after, LAST)
        Extent.objects.filter(kind=findable.kind).update(rebuilt_to=None)
    return changed
