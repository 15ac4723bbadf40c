"""Whose turn it is: culture carriers take weeks in the order in which their terms began."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from blogs.feeds.rhythm import is_paused
from blogs.models import Blog, Term

# A Monday from which weeks are counted, so that all machines count the same.
FIRST_MONDAY = date(2024, 1, 1)
WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Turn:
    """One week of one carrier, and the day in it on which people expect her article."""

    monday: date
    day: date
    term: Term


def turns(terms: Iterable[Term], first: date, weeks: int) -> Iterator[Turn]:
    """Yield whose turn it is in each of so many weeks, beginning with the week of a day.

    Every week one of those whose term covers her day, in the order in which terms began. Who is
    away that week is passed over, and the others keep their own weeks.
    """
    in_order = sorted(terms, key=lambda term: (term.starts_on, term.pk))
    monday = first - timedelta(days=first.weekday())
    for number in range(weeks):
        if found := turn_in(in_order, monday + number * WEEK):
            yield found


def turn_in(in_order: list[Term], monday: date) -> Turn | None:
    """Return whose turn it is in the week of a Monday; None where nobody carries."""
    able = [term for term in in_order if covers(term, day_of(term, monday))]
    start = (monday - FIRST_MONDAY) // WEEK
    for further in range(len(able)):
        term = able[(start + further) % len(able)]
        day = day_of(term, monday)
        if not is_paused(term.blog.pauses.all(), day):
            return Turn(monday, day, term)
    return None


def day_of(term: Term, monday: date) -> date:
    """Return the day in a week on which a carrier's article is expected."""
    return monday + timedelta(days=term.blog.weekday)


def covers(term: Term, day: date) -> bool:
    """Tell whether a day is in a term."""
    return term.starts_on <= day <= term.ends_on


def terms_between(first: date, last: date) -> list[Term]:
    """Return the terms of who carried or carries in that time, with all that a rota needs."""
    terms = Term.objects.filter(starts_on__lte=last, ends_on__gte=first)
    terms = terms.filter(
        blog__kind=Blog.Kind.CARRIER, blog__closed_at=None, blog__owner__is_active=True
    )
    return list(terms.select_related("blog__owner").prefetch_related("blog__pauses"))
