"""Carrying out a plan, whole or not at all, in a number of queries that does not grow with it."""

from collections.abc import Collection, Iterable
from secrets import token_hex
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import connection, transaction
from django.utils.translation import gettext as _

from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.policy import require
from people.actions import deactivate_person, reactivate_person
from people.actions.employing import forget_address
from people.actions.noticing import note_people_changed
from people.models import FunctionProfile, Location, Team, User
from people.policies import can_manage_people
from people.roster.known import Known, read_teams
from people.roster.plan import Entry, Plan, make_plan
from people.roster.reading import Roster, team_names

# One list at a time: whoever comes second sees what the first one did.
LOCK = 7_203_411
AT_ONCE = 2000
COLUMNS = {
    "name": ("name", "text"),
    "email": ("email", "text"),
    "personnel_number": ("personnel_number", "text"),
    "job_title": ("job_title", "text"),
    "function_profile": ("function_profile_id", "bigint"),
    "team": ("team_id", "bigint"),
    "manager": ("manager_id", "bigint"),
    "location": ("location_id", "bigint"),
    "kind_of_work": ("kind_of_work", "text"),
}


class PlanChanged(Exception):
    """Something changed since the preview; it must be looked at again."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan


@transaction.atomic
def apply_plan(
    *, actor: User, roster: Roster, digest: str, leaving: Collection[int], all_leave: bool = False
) -> Plan:
    """Apply what was previewed: this digest, and of those who would leave only the ticked ones."""
    require(can_manage_people(actor), _("Only HR can apply a list."))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    plan = make_plan(roster, actor=actor)
    if plan.digest != digest:
        raise PlanChanged(plan)
    ticked = {one["pk"] for one in plan.leaving if all_leave or one["pk"] in leaving}
    parts = make_parts(plan)
    free_names(plan)
    ids = add_new(plan, parts)
    change_known(actor, plan, parts, ids)
    settle_returns_and_leavers(actor, plan, ticked)
    note_people_changed([*ids.values(), *(entry.person_id for entry in plan.changed)])
    record(
        "people.roster.applied", actor=actor, new=len(plan.new), changed=len(plan.changed),
        left=len(ticked), problems=len(plan.problems),
    )  # fmt: skip
    return plan


def make_parts(plan: Plan) -> dict[tuple[str, str], int]:
    """Make the teams, locations and function profiles that the list names first."""
    made = make_teams([name for fact, name in plan.parts if fact == "team"])
    for fact, model in (("location", Location), ("function_profile", FunctionProfile)):
        # One of each name, in the first of the ways in which the list writes it.
        names = {name.casefold(): name for kind, name in reversed(plan.parts) if kind == fact}
        parts = model.objects.bulk_create(model(name=name) for name in names.values())
        made |= {(fact, part.name.casefold()): part.pk for part in parts}
    return made


def make_teams(paths: list[str]) -> dict[tuple[str, str], int]:
    """Make what is missing of these paths, from the top of the tree down; a query per storey."""
    known = Known()
    read_teams(known)
    wanted = [tuple(team_names(path)) for path in paths]
    for depth in range(1, max(map(len, wanted), default=0) + 1):
        missing = {}
        for path in wanted:
            place = lowered(path[:depth])
            if len(path) >= depth and place not in known.teams:
                missing.setdefault(place, path[depth - 1])
        teams = Team.objects.bulk_create(
            Team(name=name, parent_id=known.teams.get(place[:-1]))
            for place, name in missing.items()
        )
        known.teams |= dict(zip(missing, (team.pk for team in teams), strict=True))
    return {("team", path.casefold()): known.teams[lowered(team_names(path))] for path in paths}


def lowered(path: Iterable[str]) -> tuple[str, ...]:
    """Return a path as teams are compared."""
    return tuple(name.casefold() for name in path)


def value_of(entry: Entry, fact: str, parts: dict[tuple[str, str], int]) -> Any:
    """Return what is written into the database for a fact."""
    value = entry.wanted.get(fact)
    if fact in ("team", "location", "function_profile") and isinstance(value, str):
        return parts[fact, value.casefold()]
    if fact in ("email", "personnel_number"):
        return value or None
    return value if value is not None or fact in ("team", "location", "function_profile") else ""


def free_names(plan: Plan) -> None:
    """Let go of addresses and numbers first, so that two people can exchange theirs."""
    for fact in ("email", "personnel_number"):
        changing = [e.person_id for e in plan.changed if changes(e, fact)]
        User.objects.filter(pk__in=changing).update(**{fact: None})


def changes(entry: Entry, fact: str) -> bool:
    """Tell whether an entry changes this fact."""
    return any(difference.fact == fact for difference in entry.differences)


def add_new(plan: Plan, parts: dict[tuple[str, str], int]) -> dict[str, int]:
    """Add everybody new; they come in by an invitation or a code. Return their ids."""
    now = clock.now()
    people = [
        User(
            name=entry.name,
            email=value_of(entry, "email", parts),
            personnel_number=value_of(entry, "personnel_number", parts),
            job_title=entry.wanted.get("job_title") or "",
            kind_of_work=entry.wanted.get("kind_of_work") or User.WorkKind.ON_SITE,
            language=entry.wanted.get("language") or User.Language.DUTCH,
            phone=entry.wanted.get("phone") or "",
            team_id=value_of(entry, "team", parts),
            location_id=value_of(entry, "location", parts),
            function_profile_id=value_of(entry, "function_profile", parts),
            password=UNUSABLE_PASSWORD_PREFIX + token_hex(20),
            joined_at=now,
        )
        for entry in plan.new
    ]
    User.objects.bulk_create(people, batch_size=AT_ONCE)
    return {entry.key: person.pk for entry, person in zip(plan.new, people, strict=True)}


def change_known(
    actor: User, plan: Plan, parts: dict[tuple[str, str], int], ids: dict[str, int]
) -> None:
    """Write what changes, one statement per fact; then who reports to whom."""
    earlier = {
        entry.person_id: difference.now
        for entry in plan.changed
        for difference in entry.differences
        if difference.fact == "email"
    }
    for fact in set(COLUMNS) - {"manager"}:
        write(
            fact, {e.person_id: value_of(e, fact, parts) for e in plan.changed if changes(e, fact)}
        )
    managers = {
        entry.person_id: entry.wanted["manager"]
        for entry in plan.changed
        if changes(entry, "manager")
    }
    managers |= {ids[e.key]: e.wanted["manager"] for e in plan.new if e.wanted["manager"]}
    write("manager", {pk: ids.get(manager, manager) for pk, manager in managers.items()})
    for person in User.objects.filter(pk__in=earlier):
        # Of many new addresses most are the first, of people who were never here.
        if earlier[person.pk] or person.has_come_in:
            forget_address(person, earlier[person.pk], actor=actor)


def write(fact: str, values: dict[int, Any]) -> None:
    """Write one column of many people in one statement."""
    column, kind = COLUMNS[fact]
    if not values:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE people_user SET {column} = given.value"  # noqa: S608
            f" FROM unnest(%s::bigint[], %s::{kind}[]) AS given (id, value)"
            " WHERE people_user.id = given.id",
            [list(values), list(values.values())],
        )


def settle_returns_and_leavers(actor: User, plan: Plan, ticked: set[int]) -> None:
    """Let in who is back, and end the access of who left, each by the product's own action."""
    back = [entry.person_id for entry in plan.changed if entry.returns]
    for person in User.objects.filter(pk__in=back):
        reactivate_person(actor=actor, person=person)
    for person in User.objects.filter(pk__in=ticked).order_by("pk"):
        deactivate_person(actor=actor, person=person)
