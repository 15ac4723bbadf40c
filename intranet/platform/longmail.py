"""An article as mail shows it: every style stands in its element, and a picture goes along.

Mail programs drop stylesheets, so what must hold is written into each tag. The text comes from
one door (longread.py) with a short list of tags, so that this list of styles is all that is needed.
"""

import re
from collections.abc import Collection
from html import unescape
from typing import Any
from uuid import UUID

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from intranet.platform.atom import with_whole_addresses
from intranet.platform.longread import PICTURE
from intranet.platform.plaintext import plain_text

# How wide the sheet of a letter is, without its edges.
WIDEST = 536
SERIF = "font-family:Georgia,'Times New Roman',serif;"
SANS = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;"
INK, INK_2, INK_3 = "color:#17222a;", "color:#444f56;", "color:#626b71;"
READ = f"{SERIF}font-size:18px;line-height:29px;"
# The class lets a dark screen change the colour (templates/mail/_head.html).
STYLES = {
    "p": ("ink", f"margin:0 0 18px;{READ}{INK}"),
    "h2": ("ink", f"margin:32px 0 12px;{SERIF}font-size:23px;line-height:30px;{INK}"),
    "h3": ("ink", f"margin:26px 0 10px;{SERIF}font-size:19px;line-height:27px;{INK}"),
    "ul": ("ink", f"margin:0 0 18px;padding:0 0 0 24px;{READ}{INK}"),
    "ol": ("ink", f"margin:0 0 18px;padding:0 0 0 24px;{READ}{INK}"),
    "li": ("ink", f"margin:0 0 8px;{INK}"),
    "blockquote": (
        "line ink2",
        f"margin:0 0 18px;padding:2px 0 2px 18px;border-left:3px solid #e0dcd6;{READ}{INK_2}",
    ),
    "aside": (
        "line ink",
        f"margin:28px 0;padding:16px 0;border-top:1px solid #e0dcd6;"
        f"border-bottom:1px solid #e0dcd6;{SERIF}font-size:22px;line-height:32px;{INK}",
    ),
    "footer": ("ink3", f"margin:8px 0 0;{SANS}font-size:14px;line-height:20px;{INK_3}"),
    "figure": ("", "margin:0 0 22px;padding:0;"),
    "figcaption": ("ink3", f"margin:8px 0 0;{SANS}font-size:14px;line-height:20px;{INK_3}"),
    "pre": (
        "well ink",
        f"margin:0 0 18px;padding:12px 14px;background:#efece6;white-space:pre-wrap;{INK}",
    ),
    "a": ("link", "color:#004c5d;"),
}
# The words that stand out are larger than the others; they stand in a paragraph of their own.
PULL = f'<p class="ink" style="margin:0;{SERIF}font-size:23px;line-height:33px;{INK}">'
PULLED = re.compile(r"(<aside[^<>]*>)<p[^<>]*>")
TAG = re.compile(r"<([a-z][a-z0-9]*)((?:\s[^<>]*)?)>")
CLASS = re.compile(r'\sclass="[^"]*"')
LINK = re.compile(r'<a\s[^<>]*?href="([^"]*)"[^<>]*>(.*?)</a>', re.DOTALL)


def letter_html(html: str, files: dict[UUID, Any], enclosed: Collection[UUID]) -> SafeString:
    """Return a cleaned text as a letter shows it; `enclosed` are the pictures that go along.

    Of another one its description stands there, which is also what one reads who sees none.
    """

    def shown(found: re.Match) -> str:
        number, alt = UUID(found[1]), found[3]
        # Escaped as it is stored.
        if number in enclosed:
            return f'<figure data-file="{number}">{picture(files[number], alt)}'
        return f'<figure data-file="{number}"><p>{described(alt)}</p>'

    whole = TAG.sub(styled, with_whole_addresses(PICTURE.sub(shown, html)))
    return mark_safe(PULLED.sub(rf"\1{PULL}", whole))  # noqa: S308 (cleaned before)


def styled(found: re.Match) -> str:
    """Return a tag with its style in it."""
    name, attributes = found[1], CLASS.sub("", found[2])
    if name not in STYLES:
        return found[0]
    shade, style = STYLES[name]
    return f'<{name}{attributes} class="{shade}" style="{style}">'


def picture(file: Any, alt: str) -> str:
    """Return the tag of a picture that goes along."""
    width = min(WIDEST, file.width or WIDEST)
    height = round(width * (file.height or width) / (file.width or width))
    return (
        f'<img class="ink3" src="cid:{file.pk.hex}" width="{width}" height="{height}" alt="{alt}"'
        f' style="display:block;width:100%;max-width:{width}px;height:auto;border-radius:12px;'
        f'{SANS}font-size:15px;line-height:22px;{INK_3}">'
    )


def described(alt: str) -> str:
    """Say what is to be seen on a picture, in the place where it stands."""
    if alt:
        return format_html("[{}]", _("Picture: %(alt)s") % {"alt": unescape(alt)})
    return format_html("[{}]", _("Picture"))


def letter_plain(html: str) -> str:
    """Return a cleaned text in plain words, with the addresses of its links and what pictures show.

    What reads a mail aloud gets these words.
    """
    told = PICTURE.sub(lambda found: f"<figure><p>{described(found[3])}</p>", html)
    return plain_text(LINK.sub(with_address, with_whole_addresses(told)))


def with_address(found: re.Match) -> str:
    """Return the words of a link with the address behind them."""
    address, words = found[1], found[2]
    return words if plain_text(words) == unescape(address) else f"{words} &lt;{address}&gt;"
