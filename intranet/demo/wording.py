"""From what is written down to what the editor would send: paragraphs, names, days."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import escape

from django.utils import translation
from django.utils.formats import date_format

# A day counted from that of the post: {dag +3} -> dinsdag, {datum +3} -> 9 december.
DAY_WORD = re.compile(r"\{(dag|datum|day|date) \+(\d+)\}")
MENTION = re.compile(r"(?<![\w@])@([a-z]+)\b")
BOLD = re.compile(r"\*\*(.+?)\*\*")
LINK = re.compile(r"\[([^\]]+)\]\((https://[^)\s]+)\)")
ITEM = re.compile(r"- |\d+\. ")
SATURDAY = 5


def with_days(text: str, written_on: date) -> str:
    """Put real days in the place of the ones that are counted; nothing is planned for a weekend."""

    def name_day(found: re.Match[str]) -> str:
        word, count = found[1], int(found[2])
        day = working_day(written_on + timedelta(days=count))
        with translation.override("nl" if word in ("dag", "datum") else "en"):
            return date_format(day, "l" if word in ("dag", "day") else "j F")

    return DAY_WORD.sub(name_day, text)


def working_day(day: date) -> date:
    """Return the day itself or the Monday after it."""
    beyond = day.weekday() - SATURDAY
    return day + timedelta(days=2 - beyond) if beyond >= 0 else day


def to_html(text: str, named: Callable[[str], str]) -> str:
    """Write a text as the editor would; `named` writes the mention of somebody by her key."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return "".join(block_html(block.split("\n"), named) for block in blocks)


def block_html(lines: list[str], named: Callable[[str], str]) -> str:
    """Write one block: a list, a quote, or a paragraph."""
    kind = block_kind(lines)
    if kind in ("ul", "ol"):
        items = "".join(f"<li>{inline(ITEM.sub('', line, count=1), named)}</li>" for line in lines)
        return f"<{kind}>{items}</{kind}>"
    if kind == "blockquote":
        quoted = "<br>".join(inline(line.removeprefix(">").strip(), named) for line in lines)
        return f"<blockquote><p>{quoted}</p></blockquote>"
    return f"<p>{'<br>'.join(inline(line, named) for line in lines)}</p>"


def block_kind(lines: list[str]) -> str:
    """Tell from how its lines begin what a block is."""
    for beginning, kind in ((r"- ", "ul"), (r"\d+\. ", "ol"), (r">", "blockquote")):
        if all(re.match(beginning, line) for line in lines):
            return kind
    return "p"


def inline(text: str, named: Callable[[str], str]) -> str:
    """Write what stands inside a line: bold words, links and names."""
    html = escape(text, quote=False)
    html = BOLD.sub(r"<strong>\1</strong>", html)
    html = LINK.sub(r'<a href="\2">\1</a>', html)
    return MENTION.sub(lambda found: named(found[1]), html)
