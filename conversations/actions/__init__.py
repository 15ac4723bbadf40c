"""What people do in a conversation."""

from conversations.actions.answering import (
    accept_answer,
    solve_with_comment,
    take_back_acceptance,
)
from conversations.actions.drafting import clear_draft, save_draft
from conversations.actions.editing import StaleEdit, edit_comment, edit_thread
from conversations.actions.keeping import (
    drop_thread,
    follow_thread,
    keep_thread,
    unfollow_thread,
)
from conversations.actions.mailing import take_answers
from conversations.actions.reacting import react, take_back_reaction
from conversations.actions.reading import forget_who_read, note_reading
from conversations.actions.removing import remove_contribution, withdraw_contribution
from conversations.actions.steering import lock_thread, unlock_thread
from conversations.actions.talking import add_comment, open_thread
from conversations.actions.timing import end_thread, show_again

__all__ = [
    "StaleEdit",
    "accept_answer",
    "add_comment",
    "clear_draft",
    "drop_thread",
    "edit_comment",
    "edit_thread",
    "end_thread",
    "follow_thread",
    "forget_who_read",
    "keep_thread",
    "lock_thread",
    "note_reading",
    "open_thread",
    "react",
    "remove_contribution",
    "save_draft",
    "show_again",
    "solve_with_comment",
    "take_answers",
    "take_back_acceptance",
    "take_back_reaction",
    "unfollow_thread",
    "unlock_thread",
    "withdraw_contribution",
]
