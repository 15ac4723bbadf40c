"""Who and what is known already, as HR's list is compared with it: read once, in a few queries."""

from dataclasses import dataclass, field
from typing import Any

from people.models import FunctionProfile, Location, Team, User

# What is kept of a person while a list is compared; 100,000 of them fit in memory as tuples.
FIELDS = (
    "pk", "name", "email", "personnel_number", "job_title", "function_profile_id", "team_id",
    "manager_id", "location_id", "kind_of_work", "is_active", "is_superuser",
)  # fmt: skip


@dataclass
class Known:
    """Everybody, by the names under which a list may mean them; and the parts by their names."""

    people: dict[int, dict[str, Any]] = field(default_factory=dict)
    by_number: dict[str, int] = field(default_factory=dict)
    by_email: dict[str, int] = field(default_factory=dict)
    locations: dict[str, int] = field(default_factory=dict)
    profiles: dict[str, int] = field(default_factory=dict)
    teams: dict[tuple[str, ...], int] = field(default_factory=dict)
    names: dict[str, dict[int, str]] = field(default_factory=dict)

    def name_of(self, fact: str, value: Any) -> str:
        """Say what a value is called, for a person to read."""
        if value in (None, ""):
            return ""
        if fact == "manager":
            return self.people[value]["name"]
        return self.names.get(fact, {}).get(value, str(value))


def what_is_known() -> Known:
    """Read everybody and every part of the organisation."""
    known = Known()
    for values in User.objects.filter(is_system=False).values_list(*FIELDS).iterator(5000):
        person = dict(zip(FIELDS, values, strict=True))
        known.people[person["pk"]] = person
        if person["personnel_number"]:
            known.by_number[person["personnel_number"].upper()] = person["pk"]
        if person["email"]:
            known.by_email[person["email"]] = person["pk"]
    for fact, model, by_name in (
        ("location", Location, known.locations),
        ("function_profile", FunctionProfile, known.profiles),
    ):
        known.names[fact] = dict(model.objects.values_list("pk", "name"))
        by_name |= {name.casefold(): pk for pk, name in known.names[fact].items()}
    read_teams(known)
    return known


def read_teams(known: Known) -> None:
    """Work out the path of every team from the tree."""
    rows = {
        pk: (name, parent) for pk, name, parent in Team.objects.values_list("pk", "name", "parent")
    }
    known.names["team"] = {}
    for pk in rows:
        path: list[str] = []
        current: int | None = pk
        while current is not None and len(path) < len(rows):
            name, current = rows[current]
            path.insert(0, name)
        known.teams[tuple(name.casefold() for name in path)] = pk
        known.names["team"][pk] = " / ".join(path)
