"""What others do with the index."""

from search.actions.indexing import (
    forget_contribution,
    forget_things,
    forget_threads,
    index_contribution,
    index_things,
    index_thread,
)
from search.actions.rebuilding import rebuild, tidy_entries

__all__ = [
    "forget_contribution",
    "forget_things",
    "forget_threads",
    "index_contribution",
    "index_thread",
    "index_things",
    "rebuild",
    "tidy_entries",
]
