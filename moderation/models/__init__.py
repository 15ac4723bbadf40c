"""The tables of the code of conduct and of what follows from it."""

from moderation.models.case import (
    Appeal,
    AppealMessage,
    Case,
    CaseFinding,
    CaseNote,
    Decision,
    DeskRules,
    Report,
    Wording,
)
from moderation.models.code import (
    Acceptance,
    CodeVersion,
    DraftReader,
    Remark,
    Section,
    SectionWording,
)
from moderation.models.openness import FigureAgreement
from moderation.models.rule import DryRun, DryRunHit, Rule, RuleBook, RuleDay, RuleVersion

__all__ = [
    "Acceptance",
    "Appeal",
    "AppealMessage",
    "Case",
    "CaseFinding",
    "CaseNote",
    "CodeVersion",
    "Decision",
    "DeskRules",
    "DraftReader",
    "DryRun",
    "DryRunHit",
    "FigureAgreement",
    "Remark",
    "Report",
    "Rule",
    "RuleBook",
    "RuleDay",
    "RuleVersion",
    "Section",
    "SectionWording",
    "Wording",
]
