"""What people do around the code of conduct."""

from moderation.actions.appealing import (
    decide_appeal,
    make_appeal,
    say_in_appeal,
    take_appeal_back,
)
from moderation.actions.arranging import change_desk_rules
from moderation.actions.deciding import (
    DecidedMeanwhile,
    Ruling,
    confirm_decision,
    decide_case,
    note_withdrawal,
    withdraw_unchanged,
)
from moderation.actions.handling import (
    add_note,
    claim_case,
    escalate_case,
    give_to_hr,
    let_case_go,
    show_names,
)
from moderation.actions.opening import desk_rules, note_change, open_case, report

__all__ = [
    "DecidedMeanwhile",
    "Ruling",
    "add_note",
    "change_desk_rules",
    "claim_case",
    "confirm_decision",
    "decide_appeal",
    "decide_case",
    "desk_rules",
    "escalate_case",
    "give_to_hr",
    "let_case_go",
    "make_appeal",
    "note_change",
    "note_withdrawal",
    "open_case",
    "report",
    "say_in_appeal",
    "show_names",
    "take_appeal_back",
    "withdraw_unchanged",
]
