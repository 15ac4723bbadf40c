"""A cleaned text as a row of blocks, each with its words: what two wordings are compared by."""

from dataclasses import dataclass
from html.parser import HTMLParser

from django.utils.translation import gettext as _

BLOCKS = {
    *("p", "li", "blockquote", "pre", "h2", "h3", "h4", "ul", "ol"),
    *("figure", "figcaption", "aside", "footer"),
}
AS_THEY_ARE = {"p", "pre", "h2", "h3", "h4"}


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading, an item and so on, in words; a line break belongs to its word."""

    kind: str
    words: tuple[str, ...]
    about: str = ""  # the file of a picture


def blocks_of(html: str) -> list[Block]:
    """Return the blocks of a cleaned text that say something."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return reader.blocks


class Reader(HTMLParser):
    """Collects the blocks of a text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.open: list[str] = []
        self.lists: list[str] = []
        self.text: list[str] = []
        self.item_begins = False
        self.file = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.text.append("\n")
        elif tag == "img":
            self.picture(dict(attrs).get("alt") or "")
        elif tag in BLOCKS:
            self.end_block()
            self.open.append(tag)
            self.file = dict(attrs).get("data-file") or "" if tag == "figure" else self.file
            self.item_begins = tag == "li" or (self.item_begins and tag == "p")
            if tag in ("ul", "ol"):
                self.lists.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS and tag in self.open[-1:]:
            self.end_block()
            self.open.pop()
            if tag in ("ul", "ol"):
                self.lists.pop()

    def handle_data(self, data: str) -> None:
        self.text.append(data if "pre" in self.open[-1:] else " ".join(data.split("\n")))

    def end_block(self) -> None:
        """Keep what was said since the block began."""
        kind = self.kind()
        words = words_in("".join(self.text), by_line=kind == "pre")
        if any(word.strip() for word in words):
            self.blocks.append(Block(kind, words))
            self.item_begins = False
        self.text = []

    def kind(self) -> str:
        """Say as what the words at hand are shown."""
        innermost, around = ["", "", *self.open][-1], ["", "", *self.open][-2]
        if innermost == "li" or (innermost == "p" and around == "li"):
            return self.lists[-1] if self.lists and self.item_begins else "p"
        if innermost == "blockquote" or (innermost == "p" and around in ("blockquote", "aside")):
            return "quote"
        names = {"figcaption": "caption", "footer": "said"}
        return names.get(innermost, innermost if innermost in AS_THEY_ARE else "p")

    def picture(self, alt: str) -> None:
        """Keep a picture as the words that describe it."""
        said = _("Picture: %(description)s") % {"description": alt}
        words = said if alt else _("Picture without a description")
        self.blocks.append(Block("picture", tuple(words.split()), self.file))


def words_in(text: str, *, by_line: bool = False) -> tuple[str, ...]:
    """Return the words of a text, or its lines; a line break stays with what it follows."""
    if by_line:
        return tuple(text.split("\n"))
    words: list[str] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            words[-1:] = [words[-1] + "\n"] if words else ["\n"]
        words += line.split()
    return tuple(words)
