"""What changed between two wordings, to be read: block by block, and in a block word by word.

Only the words are compared. That a word became bold, or that a link leads elsewhere, does not show;
a page that shows a difference also shows the whole wording.
"""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import groupby
from typing import TypeVar

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from intranet.platform.outline import Block, blocks_of

# Steps of comparing in one difference; what is beyond is shown as removed and added whole, which
# is as true and only longer.
MOST_STEPS = 500_000
# How many blocks further on we look for what became of one.
NEARBY = 12
# The share of words that two blocks have in common, from which the one became the other.
ALIKE = 0.4
# An unchanged word between two changes that is no longer belongs to them: a, de, the.
SHORT = 3

# How a block is shown, and in what its neighbours of the same kind stand with it.
SHOWN = {
    "h2": '<p class="strong">{}</p>',
    "h3": '<p class="strong">{}</p>',
    "h4": '<p class="strong">{}</p>',
    "ul": "<li>{}</li>",
    "ol": "<li>{}</li>",
    "said": "<footer>{}</footer>",
    "pre": "<pre>{}</pre>",
    "caption": '<p class="quiet">{}</p>',
    "picture": '<p class="change__picture">{}</p>',
}
AROUND = {"ul": "ul", "ol": "ol", "quote": "blockquote", "said": "blockquote"}

Thing = TypeVar("Thing", bound=Hashable)


@dataclass(frozen=True)
class Step:
    """Things that stayed, or that were removed or added."""

    removed: Sequence
    added: Sequence
    stayed: Sequence = ()


@dataclass
class Patience:
    """How many steps of comparing are left."""

    steps: int = field(default_factory=lambda: MOST_STEPS)

    def allows(self, steps: int) -> bool:
        """Take that many steps, if there are so many left."""
        if steps > self.steps:
            return False
        self.steps -= steps
        return True


def difference(old_html: str, new_html: str) -> Markup:
    """Show what changed from one cleaned text to another, as HTML with del and ins."""
    patience = Patience()
    rows: list[tuple[str, Markup]] = []
    for step in steps_between(blocks_of(old_html), blocks_of(new_html), patience):
        rows += [(block.kind, with_spaces(block.kind, block.words)) for block in step.stayed]
        for before, after in paired(step.removed, step.added, patience):
            rows.append(changed_row(before, after, patience))
    return laid_out(rows)


def difference_of_words(old: str, new: str) -> Markup:
    """Show what changed from one line of words to another, such as a title."""
    return changed_words("p", old.split(), new.split(), Patience())


def steps_between(old: Sequence[Thing], new: Sequence[Thing], patience: Patience) -> Iterator[Step]:
    """Yield what stayed and what changed, in order; what is the same at both ends costs nothing."""
    start = same_at_start(old, new)
    end = same_at_start(old[start:][::-1], new[start:][::-1])
    before, after = old[start : len(old) - end], new[start : len(new) - end]
    if start:
        yield Step((), (), stayed=new[:start])
    if before and after and patience.allows(steps_to_compare(before, after)):
        for name, i, j, k, m in SequenceMatcher(None, before, after).get_opcodes():
            same = name == "equal"
            yield Step((), (), after[k:m]) if same else Step(before[i:j], after[k:m])
    elif before or after:
        yield Step(before, after)
    if end:
        yield Step((), (), stayed=new[len(new) - end :])


def steps_to_compare(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    """Say how many steps comparing takes: what occurs often in both is what makes it long."""
    there = Counter(new)
    meetings = sum(count * there[thing] for thing, count in Counter(old).items())
    return len(old) + len(new) + meetings


def same_at_start(old: Sequence[Thing], new: Sequence[Thing]) -> int:
    """Count how many things are the same from the beginning."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def paired(
    removed: Sequence[Block], added: Sequence[Block], patience: Patience
) -> Iterator[tuple[Block | None, Block | None]]:
    """Yield which block became which, in order; None for what has no other side."""
    rest = 0
    for block in removed:
        place = successor(block, added[rest : rest + NEARBY], patience)
        if place is None:
            yield block, None
            continue
        for between in added[rest : rest + place]:
            yield None, between
        yield block, added[rest + place]
        rest += place + 1
    for block in added[rest:]:
        yield None, block


def successor(block: Block, candidates: Sequence[Block], patience: Patience) -> int | None:
    """Return the place of the block that says most of the same, if one does."""
    best, place = ALIKE, None
    said = Counter(block.words)
    for number, other in enumerate(candidates):
        if (other.kind, other.about) != (block.kind, block.about):
            continue
        if not patience.allows(len(block.words) + len(other.words)):
            return place
        common = (said & Counter(other.words)).total()
        share = 2 * common / (len(block.words) + len(other.words))
        if share > best:
            best, place = share, number
    return place


def changed_row(
    before: Block | None, after: Block | None, patience: Patience
) -> tuple[str, Markup]:
    """Return how a block is shown that was removed, was added or became another."""
    known = before or after
    assert known
    return known.kind, changed_words(
        known.kind, before.words if before else (), after.words if after else (), patience
    )


def changed_words(kind: str, old: Sequence[str], new: Sequence[str], patience: Patience) -> Markup:
    """Return words with what was removed and added marked, also for who does not see colours."""
    parts: list[Markup] = []
    for step in without_crumbs(list(steps_between(tuple(old), tuple(new), patience))):
        if step.stayed:
            parts.append(with_spaces(kind, step.stayed))
        if step.removed:
            parts.append(marked("del", _("removed:"), with_spaces(kind, step.removed)))
        if step.added:
            parts.append(marked("ins", _("added:"), with_spaces(kind, step.added)))
    return Markup("\n" if kind == "pre" else " ").join(parts)


def without_crumbs(steps: list[Step]) -> list[Step]:
    """Join two changes that only a short word parts: they read as one."""
    joined: list[Step] = []
    for number, step in enumerate(steps):
        is_between = 0 < number < len(steps) - 1
        if is_between and len(step.stayed) == 1 and len(step.stayed[0]) <= SHORT:
            step = Step(step.stayed, step.stayed)
        if joined and not step.stayed and not joined[-1].stayed:
            last = joined.pop()
            step = Step((*last.removed, *step.removed), (*last.added, *step.added))
        joined.append(step)
    return joined


def marked(tag: str, word: str, text: Markup) -> Markup:
    """Return what was removed or added, with a word that says so to who hears the page."""
    return Markup('<{0}><span class="sr">{1} </span>{2}</{0}>').format(Markup(tag), word, text)


def with_spaces(kind: str, words: Sequence[str]) -> Markup:
    """Return words, or the lines of code, as HTML."""
    if kind == "pre":
        return escape("\n".join(words))
    return Markup("<br>").join(" ".join(words).split("\n"))


def laid_out(rows: list[tuple[str, Markup]]) -> Markup:
    """Return the blocks as HTML, items in their list and quotes as quotes."""
    written = Markup()
    for around, group in groupby(rows, key=lambda row: AROUND.get(row[0], "")):
        inside = Markup().join(
            Markup(SHOWN.get(kind, "<p>{}</p>")).format(text) for kind, text in group
        )
        written += Markup("<{0}>{1}</{0}>").format(Markup(around), inside) if around else inside
    return written
