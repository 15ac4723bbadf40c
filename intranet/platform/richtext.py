"""The only door for rich text: whatever arrives leaves as a few known tags, beside its plain form.

bleach cleans, links addresses and topics; nh3, which is maintained, runs last with the same
allow-list and is the boundary that we rely on (docs/adr/0008).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any

import bleach
import nh3
from bleach.html5lib_shim import Filter
from bleach.linkifier import LinkifyFilter
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _

from intranet.platform.plaintext import plain_text

# Characters of HTML, before it is parsed: a parser's time grows faster than its input.
LONGEST_HTML = 60_000
MOST_TAGS = 4_000
# Beyond these nobody is told any more.
MOST_NAMED = 50

TAGS = {
    "p",
    "br",
    "strong",
    "em",
    "s",
    "ul",
    "ol",
    "li",
    "blockquote",
    "a",
    "code",
    "pre",
    "h3",
    "h4",
}
ATTRIBUTES = {"a": {"href", "class", "data-person", "data-team"}}
SCHEMES = {"http", "https", "mailto", "tel"}
SAME_AS = {"b": "strong", "i": "em", "h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4", "div": "p"}

TOPIC = re.compile(r"(?<![\w#&/])#([^\W\d_][\w-]{1,49})")
# What begins as an address is one; 'verslag.doc' is a file name.
ADDRESS = re.compile(
    r"(?<![\w@/.])(?:https?://|www\.)[^\s<>\"]*[^\s<>\".,;:!?)\]}']", re.IGNORECASE
)
AMPERSAND = "\ue000"
UNLINKED = {"a", "code", "pre"}
OUR_CLASSES = {"mention", "topic"}


@dataclass(frozen=True)
class Text:
    """What somebody wrote: clean HTML to show, plain text to search and mail."""

    html: str
    plain: str
    mentions: list[int] = field(default_factory=list)
    teams: list[int] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)

    @cached_property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to read."""
        return not self.plain.strip()


def clean(body: str, *, is_html: bool = True) -> Text:
    """Make text from the editor, or plain typed text, fit to store; ValidationError if too long."""
    if len(body) > LONGEST_HTML or body.count("<") > MOST_TAGS:
        raise ValidationError(
            _("This text is too long. Split it over two posts, or make it shorter.")
        )
    body = body.replace("\x00", "").replace(AMPERSAND, "")
    markup = body if is_html else paragraphs(body)
    html = tidy(link(outer_wall(rename(markup))))
    mentions = numbers_in(html, "data-person")[:MOST_NAMED]
    teams = numbers_in(html, "data-team")[:MOST_NAMED]
    topics = list(dict.fromkeys(found.lower() for found in re.findall(r'/topics/([^/"]+)/"', html)))
    return Text(html, plain_text(html), mentions, teams, topics[:20])


def numbers_in(html: str, attribute: str) -> list[int]:
    """Return the whole numbers that stand in an attribute, each once."""
    return list(dict.fromkeys(int(found) for found in re.findall(rf'{attribute}="(\d+)"', html)))


def paragraphs(text: str) -> str:
    """Turn typed text into HTML: a blank line parts paragraphs, '- ' begins an item."""
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "".join(block_to_html(block.split("\n")) for block in blocks if block.strip())


def block_to_html(lines: list[str]) -> str:
    """Turn one block of typed lines into a paragraph, a list or a quote."""
    for pattern, tag in ((r"[-*•]\s+", "ul"), (r"\d{1,3}[.)]\s+", "ol")):
        if len(lines) > 0 and all(re.match(pattern, line.strip()) for line in lines):
            items = (re.sub(pattern, "", line.strip(), count=1) for line in lines)
            return f"<{tag}>{''.join(f'<li>{escape(item)}</li>' for item in items)}</{tag}>"
    if all(line.startswith(">") for line in lines):
        quoted = "<br>".join(escape(line[1:].strip()) for line in lines)
        return f"<blockquote><p>{quoted}</p></blockquote>"
    return f"<p>{'<br>'.join(escape(line) for line in lines)}</p>"


def rename(html: str) -> str:
    """Write the tags that mean the same with the one name that we keep."""
    return re.sub(
        r"<(/?)(b|i|h1|h2|h5|h6|div)(?=[\s>])",
        lambda tag: f"<{tag[1]}{SAME_AS[tag[2].lower()]}",
        html,
        flags=re.IGNORECASE,
    )


def outer_wall(html: str) -> str:
    """Take away everything that runs or that we do not know, in linear time."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
        attribute_filter=keep_attribute,
    )


def keep_attribute(tag: str, name: str, value: str) -> str | None:
    """Let only our own classes and whole numbers through."""
    if name == "class":
        return value if value in OUR_CLASSES else None
    if name in ("data-person", "data-team"):
        return value if value.isascii() and value.isdigit() and len(value) < 19 else None
    return value


def link(html: str) -> str:
    """Clean once more with bleach, and turn addresses and topics into links."""
    # A Cleaner is not thread-safe, so each call builds its own.
    cleaner = bleach.sanitizer.Cleaner(
        tags=TAGS,
        attributes={name: list(each) for name, each in ATTRIBUTES.items()},
        protocols=SCHEMES,
        strip=True,
        filters=[link_filter, TopicFilter],
    )
    # bleach reads "&amp;lt;" as "&lt;": a typed ampersand passes it under another name.
    return cleaner.clean(html.replace("&amp;", AMPERSAND)).replace(AMPERSAND, "&amp;")


def link_filter(source: object) -> LinkifyFilter:
    """Link typed addresses, also of hosts inside the company, but not inside code."""
    return LinkifyFilter(source, url_re=ADDRESS, skip_tags=["code", "pre"])


class TopicFilter(Filter):
    """Turns #topics in running text into links to their page."""

    def __iter__(self) -> Iterator[dict[str, Any]]:
        closed_to_links = 0
        for token in super().__iter__():
            if token.get("name") in UNLINKED:
                closed_to_links += {"StartTag": 1, "EndTag": -1}.get(token["type"], 0)
            if token["type"] == "Characters" and not closed_to_links:
                yield from self.with_topics(token["data"])
            else:
                yield token

    def with_topics(self, text: str) -> Iterator[dict[str, Any]]:
        """Yield the tokens of a text, its topics as links."""
        end = 0
        for found in TOPIC.finditer(text):
            name = topic_slug(found[1])
            if not name:
                continue
            yield {"type": "Characters", "data": text[end : found.start()]}
            attributes = {(None, "href"): f"/topics/{name}/", (None, "class"): "topic"}
            yield {"type": "StartTag", "name": "a", "namespace": None, "data": attributes}
            yield {"type": "Characters", "data": found[0]}
            yield {"type": "EndTag", "name": "a", "namespace": None}
            end = found.end()
        yield {"type": "Characters", "data": text[end:]}


def topic_slug(name: str) -> str:
    """Return how a topic stands in an address: small letters without accents."""
    return slugify(name)


def tidy(html: str) -> str:
    """Mark links that lead outside, drop empty paragraphs at the end, and clean a last time."""
    html = re.sub(r"(?:<p>(?:\s|&nbsp;|<br>)*</p>\s*)+$", "", html.strip())
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
        attribute_filter=keep_attribute,
    )
