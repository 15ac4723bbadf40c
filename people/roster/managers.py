"""Who reports to whom in HR's list: found by personnel number or e-mail, and never in a circle."""

from typing import Any

from django.utils.translation import gettext as _

from people.roster.known import Known


def resolve_managers(entries: list[Any], known: Known, *, has_column: bool) -> None:
    """Find the manager each row names; rows whose manager cannot be found are not applied."""
    if not has_column:
        return
    unsettled = True
    while unsettled:
        # A row with a problem is not applied, so whoever it would have added is nobody's manager.
        good = [entry for entry in entries if not entry.row.problem]
        here = people_by_name(good, known)
        unsettled = False
        for entry in good:
            said = entry.row.facts.get("manager", "")
            if not said:
                continue
            entry.wanted["manager"] = here.get(said.upper())
            if entry.wanted["manager"] is None:
                entry.row.problem = _("There is no manager ‘%(text)s’.") % {"text": said}
                unsettled = True
        unsettled = mark_circles(good, known) or unsettled


def people_by_name(good: list[Any], known: Known) -> dict[str, Any]:
    """Return everybody who will be here, by number and by e-mail in capitals."""
    here: dict[str, Any] = {}
    for pk, person in known.people.items():
        if person["is_active"]:
            names = (person["personnel_number"], person["email"])
            here |= {name.upper(): pk for name in names if name}
    for entry in good:
        names = (entry.row.facts.get("personnel_number"), entry.row.facts.get("email"))
        here |= {name.upper(): entry.key for name in names if name}
    return here


def mark_circles(good: list[Any], known: Known) -> bool:
    """Mark rows through which somebody would manage herself in the end; tell whether any did."""
    above: dict[Any, Any] = {pk: person["manager_id"] for pk, person in known.people.items()}
    rows = {entry.key: entry for entry in good if not entry.row.problem}
    above |= {key: entry.wanted["manager"] for key, entry in rows.items()}
    found = False
    for key in circle_members(above):
        entry = rows.get(key)
        if entry is not None and entry.wanted["manager"] is not None:
            entry.row.problem = _("In the end this person would be their own manager.")
            found = True
    return found


def circle_members(above: dict[Any, Any]) -> set[Any]:
    """Return everybody on a circle of a graph in which each points to at most one other."""
    settled: set[Any] = set()
    members: set[Any] = set()
    for start in above:
        walked: dict[Any, int] = {}
        current = start
        while current is not None and current not in settled and current not in walked:
            walked[current] = len(walked)
            current = above.get(current)
        if current in walked:
            members.update(key for key, step in walked.items() if step >= walked[current])
        settled.update(walked)
    return members
