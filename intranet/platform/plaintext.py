"""Clean HTML as a person would type it: for search, mail, excerpts and notifications."""

import re
import unicodedata
from html.parser import HTMLParser

# Controls, and what separates lines and paragraphs.
BREAKS = ("Cc", "Zl", "Zp")
BLOCKS = {
    *("p", "li", "blockquote", "pre", "h2", "h3", "h4", "ul", "ol"),
    *("figure", "figcaption", "aside", "footer"),
}

# What XML cannot hold (https://www.w3.org/TR/xml/#charsets), and nobody means to write.
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Reader(HTMLParser):
    """Collects the words and where a new line begins."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.parts.append("\n")
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag in BLOCKS:
            self.parts.append("\n\n— " if tag == "footer" else "\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS - {"li"}:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def plain_text(html: str) -> str:
    """Return the text of clean HTML, with blank lines between its paragraphs."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    text = "".join(reader.parts).replace("\xa0", " ")
    text = re.sub(r"- \s*\n+\s*", "- ", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def one_line(text: str) -> str:
    """Return a title or a name as it is kept: on one line, without control characters."""
    if text.isprintable():
        return " ".join(text.split())
    seen = (" " if unicodedata.category(sign) in BREAKS else sign for sign in text)
    return " ".join(without_unseen("".join(seen)).split())


def without_unseen(text: str) -> str:
    """Return text without signs that are none."""
    return UNSEEN.sub("", text)


def excerpt(text: str, length: int = 160) -> str:
    """Return the beginning of a text on one line, cut between words."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[:length].rsplit(" ", 1)[0].rstrip(",.;:") + "…"
