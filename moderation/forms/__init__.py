"""The shapes of what people send about the code of conduct."""

from moderation.forms.code import (
    AgreeForm,
    BeginForm,
    InviteForm,
    RemarkForm,
    SectionForm,
    VersionForm,
)

__all__ = ["AgreeForm", "BeginForm", "InviteForm", "RemarkForm", "SectionForm", "VersionForm"]
