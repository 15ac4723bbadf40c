"""All that people wrote, read from the newest to the oldest, for who tries a rule on it."""

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Max, QuerySet
from django.utils.module_loading import import_string

from conversations.models import Attachment, Comment, Thread
from intranet.platform.content import State
from intranet.platform.contributions import Cursor, Example, Written
from intranet.platform.judging import Kind, Place, Words
from intranet.platform.plaintext import plain_text
from intranet.platform.richtext import links_in, numbers_in

# How many numbers a window spans; some of them may be gone, or older than what is asked for.
SPAN = 2_000
SOURCES: dict[str, Any] = {"thread": Thread, "comment": Comment}
NEXT = {"thread": "comment", "comment": ""}
MENTION = re.compile(r'(<a [^>]*data-(?:person|team)="\d+"[^>]*>)[^<]*(</a>)')
Names = dict[int, list[tuple[str, str]]]
Choices = dict[int, tuple[str, ...]]


@dataclass(frozen=True)
class Beside:
    """What stands beside the words of some contributions, by the number of each."""

    files: Names
    choices: Choices


class Contributions:
    """Threads, and then comments, that readers can read now."""

    def total(self, *, since: datetime) -> int:
        """Return how many there are since a moment."""
        return sum(standing(source, since).count() for source in SOURCES)

    def newest(self) -> Cursor:
        """Return where reading begins: what comes after this moment is left out."""
        tops = {source: newest_of(source) + 1 for source in SOURCES}
        return {"source": "thread", "before": tops["thread"], "tops": tops}

    def window(
        self, cursor: Cursor, *, since: datetime, with_markup: bool
    ) -> tuple[list[Written], Cursor]:
        """Return what stands in a window of numbers, the newest first, and where to go on."""
        source = cursor["source"]
        # Where nothing stands any more, no window is spent.
        before = newest_of(source, before=cursor["before"]) + 1
        first = max(before - SPAN, 0)
        rows = standing(source, since).filter(pk__lt=before, pk__gte=first).order_by("-pk")
        span = {"gte": first, "lt": before}
        beside = Beside(names_of_files(source, **span), choices_in(source, **span))
        found = [written(source, row, beside) for row in rows.values(*columns(source, with_markup))]
        if first:
            return found, cursor | {"before": first}
        if following := NEXT[source]:
            return found, cursor | {"source": following, "before": cursor["tops"][following]}
        return found, {}

    def in_sight(self, viewer: Any, source: str, ids: Collection[int]) -> set[int]:
        """Return those of one source that this person may read."""
        model = SOURCES[source]
        return set(model.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", flat=True))

    def examples(self, viewer: Any, source: str, ids: Collection[int]) -> dict[int, Example]:
        """Return the same to be shown, without the names of those who are mentioned."""
        rows = SOURCES[source].objects.visible_to(viewer).filter(pk__in=ids)
        where = {"in": list(ids)}
        beside = Beside(names_of_files(source, **where), choices_in(source, **where))
        return {
            row["pk"]: example(source, row, beside)
            for row in rows.values(*columns(source, with_markup=True))
        }


def newest_of(source: str, *, before: int | None = None) -> int:
    """Return the highest number of a source, below another one if that is given; 0 for none."""
    rows = SOURCES[source].objects.filter(pk__lt=before) if before else SOURCES[source].objects
    return rows.aggregate(last=Max("pk"))["last"] or 0


def standing(source: str, since: datetime) -> QuerySet:
    """Return what readers can read and appeared since a moment."""
    rows: QuerySet = SOURCES[source].objects.filter(state=State.PUBLISHED, published_at__gte=since)
    return rows


def columns(source: str, with_markup: bool) -> list[str]:  # noqa: FBT001
    """Return what is read of each; markup is long and not always needed."""
    of_thread = ["kind", "title"] if source == "thread" else []
    return ["pk", "audience_id", "plain", "published_at", *of_thread, *["html"] * with_markup]


def written(source: str, row: dict[str, Any], beside: Beside) -> Written:
    """Return one contribution as rules read it."""
    html = row.get("html", "")
    choices = beside.choices.get(row["pk"], ())
    words = Words(
        plain=row["plain"],
        title=row.get("title", ""),
        choices=choices,
        files=tuple(beside.files.get(row["pk"], ())),
        links=tuple(links_in(html)),
        mentions=len(numbers_in(html, "data-person")) if "data-person" in html else 0,
    )
    kind = Kind.POLL if choices else row.get("kind", Kind.COMMENT)
    return Written(source, row["pk"], Place(kind, row["audience_id"]), words)


def example(source: str, row: dict[str, Any], beside: Beside) -> Example:
    """Return one contribution to be shown; who is mentioned in it is only said to be somebody."""
    one = written(source, row, beside)
    plain = plain_text(MENTION.sub(r"\1@…\2", row["html"]))
    return Example(replace(one.words, plain=plain), one.place, row["published_at"])


def attachments(source: str) -> QuerySet[Attachment]:
    """Return the files that hang under the words of a source as they are now."""
    rows = Attachment.objects.filter(version=None, file__isnull=False)
    return rows.filter(comment=None) if source == "thread" else rows.filter(comment__isnull=False)


def choices_in(source: str, **numbers: Any) -> Choices:
    """Return what one can choose in polls, by the port EARLIER_CHOICES."""
    if source != "thread":
        return {}
    choices: Choices = import_string(settings.EARLIER_CHOICES)(**numbers)
    return choices


def names_of_files(source: str, **numbers: Any) -> Names:
    """Return names of files with the words that go along, and kinds, by what they hang under."""
    where = {f"{source}_id__{which}": number for which, number in numbers.items()}
    rows = attachments(source).filter(**where)
    found: Names = defaultdict(list)
    facts = rows.order_by("position", "pk").values_list(
        f"{source}_id", "file__name", "alt", "file__content_type"
    )
    for owner, name, alt, mime in facts:
        found[owner].append((f"{name} {alt}".strip(), mime))
    return found
