"""Who agrees on the code of conduct, and who decides about what others wrote."""

from moderation.policies.cases import (
    can_appeal,
    can_confirm_decision,
    can_decide_appeal,
    can_decide_case,
    can_hand_to_hr,
    can_handle_case,
    can_read_appeal,
    can_read_case,
    can_read_decision,
    can_report,
    can_see_to_report,
    is_party,
    readers_of_case,
)
from moderation.policies.code import (
    can_manage_code,
    can_read_draft,
    last_day_to_accept,
    must_accept_first,
    require_accepted_code,
    sentence_before_writing,
    version_to_accept,
)
from moderation.policies.rules import can_manage_rules

__all__ = [
    "can_appeal",
    "can_confirm_decision",
    "can_decide_appeal",
    "can_decide_case",
    "can_hand_to_hr",
    "can_handle_case",
    "can_manage_code",
    "can_manage_rules",
    "can_read_appeal",
    "can_read_case",
    "can_read_decision",
    "can_read_draft",
    "can_report",
    "can_see_to_report",
    "is_party",
    "last_day_to_accept",
    "must_accept_first",
    "readers_of_case",
    "require_accepted_code",
    "sentence_before_writing",
    "version_to_accept",
]
