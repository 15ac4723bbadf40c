"""The one shape of an article's HTML: a row of blocks, and in each only what belongs there.

It reads what nh3 wrote, which closes what it opens and has no < or > inside an attribute. One pass
with a stack: linear, however deep the tags go.
"""

import re
from dataclasses import dataclass
from html import escape, unescape

LONGEST_ALT = 300
TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)([^<>]*)>|([^<]+)")
FILE = re.compile(r' data-file="([0-9a-f-]{36})"')
ALT = re.compile(r' alt="([^"]*)"')
BLOCK_ENDS = ("<li>", "</p>", "</ul>", "</ol>", "</pre>")

INLINE = {"strong", "em", "s", "a", "code"}
# What holds words; inside an item of a list they may also stand by themselves.
LINES = {"p", "h2", "h3", "pre", "footer", "figcaption"}
# They come last in what they are about, and end it.
LAST = {"footer", "figcaption"}
# Wherever they are found, they begin at the top.
TOP = {"blockquote", "aside", "figure"}
HOLDS = {
    "": {"p", "h2", "h3", "pre", "ul", "ol", *TOP},
    "blockquote": {"p", "pre", "ul", "ol", "footer"},
    "aside": {"p"},
    "ul": {"li"},
    "ol": {"li"},
    "li": {"p", "pre", "ul", "ol"},
    "figure": {"figcaption"},
}


@dataclass
class Element:
    """An element that is open: where it began in what is written, and whether it says something."""

    tag: str
    start: int
    depth: int
    has_words: bool = False


def shaped(html: str) -> str:
    """Return an article in the one shape that articles have."""
    shaper = Shaper()
    for found in TOKEN.finditer(html):
        if found[4]:
            shaper.words(found[4])
        elif found[1]:
            shaper.end(found[2])
        else:
            shaper.start(found[2], found[3])
    shaper.close_to(0)
    return "".join(shaper.written)


class Shaper:
    """Writes an article anew from its tags and words."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.open: list[Element] = []
        # For each element of what is read, what was written for it.
        self.read: list[Element | None] = []
        self.left_out: int | None = None
        # Where the description of the picture at hand goes.
        self.picture: int | None = None

    @property
    def here(self) -> str:
        """Say in what we are."""
        return self.open[-1].tag if self.open else ""

    def start(self, tag: str, attributes: str) -> None:
        """Read a tag that opens."""
        if tag == "br":
            if self.here in INLINE | LINES | {"li"}:
                self.written.append("<br>")
        elif tag == "img":
            self.describe(attributes)
        elif self.left_out is not None:
            self.read.append(None)
        else:
            self.read.append(self.begin(tag, attributes))

    def end(self, tag: str) -> None:
        """Read a tag that closes."""
        element = self.read.pop()
        if self.left_out == len(self.read):
            self.left_out = None
        if tag == "figure":
            self.picture = None
        if element and len(self.open) > element.depth and self.open[element.depth] is element:
            self.close_to(element.depth)

    def words(self, words: str) -> None:
        """Read words, which stand in a paragraph of their own where nothing else holds them."""
        blank = not words.replace("&nbsp;", " ").strip()
        if self.left_out is not None or (blank and not self.is_in_words()) or not self.make_room():
            return
        if self.here == "pre" and self.written[-1] == "<pre>":
            # A parser takes the first line break in it for none.
            words = words.lstrip("\n")
        self.written.append(words)
        self.open[-1].has_words |= not blank

    def is_in_words(self) -> bool:
        """Tell whether a space means something here."""
        if self.here == "li":
            return not self.written[-1].startswith(BLOCK_ENDS)
        return self.here in INLINE | LINES

    def make_room(self) -> bool:
        """See to it that words can stand here; beside a picture they cannot."""
        if self.here in ("ul", "ol"):
            self.push("li")
        elif self.here in ("", "blockquote", "aside"):
            self.push("p")
        return self.here != "figure"

    def begin(self, tag: str, attributes: str) -> Element | None:
        """Write what opens; None where only what is in it goes on."""
        if tag in INLINE:
            return self.begin_inline(tag, attributes)
        if tag == "figure":
            return self.begin_figure(attributes)
        if tag == "aside" and 'class="pull"' not in attributes:
            return None
        if tag in TOP:
            self.close_to(0)
            return self.push(tag, ' class="pull"' if tag == "aside" else "")
        if any(each.tag in LAST for each in self.open[-1 - len(INLINE) :]):
            self.part_words()
            return None
        return self.begin_block(tag)

    def begin_inline(self, tag: str, attributes: str) -> Element | None:
        """Write what marks words, once."""
        for each in reversed(self.open):
            if each.tag == tag:
                return None
            if each.tag not in INLINE:
                break
        return self.push(tag, attributes) if self.make_room() else None

    def begin_figure(self, attributes: str) -> Element | None:
        """Write a picture of ours; of one from elsewhere nothing stays."""
        file = FILE.search(attributes)
        if not file:
            return None
        self.close_to(0)
        wide = ' class="figure--wide"' if 'class="figure--wide"' in attributes else ""
        figure = self.push("figure", f' data-file="{file[1]}"{wide}')
        figure.has_words = True
        self.picture = len(self.written)
        self.written.append('<img alt="">')
        return figure

    def begin_block(self, tag: str) -> Element | None:
        """Write a block, as a paragraph where its own kind has no place."""
        while self.here in INLINE | LINES:
            self.close()
        if (self.here == "figure") != (tag == "figcaption"):
            # Passed over, with all that is in it.
            self.left_out = len(self.read)
            return None
        if tag == "li" and self.here in ("", "blockquote", "li"):
            self.push("ul")
        elif tag != "li" and self.here in ("ul", "ol"):
            self.push("li")
        if tag in HOLDS[self.here]:
            return self.push(tag)
        return None if tag in ("ul", "ol") else self.push("p")

    def part_words(self) -> None:
        """Keep words apart that stood in blocks where there is only one line."""
        if not self.written[-1].startswith(("<figcaption", "<footer", " ")):
            self.written.append(" ")

    def describe(self, attributes: str) -> None:
        """Write down what is on the picture at hand."""
        if self.picture is None or self.left_out is not None:
            return
        found = ALT.search(attributes)
        words = " ".join(unescape(found[1]).split())[:LONGEST_ALT].strip() if found else ""
        self.written[self.picture] = f'<img alt="{escape(words)}">'
        self.picture = None

    def push(self, tag: str, attributes: str = "") -> Element:
        """Open an element."""
        element = Element(tag, len(self.written), len(self.open))
        self.written.append(f"<{tag}{attributes}>")
        self.open.append(element)
        return element

    def close_to(self, depth: int) -> None:
        """Close what is open, down to a depth."""
        while len(self.open) > depth:
            self.close()

    def close(self) -> None:
        """Close the innermost element, or take it back when it says nothing."""
        element = self.open.pop()
        is_mark = element.tag in INLINE and len(self.written) > element.start + 1
        if not element.has_words and not is_mark:
            del self.written[element.start :]
            return
        self.written.append(f"</{element.tag}>")
        if self.open:
            self.open[-1].has_words |= element.has_words
            if element.tag in LAST:
                self.close()
