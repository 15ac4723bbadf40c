"""Which figures may be shown: of no fewer than ten people, also not by subtracting."""

from collections.abc import Collection, Hashable, Sequence

from intranet.platform.figures import SMALLEST_GROUP

Parts = Sequence[Collection[Hashable]]


def shown_parts(parts: Parts, *, floor: int = SMALLEST_GROUP) -> list[bool] | None:
    """Tell which parts of a whole may be shown beside their total; None when that may not either.

    A part holds whom each case in it is about, one for each case: what is counted are its members,
    what must reach the floor are different people. Where hidden parts could be found by taking what
    is shown from the total, the smallest that are shown are hidden too, all of equal size at once:
    which one of them was chosen would tell something again.
    """
    small = [part for part in parts if people_in([part]) < floor]
    sizes = sorted({len(part) for part in parts if part not in small})
    for largest in (0, *sizes):
        hidden = [part for part in parts if part in small or len(part) <= largest]
        if not can_be_found(hidden, floor) and people_in(parts) >= floor:
            return [part not in hidden for part in parts]
    return None


def people_in(parts: Parts) -> int:
    """Return how many different people parts are about together."""
    return len({person for part in parts for person in part})


def can_be_found(hidden: Parts, floor: int) -> bool:
    """Tell whether somebody who knows the sum of what is hidden knows too much.

    Also where parts that are all small are together as large as they can be.
    """
    if not hidden:
        return False
    is_full = sum(map(len, hidden)) >= len(hidden) * (floor - 1)
    all_small = all(len(part) < floor for part in hidden)
    return people_in(hidden) < floor or len(hidden) == 1 or (all_small and is_full)
