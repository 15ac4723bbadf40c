"""Where a page of results leads: to one kind, to the next page, to fewer filters."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.feeds.results import PERIODS, Asked, Results
from search.findable import findables

PERIOD_NAMES = {
    "week": gettext_lazy("Past week"),
    "month": gettext_lazy("Past month"),
    "year": gettext_lazy("Past year"),
}
# Of what was looked for, so much becomes the title of a question to colleagues.
LONGEST_TITLE = 120


def ways_on(query: QueryDict, asked: Asked, found: Results) -> dict[str, Any]:
    """Return the addresses of a page of results."""
    return {
        "kinds": list(findables()),
        "periods": [(name, PERIOD_NAMES[name]) for name in PERIODS],
        "to_kind": {kind: address(query, kind=kind) for kind in findables()},
        "to_all": address(query, kind=""),
        "next_page": address(query, after=found.next_cursor) if found.next_cursor else "",
        "newest_first": address(query, order="newest"),
        "best_first": address(query, order=""),
        "without": without(query, asked),
        "title_to_ask": asked.words[:LONGEST_TITLE],
        "fewer_words": [
            (word, address(query, q=word)) for word in found.used if len(found.question.terms) > 1
        ],
    }


def address(query: QueryDict, **changed: str) -> str:
    """Return the address of this search with something changed; pages begin anew."""
    other = query.copy()
    other.pop("after", None)
    for name, value in changed.items():
        other.pop(name, None)
        if value:
            other[name] = value
    return f"/search/?{other.urlencode()}"


def without(query: QueryDict, asked: Asked) -> list[tuple[str, str]]:
    """Return each filter with the address of the search without it."""
    filters = [
        ("place", asked.place.name if asked.place else ""),
        ("author", asked.author.name if asked.author else ""),
        ("period", PERIOD_NAMES.get(asked.period, "")),
        ("sort", findables()["post"].sorts.get(asked.sort, "") if asked.sort else ""),
        ("has_file", _("With a file") if asked.has_file else ""),
    ]
    return [(str(name), address(query, **{field: ""})) for field, name in filters if name]
