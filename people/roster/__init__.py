"""HR's list: read a CSV file, show what it would change, and apply exactly that.

`read_list` turns bytes into rows, `make_plan` compares them with who is known, `apply_plan` carries
out what was previewed. The format is described in docs/hr-list.md.
"""

from people.roster.applying import PlanChanged, apply_plan
from people.roster.plan import Plan, make_plan
from people.roster.reading import Roster, UnreadableList, read_list

__all__ = [
    "Plan",
    "PlanChanged",
    "Roster",
    "UnreadableList",
    "apply_plan",
    "make_plan",
    "read_list",
]
