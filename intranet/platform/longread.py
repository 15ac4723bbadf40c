"""The only door for the text of articles, which may have more than a post: see docs/adr/0008.

Stored is one shape (shaping.py): a row of blocks, each one element, so that a helper can suggest a
change to one of them. A picture is stored without its address, which the page writes in.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Any, Protocol
from uuid import UUID

from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.platform.plaintext import plain_text
from intranet.platform.richtext import (
    POST,
    Allowed,
    Text,
    fitting,
    last_wall,
    linked,
    paragraphs,
    rename,
    text_of,
    wall,
)
from intranet.platform.shaping import shaped

# People read English non-fiction at 238 words a minute (Brysbaert 2019, "How many words do we read
# per minute?"). Dutch words are longer, so both languages get one number that is a little slower.
WORDS_A_MINUTE = 220
SECONDS_A_PICTURE = 10

ARTICLE = Allowed(
    tags=(POST.tags - {"h4"}) | {"h2", "figure", "img", "figcaption", "footer", "aside"},
    attributes=POST.attributes
    | {"figure": {"data-file", "class"}, "img": {"alt"}, "aside": {"class"}},
    values={
        **POST.values,
        ("figure", "data-file"): re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
        ("figure", "class"): re.compile("figure--wide"),
        ("aside", "class"): re.compile("pull"),
    },
    same_as={
        "b": "strong",
        "i": "em",
        "h1": "h2",
        "h4": "h3",
        "h5": "h3",
        "h6": "h3",
        "div": "p",
    },
    longest=120_000,
    too_long=gettext_lazy(
        "This article is too long. Make two of it, or make it shorter. Text from another program is"
        " shorter when you paste it without its formatting."
    ),
)

# As it arrives: the same, with the names of tags that mean the same.
ARRIVING = replace(ARTICLE, tags=ARTICLE.tags | set(ARTICLE.same_as))

PICTURE = re.compile(
    r'<figure data-file="([0-9a-f-]{36})"(?: class="(figure--wide)")?><img alt="([^"]*)">'
)
TAG = re.compile(r"(<[^<>]*>)")
VOID = ("<br", "<img")
# How wide a picture stands on the page; .longread and .figure--wide in the stylesheets say so.
SIZES = {"": "(min-width: 46rem) 42rem, 100vw", "figure--wide": "(min-width: 56rem) 52rem, 100vw"}
SHOWN, SMALLEST = "1200", 320


class Picture(Protocol):
    """A picture in the store, as a page shows it."""

    width: int | None
    height: int | None
    renditions: list[str]

    def url(self, rendition: str = "") -> str:
        """The address of a rendition."""


@dataclass(frozen=True)
class ArticleText(Text):
    """What somebody wrote in an article, and the pictures in it: file and description, in order."""

    pictures: list[tuple[UUID, str]] = field(default_factory=list)

    @cached_property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to read and nothing to see."""
        return not self.plain.strip() and not self.pictures

    @cached_property
    def undescribed(self) -> int:
        """Count the pictures that say nothing to who does not see them."""
        return sum(not alt for _file, alt in self.pictures)

    @cached_property
    def words(self) -> int:
        """Count the words, captions with them."""
        return sum(any(map(str.isalnum, word)) for word in self.plain.split())

    @cached_property
    def reading_minutes(self) -> int:
        """Say how many minutes it takes to read, at least one."""
        seconds = self.words * 60 / WORDS_A_MINUTE + len(self.pictures) * SECONDS_A_PICTURE
        return max(1, -int(-seconds // 60))


def clean_article(body: str, *, is_html: bool = True) -> ArticleText:
    """Make an article from the editor, or typed text, fit to store; ValidationError if too long."""
    body = fitting(body, ARTICLE)
    # A description may hold "<b", which is taken for a tag until it is escaped.
    arrived = wall(body if is_html else paragraphs(body), ARRIVING)
    # Shaped before, so that links are made where they stay; and after, because bleach sorts.
    markup = linked(shaped(rename(arrived, ARTICLE)), ARTICLE)
    text = text_of(last_wall(shaped(markup), ARTICLE))
    return ArticleText(**vars(text), pictures=pictures_in(text.html))


def pictures_in(html: str) -> list[tuple[UUID, str]]:
    """Return the pictures of a cleaned article: file and description, in order."""
    return [(UUID(file), unescape(alt)) for file, _wide, alt in PICTURE.findall(html)]


def figures_in(html: str) -> list[tuple[UUID, str, str]]:
    """Return the pictures of a cleaned article with what stands under each: '' for nothing."""
    figures = ((PICTURE.match(block), block) for block in blocks(html))
    return [(UUID(it[1]), unescape(it[3]), plain_text(block)) for it, block in figures if it]


def blocks(html: str) -> list[str]:
    """Part a cleaned article into its blocks; put together again they are the article."""
    found, block, depth = [], "", 0
    for part in TAG.split(html):
        block += part
        if part.startswith("<") and not part.startswith(VOID):
            depth += -1 if part.startswith("</") else 1
            if depth <= 0:
                found.append(block)
                block, depth = "", 0
    return [*found, block] if block else found


def with_pictures(html: str, files: Mapping[UUID, Any]) -> SafeString:
    """Return a cleaned article as a page shows it, its pictures from the store.

    `files` are those that the reader may see; of another one a sentence says that it is gone.
    Cleaned again, what is shown is what was stored, but for the description of what is gone.
    """

    def shown(found: re.Match) -> str:
        file = files.get(UUID(found[1]))
        figure = found[0][: found[0].index("<img")]
        return figure + (img(file, found[2] or "", found[3]) if file else gone())

    return mark_safe(PICTURE.sub(shown, html))  # noqa: S308 (cleaned by this door)


def img(file: Picture, width: str, alt: str) -> str:
    """Return the tag of a picture in the sizes that there are."""
    return format_html(
        '<img src="{}"{} alt="{}" loading="lazy">',
        file.url(SHOWN),
        format_html_join("", ' {}="{}"', measures(file, SIZES[width])),
        mark_safe(alt),  # noqa: S308 (stored escaped)
    )


def measures(file: Picture, sizes: str) -> list[tuple[str, str]]:
    """Return the attributes that say how large a picture is, and in which widths it is there."""
    if not file.width or not file.height:
        return []
    # A rendition is called after its longest side.
    longest = max(file.width, file.height)
    widths = {
        name: round(file.width * min(1, int(name) / longest))
        for name in file.renditions
        if int(name) >= SMALLEST
    }
    return [
        ("srcset", ", ".join(f"{file.url(name)} {width}w" for name, width in widths.items())),
        ("sizes", sizes),
        ("width", str(file.width)),
        ("height", str(file.height)),
    ]


def gone() -> str:
    """Say in the place of a picture that it is not there."""
    return format_html('<p class="quiet">{}</p>', _("This picture is no longer there."))
