"""Groups of the old network become communities, and whoever wrote in one becomes its member."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from communities.actions.founding import audience_kind, free_slug
from communities.models import Community, ImportedCommunity, ImportedPerson, ImportRun
from communities.yammer.changes import note_change
from communities.yammer.plan import make
from communities.yammer.staging import ask, run
from intranet.platform import clock
from people.models import Audience

# What stood in no group was for the whole company.
COMPANY = 0
LONGEST_NAME, LONGEST_DESCRIPTION = 80, 500

PRINT = "md5(concat_ws('|', community.name, community.description, community.kind))"

# Where the messages stand that are to be written.
USED = """
CREATE TEMP TABLE yammer_used AS
SELECT place.group_id, place.participants, min(plan.sent_at) AS since
  FROM yammer_place place JOIN yammer_plan plan USING (thread_id)
 WHERE plan.verdict NOT IN ('same', 'kept', 'gone', 'note')
 GROUP BY place.group_id, place.participants
"""

# A group is closed when the export says so, or any message says that it stood in a private group.
GROUPS = """
CREATE TEMP TABLE yammer_group AS
SELECT g.id AS group_id, g.name, g.description, g.is_private OR EXISTS (
           SELECT FROM yammer_messages m
            WHERE m.group_id = g.id AND m.in_private_group AND NOT m.is_private) AS is_private,
       g.is_external, g.is_deleted, coalesce(g.created_at, used.since) AS created_at, g.digest,
       z.until AS as_of, g.extra, used.group_id IS NOT NULL AS is_used
  FROM yammer_groups_now g
  JOIN yammer_zip z USING (zip)
  LEFT JOIN yammer_used used ON used.group_id = g.id AND used.participants IS NULL
UNION ALL
(SELECT DISTINCT ON (m.group_id) m.group_id, m.group_name, '',
        bool_or(m.in_private_group) OVER (PARTITION BY m.group_id), false, false, used.since,
        '', NULL::timestamptz, '', true
   FROM yammer_used used JOIN yammer_messages m ON m.group_id = used.group_id
  WHERE used.participants IS NULL AND used.group_id <> 0
    AND NOT EXISTS (SELECT FROM yammer_groups_now g WHERE g.id = m.group_id)
    AND NOT EXISTS (SELECT FROM communities_importedcommunity c WHERE c.foreign_id = m.group_id)
  ORDER BY m.group_id, m.n DESC)
"""

# A place that was opened over there later stays closed until a manager opens it here.
VERDICTS = f"""
CREATE TEMP TABLE yammer_group_plan AS
SELECT g.*,
       CASE WHEN known.id IS NULL AND g.is_deleted AND NOT g.is_used THEN 'skip'
            WHEN known.id IS NULL THEN 'create'
            WHEN known.is_recognised OR known.digest = g.digest OR known.as_of > g.as_of THEN 'same'
            WHEN known.written <> {PRINT} THEN 'kept'
            ELSE 'update' END AS verdict
  FROM yammer_group g
  LEFT JOIN communities_importedcommunity known ON known.foreign_id = g.group_id
  LEFT JOIN communities_community community ON community.id = known.community_id
