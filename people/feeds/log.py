"""The audit log as administrators read it: newest first, in sentences."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from intranet.platform.models import AuditCheck, AuditRecord
from intranet.platform.paging import Page, pack, unpack
from people.models import User

SIZE = 50
# Details that are numbers of people.
PEOPLE = ("person", "helper", "owner")


@dataclass(frozen=True)
class Line:
    """One act: who did what to whom or what; `who` is None for the system and the erased."""

    record: AuditRecord
    who: User | None
    said: str
    about: User | None
    more: list[str]


@cache
def wording() -> dict[str, Any]:
    """Return how each act is told, from every app."""
    return {
        act: said for path in settings.AUDIT_WORDING for act, said in import_string(path).items()
    }


def log_page(
    *,
    kind: str = "",
    actor: User | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    cursor: str = "",
) -> Page:
    """Return one page of the log, newest first; a broken cursor begins anew."""
    records = AuditRecord.objects.filter(action__startswith=kind).order_by("-pk")
    if actor is not None:
        records = records.filter(actor_id=actor.pk)
    if since is not None:
        records = records.filter(at__gte=since)
    if until is not None:
        records = records.filter(at__lt=until)
    last = unpack(cursor)
    if last.isdecimal() and len(last) < len(str(2**63)):
        records = records.filter(pk__lt=int(last))
    found = list(records[: SIZE + 1])
    shown = found[:SIZE]
    return Page(lines_of(shown), pack(str(shown[-1].pk)) if len(found) > SIZE else "")


def lines_of(records: list[AuditRecord]) -> list[Line]:
    """Return records as sentences; everybody in them is fetched at once."""
    numbers = {one.actor_id for one in records} | {
        number for one in records for number in numbers_in(one)
    }
    people = User.objects.in_bulk(numbers - {None})
    return [line_of(one, people) for one in records]


def line_of(record: AuditRecord, people: dict[int, User]) -> Line:
    """Return one record as a sentence; what no app has words for is told by its code."""
    about = people.get(record.subject_id) if record.subject_kind == "people.user" else None
    others = [people.get(number) for number in numbers_in(record)]
    about = about or next(filter(None, others), None)
    more = [f"{record.subject_kind} {record.subject_id}"] if record.subject_kind else []
    more += [f"{name}: {told(value)}" for name, value in record.details.items()]
    said = str(wording().get(record.action, record.action))
    who = people.get(record.actor_id)
    return Line(record, who, said, about if about != who else None, more)


def numbers_in(record: AuditRecord) -> list[int]:
    """Return the numbers of people in a record, besides who did it."""
    numbers = [record.details[name] for name in PEOPLE if name in record.details]
    if record.subject_kind == "people.user":
        numbers.append(record.subject_id)
    return [number for number in numbers if isinstance(number, int)]


def told(value: Any) -> str:
    """Write a detail as it is read."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def last_check() -> AuditCheck | None:
    """Return the check of the log that was asked for last."""
    return AuditCheck.objects.order_by("-pk").first()
