"""Noting what webhooks are to be told, in the sight of their owners; and forgetting it in time."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from intranet.platform import clock
from webhooks.models import Delivery, Webhook
from webhooks.policies import can_be_told

KEPT = timedelta(days=30)


@transaction.atomic
def note_happening(
    happening: str,
    *,
    event_id: UUID,
    happened_at: datetime,
    thread: int,
    comment: int | None = None,
) -> int:
    """Note a message for each webhook whose owner may know of this; return how many."""
    noted = [
        Delivery(
            webhook=webhook,
            event_id=event_id,
            happening=happening,
            thread_id=thread,
            comment_id=comment,
            happened_at=happened_at,
            due_at=clock.now(),
        )
        for webhook in Webhook.objects.that_hear_of(happening)
    ]
    noted = [delivery for delivery in noted if can_be_told(delivery.webhook.owner, delivery)]
    # Told of twice, it is still one message.
    Delivery.objects.bulk_create(noted, ignore_conflicts=True)
    return len(noted)


def forget_old_deliveries() -> None:
    """Forget messages of long ago."""
    Delivery.objects.filter(happened_at__lt=clock.now() - KEPT).delete()
