"""The only door for rich text: whatever arrives leaves as a few known tags, beside its plain form.

bleach cleans, links addresses and topics; nh3, which is maintained, runs last with the same
allow-list and is the boundary that we rely on (docs/adr/0008). What posts and comments may have is
here; articles come through the same door with a list of their own (longread.py).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any

import bleach
import nh3
from bleach.html5lib_shim import Filter
from bleach.linkifier import LinkifyFilter
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy

from intranet.platform.plaintext import plain_text

# Beyond these nobody is told any more.
MOST_NAMED = 50

SCHEMES = {"http", "https", "mailto", "tel"}

TOPIC = re.compile(r"(?<![\w#&/])#([^\W\d_][\w-]{1,49})")
# What begins as an address is one; 'verslag.doc' is a file name.
ADDRESS = re.compile(
    r"(?<![\w@/.])(?:https?://|www\.)[^\s<>\"]*[^\s<>\".,;:!?)\]}']", re.IGNORECASE
)
AMPERSAND = "\ue000"
UNLINKED = {"a", "code", "pre"}
NUMBER = re.compile(r"[0-9]{1,18}")
LINK_OUT = re.compile(r'<a [^>]*?href="(https?://[^"]*)"')


@dataclass(frozen=True)
class Allowed:
    """What a kind of text may have; of attributes, `values` names those that only say known things.

    The limits hold before anything is parsed: a parser's time grows faster than its input.
    """

    tags: set[str]
    attributes: dict[str, set[str]]
    values: Mapping[tuple[str, str], re.Pattern]
    same_as: dict[str, str]
    longest: int  # characters of HTML
    too_long: Any  # a sentence in the reader's language
    most_tags: int = 4_000

    @cached_property
    def names_to_change(self) -> re.Pattern:
        """Find the tags that have another name here."""
        return re.compile(rf"<(/?)({'|'.join(self.same_as)})(?=[\s>])", re.IGNORECASE)

    def keep(self, tag: str, name: str, value: str) -> str | None:
        """Let only our own classes, whole numbers and the like through."""
        known = self.values.get((tag, name))
        return value if known is None or known.fullmatch(value) else None


POST = Allowed(
    tags={
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
    },
    attributes={"a": {"href", "class", "data-person", "data-team"}},
    values={
        ("a", "class"): re.compile("mention|topic"),
        ("a", "data-person"): NUMBER,
        ("a", "data-team"): NUMBER,
    },
    same_as={
        "b": "strong",
        "i": "em",
        "h1": "h3",
        "h2": "h3",
        "h5": "h4",
        "h6": "h4",
        "div": "p",
    },
    longest=60_000,
    too_long=gettext_lazy("This text is too long. Split it over two posts, or make it shorter."),
)


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
    body = fitting(body, POST)
    return text_of(linked(body if is_html else paragraphs(body), POST))


def fitting(body: str, allowed: Allowed) -> str:
    """Return what was written without signs that only we use; ValidationError if too long."""
    if len(body) > allowed.longest or body.count("<") > allowed.most_tags:
        raise ValidationError(str(allowed.too_long))
    return body.replace("\x00", "").replace(AMPERSAND, "")


def linked(markup: str, allowed: Allowed) -> str:
    """Clean HTML of any origin, with its addresses and topics as links."""
    return tidy(link(wall(rename(markup, allowed), allowed), allowed), allowed)


def text_of(html: str) -> Text:
    """Read from clean HTML what it says and whom and what it names."""
    mentions = numbers_in(html, "data-person")[:MOST_NAMED]
    teams = numbers_in(html, "data-team")[:MOST_NAMED]
    topics = list(dict.fromkeys(found.lower() for found in re.findall(r'/topics/([^/"]+)/"', html)))
    return Text(html, plain_text(html), mentions, teams, topics[:20])


def numbers_in(html: str, attribute: str) -> list[int]:
    """Return the whole numbers that stand in an attribute, each once."""
    return list(dict.fromkeys(int(found) for found in re.findall(rf'{attribute}="(\d+)"', html)))


def links_in(html: str) -> list[str]:
    """Return where the links of a cleaned text lead that are not to a page of ours."""
    return [unescape(found[1]) for found in LINK_OUT.finditer(html)]


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


def rename(html: str, allowed: Allowed) -> str:
    """Write the tags that mean the same with the one name that we keep."""
    return allowed.names_to_change.sub(
        lambda tag: f"<{tag[1]}{allowed.same_as[tag[2].lower()]}", html
    )


def wall(html: str, allowed: Allowed, *, rel: str | None = None) -> str:
    """Take away everything that runs or that we do not know, in linear time."""
    return nh3.clean(
        html,
        tags=allowed.tags,
        attributes=allowed.attributes,
        url_schemes=SCHEMES,
        link_rel=rel,
        attribute_filter=allowed.keep,
    )


def link(html: str, allowed: Allowed) -> str:
    """Clean once more with bleach, and turn addresses and topics into links."""
    # A Cleaner is not thread-safe, so each call builds its own.
    cleaner = bleach.sanitizer.Cleaner(
        tags=allowed.tags,
        attributes={name: list(each) for name, each in allowed.attributes.items()},
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
        closed_to_links, ended = 0, ""
        for token in super().__iter__():
            if token.get("name") in UNLINKED:
                closed_to_links += {"StartTag": 1, "EndTag": -1}.get(token["type"], 0)
            if token["type"] == "Characters" and not closed_to_links:
                yield from self.with_topics(token["data"], goes_on=ended == "a")
            else:
                yield token
            ended = token["name"] if token["type"] == "EndTag" else ""

    def with_topics(self, text: str, *, goes_on: bool) -> Iterator[dict[str, Any]]:
        """Yield the tokens of a text, its topics as links; what goes on from a link is in no topic.

        Else "#one#two" would say one thing now and another when it is cleaned again.
        """
        end = 0
        for found in TOPIC.finditer(text):
            if goes_on and found.start() == 0:
                continue
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


def tidy(html: str, allowed: Allowed = POST) -> str:
    """Mark links that lead outside, drop empty paragraphs at the end, and clean a last time."""
    html = re.sub(r"(?:<p>(?:\s|&nbsp;|<br>)*</p>\s*)+$", "", html.strip())
    return last_wall(html, allowed)


def last_wall(html: str, allowed: Allowed) -> str:
    """Clean with the one that we rely on; whatever leaves this door passed it last."""
    return wall(html, allowed, rel="noopener noreferrer nofollow")
