"""The small languages inside cells: attachments, mentions, participants, line breaks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A title may hold commas, quotes and brackets: it ends where the next token or the cell does.
AHEAD = r"(?=\s*(?:,\s*(?:uploadedfile|opengraphobject|page|ymodule):|$))"
TOKEN = re.compile(
    r"(?P<kind>uploadedfile|page|ymodule):\[?(?P<id>\d+)\]?"
    + AHEAD
    + r"|opengraphobject:\[(?P<object>\d+)\s*:\s*(?P<url>\S*)\s*"
    r'(?::\s*title="(?P<title>.*?)"\s*)?(?::\s*description="(?P<description>.*?)"\s*)?\]' + AHEAD,
    re.DOTALL,
)

MENTION = re.compile(r"\[\[user:(\d{1,19})\]\]|\[User:(\d{1,19})(?::([^\]\n]*))?\]", re.IGNORECASE)
PARTICIPANT = re.compile(r"user:(\d{1,19})", re.IGNORECASE)

# A break, unless it stands inside a Windows path: C:\users\nina, \\server\news.
ESCAPED_BREAK = re.compile(
    r"(?<![^\W_])(?:[A-Za-z]:|\\)\\(?!n)(?:(?!\\n)[^\s\"'])*\\n(?=[a-z0-9_])|(?P<br>\\r\\n|\\n)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One attachment; kind is file, link, page, module, or unknown with the words as they stood."""

    kind: str
    id: int = 0
    url: str = ""
    title: str = ""
    description: str = ""


KINDS = {"uploadedfile": "file", "page": "page", "ymodule": "module"}


def attachments(cell: str) -> Iterator[Token]:
    """Yield the attachments of a message in their order; what is not understood is kept as such."""
    place = after_commas(cell, 0)
    while place < len(cell):
        found = TOKEN.match(cell, place)
        if found is None:
            upcoming = TOKEN.search(cell, place)
            end = upcoming.start() if upcoming else len(cell)
            yield Token("unknown", title=cell[place:end].strip(" ,"))
        else:
            end = found.end()
            yield as_token(found)
        place = after_commas(cell, end)


def after_commas(cell: str, place: int) -> int:
    """Return where the next token begins."""
    while place < len(cell) and (cell[place] == "," or cell[place].isspace()):
        place += 1
    return place


def as_token(found: re.Match) -> Token:
    """Make a token of what matched."""
    if found["kind"]:
        return Token(KINDS[found["kind"]], id=int(found["id"]))
    return Token(
        "link",
        id=int(found["object"]),
        url=found["url"],
        title=(found["title"] or "").strip(),
        description=(found["description"] or "").strip(),
    )


def mentioned(body: str) -> list[int]:
    """Return whom a body names, each once."""
    return list(dict.fromkeys(int(new or old) for new, old, alias in MENTION.findall(body)))


def participants(cell: str) -> list[int]:
    """Return who takes part in a private conversation, each once and in the order of their ids."""
    return sorted({int(found) for found in PARTICIPANT.findall(cell)})


def with_breaks(body: str) -> str:
    """Write literal backslash-n as line breaks, where the body has no real ones.

    In a body with real breaks a backslash-n is part of what the person wrote, mostly code.
    """
    if "\\n" not in body or "\n" in body:
        return body
    return ESCAPED_BREAK.sub(lambda found: "\n" if found["br"] else found[0], body)
