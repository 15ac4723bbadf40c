"""The shapes of what people send about the code of conduct."""

from moderation.forms.code import (
    AgreeForm,
    BeginForm,
    InviteForm,
    RemarkForm,
    SectionForm,
    VersionForm,
)
from moderation.forms.rules import RuleForm, SinceForm

__all__ = [
    "AgreeForm",
    "BeginForm",
    "InviteForm",
    "RemarkForm",
    "RuleForm",
    "SectionForm",
    "SinceForm",
    "VersionForm",
]
