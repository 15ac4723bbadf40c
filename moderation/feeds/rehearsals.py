"""A dry run as who asked for it follows it: how far it is, what it caught, and examples."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from intranet.platform.contributions import Example, earlier_contributions
from intranet.platform.judging import Kind, Step
from moderation.feeds.trying import Segments, besides, segments, spans_in
from moderation.models import DryRun, DryRunHit, Rule, RuleVersion
from moderation.screening.engine import compile_rules
from moderation.screening.looks import Looks

# How much of a text stands around what was found in it.
AROUND = 140
A_LOT, NEARLY_ALL = 0.05, 0.5


@dataclass(frozen=True)
class Sample:
    """An example with the words that were found, and what somebody said of it."""

    hit: DryRunHit
    segments: Segments
    besides: list[str]
    kind: str
    at: datetime


@dataclass(frozen=True)
class Rehearsal:
    """A dry run on a page."""

    run: DryRun
    samples: list[Sample]
    is_of_now: bool

    @property
    def rightly(self) -> int:
        """How many examples were said to be right."""
        return sum(sample.hit.is_right is True for sample in self.samples)

    @property
    def wrongly(self) -> int:
        """How many examples were said not to be."""
        return sum(sample.hit.is_right is False for sample in self.samples)

    @property
    def open(self) -> int:
        """How many nobody looked at yet."""
        return len(self.samples) - self.rightly - self.wrongly

    @property
    def warning(self) -> str:
        """Say that it would catch a lot; nothing when it does not."""
        share = self.run.caught / self.run.seen if self.run.seen else 0.0
        if share > NEARLY_ALL:
            return nearly_all(self.run.version.action)
        if share > A_LOT:
            return _("That is a lot: more than one in twenty. Look whether it is meant like that.")
        return ""


def nearly_all(action: str) -> str:
    """Say that a rule finds something in nearly everything."""
    return {
        Step.HINT: _("This rule would give a hint for nearly everything that people write."),
        Step.HOLD: _("This rule would hold nearly everything that people write."),
        Step.REFUSE: _("This rule would refuse nearly everything that people write."),
        Step.FLAG: _("This rule would flag nearly everything that people write."),
    }[Step(action)]


def rehearsal_of(rule: Rule, version: RuleVersion, viewer: Any) -> Rehearsal | None:
    """Return the last dry run of a rule, with examples as far as this person may read them."""
    runs = DryRun.objects.filter(version__rule=rule).select_related("version")
    run = runs.order_by("-pk").first()
    if run is None:
        return None
    now = (Looks.from_dict(version.looks).to_dict(), version.kinds, version.audience_ids)
    return Rehearsal(run, samples(run, viewer), (run.looks, run.kinds, run.audience_ids) == now)


def samples(run: DryRun, viewer: Any) -> list[Sample]:
    """Return the examples that this person may read herself, with what was found marked."""
    by_source: dict[str, list[DryRunHit]] = defaultdict(list)
    for hit in DryRunHit.objects.filter(run=run).order_by("pk"):
        by_source[hit.kind].append(hit)
    looks = Looks.from_dict(run.looks)
    found: list[Sample] = []
    for source, hits in by_source.items():
        ids = [hit.subject_id for hit in hits]
        shown = earlier_contributions().examples(viewer, source, ids)
        found += [
            sample_of(hit, shown[hit.subject_id], looks) for hit in hits if hit.subject_id in shown
        ]
    return found


def sample_of(hit: DryRunHit, example: Example, looks: Looks) -> Sample:
    """Return an example with what the rule finds in it now."""
    hits = compile_rules([(1, looks)]).find(example.words).get(1, [])
    text, spans = cut(example.words.plain, spans_in(hits, "plain"))
    kind = name_of(example.place.kind)
    return Sample(hit, segments(text, spans), list(besides(hits)), kind, example.at)


def name_of(kind: str) -> str:
    """Say what one contribution is, in the reader's language."""
    return {
        Kind.COMMENT: pgettext("noun", "Comment"),
        Kind.ARTICLE: pgettext("noun", "Article"),
        Kind.QUESTION: pgettext("noun", "Question"),
        Kind.POLL: pgettext("noun", "Poll"),
    }.get(Kind(kind), pgettext("noun", "Post"))


def cut(text: str, spans: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """Return the part of a text around the first thing that was found, and where it all stands."""
    first = spans[0][0] if spans else 0
    start = max(0, first - AROUND)
    end = min(len(text), first + 2 * AROUND)
    before, after = "…" if start else "", "…" if end < len(text) else ""
    moved = [
        (one - start + len(before), min(other, end) - start + len(before))
        for one, other in spans
        if one < end
    ]
    return f"{before}{text[start:end]}{after}", moved
