"""What is done with webhooks."""

from webhooks.actions.keeping import (
    change_webhook,
    keep_webhook,
    remove_webhook,
    renew_webhook_secret,
    send_again,
    try_webhook,
)
from webhooks.actions.noting import forget_old_deliveries, note_happening
from webhooks.actions.sending import send_what_is_due

__all__ = [
    "change_webhook",
    "forget_old_deliveries",
    "keep_webhook",
    "note_happening",
    "remove_webhook",
    "renew_webhook_secret",
    "send_again",
    "send_what_is_due",
    "try_webhook",
]
