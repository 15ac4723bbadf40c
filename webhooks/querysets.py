"""The reading vocabulary of webhooks."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q


class WebhookQuerySet(models.QuerySet):
    """Addresses that want to hear."""

    def that_hear_of(self, happening: str) -> Self:
        """Those that are on, asked for this, and whose owner works here."""
        listening = self.filter(is_on=True, owner__is_active=True)
        return listening.filter(happenings__contains=[happening]).select_related("owner")

    def awake(self, now: datetime) -> Self:
        """Those that are on, do not rest, and are held by no process that sends."""
        is_rested = Q(rests_until=None) | Q(rests_until__lte=now)
        is_free = Q(held_until=None) | Q(held_until__lte=now)
        return self.filter(is_rested, is_free, is_on=True)

    def with_work(self, now: datetime) -> Self:
        """Those that are awake and have a message that is due; who waited longest comes first."""
        from webhooks.models import Delivery

        due = Delivery.objects.due(now).filter(webhook=OuterRef("pk"))
        waited = F("held_until").asc(nulls_first=True)
        return self.awake(now).filter(Exists(due)).order_by(waited, "pk")


class DeliveryQuerySet(models.QuerySet):
    """Messages to other software."""

    def due(self, now: datetime) -> Self:
        """Those that wait, and whose moment has come."""
        return self.filter(state="waiting", due_at__lte=now)

    def next_to(self, webhook: int, now: datetime) -> Any:
        """Return the message that goes to a webhook now, with its owner; None while it rests."""
        is_rested = Q(webhook__rests_until=None) | Q(webhook__rests_until__lte=now)
        found = self.due(now).filter(is_rested, webhook=webhook, webhook__is_on=True)
        return found.select_related("webhook__owner").order_by("due_at", "pk").first()
