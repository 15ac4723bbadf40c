"""What rules would find in a text, with each place, and why exceptions held."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from intranet.platform.judging import Place, Words
from intranet.platform.richtext import clean, links_in
from moderation.models import RuleVersion
from moderation.screening.book import current_book
from moderation.screening.engine import Hit, compile_rules
from moderation.screening.exceptions import Exceptions
from moderation.screening.looks import Looks

MENTION = re.compile(r"(?<!\w)@\w")
Segments = list[tuple[str, bool]]


@dataclass(frozen=True)
class Tried:
    """What one rule finds in a text."""

    segments: Segments
    places: int
    # What stands there and was not found, each with the exception for which it was left.
    spared: list[tuple[str, str]] = field(default_factory=list)
    # Links, names of files and the like, which have no place in the text.
    besides: list[str] = field(default_factory=list)
    # What cannot be seen in one text.
    untold: list[str] = field(default_factory=list)

    @property
    def is_found(self) -> bool:
        """Tell whether the rule finds anything."""
        return bool(self.places or self.besides)


def words_in(text: str) -> Words:
    """Return a typed text as it would be posted."""
    plain = text.replace("\r\n", "\n")
    links = tuple(links_in(clean(plain, is_html=False).html))
    return Words(plain=plain, links=links, mentions=len(MENTION.findall(plain)))


def tried(looks: Looks, text: str) -> Tried:
    """Return what a rule finds in a typed text, whatever else works."""
    words = words_in(text)
    hits = compile_rules([(1, looks)]).find(words).get(1, [])
    return told(looks, words, hits)


def told(looks: Looks, words: Words, hits: list[Hit]) -> Tried:
    """Return hits as they are shown."""
    spans = spans_in(hits, "plain")
    return Tried(
        segments=segments(words.plain, spans),
        places=len(spans),
        spared=list(spared(looks, words, spans)),
        besides=list(dict.fromkeys(besides(hits))),
        untold=list(untold(looks)),
    )


def spans_in(hits: Iterable[Hit], part: str) -> list[tuple[int, int]]:
    """Return where hits stand in a part of a contribution."""
    return sorted((hit.start, hit.end) for hit in hits if hit.part == part)


def segments(text: str, spans: Iterable[tuple[int, int]]) -> Segments:
    """Return a text in pieces, each with whether it was found."""
    found: Segments = []
    last = 0
    for start, end in spans:
        if start < last:
            continue
        found += [(text[last:start], False), (text[start:end], True)]
        last = end
    return [piece for piece in [*found, (text[last:], False)] if piece[0]]


def spared(looks: Looks, words: Words, spans: list[tuple[int, int]]) -> Iterable[tuple[str, str]]:
    """Yield what would be found without exceptions, each with the one that held."""
    if not looks.exceptions:
        return
    bare = Looks.from_dict(looks.to_dict() | {"exceptions": []})
    for start, end in spans_in(compile_rules([(1, bare)]).find(words).get(1, []), "plain"):
        if (start, end) in spans:
            continue
        for phrase in looks.exceptions:
            if Exceptions((phrase,), forms=looks.forms).hold(words.plain, start, end):
                yield words.plain[start:end], phrase
                break


def besides(hits: Iterable[Hit]) -> Iterable[str]:
    """Yield in words what was found and has no place in the text."""
    for hit in hits:
        if hit.part == "links":
            yield _("A link to %(address)s") % {"address": hit.quote}
        elif hit.part == "files":
            yield _("A file: %(name)s") % {"name": hit.quote}
        elif hit.part == "title":
            yield _("In the title: %(words)s") % {"words": hit.quote}
        elif hit.part == "choices":
            yield _("In an answer of a poll: %(words)s") % {"words": hit.quote}
        elif hit.part == "mentions":
            yield _("More colleagues are mentioned than the rule lets pass.")


def untold(looks: Looks) -> Iterable[str]:
    """Yield what a rule looks for that cannot be seen in a text that is tried."""
    if looks.files:
        yield _("Kinds of files are not tried here.")
    if looks.needs_history:
        yield _("How fast and how often somebody writes is not tried here.")


def tried_by_all(text: str, place: Place) -> list[tuple[RuleVersion, Tried]]:
    """Return the rules in force that find something in a text that would stand somewhere."""
    book, words = current_book(), words_in(text)
    return [
        (book.versions[number], told(book.looks[number], words, hits))
        for number, hits in book.engine.find(words).items()
        if looks_at(book.versions[number], place)
    ]


def looks_at(version: RuleVersion, place: Place) -> bool:
    """Tell whether a rule looks at a kind of content; in which place is left open here."""
    return not version.kinds or place.kind in version.kinds
