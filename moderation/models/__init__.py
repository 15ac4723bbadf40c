"""The tables of the code of conduct and of what follows from it."""

from moderation.models.code import (
    Acceptance,
    CodeVersion,
    DraftReader,
    Remark,
    Section,
    SectionWording,
)
from moderation.models.rule import DryRun, DryRunHit, Rule, RuleBook, RuleDay, RuleVersion

__all__ = [
    "Acceptance",
    "CodeVersion",
    "DraftReader",
    "DryRun",
    "DryRunHit",
    "Remark",
    "Rule",
    "RuleBook",
    "RuleDay",
    "RuleVersion",
    "Section",
    "SectionWording",
]
