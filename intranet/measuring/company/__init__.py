"""A company that nobody works for, of any size, written straight into the tables.

It goes past the product's actions, because a million posts would take them a day; what they would
have kept true (counters, audiences, the newest activity) is true here as well, and tested.
"""

from intranet.measuring.company.building import build_company
from intranet.measuring.company.size import Size

__all__ = ["Size", "build_company"]
