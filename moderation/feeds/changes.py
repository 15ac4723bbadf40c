"""What changed from one version of the code to another, section by section, to be read."""

from bisect import bisect_left
from dataclasses import dataclass

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from intranet.platform.differences import difference, difference_of_words
from moderation.feeds.code import differs, wordings_of
from moderation.models import CodeVersion, SectionWording


@dataclass
class ChangedSection:
    """What became of an agreement: new, gone, changed, moved, or the same."""

    kind: str
    number: int
    number_before: int
    title: Markup
    # What it is (its name as a heading) and how it reads now, what went and came marked.
    parts: list[tuple[str, Markup]]
    has_moved: bool = False


@dataclass(frozen=True)
class Changes:
    """All that is otherwise in a version than in the one before."""

    intro: Markup
    sections: list[ChangedSection]

    @property
    def stayed(self) -> int:
        """How many agreements read as before, in the same place."""
        return sum(1 for each in self.sections if each.kind == "same" and not each.has_moved)

    @property
    def changed(self) -> list[ChangedSection]:
        """Those that are new, gone, changed or elsewhere."""
        return [each for each in self.sections if each.kind != "same" or each.has_moved]


def changes_between(before: CodeVersion | None, after: CodeVersion) -> Changes:
    """Return what changed, in the order of the later version; what went stands at the end."""
    wordings = wordings_of([before, after])
    old = {each.section_id: each for each in wordings[before.pk]} if before else {}
    new = {each.section_id: each for each in wordings[after.pk]}
    places_before = {section: place for place, section in enumerate(old, 1)}
    moved = moved_sections([places_before[section] for section in new if section in old])
    sections = []
    for number, (section, wording) in enumerate(new.items(), 1):
        place = places_before.get(section, 0)
        sections.append(changed_section(old.get(section), wording, number, place))
    for section, wording in old.items():
        if section not in new:
            sections.append(changed_section(wording, None, 0, places_before[section]))
    intro = difference(as_html(before.intro if before else ""), as_html(after.intro))
    has_news = before is None or before.intro != after.intro
    for section in sections:
        section.has_moved = section.number_before in moved
    return Changes(intro if has_news else Markup(), sections)


def changed_section(
    before: SectionWording | None,
    after: SectionWording | None,
    number: int,
    number_before: int,
) -> ChangedSection:
    """Return what became of one agreement, word by word."""
    if before is None or after is None:
        kind = "gone" if after is None else "new"
    else:
        kind = "changed" if differs(before, after) else "same"
    title = difference_of_words(before.title if before else "", after.title if after else "")
    if kind in ("new", "gone"):
        title = escape((after or before).title)  # type: ignore[union-attr]
    return ChangedSection(kind, number, number_before, title, parts_of(before, after))


def parts_of(
    before: SectionWording | None, after: SectionWording | None
) -> list[tuple[str, Markup]]:
    """Return the parts of an agreement that somebody wrote, each with its name."""
    names = {
        "text": "",
        "why": _("Why"),
        "fine": _("Like this"),
        "not_fine": _("Rather not"),
    }
    parts = []
    for name, heading in names.items():
        old, new = (as_html(getattr(each, name)) if each else "" for each in (before, after))
        if old or new:
            parts.append((heading, difference(old, new)))
    return parts


def as_html(words: str | list[str]) -> str:
    """Write plain words as the HTML that can be compared: lines as a list, else paragraphs."""
    if isinstance(words, list):
        items = Markup().join(Markup("<li>{}</li>").format(line) for line in words)
        return str(Markup("<ul>{}</ul>").format(items)) if words else ""
    blocks = [block.strip() for block in words.split("\n\n") if block.strip()]
    return str(Markup().join(Markup("<p>{}</p>").format(block) for block in blocks))


def moved_sections(places: list[int]) -> set[int]:
    """Return the earlier places of what moved: all that is not in the longest run that kept order.

    One section that went to the top moved; the others, which only made room, did not.
    """
    ends: list[int] = []
    at: list[int] = []
    for place in places:
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        at.append(length)
    stayed, wanted = set(), len(ends) - 1
    for place, length in zip(reversed(places), reversed(at), strict=True):
        if length == wanted:
            stayed.add(place)
            wanted -= 1
    return set(places) - stayed
