"""Rules in force and the code on which they stand, with only what a test cares about."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils.timezone import localdate

from intranet.platform import clock
from moderation.models import CodeVersion, Rule, RuleVersion, Section, SectionWording
from people.models import User
from tests.factories.communities import make_person

_numbers = count(1)


def make_section(version: CodeVersion, title: str) -> Section:
    """Make a section of this version of the code."""
    now, position = clock.now(), version.wordings.count() + 1
    section = Section.objects.create(made_at=now)
    SectionWording.objects.create(
        version=version,
        section=section,
        position=position,
        title_nl=title,
        title_en=title,
        text_nl=title,
        text_en=title,
    )
    return section


def make_code(*titles: str) -> CodeVersion:
    """Make a version of the code that holds since yesterday."""
    maker, number = make_person("Maker Code"), next(_numbers)
    now = clock.now()
    version = CodeVersion.objects.create(
        number=number,
        begins_on=localdate(now) - timedelta(days=1),
        made_by=maker,
        made_at=now,
        agreed_by=maker,
        agreed_at=now,
    )
    for title in titles:
        make_section(version, title)
    return version


def make_rule(section: Section, name: str, *, owner: User | None = None, **fields: Any) -> Rule:
    """Make a rule with one version, which works unless the fields say otherwise."""
    owner = owner or make_person("Eigenaar Regel")
    now = clock.now()
    rule = Rule.objects.create(made_by=owner, made_at=now)
    fields = {"stage": "on", "action": "hint", "reason": "Omdat.", "switched_on_at": now} | fields
    RuleVersion.objects.create(
        rule=rule, number=1, name=name, section=section, owner=owner, made_by=owner, made_at=now,
        **fields,
    )  # fmt: skip
    return rule
