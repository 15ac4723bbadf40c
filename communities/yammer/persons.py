"""Users of the old network become people: recognised by address, made, or brought up to date."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from communities.models import ImportedPerson, ImportRun
from communities.yammer.changes import as_text, note_change
from communities.yammer.members import seat_late
from communities.yammer.plan import make
from communities.yammer.staging import ask, run
from people.models import Location, Team, User

AT_ONCE = 500
# The account under which everything stands that no person wrote.
BOTS = 0
LONGEST_NAME = 120
# What an export tells about a person, as it can be kept in JSON.
DESCRIBED = ("name", "job_title", "team_id", "location_id", "is_active")

# What we write of a person, in one word: another word means that somebody changed her here.
PRINT = """md5(concat_ws('|', person.name, person.email, person.job_title, person.team_id,
person.location_id, person.is_active, person.left_at))"""

# Everybody in Users.csv, and senders of whom nothing is known but what their messages say.
EVERYBODY = """
CREATE TEMP TABLE yammer_everybody AS
SELECT u.id, u.digest, u.extra, z.until AS as_of, u.name, lower(u.email) AS email, u.job_title,
       u.location, u.department, u.joined_at, u.gone_at, u.is_active, false AS only_from_messages
  FROM yammer_users_now u JOIN yammer_zip z USING (zip)
UNION ALL
(SELECT DISTINCT ON (m.sender_id) m.sender_id, md5(m.sender_name || '|' || m.sender_email), '',
        NULL::timestamptz, m.sender_name, lower(m.sender_email), '', '', '', m.sent_at,
        NULL::timestamptz, false, true
   FROM yammer_plan plan JOIN yammer_messages m USING (n)
  WHERE m.sender_type = 'user' AND NOT m.is_deleted AND plan.verdict NOT IN ('same', 'kept', 'gone')
    AND NOT EXISTS (SELECT FROM yammer_users_now u WHERE u.id = m.sender_id)
    AND NOT EXISTS (SELECT FROM communities_importedperson p WHERE p.foreign_id = m.sender_id)
  ORDER BY m.sender_id, m.n DESC)
