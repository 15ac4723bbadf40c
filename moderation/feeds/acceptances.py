"""Who accepted which version of the code: the proof, and who has not yet."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from intranet.platform.paging import Page, page_by_text, page_by_time
from moderation.feeds.code import asked_since
from moderation.models import Acceptance, CodeVersion
from people.models import User

PEOPLE_A_PAGE = 50
# Rows that are fetched at once for a file.
ROWS = 2000


@dataclass(frozen=True)
class Figures:
    """How many of those who work here accepted a version, or one that counts for it."""

    asked: int
    accepted: int

    @property
    def still(self) -> int:
        """How many did not."""
        return self.asked - self.accepted


def colleagues() -> QuerySet[User]:
    """Return who is asked to accept the code: everybody who works here."""
    return User.objects.active().filter(is_system=False)


def figures_of(version: CodeVersion) -> Figures:
    """Count who accepted it; one question."""
    since = asked_since(version.number or 0)
    counts = colleagues().aggregate(
        asked=Count("pk"), accepted=Count("pk", filter=Q(code_accepted__gte=since))
    )
    return Figures(**counts)


def not_yet(version: CodeVersion, *, words: str = "", cursor: str = "") -> Page:
    """Return a page of who did not accept it, in the order of a phone list."""
    people = colleagues().filter(code_accepted__lt=asked_since(version.number or 0))
    people = people.named_like(words).with_sort_key().with_card()
    return page_by_text(people, field="sort_key", cursor=cursor, size=PEOPLE_A_PAGE)


def given_for(version: CodeVersion) -> QuerySet[Acceptance]:
    """Return what counts as accepting it: of it, and of earlier ones that it did not ask anew."""
    since = asked_since(version.number or 0)
    given = Acceptance.objects.filter(
        version__number__gte=since, version__number__lte=version.number
    )
    return given.select_related("person", "person__photo", "person__location", "version")


def accepted(version: CodeVersion, *, words: str = "", cursor: str = "") -> Page:
    """Return a page of who accepted it, the newest first."""
    given = given_for(version)
    if words:
        given = given.filter(person__in=User.objects.named_like(words))
    return page_by_time(given, field="accepted_at", cursor=cursor, size=PEOPLE_A_PAGE)


def proof_of(version: CodeVersion) -> Iterator[tuple[str, str, int, str]]:
    """Yield name, personnel number, version and moment of each acceptance, a few at a time."""
    rows = given_for(version).order_by("accepted_at", "pk").select_related(None)
    facts = rows.values_list(
        "person__name", "person__personnel_number", "version__number", "accepted_at"
    )
    for name, personnel_number, number, moment in facts.iterator(chunk_size=ROWS):
        yield name, personnel_number or "", number, moment.isoformat(timespec="seconds")
