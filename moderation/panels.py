"""What the code of conduct lends to pages below it: the bell and the first visit."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from moderation.actions.accepting import accept_code
from moderation.feeds.code import sections_of, version_in_force
from moderation.models import CodeVersion
from moderation.policies import last_day_to_accept, version_to_accept


@dataclass(frozen=True)
class CodeSubject:
    """A version of the code, in a line of the bell."""

    url: str
    title: str
    words: str = ""
    place: str = ""
    reason: str = ""


def versions_for_the_bell(viewer: Any, ids: Iterable[int]) -> dict[int, CodeSubject]:
    """Return the versions among these that the reader may read now."""
    versions = CodeVersion.objects.visible_to(viewer).filter(pk__in=list(ids))
    return {
        version.pk: CodeSubject(
            url=version.get_absolute_url(), title=str(version), words=version.changes
        )
        for version in versions
    }


def code_at_first_visit(person: Any) -> dict[str, Any] | None:
    """Return what somebody new reads of the code on her first page; None when there is nothing."""
    if version_to_accept(person) is None:
        return None
    version = version_in_force()
    if version is None:
        return None
    return {
        "template": "moderation/code/_at_first_visit.html",
        "version": version,
        "sections": sections_of(version),
        "last_day": last_day_to_accept(person),
    }


def accept_at_first_visit(person: Any, number: int) -> None:
    """Accept the version that stood on that page; ValidationError when another one holds."""
    accept_code(person=person, number=number)
