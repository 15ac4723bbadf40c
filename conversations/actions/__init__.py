"""What people do in a conversation."""

from conversations.actions.answering import accept_answer, take_back_acceptance
from conversations.actions.drafting import clear_draft, save_draft
from conversations.actions.editing import StaleEdit, edit_comment, edit_thread
from conversations.actions.keeping import (
    drop_thread,
    follow_thread,
    keep_thread,
    unfollow_thread,
)
from conversations.actions.reacting import react, take_back_reaction
from conversations.actions.removing import remove_contribution, withdraw_contribution
from conversations.actions.steering import lock_thread, unlock_thread
from conversations.actions.talking import add_comment, open_thread

__all__ = [
    "StaleEdit",
    "accept_answer",
    "add_comment",
    "clear_draft",
    "drop_thread",
    "edit_comment",
    "edit_thread",
    "follow_thread",
    "keep_thread",
    "lock_thread",
    "open_thread",
    "react",
    "remove_contribution",
    "save_draft",
    "take_back_acceptance",
    "take_back_reaction",
    "unfollow_thread",
    "unlock_thread",
    "withdraw_contribution",
]
