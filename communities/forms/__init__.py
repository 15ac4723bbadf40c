"""The shape of what arrives; no rule is asked here."""

from communities.forms.places import (
    AskForm,
    CoverForm,
    FoundingForm,
    MergeForm,
    MoveForm,
    SettingsForm,
)
from communities.forms.posts import AudienceForm, PostForm, RescheduleForm, VoteForm

__all__ = [
    "AskForm",
    "AudienceForm",
    "CoverForm",
    "FoundingForm",
    "MergeForm",
    "MoveForm",
    "PostForm",
    "RescheduleForm",
    "SettingsForm",
    "VoteForm",
]
