"""Telling people: once per event, to those who may see it now, for the strongest reason."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from intranet.platform.live import tell_pages
from notifications.models import Notification, Reason
from people.models import Audience, Mute, User

CHUNK = 1000  # rows in one INSERT
# What a mute keeps away. Decisions and duties are told all the same.
MUTABLE = {
    Reason.PRAISED,
    Reason.MENTIONED,
    Reason.TEAM_MENTIONED,
    Reason.ACCEPTED,
    Reason.ANSWERED,
    Reason.COMMENTED,
    Reason.INVITED,
}


@dataclass(frozen=True)
class Subject:
    """What somebody is told about, and with what it stands together in the bell."""

    kind: str
    id: int
    group: str


@transaction.atomic
def notify(
    *,
    recipients: Mapping[Reason, Iterable[int]],
    actor: User | None,
    subject: Subject,
    audience: Audience | None,
    event_id: uuid.UUID,
    happened_at: datetime,
) -> int:
    """Tell each recipient once about one event; return how many were asked to be told.

    Without an actor a moment came, and nobody did it. Runs at least once: telling twice is
    prevented by the unique constraint on person and event.
    """
    reasons = reasons_by_person(recipients)
    if actor is not None:
        reasons.pop(actor.pk, None)
    rows = [
        Notification(
            recipient_id=person_id,
            event_id=event_id,
            reason=reasons[person_id][0],
            reasons=[str(reason) for reason in reasons[person_id]],
            actor=actor,
            subject_kind=subject.kind,
            subject_id=subject.id,
            group_key=subject.group,
            audience=audience,
            created_at=happened_at,
        )
        for person_id in who_may_be_told(reasons, actor=actor, audience=audience)
    ]
    Notification.objects.bulk_create(rows, batch_size=CHUNK, ignore_conflicts=True)
    ring([row.recipient_id for row in rows])
    return len(rows)


def ring(people: list[int]) -> None:
    """Let bells ring on open pages; many at once look not all at the same moment."""
    for start in range(0, len(people), CHUNK):
        tell_pages("bell", people=people[start : start + CHUNK], spread=min(len(people), 20_000))


def reasons_by_person(recipients: Mapping[Reason, Iterable[int]]) -> dict[int, list[Reason]]:
    """Turn who-per-reason into reasons-per-person, the strongest first."""
    found: dict[int, list[Reason]] = {}
    for reason in Reason:
        for person_id in recipients.get(reason, ()):
            found.setdefault(person_id, []).append(reason)
    return found


def who_may_be_told(
    reasons: Mapping[int, list[Reason]], *, actor: User | None, audience: Audience | None
) -> Iterable[int]:
    """Keep who works here, may see it now, and did not mute the one who did it."""
    readers = User.objects.active() if audience is None else User.objects.seated_in(audience)
    # The product itself opens no bell.
    people = readers.filter(pk__in=list(reasons), is_system=False)
    hushed = [person for person, why in reasons.items() if MUTABLE.issuperset(why)]
    muting = Mute.objects.filter(muted=actor, person_id__in=hushed).values("person_id")
    return people.exclude(pk__in=muting).order_by("pk").values_list("pk", flat=True)


def forget_subject(*, kind: str, ids: Iterable[int], but: QuerySet[User] | None = None) -> None:
    """Take back what people were told about something that is no longer theirs to read.

    `but` are those who still may.
    """
    told = Notification.objects.filter(subject_kind=kind, subject_id__in=list(ids))
    if but is not None:
        told = told.exclude(recipient__in=but)
    told.exclude(reason=Reason.WITHDRAWN).delete()


def forget_group(*, recipient: User, group: str) -> None:
    """Take back everything one person was told about something that is no longer hers to know."""
    Notification.objects.filter(recipient=recipient, group_key=group).delete()


def forget_invitation(*, recipient: User, community_id: int) -> None:
    """Take an invitation that was answered out of the bell."""
    Notification.objects.filter(
        recipient=recipient,
        reason=Reason.INVITED,
        subject_kind="community",
        subject_id=community_id,
    ).delete()
