"""The rules on one page: where they look, what they do, and how often they found something."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intranet.platform import clock
from intranet.platform.clock import day_here
from intranet.platform.judging import Kind, Step
from intranet.platform.wording import day
from moderation.feeds.wordings import titles_of
from moderation.models import RuleDay, RuleVersion
from people.models import Audience
from search.findable import places_of

# Below this many nothing is said: of a few it could be guessed who they are.
LEAST = 10
Stage = RuleVersion.Stage


@dataclass(frozen=True)
class Row:
    """A rule on the page: the version that counts, and whether a change of it is being written."""

    version: RuleVersion
    section: str
    where: str
    state: str
    has_draft: bool
    hits: int
    went_on: int

    @property
    def is_on(self) -> bool:
        """Tell whether it reads along, or will."""
        return self.state in ("on", "later")


@dataclass(frozen=True)
class Rules:
    """The page: rules, how many there are of each sort, and what they found together at least."""

    rows: list[Row]
    all: int
    on: int
    draft: int
    hits: int


def all_rules(viewer: Any, *, show: str = "all") -> Rules:
    """Return the rules for whoever writes them, those that are on first; `show` leaves some out."""
    today = day_here(clock.now())
    shown, drafts = versions_by_rule(today)
    found = {row["rule_id"]: row for row in month_of(today)}
    sections = titles_of({version.section_id for version in shown.values()})
    audiences = {number for version in shown.values() for number in version.audience_ids}
    names = {pk: place.name for pk, place in places_of(viewer, audiences).items()}
    rows = [
        Row(
            version=version,
            section=sections.get(version.section_id, ""),
            where=where(version, names),
            state=state_of(version, today),
            has_draft=rule_id in drafts,
            hits=found.get(rule_id, {}).get("hits", 0),
            went_on=found.get(rule_id, {}).get("went_on", 0),
        )
        for rule_id, version in shown.items()
    ]
    rows.sort(key=lambda row: (not row.is_on, row.version.name.lower(), row.version.rule_id))
    wanted = {"on": lambda row: row.is_on, "draft": lambda row: row.has_draft}.get(show)
    return Rules(
        rows=[row for row in rows if wanted is None or wanted(row)],
        all=len(rows),
        on=sum(row.is_on for row in rows),
        draft=sum(row.has_draft for row in rows),
        hits=sum(row.hits for row in rows if row.hits >= LEAST),
    )


def versions_by_rule(today: date) -> tuple[dict[int, RuleVersion], set[int]]:
    """Return the version that counts of each rule, and the rules that have a draft.

    That which reads along today; else what is on and begins later, else the newest.
    """
    working = {version.pk for version in RuleVersion.objects.working(today)}
    best: dict[int, tuple[tuple[bool, bool, int], RuleVersion]] = {}
    drafts = set()
    for version in RuleVersion.objects.select_related("owner"):
        if version.stage == Stage.DRAFT:
            drafts.add(version.rule_id)
        is_old = version.stage in (Stage.ON, Stage.OFF)
        worth = (version.pk in working, version.stage == Stage.ON, is_old, version.number)
        if version.rule_id not in best or worth > best[version.rule_id][0]:
            best[version.rule_id] = (worth, version)
    return {rule: version for rule, (_worth, version) in best.items()}, drafts


def month_of(today: date) -> Iterable[dict[str, Any]]:
    """Return what rules found this month, and how often somebody went on."""
    days = RuleDay.objects.filter(on__gte=today.replace(day=1), on__lte=today)
    return days.order_by().values("rule_id").annotate(hits=Sum("hits"), went_on=Sum("went_on"))


def state_of(version: RuleVersion, today: date) -> str:
    """Return what a version is today: on, later, over, draft or off."""
    if version.stage == Stage.ON:
        if version.begins_on and version.begins_on > today:
            return "later"
        return "over" if version.ends_on and version.ends_on < today else "on"
    if version.stage == Stage.REPLACED:
        # What is replaced is only looked at while it has its last days.
        return "on"
    return str(version.stage)


def where(version: RuleVersion, names: dict[int, str]) -> str:
    """Say where a rule looks, in the reader's language; places she cannot see are only counted."""
    known = dict(Kind.choices)
    kinds = [str(known[kind]) for kind in version.kinds if kind in known]
    said = joined(kinds) if kinds else _("everywhere")
    if version.audience_ids:
        places = [names[number] for number in version.audience_ids if number in names]
        if hidden := len(version.audience_ids) - len(places):
            places.append(
                ngettext("%(num)s place you cannot see", "%(num)s places you cannot see", hidden)
                % {"num": hidden}
            )
        said = _("%(kinds)s, in %(places)s") % {"kinds": said, "places": joined(places)}
    return said[:1].upper() + said[1:]


def joined(words: list[str]) -> str:
    """Return words as they stand in a sentence."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def places_to_choose(viewer: Any) -> list[tuple[int, str]]:
    """Return the communities and blogs that exist for somebody, by name."""
    found = places_of(viewer, set(Audience.objects.values_list("pk", flat=True)))
    named = [(number, place.name) for number, place in found.items()]
    return sorted(named, key=lambda one: one[1].lower())


def consequences(step: str) -> list[str]:
    """Say what happens to a contribution in which a rule finds something."""
    return {
        Step.HINT: [_("The author may post it all the same. Nobody else hears of it.")],
        Step.HOLD: [
            _("It waits until HR has read it. The author knows, and hears what is decided."),
            _("Names and profiles cannot wait: there it must be changed first."),
        ],
        Step.REFUSE: [_("It can only be posted after a change. What was typed stays.")],
        Step.FLAG: [_("It appears at once. HR gets a case.")],
    }[Step(step)]


def begins_in_words(version: RuleVersion) -> str:
    """Say since when or from when a version works."""
    if state_of(version, day_here(clock.now())) == "later" and version.begins_on:
        return _("works from %(day)s") % {"day": day(version.begins_on)}
    if version.switched_on_at:
        return _("on since %(day)s") % {"day": day(version.switched_on_at)}
    return ""
