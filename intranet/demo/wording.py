"""From what is written down to what the editor would send: paragraphs, names, days."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import escape

from django.utils import translation
from django.utils.formats import date_format

from intranet.platform.longread import blocks
from intranet.platform.plaintext import plain_text

# A day counted from that of the post: {dag +3} -> dinsdag, {datum +3} -> 9 december.
DAY_WORD = re.compile(r"\{(dag|datum|day|date) \+(\d+)\}")
MENTION = re.compile(r"(?<![\w@])@([a-z]+)\b")
BOLD = re.compile(r"\*\*(.+?)\*\*")
LINK = re.compile(r"\[([^\]]+)\]\((https://[^)\s]+)\)")
ITEM = re.compile(r"- |\d+\. ")
SATURDAY = 5
PICTURE = re.compile(r'!\[([^\]]*)\]\(([\w.-]+)(?: "([^"]*)")?\)')
ITALIC = re.compile(r"(?<!\*)\*([^*\n]+)\*(?!\*)")
WHOLE_NAME = re.compile(r"(?<![\w@])@([A-Z][\w'’-]+(?: (?:de|van|den|der|ten|El|[A-Z][\w'’-]+))+)")


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


def article_html(text: str, named: Callable[[str], str], bring: Callable[[str], str]) -> str:
    """Write an article as its editor would; `bring` keeps a picture and returns its number."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return "".join(article_block(block.split("\n"), named, bring) for block in blocks)


def article_block(
    lines: list[str], named: Callable[[str], str], bring: Callable[[str], str]
) -> str:
    """Write one block of an article: what posts have, headings, pictures, quotes, pull quotes."""
    first = lines[0]
    if picture := PICTURE.fullmatch(first):
        alt, name, caption = picture.groups()
        says = f"<figcaption>{inline_named(caption, named)}</figcaption>" if caption else ""
        return f'<figure data-file="{bring(name)}"><img alt="{escape(alt)}">{says}</figure>'
    if first.startswith("## "):
        return f"<h2>{inline_named(first[3:], named)}</h2>"
    if first.startswith("!> "):
        pulled = " ".join(line.removeprefix("!>").strip() for line in lines)
        return f'<aside class="pull"><p>{inline_named(pulled, named)}</p></aside>'
    if block_kind(lines) == "blockquote":
        return article_quote([line.removeprefix(">").strip() for line in lines], named)
    if block_kind(lines) in ("ul", "ol"):
        kind = block_kind(lines)
        items = (f"<li>{inline_named(ITEM.sub('', line, count=1), named)}</li>" for line in lines)
        return f"<{kind}>{''.join(items)}</{kind}>"
    return f"<p>{'<br>'.join(inline_named(line, named) for line in lines)}</p>"


def article_quote(lines: list[str], named: Callable[[str], str]) -> str:
    """Write a quote, with who said it where its last line says so."""
    who = lines.pop().removeprefix("--").strip() if lines[-1].startswith("--") else ""
    said = "<br>".join(inline_named(line, named) for line in lines)
    footer = f"<footer>{escape(who)}</footer>" if who else ""
    return f"<blockquote><p>{said}</p>{footer}</blockquote>"


def inline_named(text: str, named: Callable[[str], str]) -> str:
    """Write what stands inside a line of an article; people are named in full."""
    html = escape(text, quote=False)
    html = BOLD.sub(r"<strong>\1</strong>", html)
    html = ITALIC.sub(r"<em>\1</em>", html)
    html = LINK.sub(r'<a href="\2">\1</a>', html)
    return WHOLE_NAME.sub(lambda found: named(found[1]), html)


def block_html_of(words: str, html: str) -> str:
    """Return the block of an article in which some words stand; StopIteration when none does."""
    bare = plain_text(to_html(words, str))
    return next(block for block in blocks(html) if bare.strip() in plain_text(block))


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