"""

# One address is one person, unless the names say that it was handed on to another.
VERDICTS = f"""
CREATE TEMP TABLE yammer_person_plan AS
WITH ranked AS (
    SELECT e.*, first_value(e.id) OVER same_address AS first_id,
           first_value(lower(e.name)) OVER same_address AS first_name
      FROM yammer_everybody e
     WHERE NOT EXISTS (SELECT FROM communities_importedperson p WHERE p.foreign_id = e.id)
    WINDOW same_address AS (
        PARTITION BY CASE WHEN e.email = '' THEN e.id::text ELSE e.email END
        ORDER BY e.only_from_messages, e.is_active DESC, e.joined_at DESC NULLS LAST, e.id DESC)
), judged AS (
SELECT ranked.id, here.id AS person_id,
       CASE WHEN here.id IS NOT NULL
                 AND (NOT here_is_imported OR lower(here.name) = lower(ranked.name))
                 THEN 'recognise'
            WHEN here.id IS NULL AND ranked.id = first_id THEN 'create'
            WHEN here.id IS NULL AND lower(ranked.name) = first_name THEN 'join'
            ELSE 'create without address' END AS verdict,
       first_id
  FROM ranked
  LEFT JOIN people_user here ON here.email = ranked.email AND ranked.email <> ''
  LEFT JOIN LATERAL (SELECT EXISTS (
       SELECT FROM communities_importedperson p WHERE p.person_id = here.id AND NOT p.is_recognised
       ) AS here_is_imported) imported ON true
UNION ALL
SELECT e.id, p.person_id,
       CASE WHEN p.is_recognised OR p.digest = e.digest OR p.as_of > e.as_of THEN 'same'
            WHEN person.last_login IS NOT NULL OR p.written <> {PRINT} THEN 'kept'
            ELSE 'update' END, e.id
  FROM yammer_everybody e
  JOIN communities_importedperson p ON p.foreign_id = e.id
  JOIN people_user person ON person.id = p.person_id
)
SELECT row_number() OVER (ORDER BY verdict = 'join', id) AS position, judged.* FROM judged
"""


@dataclass(frozen=True)
class Somebody:
    """One row of the plan with what the export says."""

    position: int
    foreign_id: int
    person_id: int | None
    verdict: str
    first_id: int
    digest: str
    extra: str
    as_of: datetime | None
    name: str
    email: str
    job_title: str
    location: str
    department: str
    joined_at: datetime | None
    gone_at: datetime | None
    is_active: bool
    only_from_messages: bool


def plan_people() -> None:
    """Decide who is new, who is known, and who is somebody else with the same address."""
    make("yammer_everybody", EVERYBODY, "id")
    run(
        "UPDATE yammer_everybody SET email = '' WHERE email !~ '^[^@[:space:]]+@[^@[:space:]]+$'"
        " OR length(email) > 254"
    )
    make("yammer_person_plan", VERDICTS, "id")


def people_by_verdict() -> dict[str, int]:
    """Count the verdicts."""
    return dict(ask("SELECT verdict, count(*) FROM yammer_person_plan GROUP BY 1"))


def write_people(import_run: ImportRun, seen: Callable[[int], None]) -> None:
    """Make and change people in batches; whoever was written is not written again."""
    if bots_are_needed():
        write_bots(import_run)
    last = 0
    while batch := somebodies(after=last):
        write_batch(import_run, batch)
        last = batch[-1].position
        seen(len(batch))


def somebodies(*, after: int) -> list[Somebody]:
    """Fetch the next rows of the plan; second accounts come last, so that their first is there."""
    rows = ask(
        """
        SELECT plan.position, plan.id, plan.person_id, plan.verdict, plan.first_id,
               e.digest, e.extra, e.as_of, e.name, e.email, e.job_title, e.location, e.department,
               e.joined_at, e.gone_at, e.is_active, e.only_from_messages
          FROM yammer_person_plan plan JOIN yammer_everybody e USING (id)
         WHERE plan.position > %s AND plan.verdict NOT IN ('same', 'kept')
         ORDER BY plan.position LIMIT %s
        """,
        [after, AT_ONCE],
    )
    return [Somebody(*row) for row in rows]


def bots_are_needed() -> bool:
    """Tell whether anything is to be written that no person wrote."""
    found = ask(
        "SELECT EXISTS (SELECT FROM yammer_plan WHERE verdict = 'open'"
        " OR level = 0 AND verdict = 'remove'"
        " OR sender_type <> 'user' AND verdict NOT IN ('same', 'kept', 'gone', 'note'))"
    )
    return found[0][0]


@transaction.atomic
def write_batch(import_run: ImportRun, batch: list[Somebody]) -> None:
    """Write some people, what they were called over there, and the teams and places they name."""
    names = Names(
        named(import_run, Team, "teams", {row.department for row in batch}),
        named(import_run, Location, "locations", {row.location for row in batch}),
    )
    made = [row for row in batch if row.verdict.startswith("create")]
    people = User.objects.bulk_create(as_person(row, names) for row in made)
    found = {row.foreign_id: person.pk for row, person in zip(made, people, strict=True)}
    found |= {row.foreign_id: row.person_id for row in batch if row.verdict == "recognise"}
    found |= joined(batch, found)
    ImportedPerson.objects.bulk_create(
        ImportedPerson(
            foreign_id=row.foreign_id,
            person_id=found[row.foreign_id],
            digest=row.digest,
            as_of=row.as_of,
            only_from_messages=row.only_from_messages,
            run=import_run,
            is_recognised=row not in made,
            extra=json.loads(row.extra or "null"),
        )
        for row in batch
        if row.foreign_id in found
    )
    updated = [update_person(import_run, row, names) for row in batch if row.verdict == "update"]
    seat_late(import_run, [person.pk for person in updated if person.is_active])
    note_prints([row.foreign_id for row in batch if row.verdict == "update" or row in made])


def joined(batch: list[Somebody], found: dict[int, int]) -> dict[int, int]:
    """Return for second accounts whose person they are: one made in this batch or before."""
    firsts = {row.foreign_id: row.first_id for row in batch if row.verdict == "join"}
    known = ImportedPerson.objects.filter(foreign_id__in=firsts.values())
    people = dict(known.values_list("foreign_id", "person_id")) | found
    return {foreign_id: people[first] for foreign_id, first in firsts.items()}


def as_person(row: Somebody, names: "Names") -> User:
    """Make the person that a row describes; she can sign in only after an invitation or a code."""
    person = User(password=make_password(None))
    if row.joined_at:
        person.joined_at = row.joined_at
    describe(person, row, names)
    person.email = row.email if row.verdict == "create" and row.email else None
    return person


def describe(person: User, row: Somebody, names: "Names") -> None:
    """Put into a person what the export says of her."""
    person.name = (row.name or row.email.split("@")[0] or str(row.foreign_id))[:LONGEST_NAME]
    person.job_title = row.job_title[:LONGEST_NAME]
    person.team_id = names.teams.get(row.department[:LONGEST_NAME].lower())
    person.location_id = names.locations.get(row.location[:LONGEST_NAME].lower())
    person.is_active = row.is_active
    person.left_at = row.gone_at


def update_person(import_run: ImportRun, row: Somebody, names: "Names") -> User:
    """Bring somebody up to date; the plan knows that nobody changed her here."""
    known = ImportedPerson.objects.select_related("person").get(foreign_id=row.foreign_id)
    before = {name: getattr(known.person, name) for name in DESCRIBED}
    note_change(
        import_run,
        "person",
        known,
        before | {"left_at": as_text(known.person.left_at), "only": known.only_from_messages},
    )
    describe(known.person, row, names)
    known.person.save(update_fields=[*DESCRIBED, "left_at"])
    known.digest, known.as_of = row.digest, row.as_of
    known.only_from_messages = row.only_from_messages
    known.save()
    return known.person


def note_prints(foreign_ids: list[int]) -> None:
    """Remember how we wrote them."""
    run(
        f"UPDATE communities_importedperson known SET written = {PRINT} FROM people_user person"
        " WHERE person.id = known.person_id AND known.foreign_id = ANY (%s)",
        [foreign_ids],
    )


@dataclass(frozen=True)
class Names:
    """Teams and locations by their name in small letters."""

    teams: dict[str, int]
    locations: dict[str, int]


def named(import_run: ImportRun, model: Any, kind: str, names: set[str]) -> dict[str, int]:
    """Find teams or locations by name, in whatever capitals; make those that are not here."""
    wanted = {name[:LONGEST_NAME].lower(): name[:LONGEST_NAME] for name in names if name}
    here = model.objects.annotate(small=Lower("name")).filter(small__in=wanted)
    found = dict(here.order_by("-pk").values_list("small", "pk"))
    made = model.objects.bulk_create(
        model(name=name) for small, name in sorted(wanted.items()) if small not in found
    )
    if made:
        import_run.made.setdefault(kind, []).extend(row.pk for row in made)
        import_run.save(update_fields=["made"])
    return found | {row.name.lower(): row.pk for row in made}


@transaction.atomic
def write_bots(import_run: ImportRun) -> None:
    """Make the one account for what no person wrote, when there is such a thing."""
    if ImportedPerson.objects.filter(foreign_id=BOTS).exists():
        return
    name = _("Old network (automatic messages)")
    person = User.objects.create(
        name=name, is_active=False, is_system=True, password=make_password(None)
    )
    ImportedPerson.objects.create(foreign_id=BOTS, person=person, run=import_run)
    note_prints([BOTS])
