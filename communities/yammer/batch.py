"""Some messages of the plan, and everything around them that writing them needs."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Q

from communities.models import ImportedCommunity, ImportedMessage, ImportedPerson
from communities.yammer.persons import BOTS
from communities.yammer.places import COMPANY
from communities.yammer.staging import ask
from communities.yammer.texts import Words, words_of
from conversations.models import Comment, Thread
from people.models import AudienceMember, User

AT_ONCE = 500


@dataclass(frozen=True)
class Planned:
    """One message and its verdict; without words when it is only known from its replies."""

    position: int
    id: int
    thread_id: int
    replied_to_id: int | None
    sent_at: datetime
    digest: str | None
    as_of: datetime | None
    anchor: int | None
    level: int
    verdict: str
    group_id: int | None
    participants: str | None
    sender_id: int | None
    sender_type: str | None
    title: str | None
    body: str | None
    attachments: str | None
    files: list[int] | None
    mentions: list[int] | None
    message_type: str | None
    is_closed: bool | None
    is_deleted: bool | None
    extra: str | None

    @property
    def author_id(self) -> int:
        """Who wrote it over there; what no person wrote stands under one account."""
        return self.sender_id if self.sender_id and self.sender_type == "user" else BOTS


def next_rows(*, after: int) -> list[Planned]:
    """Return the next messages, all of one level, so that what they answer is there."""
    rows = ask(
        """
        SELECT o.position, p.id, p.thread_id, p.replied_to_id, p.sent_at, p.digest, p.as_of,
               p.anchor, p.level, p.verdict, place.group_id, place.participants,
               m.sender_id, m.sender_type, m.title, m.body, m.attachments, m.files, m.mentions,
               m.message_type, m.is_closed, m.is_deleted, m.extra
          FROM yammer_order o
          JOIN yammer_plan p USING (id)
          LEFT JOIN yammer_messages m ON m.n = p.n
          LEFT JOIN yammer_place place ON place.thread_id = p.thread_id
         WHERE o.position > %s AND o.position <= %s ORDER BY o.position
        """,
        [after, after + AT_ONCE],
    )
    planned = [Planned(*row) for row in rows]
    return [row for row in planned if row.level == planned[0].level]


class Surroundings:
    """What is looked up once for a batch."""

    def __init__(self, rows: list[Planned]) -> None:
        self.rows = rows

    @cached_property
    def people(self) -> dict[int, User]:
        """People by what they were called over there: authors and who is mentioned."""
        wanted = {row.author_id for row in self.rows} | {BOTS}
        wanted |= {person for row in self.rows for person in row.mentions or ()}
        known = ImportedPerson.objects.filter(foreign_id__in=wanted).select_related("person")
        return {row.foreign_id: row.person for row in known}

    @cached_property
    def places(self) -> dict[int | str, ImportedCommunity]:
        """Communities by group or by set of participants."""
        groups = {row.group_id for row in self.rows if row.participants is None}
        sets = {row.participants for row in self.rows if row.participants}
        known = ImportedCommunity.objects.select_related("community").filter(
            Q(foreign_id__in=groups) | Q(participants__in=sets)
        )
        return {(row.participants or row.foreign_id or COMPANY): row for row in known}

    def place_of(self, row: Planned) -> ImportedCommunity:
        """Return the community that a thread begins in."""
        return self.places[row.participants or row.group_id or COMPANY]

    @cached_property
    def threads(self) -> dict[int, Thread]:
        """Threads by the message that began them; a merged one by where it went."""
        begun = ImportedMessage.objects.filter(
            foreign_id__in={row.thread_id for row in self.rows},
            thread__isnull=False,
            comment=None,
        ).select_related("thread__merged_into")
        return {row.foreign_id: row.became.merged_into or row.became for row in begun}

    @cached_property
    def anchors(self) -> dict[int, Comment]:
        """First-level comments by the message that they were."""
        known = ImportedMessage.objects.filter(
            foreign_id__in={row.anchor for row in self.rows if row.anchor},
            comment__isnull=False,
        ).select_related("comment")
        return {row.foreign_id: row.became for row in known}

    def parent_of(self, row: Planned, thread: Thread) -> int | None:
        """Return the first-level comment under which an answer stands."""
        anchor = self.anchors.get(row.anchor) if row.anchor else None
        if anchor is None or anchor.thread_id != thread.pk:
            return None
        return anchor.parent_id or anchor.pk

    @cached_property
    def pages(self) -> dict[int, str]:
        """Names of the pages that exports list; few, so all of them."""
        return dict(ask("SELECT id, name FROM yammer_pages_now"))

    def words_of(self, row: Planned) -> Words:
        """Return what a message says."""
        return words_of(
            title=row.title or "",
            body=row.body or "",
            cell=row.attachments or "",
            people=self.people,
            pages=self.pages,
        )


def seats_of(audience_ids: set[int], person_ids: set[int]) -> set[tuple[int, int]]:
    """Return which of these people have a seat in which of these audiences."""
    seats = AudienceMember.objects.filter(audience_id__in=audience_ids, person_id__in=person_ids)
    return set(seats.values_list("audience_id", "person_id"))
