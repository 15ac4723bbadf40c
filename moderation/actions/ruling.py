"""Writing rules, and switching them on and off. What works is never changed: it is replaced."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.clock import day_here
from intranet.platform.policy import require
from moderation.actions.drafting import tidy
from moderation.feeds.writing import (
    facts_of,
    fingerprint,
    problems_of,
    senseless_days,
    unknown_section,
    version_to_write,
)
from moderation.models import Rule, RuleBook, RuleVersion
from moderation.policies import can_manage_rules
from moderation.querysets import begin_of
from moderation.screening.book import forget_book
from moderation.screening.looks import Looks
from people.models import User

Stage = RuleVersion.Stage
WORDS = ("name", "reason", "explanation_nl", "explanation_en")


class StaleRule(ValidationError):
    """Somebody else changed this rule since it was opened; `theirs` is how it reads now."""

    def __init__(self, theirs: RuleVersion) -> None:
        said = _("%(who)s changed this since you opened it. Nothing of either is lost.")
        super().__init__(said % {"who": theirs.made_by.name})
        self.theirs = theirs


@transaction.atomic
def draft_rule(*, actor: User, **facts: Any) -> RuleVersion:
    """Write a new rule, of which nothing works yet; ValidationError for what makes no sense."""
    require(can_manage_rules(actor), _("Only HR writes rules."))
    tidied = sensible(facts)
    now = clock.now()
    rule = Rule.objects.create(made_by=actor, made_at=now)
    version = RuleVersion.objects.create(rule=rule, number=1, made_by=actor, made_at=now, **tidied)
    record("moderation.rule.drafted", actor=actor, subject=version, rule=rule.pk)
    return version


@transaction.atomic
def change_draft(*, actor: User, rule: Rule, seen: str, **facts: Any) -> RuleVersion:
    """Change a rule: its draft, or a draft of its next version when it has none.

    `seen` is the fingerprint of what was on the page; StaleRule when it reads otherwise meanwhile.
    The same words again change nothing.
    """
    current = held_version(rule, actor=actor)
    tidied = sensible(facts)
    before = facts_of(current)
    changed = [name for name, value in tidied.items() if before[name] != value]
    if not changed:
        return current
    if fingerprint(current) != seen:
        raise StaleRule(current)
    if current.stage != Stage.DRAFT:
        current = RuleVersion(rule=rule, number=current.number + 1)
    for name, value in tidied.items():
        setattr(current, name, value)
    current.made_by, current.made_at = actor, clock.now()
    current.save()
    record("moderation.rule.changed", actor=actor, subject=current, rule=rule.pk, facts=changed)
    return current


@transaction.atomic
def switch_on(*, actor: User, rule: Rule, seen: str) -> RuleVersion:
    """Let the newest version work from its day on; what worked is replaced at that moment.

    ValidationError with all that is missing, by field; StaleRule when it reads otherwise meanwhile.
    """
    version = held_version(rule, actor=actor)
    if version.stage not in (Stage.DRAFT, Stage.OFF):
        raise ValidationError(_("This rule works already, as it is written here."))
    if fingerprint(version) != seen:
        raise StaleRule(version)
    now = clock.now()
    if missing := problems_of(version, day_here(now)):
        raise ValidationError(missing)
    begins_later = version.begins_on is not None and version.begins_on > day_here(now)
    replace(rule, begin_of(version.begins_on) if begins_later else now)  # type: ignore[arg-type]
    version.stage, version.switched_off_at = Stage.ON, None
    version.switched_on_at = version.switched_on_at or now
    version.save(update_fields=["stage", "switched_on_at", "switched_off_at"])
    turn_page()
    record("moderation.rule.switched_on", actor=actor, subject=version, rule=rule.pk)
    return version


@transaction.atomic
def put_to_work(*, actor: User, rule: Rule | None, seen: str, **facts: Any) -> RuleVersion:
    """Keep what was written and switch it on; where that is refused, nothing is kept either."""
    if rule is None:
        version = draft_rule(actor=actor, **facts)
    else:
        version = change_draft(actor=actor, rule=rule, seen=seen, **facts)
    return switch_on(actor=actor, rule=version.rule, seen=fingerprint(version))


@transaction.atomic
def switch_off(*, actor: User, rule: Rule) -> None:
    """Let a rule do nothing from this moment on; a draft of its next version stays."""
    held_version(rule, actor=actor)
    now = clock.now()
    working = list(still_working(rule, now))
    if not working:
        raise ValidationError(_("This rule was off already."))
    for version in working:
        version.switched_off_at = now
        if version.stage == Stage.ON:
            version.stage = Stage.OFF
        version.save(update_fields=["stage", "switched_off_at"])
    turn_page()
    record("moderation.rule.switched_off", actor=actor, subject=working[0], rule=rule.pk)


@transaction.atomic
def throw_rule_draft_away(*, actor: User, rule: Rule) -> bool:
    """Throw a draft away; return whether the rule itself went, because it never worked."""
    draft = held_version(rule, actor=actor)
    if draft.stage != Stage.DRAFT:
        raise ValidationError(_("There is no draft of this rule any more."))
    record("moderation.rule.thrown_away", actor=actor, subject=draft, rule=rule.pk)
    draft.delete()
    if rule.versions.exists():  # type: ignore[attr-defined]
        return False
    rule.delete()
    return True


def replace(rule: Rule, moment: datetime) -> None:
    """Let all that works of a rule stop at a moment, or before where that was settled."""
    for version in still_working(rule, clock.now()):
        ends = min(filter(None, [version.switched_off_at, moment]))
        version.stage, version.switched_off_at = Stage.REPLACED, ends
        version.save(update_fields=["stage", "switched_off_at"])


def still_working(rule: Rule, now: datetime) -> Iterable[RuleVersion]:
    """Return the versions that read along, or will: that which is on, and its last days."""
    working = Q(stage=Stage.ON) | Q(stage=Stage.REPLACED, switched_off_at__gt=now)
    return rule.versions.filter(working).order_by("-number")  # type: ignore[attr-defined,no-any-return]


def held_version(rule: Rule, *, actor: User) -> RuleVersion:
    """Hold a rule and return its newest version; ValidationError when it was thrown away."""
    require(can_manage_rules(actor), _("Only HR writes rules."))
    Rule.objects.select_for_update().filter(pk=rule.pk).first()
    version = version_to_write(rule)
    if version is None:
        raise ValidationError(_("This rule was thrown away meanwhile."))
    return version


def sensible(facts: dict[str, Any]) -> dict[str, Any]:
    """Return facts as they are stored; ValidationError by field for what no draft can be."""
    wrong = senseless_days(facts["begins_on"], facts["ends_on"])
    wrong |= unknown_section(facts["section_id"])
    if wrong:
        raise ValidationError(wrong)
    looks = Looks.from_dict(facts["looks"]).to_dict()
    return facts | {name: tidy(facts[name]) for name in WORDS} | {"looks": looks}


def turn_page() -> None:
    """Let every process read the rules anew: this one at once, others within seconds."""
    RuleBook.objects.get_or_create(pk=1)
    RuleBook.objects.filter(pk=1).update(revision=F("revision") + 1)
    forget_book()
    transaction.on_commit(forget_book)
