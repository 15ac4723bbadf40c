"""Bringing back how things stood before a run changed them."""

import re
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max

from communities.models import (
    Community,
    ImportedChange,
    ImportedCommunity,
    ImportedMessage,
    ImportedPerson,
    ImportedVersion,
    ImportRun,
)
from communities.models.imports import Imported
from communities.yammer.changes import print_of
from communities.yammer.hanging import Hanging, note_mentions, note_topics
from communities.yammer.persons import DESCRIBED
from communities.yammer.persons import PRINT as PRINT_OF_PERSON
from communities.yammer.places import PRINT as PRINT_OF_COMMUNITY
from communities.yammer.revising import MOMENTS, OF_A_THREAD, STANDING
from communities.yammer.staging import ask
from communities.yammer.texts import Words
from conversations.actions.uncovering import uncover_files
from conversations.models import Attachment, Comment, Thread, TopicUse, Version
from intranet.platform.content import State
from intranet.platform.richtext import Text
from people.models import Audience

CHANGED = "changed here since, so it stays as it is"


def restore_changes(import_run: ImportRun, taken: Any) -> None:
    """Undo what the run changed, the last change first."""
    restore = {
        "message": restore_message,
        "place": restore_place,
        "person": restore_person,
        "community": restore_community,
    }
    for change in ImportedChange.objects.filter(run=import_run).order_by("-pk").iterator(500):
        restore[change.kind](change.imported_id, change.before, taken)
    ImportedChange.objects.filter(run=import_run).delete()


def restore_message(number: int, before: dict[str, Any], taken: Any) -> None:
    """Give a message the words and the state it had."""
    known = ImportedMessage.objects.select_related("thread", "comment").get(pk=number)
    contribution = known.became
    if contribution is None:
        return
    if print_of(contribution) != known.written:
        taken.keep(kind_of(contribution), contribution.pk, contribution.plain, CHANGED)
        return
    count_again(contribution, before["state"])
    for name in STANDING + (OF_A_THREAD if isinstance(contribution, Thread) else ()):
        setattr(contribution, name, before[name])
    for name in MOMENTS:
        setattr(contribution, name, as_moment(before[name]))
    contribution.save()
    hang_again(known, contribution, before)
    known.state, known.sent_at = before["known_state"], datetime.fromisoformat(before["sent_at"])
    stand_again(known, before)
    taken.counts["messages as they were before"] += 1


def count_again(contribution: Thread | Comment, state: str) -> None:
    """Let a comment that comes back or goes count in its thread."""
    if isinstance(contribution, Comment) and contribution.state != state:
        more = 1 if state == State.PUBLISHED else -1
        Thread.objects.filter(pk=contribution.thread_id).update(
            comment_count=F("comment_count") + more
        )


def hang_again(
    known: ImportedMessage, contribution: Thread | Comment, before: dict[str, Any]
) -> None:
    """Hang below it again what its words name, its files and its earlier versions."""
    place = known.place
    Attachment.objects.filter(**place, version=None).delete()
    Attachment.objects.bulk_create(Attachment(**place, **row) for row in before["attachments"])
    uncover_files(place["thread"])
    TopicUse.objects.filter(**place).delete()
    item = Hanging(**place, words=read_again(contribution), at=known.sent_at)
    note_topics([item])
    note_mentions([item])
    if not Version.objects.filter(**place).exists():
        Version.objects.bulk_create(Version(**place, **version(row)) for row in before["versions"])


def version(row: dict[str, Any]) -> dict[str, Any]:
    """Read a version out of JSON."""
    moments = {name: as_moment(row[name]) for name in ("written_at", "replaced_at")}
    return row | moments


def read_again(contribution: Thread | Comment) -> Words:
    """Return what the stored words name."""
    html = contribution.html
    mentions = [int(number) for number in re.findall(r'data-person="(\d+)"', html)]
    topics = list(dict.fromkeys(re.findall(r'/topics/([^/"]+)/"', html)))
    return Words("", Text(html, contribution.plain, mentions, topics), [])


def restore_place(number: int, before: dict[str, Any], taken: Any) -> None:
    """Put a comment, and the answers that people had given to it, where they stood."""
    known = ImportedMessage.objects.get(pk=number)
    if known.comment_id:
        Comment.objects.filter(pk=known.comment_id).update(parent=None)
        Comment.objects.filter(pk__in=before["below"]).update(parent=known.comment_id)
        taken.counts["comments back in their place"] += 1


def restore_person(number: int, before: dict[str, Any], taken: Any) -> None:
    """Describe somebody as before."""
    known = ImportedPerson.objects.select_related("person").get(pk=number)
    person = known.person
    if not stands_as_written("person", "people_user", PRINT_OF_PERSON, known):
        taken.keep("person", person.pk, person.name, CHANGED)
        return
    for name in DESCRIBED:
        setattr(person, name, before[name])
    person.left_at = as_moment(before["left_at"])
    person.save(update_fields=[*DESCRIBED, "left_at"])
    known.only_from_messages = before["only"]
    stand_again(known, before)
    taken.counts["people as they were before"] += 1


def restore_community(number: int, before: dict[str, Any], taken: Any) -> None:
    """Give a community the name, description and kind it had."""
    known = ImportedCommunity.objects.select_related("community").get(pk=number)
    community = known.community
    if not stands_as_written("community", "communities_community", PRINT_OF_COMMUNITY, known):
        taken.keep("community", community.pk, community.name, CHANGED)
        return
    for name in ("name", "description", "kind"):
        setattr(community, name, before[name])
    community.save(update_fields=["name", "description", "kind"])
    is_open = community.kind == Community.Kind.OPEN
    kind = Audience.Kind.EVERYONE if is_open else Audience.Kind.MEMBERS
    Audience.objects.filter(pk=community.audience_id).update(kind=kind)
    stand_again(known, before)
    taken.counts["communities as they were before"] += 1


def stands_as_written(alias: str, table: str, print_sql: str, known: Imported) -> bool:
    """Tell whether nobody changed it since it was written."""
    number = getattr(known, f"{alias}_id")
    found = ask(f"SELECT {print_sql} FROM {table} {alias} WHERE {alias}.id = %s", [number])
    return found[0][0] == known.written


def stand_again(known: Imported, before: dict[str, Any]) -> None:
    """Remember it as it was remembered before."""
    known.digest, known.written = before["digest"], before["written"]
    known.as_of = as_moment(before["as_of"])
    known.save()


def take_back_versions(import_run: ImportRun, taken: Any) -> None:
    """Take away the earlier wordings that the run brought to messages of other runs."""
    rows = ImportedVersion.objects.filter(run=import_run).exclude(message__run=import_run)
    places = set(rows.values_list("message__thread_id", "message__comment_id"))
    versions = Version.objects.filter(pk__in=rows.values("version_id"))
    taken.counts["earlier versions"] += versions.count()
    numbers = list(versions.values_list("pk", flat=True))
    rows.delete()
    Version.objects.filter(pk__in=numbers).delete()
    for thread_id, comment_id in places:
        left = Version.objects.filter(thread_id=thread_id, comment_id=comment_id)
        sums = left.aggregate(edits=Count("pk"), edited_at=Max("replaced_at"))
        contribution = Comment if comment_id else Thread
        contribution.objects.filter(pk=comment_id or thread_id).update(**sums)


def kind_of(contribution: Thread | Comment) -> str:
    """Name what it is."""
    return "comment" if isinstance(contribution, Comment) else "thread"


def as_moment(text: str | None) -> datetime | None:
    """Read a time out of JSON."""
    return datetime.fromisoformat(text) if text else None
