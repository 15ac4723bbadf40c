"""Taking back people, communities, memberships and files that a run brought and nobody uses."""

from collections.abc import Collection
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, ManyToOneRel, OuterRef, ProtectedError, Q

from communities.models import (
    Community,
    CommunityInvitation,
    ImportedCommunity,
    ImportedFile,
    ImportedMembership,
    ImportedPerson,
    ImportRun,
    JoinRequest,
    Membership,
    Post,
)
from communities.yammer.persons import PRINT as PRINT_OF_PERSON
from communities.yammer.places import PRINT as PRINT_OF_COMMUNITY
from communities.yammer.staging import ask, run
from conversations.models import Attachment, Follow, Topic
from people.actions.storing import discard
from people.models import Audience, AudienceMember, Location, StoredFile, Team, User

AT_ONCE = 500
# What an import makes for a person does not keep her; what she or others made does.
MADE_FOR_A_PERSON = {ImportedPerson, ImportedMembership, Follow, AudienceMember}


def take_back_files(import_run: ImportRun, taken: Any) -> None:
    """Throw away files that hang nowhere any more."""
    used = Attachment.objects.filter(file=OuterRef("file"))
    unused = ImportedFile.objects.filter(~Exists(used), run=import_run)
    for row in StoredFile.objects.filter(pk__in=list(unused.values_list("file_id", flat=True))):
        discard(row)
        taken.counts["files"] += 1


def take_back_members(import_run: ImportRun, taken: Any) -> None:
    """Take places of people who have not been here; who has been here stays where she is."""
    gone = run(
        """
        WITH going AS (
            SELECT imported.id, membership.id AS membership_id, community.audience_id,
                   imported.person_id
              FROM communities_importedmembership imported
              JOIN communities_membership membership
                ON membership.community_id = imported.community_id
               AND membership.person_id = imported.person_id AND membership.role = imported.role
              JOIN communities_community community ON community.id = imported.community_id
              JOIN people_user person ON person.id = imported.person_id
             WHERE imported.run_id = %(run)s AND person.last_login IS NULL
               AND person.welcomed_at IS NULL
        ), seats AS (
            DELETE FROM people_audiencemember seat USING going
             WHERE seat.audience_id = going.audience_id AND seat.person_id = going.person_id
        ), notes AS (
            DELETE FROM communities_importedmembership note USING going WHERE note.id = going.id
        )
        DELETE FROM communities_membership membership USING going
         WHERE membership.id = going.membership_id
        """,
        {"run": import_run.pk},
    )
    taken.counts["memberships"] += gone
    run(
        "UPDATE communities_community community SET member_count ="
        " (SELECT count(*) FROM communities_membership here"
        "   WHERE here.community_id = community.id)"
        " WHERE id IN (SELECT community_id FROM communities_importedcommunity)"
    )


def take_back_communities(import_run: ImportRun, taken: Any) -> None:
    """Remove communities in which nothing is left."""
    ImportedCommunity.objects.filter(run=import_run, is_recognised=True).delete()
    for known in ImportedCommunity.objects.filter(run=import_run).select_related("community"):
        why = why_community_stays(known)
        if why or not remove_community(known.community):
            why = why or "something stands in it"
            taken.keep("community", known.community_id, known.community.name, why)
            note_last_post(known.community)
        else:
            taken.counts["communities"] += 1


def why_community_stays(known: ImportedCommunity) -> str:
    """Say what people did with a community; '' when nothing."""
    community = known.community
    imported = ImportedMembership.objects.filter(
        community=OuterRef("community"), person=OuterRef("person"), role=OuterRef("role")
    )
    reasons = {
        "it has posts": Post.objects.filter(community=community),
        "people joined it": Membership.objects.filter(~Exists(imported), community=community),
        "people were asked into it": CommunityInvitation.objects.filter(community=community),
        "people asked to be let in": JoinRequest.objects.filter(community=community),
    }
    for why, rows in reasons.items():
        if rows.exists():
            return why
    written = ask(
        f"SELECT {PRINT_OF_COMMUNITY} FROM communities_community community WHERE id = %s",
        [community.pk],
    )[0][0]
    changed = written != known.written or community.cover_id or community.agreements
    return "changed here" if changed else ""


def remove_community(community: Community) -> bool:
    """Delete a community with its audience; False when something else stands in it."""
    try:
        with transaction.atomic():
            audience = community.audience_id
            community.delete()
            Audience.objects.filter(pk=audience).delete()
    except ProtectedError:
        return False
    return True


def note_last_post(community: Community) -> None:
    """Let a community that stays say when the last post in it was."""
    last = Post.objects.filter(community=community).aggregate(at=models.Max("thread__published_at"))
    if last["at"]:
        Community.objects.filter(pk=community.pk).update(last_activity_at=last["at"])


def take_back_people(import_run: ImportRun, taken: Any) -> None:
    """Remove people who were never here and whose name stands nowhere."""
    known = ImportedPerson.objects.filter(run=import_run)
    known.filter(is_recognised=True).delete()
    numbers = list(known.values_list("person_id", flat=True))
    for start in range(0, len(numbers), AT_ONCE):
        some = User.objects.filter(pk__in=numbers[start : start + AT_ONCE])
        staying = why_people_stay(some)
        for person in some.filter(pk__in=staying).order_by("pk"):
            taken.keep("person", person.pk, person.name, staying[person.pk])
        going = [number for number in some.values_list("pk", flat=True) if number not in staying]
        User.objects.filter(pk__in=going).delete()
        taken.counts["people"] += len(going)


def why_people_stay(some: models.QuerySet[User]) -> dict[int, str]:
    """Return who stays, and why."""
    numbers = list(some.values_list("pk", flat=True))
    named = some.filter(names_them())
    changed = ask(
        "SELECT person.id FROM people_user person"
        " JOIN communities_importedperson known ON known.person_id = person.id"
        f" WHERE person.id = ANY (%s) AND known.written <> {PRINT_OF_PERSON}",
        [numbers],
    )
    been_here = some.filter(
        Q(last_login__isnull=False) | Q(welcomed_at__isnull=False) | ~Q(password__startswith="!")
    )
    why = dict.fromkeys(named.values_list("pk", flat=True), "something here is of or about them")
    why |= dict.fromkeys((row[0] for row in changed), "changed here")
    return why | dict.fromkeys(been_here.values_list("pk", flat=True), "has been here")


def names_them() -> Q:
    """Return what holds of people to whom any row points that no import made for them."""
    return points_to(User, besides=MADE_FOR_A_PERSON)


def points_to(model: type[models.Model], *, besides: Collection[Any] = ()) -> Q:
    """Return what holds of rows to which another row points, by whatever foreign key there is."""
    found = Q(pk__in=[])
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel) and relation.related_model not in besides:
            other: Any = relation.related_model
            rows = other._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            found |= Q(Exists(rows))
    return found


def take_back_parts(import_run: ImportRun, taken: Any) -> None:
    """Remove teams and locations that nobody belongs to, and topics that nobody names."""
    Topic.objects.filter(~points_to(Topic)).delete()
    for kind, model in (("teams", Team), ("locations", Location)):
        made = model.objects.filter(pk__in=import_run.made.get(kind, []))
        unused = list(made.filter(~points_to(model)).values_list("pk", flat=True))
        model.objects.filter(pk__in=unused).delete()
        taken.counts[kind] += len(unused)
        for row in made.exclude(pk__in=unused):
            taken.keep(kind.removesuffix("s"), row.pk, row.name, "people belong to it")
