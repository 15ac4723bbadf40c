"""Help with an article: who looks along, what they would change, and what came of it."""

from dataclasses import dataclass, field
from typing import Any

from blogs.models import Article, Helper, Suggestion
from intranet.platform.longread import blocks, with_pictures

SETTLED_SHOWN = 20


@dataclass
class Block:
    """One block of a working text, with what helpers would change in it."""

    number: int
    html: str
    shown: str
    suggestions: list[Suggestion] = field(default_factory=list)


@dataclass(frozen=True)
class Helping:
    """Everything about help with one article."""

    helpers: list[Helper]
    # In the order of the text; `now` is what stands there when that is other words than before.
    waiting: list[Suggestion]
    settled: list[Suggestion]
    # Who would be named if it were published as it is.
    names: list[str]


def help_with(article: Article) -> Helping:
    """Return who looks along with an article, and what they suggest."""
    helpers = article.helpers.filter(person__is_active=True).order_by("asked_at", "pk")
    found = article.suggestions.select_related("helper__photo")
    waiting = list(found.open().order_by("place", "made_at", "pk"))
    standing = blocks(article.html)
    for suggestion in waiting:
        suggestion.stands = not suggestion.before or suggestion.before in standing
        there = standing[suggestion.place : suggestion.place + 1]
        suggestion.now = "" if suggestion.stands else "".join(there)
    settled = found.exclude(state__in=("open", "taken_back")).order_by("-settled_at", "-pk")[
        :SETTLED_SHOWN
    ]
    names = article.suggestions.that_helped().order_by("helper__name")
    return Helping(
        list(helpers.select_related("person__photo", "person__location")),
        waiting,
        list(settled),
        list(names.values_list("helper__name", flat=True).distinct()),
    )


def standing_blocks(article: Article, helping: Helping, files: Any) -> list[Block]:
    """Return the blocks of a working text as a reader sees them, each with what is suggested."""
    found = [
        Block(number, html, with_pictures(html, files))
        for number, html in enumerate(blocks(article.html))
    ]
    for suggestion in helping.waiting:
        there = [block for block in found if block.html == suggestion.before]
        if there:
            nearest = min(there, key=lambda block: abs(block.number - suggestion.place))
            nearest.suggestions.append(suggestion)
    return found