"""


@dataclass(frozen=True)
class Group:
    """One row of the plan."""

    group_id: int
    name: str
    description: str
    is_private: bool
    is_deleted: bool
    created_at: datetime | None
    digest: str
    as_of: datetime | None
    extra: str
    verdict: str


def plan_places() -> None:
    """Decide which communities are made."""
    make("yammer_used", USED, "group_id")
    make("yammer_group", GROUPS, "group_id")
    make("yammer_group_plan", VERDICTS, "group_id")


def new_private_sets() -> list[tuple[str, list[int], datetime]]:
    """Return the sets of participants that have no community yet."""
    return ask(
        """
        SELECT DISTINCT ON (used.participants) used.participants, private.people, used.since
          FROM yammer_used used JOIN yammer_private private ON private.key = used.participants
         WHERE NOT EXISTS (SELECT FROM communities_importedcommunity c
                            WHERE c.participants = used.participants)
         ORDER BY used.participants
        """
    )


def company_is_needed() -> bool:
    """Tell whether messages to the whole company come in and have no place yet."""
    found = ask(
        "SELECT EXISTS (SELECT FROM yammer_used WHERE group_id = 0 AND participants IS NULL)"
        " AND NOT EXISTS (SELECT FROM communities_importedcommunity WHERE foreign_id = 0)"
    )
    return found[0][0]


def places_by_verdict() -> dict[str, int]:
    """Count the verdicts, with the place of the whole company and of private conversations."""
    found = dict(ask("SELECT verdict, count(*) FROM yammer_group_plan GROUP BY 1"))
    exists = Community.objects.filter(is_company_wide=True).exists()
    if company_is_needed():
        key = "recognise" if exists else "create"
        found[key] = found.get(key, 0) + 1
    private = len(new_private_sets())
    return found | ({"create private": private} if private else {})


def write_places(import_run: ImportRun, seen: Callable[[int], None]) -> None:
    """Make and change communities."""
    rows = ask(
        "SELECT group_id, name, description, is_private, is_deleted, created_at, digest, as_of,"
        " extra, verdict FROM yammer_group_plan"
        " WHERE verdict IN ('create', 'update') ORDER BY created_at NULLS LAST, group_id"
    )
    for row in rows:
        write_group(import_run, Group(*row))
        seen(1)
    if company_is_needed():
        write_company(import_run)
    for participants, people, since in new_private_sets():
        write_private(import_run, participants, people, since)


@transaction.atomic
def write_group(import_run: ImportRun, group: Group) -> None:
    """Make the community of a group, or bring it up to date."""
    if group.verdict == "update":
        known = ImportedCommunity.objects.select_related("community").get(foreign_id=group.group_id)
        update_community(import_run, known, group)
    else:
        community = made_community(
            name=group.name or str(group.group_id),
            since=group.created_at,
            kind=Community.Kind.CLOSED if group.is_private else Community.Kind.OPEN,
            description=shortened(group.description, LONGEST_DESCRIPTION),
        )
        if group.is_deleted:
            archive(community)
        known = ImportedCommunity(foreign_id=group.group_id, community=community, run=import_run)
    known.digest, known.as_of = group.digest, group.as_of
    known.extra = json.loads(group.extra or "null")
    known.save()
    note_print(known)


def update_community(import_run: ImportRun, known: ImportedCommunity, group: Group) -> None:
    """Take over a new name and description; what became private is closed at once."""
    community = known.community
    before = {name: getattr(community, name) for name in ("name", "description", "kind")}
    note_change(import_run, "community", known, before)
    community.name = shortened(group.name, LONGEST_NAME) or community.name
    community.description = shortened(group.description, LONGEST_DESCRIPTION)
    if group.is_private and community.kind == Community.Kind.OPEN and not community.is_company_wide:
        community.kind = Community.Kind.CLOSED
        Audience.objects.filter(pk=community.audience_id).update(kind=audience_kind(community.kind))
    community.save(update_fields=["name", "description", "kind"])


@transaction.atomic
def write_company(import_run: ImportRun) -> None:
    """Find the community of the whole company, or make it."""
    since = ask("SELECT min(since) FROM yammer_used WHERE group_id = 0 AND participants IS NULL")[
        0
    ][0]
    here = Community.objects.filter(is_company_wide=True).first()
    community = here or made_community(
        name=_("The whole company"), since=since, kind=Community.Kind.OPEN, is_company_wide=True
    )
    known = ImportedCommunity.objects.create(
        foreign_id=COMPANY, community=community, run=import_run, is_recognised=here is not None
    )
    note_print(known)


@transaction.atomic
def write_private(
    import_run: ImportRun, participants: str, people: list[int], since: datetime
) -> None:
    """Make the hidden community of those who took part in private conversations."""
    taking_part = ImportedPerson.objects.filter(foreign_id__in=people).order_by("person__name")
    names = list(dict.fromkeys(taking_part.values_list("person__name", flat=True)))
    name = _("Private: %(names)s") % {"names": ", ".join(names)}
    # An address made of names would tell who wonders whether it is taken.
    slug = f"private-{participants[:12]}"
    community = made_community(name=name, since=since, kind=Community.Kind.HIDDEN, slug=slug)
    known = ImportedCommunity.objects.create(
        participants=participants, community=community, run=import_run
    )
    note_print(known)


def made_community(*, name: str, since: datetime | None, kind: str, **more: object) -> Community:
    """Make a community that nobody founded here."""
    tones = Community.Tone.values
    since = since or clock.now()
    more.setdefault("slug", free_slug(name))
    return Community.objects.create(
        name=shortened(name, LONGEST_NAME),
        kind=kind,
        tone=tones[Community.objects.count() % len(tones)],
        audience=Audience.objects.create(kind=audience_kind(kind)),
        founded_at=since,
        last_activity_at=since,
        **more,
    )


def archive(community: Community) -> None:
    """Let a group that was deleted over there only be read."""
    community.archived_at = clock.now()
    community.save(update_fields=["archived_at"])
    Audience.objects.filter(pk=community.audience_id).update(is_read_only=True)


def note_print(known: ImportedCommunity) -> None:
    """Remember how we wrote it."""
    run(
        f"UPDATE communities_importedcommunity known SET written = {PRINT}"
        " FROM communities_community community"
        " WHERE community.id = known.community_id AND known.id = %s",
        [known.pk],
    )


def shortened(text: str, length: int) -> str:
    """Return a text that fits, cut between words."""
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0] + "…"
