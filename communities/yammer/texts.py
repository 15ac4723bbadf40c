"""From what somebody wrote over there to what is stored here: clean HTML and its plain form."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from communities.yammer.grammar import MENTION, Token, attachments, with_breaks
from conversations.actions.words import mention_link
from intranet.platform.plaintext import plain_text
from intranet.platform.richtext import Text, clean, paragraphs, tidy
from people.models import User

LONGEST_TITLE = 200
# Two characters that nobody types hold the place of a mention while the text becomes HTML.
OPENS, CLOSES = "\ue000", "\ue001"
KEPT_PLACE = re.compile(f"{OPENS}(\\d+):([^{CLOSES}]*){CLOSES}")
CONTROLS = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f{OPENS}{CLOSES}]")
LINKED = re.compile(r'<a [^>]*data-person="(\d+)"[^>]*>.*?</a>', re.DOTALL)
WEB = ("http://", "https://")
# Without an address, a topic or an entity bleach changes nothing, and it takes most of the time.
LINKABLE = re.compile(r"://|www\.|&amp;|(?<!&)#")


@dataclass(frozen=True)
class Words:
    """What a message says: a title that fits, its text, and its files in their order."""

    title: str
    text: Text
    files: list[int]


def words_of(
    *, title: str, body: str, cell: str, people: Mapping[int, User], pages: Mapping[int, str]
) -> Words:
    """Make what a message says fit to store."""
    tokens = list(attachments(cell))
    title = CONTROLS.sub(" ", " ".join(title.split()))
    body = with_breaks(CONTROLS.sub("", body))
    markup = long_title(title) + named(paragraphs(held(body)), people)
    markup += "".join(said(token, body, pages) for token in tokens)
    text = clean_text(markup, people)
    files = [token.id for token in tokens if token.kind == "file"]
    if text.is_empty and not title and not files:
        text = clean_text(note(_("This message had no text.")), {})
    return Words(fitting(title), text, files)


def fitting(title: str) -> str:
    """Cut a title that is too long between words."""
    if len(title) <= LONGEST_TITLE:
        return title
    return title[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"


def long_title(title: str) -> str:
    """Say the whole of a title that had to be cut."""
    return f"<p><strong>{escape(title)}</strong></p>" if len(title) > LONGEST_TITLE else ""


def held(body: str) -> str:
    """Keep the places of mentions."""
    return MENTION.sub(
        lambda found: f"{OPENS}{found[1] or found[2]}:{found[3] or ''}{CLOSES}", body
    )


def named(html: str, people: Mapping[int, User]) -> str:
    """Write the names in the places of mentions."""
    return KEPT_PLACE.sub(lambda found: name(people.get(int(found[1])), found[2]), html)


def name(person: User | None, alias: str) -> str:
    """Write a mention of a colleague, also a former one; of an unknown one, what we know."""
    if person is not None:
        return mention_link(person, "")
    return "@" + (alias or escape(_("somebody who is not in the export")))


def said(token: Token, body: str, pages: Mapping[int, str]) -> str:
    """Write an attachment that is no file: a link, or what it was."""
    if token.kind == "link":
        return link(token, body)
    if token.kind == "page":
        known = pages.get(token.id) or str(token.id)
        return note(
            _("Page “%(name)s”: did not come along from the old network.") % {"name": known}
        )
    if token.kind == "module":
        return note(_("A poll or praise: did not come along from the old network."))
    if token.kind == "unknown":
        return note(_("Attachment: %(words)s") % {"words": token.title[:500]})
    return ""


def link(token: Token, body: str) -> str:
    """Write a link with its title, unless the text has it already and there is nothing to add."""
    title = "" if token.title == token.url else token.title
    if token.url in body and not title:
        return ""
    label = escape(title or token.url)
    if token.url.lower().startswith(WEB):
        label = f'<a href="{escape(token.url)}">{label}</a>'
    elif title:
        label = f"{label}: {escape(token.url)}"
    return f"<p>{label}{'<br>' + escape(token.description) if token.description else ''}</p>"


def note(sentence: str) -> str:
    """Write what an export did not hand over, so that it cannot be taken for the author's words."""
    return f"<p><em>{escape(sentence)}</em></p>"


def absent_start() -> Words:
    """Say that the start of a thread is in no export, under no person's name."""
    sentence = _("The beginning of this conversation was not in the export.")
    return Words("", clean_text(note(sentence), {}), [])


def deleted_start() -> Words:
    """Say that the start of a thread was deleted, under no person's name."""
    sentence = _("The beginning of this conversation was deleted in the old network.")
    return Words("", clean_text(note(sentence), {}), [])


def clean_text(markup: str, people: Mapping[int, User]) -> Text:
    """Clean through the one door; what is too long for that goes through its last wall alone."""
    try:
        text = clean(markup) if LINKABLE.search(markup) else walled(markup)
    except ValidationError:
        text = walled(markup)
    if 'data-person="' not in text.html:
        return text
    by_id = {str(person.pk): person for person in people.values()}
    html = LINKED.sub(lambda found: mention_link(by_id.get(found[1]), found[0]), text.html)
    mentions = list(dict.fromkeys(int(number) for number in LINKED.findall(html)))
    return replace(text, html=html, mentions=mentions)


def walled(markup: str) -> Text:
    """Clean through nh3 alone, which is the boundary in any case."""
    html = tidy(markup)
    mentions = [int(number) for number in re.findall(r'data-person="(\d+)"', html)]
    return Text(html, plain_text(html), mentions)
