"""What the pages of the search show, and what looks like what somebody is writing."""

from search.feeds.alike import Alike, Among, similar
from search.feeds.results import (
    MOST_COUNTED,
    Asked,
    Results,
    quick_results,
    results,
)

__all__ = [
    "MOST_COUNTED",
    "Alike",
    "Among",
    "Asked",
    "Results",
    "quick_results",
    "results",
    "similar",
]
