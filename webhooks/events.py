"""What happens to webhooks."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SendingAsked:
    """An administrator wants that what waits for other software is sent now."""

    webhook_id: int
