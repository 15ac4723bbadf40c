"""The reading vocabulary of the index; the words of a question are compared in the database."""

from datetime import UTC, datetime, timedelta
from typing import Any, Self

from django.contrib.postgres.search import SearchQueryField
from django.db import models
from django.db.models import Func, Q, TextField, Value
from django.db.models.functions import Cast

from people.models import Mute, User
from people.querysets import Sighted

# Entries are marked with the spans of time in which they were published, each four times as long
# as the one before (search_marks in the first migration), so that a common word is looked for close
# by first.
THREE_HOURS = timedelta(hours=3)
SPANS = 7
EVER = datetime(1970, 1, 1, tzinfo=UTC)


def spans(until: datetime) -> list[tuple[str, datetime]]:
    """Return marks of spans that reach back from a moment, with when each began, nearest first.

    Of each length there are two: the span that is under way, and together with the one before.
    """
    found = []
    for level in range(SPANS):
        length = round(THREE_HOURS.total_seconds()) * 4**level
        last = int(until.timestamp()) // length
        both = f"('={level}{last}' | '={level}{last - 1}')"
        found += [(f"'={level}{last}'", last * length), (both, (last - 1) * length)]
    found.sort(key=lambda span: -span[1])
    return [(marks, datetime.fromtimestamp(began, tz=UTC)) for marks, began in found]


class Matches(Func):
    """Whether words answer a question; the index of words is asked."""

    template = "%(expressions)s"
    arg_joiner = " @@ "
    output_field = models.BooleanField()
    conditional = True


class Fit(Func):
    """How well words answer a question: the title counts most, then words close together."""

    function = "ts_rank"
    template = "%(function)s('{0, 0, 0.2, 1}'::real[], %(expressions)s)"
    output_field = models.FloatField()


def question(words: str) -> Cast:
    """Return what is written in the language of PostgreSQL's questions as a question."""
    return Cast(Value(words, output_field=TextField()), SearchQueryField())


class EntryQuerySet(Sighted):
    """What can be found, by whom."""

    def answering(self, *parts: str) -> Self:
        """Entries whose words answer all of these.

        Each is a question of its own to the index, which then skips from what answers the rarest
        one to what answers the others; of one question it would read everything about each word.
        """
        found = self
        for part in parts:
            found = found.filter(Matches(models.F("words"), question(part)))
        return found

    def with_fit(self, asked: str) -> Self:
        """Annotate how well each answers the question."""
        return self.annotate(fit=Fit(models.F("words"), question(asked)))

    def heard_by(self, viewer: Any) -> Self:
        """Leave out what is written by whom this person does not want to hear."""
        muted = Mute.objects.filter(person_id=viewer.pk).values("muted_id")
        return self.filter(~Q(author_id__any=muted))

    def between(self, since: datetime, until: datetime) -> Self:
        """Entries of a span of time, without its end."""
        return self.filter(published_at__gte=since, published_at__lt=until)

    def of_active(self) -> Self:
        """Of the people among these, those who work here."""
        return self.filter(number__in=User.objects.active().values("pk"))

    def newest_first(self) -> Self:
        """In the order of time."""
        return self.order_by("-published_at", "-number")
