"""Clean HTML as a person would type it: for search, mail, excerpts and notifications."""

import re
from html.parser import HTMLParser

BLOCKS = {"p", "li", "blockquote", "pre", "h3", "h4", "ul", "ol"}


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
            self.parts.append("\n\n")

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


def excerpt(text: str, length: int = 160) -> str:
    """Return the beginning of a text on one line, cut between words."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[:length].rsplit(" ", 1)[0].rstrip(",.;:") + "…"
