"""A rule as who writes it needs it: its versions, what is missing, and what changed."""

import json
from datetime import date
from hashlib import blake2b
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from intranet.platform import clock
from intranet.platform.clock import day_here
from intranet.platform.judging import Step
from moderation.feeds.wordings import sections_now
from moderation.models import Rule, RuleVersion
from moderation.screening.looks import Looks
from moderation.screening.patterns import problem_of

# What somebody writes of a version, by the names of the columns.
FACTS = (
    "name", "section_id", "reason", "looks", "action", "kinds", "audience_ids",
    "explanation_nl", "explanation_en", "begins_on", "ends_on", "owner_id",
)  # fmt: skip
Problems = dict[str, list[str]]


def facts_of(version: RuleVersion) -> dict[str, Any]:
    """Return what was written of a version; what it looks for with every field there is."""
    facts = {name: getattr(version, name) for name in FACTS}
    return facts | {"looks": Looks.from_dict(version.looks).to_dict()}


def fingerprint(version: RuleVersion | None) -> str:
    """Return a word that changes with everything that was written of a version."""
    if version is None:
        return ""
    words = json.dumps([version.pk, version.stage, facts_of(version)], default=str, sort_keys=True)
    return blake2b(words.encode(), digest_size=12).hexdigest()


def versions_of(rule: Rule) -> QuerySet[RuleVersion]:
    """Return all versions, the newest first."""
    return rule.versions.select_related("made_by", "owner").order_by("-number")  # type: ignore[attr-defined]


def version_to_write(rule: Rule) -> RuleVersion | None:
    """Return what somebody who changes a rule begins with: its draft, else its newest version."""
    return versions_of(rule).first()


def version_that_works(rule: Rule) -> RuleVersion | None:
    """Return the version that is on or waits for its day; of two the one that reads along now."""
    today = day_here(clock.now())
    working = versions_of(rule).filter(pk__in=RuleVersion.objects.working(today).values("pk"))
    return working.first() or versions_of(rule).filter(stage=RuleVersion.Stage.ON).first()


def problems_of(version: RuleVersion, today: date) -> Problems:
    """Return what keeps a version from being switched on, a sentence each, by field."""
    found = senseless_days(version.begins_on, version.ends_on)
    if version.ends_on and version.ends_on < today:
        found.setdefault("ends_on", []).append(_("This day is over. Choose today or a later day."))
    found |= unknown_section(version.section_id)
    if not version.reason:
        found["reason"] = [_("Say why we have this rule; everybody can read that.")]
    if version.action != Step.FLAG:
        for name, sentence in (
            ("explanation_nl", _("Say in Dutch what its author reads.")),
            ("explanation_en", _("Say in English what its author reads.")),
        ):
            if not getattr(version, name):
                found[name] = [sentence]
    return found | senseless_looks(Looks.from_dict(version.looks))


def senseless_days(begins_on: date | None, ends_on: date | None) -> Problems:
    """Return what is wrong with the days on which a rule begins and ends."""
    if begins_on and ends_on and ends_on < begins_on:
        return {"ends_on": [_("It would end before it begins. Choose a later day.")]}
    return {}


def unknown_section(number: int) -> Problems:
    """Return what is wrong with a section: a rule stands on one of the code in force."""
    if number in {section for section, _title in sections_now()}:
        return {}
    said = _("This section is not in the code that is in force. Choose another one.")
    return {"section": [said]}


def senseless_looks(looks: Looks) -> Problems:
    """Return what is senseless about what a rule looks for, patterns beside their field."""
    patterns = list(filter(None, map(problem_of, looks.patterns)))
    others = [sentence for sentence in looks.problems() if sentence not in patterns]
    named = {"patterns": patterns, "words": others}
    return {name: sentences for name, sentences in named.items() if sentences}
