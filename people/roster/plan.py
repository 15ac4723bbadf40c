"""What a list would change: who is new, who changes and how, who leaves, and what is wrong."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from people.models import User
from people.roster.known import Known, what_is_known
from people.roster.managers import resolve_managers
from people.roster.reading import Roster, Row, team_names

# Compared field by field. Language and phone are a person's own once she is here.
COMPARED = (
    "name", "email", "personnel_number", "job_title", "function_profile", "team", "manager",
    "location", "kind_of_work",
)  # fmt: skip
FIRST_ONLY = ("language", "phone")
# An empty cell says nothing about these; what is known stays.
NEVER_EMPTIED = ("name", "personnel_number", "kind_of_work")


@dataclass(frozen=True)
class Difference:
    """One fact that changes: what it is now and what it becomes, in words."""

    fact: str
    now: str
    then: str


@dataclass
class Entry:
    """One row as it would be applied: about somebody known, or about somebody new."""

    row: Row
    person_id: int | None
    wanted: dict[str, Any]
    differences: list[Difference] = field(default_factory=list)
    returns: bool = False

    @property
    def name(self) -> str:
        """Whom it is about."""
        return self.row.facts["name"]

    @property
    def key(self) -> Any:
        """Stand for a person who may not have an id yet."""
        return self.person_id or f"row {self.row.number}"


@dataclass
class Plan:
    """Everything a list would do, and nothing of it done yet."""

    new: list[Entry]
    changed: list[Entry]
    unchanged: int
    leaving: list[dict[str, Any]]
    problems: list[Row]
    parts: list[tuple[str, str]]
    columns: set[str]
    unknown_headings: list[str]

    @property
    def digest(self) -> str:
        """Stand for exactly this plan: what was previewed is what is applied."""
        said = [
            [(entry.key, sorted(entry.row.facts.items())) for entry in self.new],
            [
                (entry.key, entry.returns, [(d.fact, d.now, d.then) for d in entry.differences])
                for entry in self.changed
            ],
            [person["pk"] for person in self.leaving],
            [(row.number, row.problem) for row in self.problems],
        ]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to apply."""
        return not (self.new or self.changed or self.leaving)


def make_plan(roster: Roster, *, actor: User) -> Plan:
    """Compare a list with who is known; nothing is changed."""
    known = what_is_known()
    for row in roster.rows:
        row.problem = row.own_problem
    entries = [entry_for(row, known, actor) for row in roster.rows]
    mark_same_person(entries)
    if "email" in roster.columns:
        mark_taken_addresses(entries, known)
    resolve_managers(entries, known, has_column="manager" in roster.columns)
    good = [entry for entry in entries if not entry.row.problem]
    for entry in good:
        entry.differences = list(differences_of(entry, known, roster.columns))
    met = {entry.person_id for entry in entries}
    return Plan(
        new=[entry for entry in good if entry.person_id is None],
        changed=[e for e in good if e.person_id and (e.differences or e.returns)],
        unchanged=sum(bool(e.person_id) and not (e.differences or e.returns) for e in good),
        leaving=leaving_of(known, met, actor),
        problems=[row for row in roster.rows if row.problem],
        parts=new_parts(good, known),
        columns=roster.columns,
        unknown_headings=roster.unknown_headings,
    )


def entry_for(row: Row, known: Known, actor: User) -> Entry:
    """Find whom a row means: by personnel number, then by e-mail."""
    facts = row.facts
    number, email = facts.get("personnel_number", "").upper(), facts.get("email", "")
    person_id = known.by_number.get(number)
    if person_id is None and email in known.by_email:
        person_id = known.by_email[email]
        has_number = known.people[person_id]["personnel_number"]
        if number and has_number:
            row.problem = row.problem or _("This e-mail is of %(name)s, number %(number)s.") % {
                "name": known.people[person_id]["name"],
                "number": has_number,
            }
    entry = Entry(row, person_id, wanted_of(facts, known))
    if person_id is not None:
        person = known.people[person_id]
        entry.returns = not person["is_active"]
        if person["is_superuser"] and not actor.is_superuser and person_id != actor.pk:
            row.problem = row.problem or _("Only an administrator can change an administrator.")
    return entry


def wanted_of(facts: dict[str, str], known: Known) -> dict[str, Any]:
    """Return what a row wants: parts by id where they exist, else by name; managers come later."""
    team = team_names(facts.get("team", ""))
    path = tuple(name.casefold() for name in team)
    return facts | {
        "email": facts.get("email") or None,
        "team": known.teams.get(path) or " / ".join(team) or None,
        "location": known.locations.get(facts.get("location", "").casefold())
        or facts.get("location")
        or None,
        "function_profile": known.profiles.get(facts.get("function_profile", "").casefold())
        or facts.get("function_profile")
        or None,
        "manager": None,
    }


def mark_same_person(entries: list[Entry]) -> None:
    """Refuse rows that are about the same person, one by her number and one by her address."""
    seen: dict[int, Entry] = {}
    for entry in entries:
        if entry.person_id is None:
            continue
        earlier = seen.setdefault(entry.person_id, entry)
        if earlier is not entry:
            for one, other in ((entry, earlier), (earlier, entry)):
                said = _("Row %(number)s is about the same person.")
                one.row.problem = one.row.problem or said % {"number": other.row.number}


def mark_taken_addresses(entries: list[Entry], known: Known) -> None:
    """Refuse an address that somebody keeps whom the list does not give another one."""
    freed = {
        entry.person_id
        for entry in entries
        if entry.person_id and entry.wanted["email"] != known.people[entry.person_id]["email"]
    }
    for entry in entries:
        owner = known.by_email.get(entry.wanted["email"] or "")
        if owner is not None and owner != entry.person_id and owner not in freed:
            said = _("This e-mail is of %(name)s.") % {"name": known.people[owner]["name"]}
            entry.row.problem = entry.row.problem or said


def differences_of(entry: Entry, known: Known, columns: set[str]) -> Iterable[Difference]:
    """Say fact by fact what changes; facts without a column stay as they are."""
    if entry.person_id is None:
        return
    person = known.people[entry.person_id]
    for fact in COMPARED:
        if fact not in columns or (fact in NEVER_EMPTIED and not entry.wanted.get(fact)):
            continue
        now = person.get(fact, person.get(f"{fact}_id"))
        then = entry.wanted.get(fact)
        if (now or None) != (then or None):
            words = entry.row.facts.get(fact, "") if fact == "manager" else str(then or "")
            later = words if isinstance(then, str) else known.name_of(fact, then)
            yield Difference(fact, known.name_of(fact, now), later)


def leaving_of(known: Known, met: set[int | None], actor: User) -> list[dict[str, Any]]:
    """Return who has a personnel number, works here, and is not in the list."""
    leaving = [
        person
        for pk, person in known.people.items()
        if pk not in met
        and person["is_active"]
        and person["personnel_number"]
        and pk != actor.pk
        and (actor.is_superuser or not person["is_superuser"])
    ]
    return sorted(leaving, key=lambda person: (person["name"].casefold(), person["pk"]))


def new_parts(entries: list[Entry], known: Known) -> list[tuple[str, str]]:
    """Return teams, locations and function profiles that would be made."""
    found = {
        (fact, entry.wanted[fact])
        for entry in entries
        for fact in ("team", "location", "function_profile")
        if isinstance(entry.wanted.get(fact), str)
    }
    return sorted(found)
