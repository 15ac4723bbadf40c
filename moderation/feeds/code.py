"""The code of conduct as pages need it: what holds, what is new in it, and what changed."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from intranet.platform import clock
from intranet.platform.clock import day_here
from moderation.models import Acceptance, CodeVersion, SectionWording

# Seconds for which a process may not know of a version that was agreed elsewhere.
FRESH_FOR = 10.0
WORDS = ("title", "text", "why", "fine", "not_fine")

_kept: "tuple[float, tuple[AgreedVersion, ...]] | None" = None


@dataclass(frozen=True)
class AgreedVersion:
    """What every page needs to know of a version."""

    number: int
    begins_on: date
    is_material: bool
    grace: timedelta


@dataclass
class ShownSection:
    """A section on a page, with what the version before makes of it: new, changed, or neither."""

    wording: SectionWording
    number: int
    is_new: bool = False
    is_changed: bool = False


def agreed_versions() -> tuple[AgreedVersion, ...]:
    """Return all that was agreed, the newest first; read once in a while, never per page."""
    global _kept
    if _kept is None or time.monotonic() - _kept[0] > FRESH_FOR:
        _kept = (time.monotonic(), read_agreed_versions())
    return _kept[1]


def read_agreed_versions() -> tuple[AgreedVersion, ...]:
    """Read them anew."""
    rows = CodeVersion.objects.agreed().order_by("-begins_on")
    facts = rows.values_list("number", "begins_on", "is_material", "grace_days")
    return tuple(
        AgreedVersion(number, begins_on, is_material, timedelta(days=days))
        for number, begins_on, is_material, days in facts
    )


def forget_code() -> None:
    """Read it anew the next time, after a change in this process."""
    global _kept
    _kept = None


def current_code(now: datetime | None = None) -> AgreedVersion | None:
    """Return the version that holds at a moment, or now; None before the first one."""
    today = day_here(now or clock.now())
    return next((each for each in agreed_versions() if each.begins_on <= today), None)


def material_code(now: datetime | None = None) -> AgreedVersion | None:
    """Return the newest version in force that asks to be accepted: the first one always does."""
    today = day_here(now or clock.now())
    begun = [each for each in agreed_versions() if each.begins_on <= today]
    return next((each for each in begun if each.is_material), begun[-1] if begun else None)


def asked_since(number: int) -> int:
    """Return the number from which having accepted counts for a version, which is at most it."""
    earlier = [each for each in agreed_versions() if each.number <= number]
    asks = (each.number for each in earlier if each.is_material)
    return next(asks, earlier[-1].number if earlier else number)


def version_in_force() -> CodeVersion | None:
    """Return the version that holds today, with who agreed on it."""
    begun = CodeVersion.objects.begun(day_here(clock.now()))
    return begun.select_related("agreed_by", "agreed_by__photo", "agreed_by__location").first()


def version_numbered(number: int) -> CodeVersion | None:
    """Return an agreed version, also one that has not begun."""
    return CodeVersion.objects.agreed().filter(number=number).first()


def next_version() -> CodeVersion | None:
    """Return the next version that was agreed and has not begun."""
    return CodeVersion.objects.to_come(day_here(clock.now())).first()


def all_versions() -> QuerySet[CodeVersion]:
    """Return all that was agreed, the newest first."""
    return CodeVersion.objects.agreed().order_by("-begins_on").select_related("agreed_by")


def version_before(version: CodeVersion) -> CodeVersion | None:
    """Return what a version came after; of a draft: what holds now."""
    if version.is_draft:
        return version_in_force()
    earlier = CodeVersion.objects.agreed().filter(begins_on__lt=version.begins_on)
    return earlier.order_by("-begins_on").first()


def wordings_of(versions: Iterable[CodeVersion | None]) -> dict[int, list[SectionWording]]:
    """Return the sections of some versions by version, in order; one query for all."""
    ids = [version.pk for version in versions if version is not None]
    found: dict[int, list[SectionWording]] = {number: [] for number in ids}
    for wording in SectionWording.objects.filter(version__in=ids).order_by("position"):
        found[wording.version_id].append(wording)
    return found


def sections_of(version: CodeVersion) -> list[ShownSection]:
    """Return the sections of a version with what is new and changed since the one before."""
    before = version_before(version)
    wordings = wordings_of([version, before])
    known = {each.section_id: each for each in wordings[before.pk]} if before else {}
    return [
        ShownSection(
            wording,
            number,
            is_new=before is not None and wording.section_id not in known,
            is_changed=wording.section_id in known and differs(known[wording.section_id], wording),
        )
        for number, wording in enumerate(wordings[version.pk], 1)
    ]


def differs(before: SectionWording, after: SectionWording) -> bool:
    """Tell whether an agreement reads otherwise, in the reader's language."""
    return any(getattr(before, name) != getattr(after, name) for name in WORDS)


def acceptance_of(person: Any) -> Acceptance | None:
    """Return when she last accepted which version."""
    given = Acceptance.objects.filter(person_id=person.pk).select_related("version")
    return given.order_by("-version__number").first()
