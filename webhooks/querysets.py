"""The reading vocabulary of webhooks."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q


class WebhookQuerySet(models.QuerySet):
    """Addresses that want to hear."""

    def that_hear_of(self, happening: str) -> Self:
        """Those that are on, asked for this, and whose owner works here."""
        listening = self.filter(is_on=True, owner__is_active=True)
        return listening.filter(happenings__contains=[happening]).select_related("owner")

    def with_work(self, now: datetime) -> Self:
        """Those that are on and not at rest, with a message that is due."""
        from webhooks.models import Delivery

        due = Delivery.objects.due(now).filter(webhook=OuterRef("pk"))
        awake = Q(rests_until=None) | Q(rests_until__lte=now)
        return self.filter(awake, Exists(due), is_on=True).select_related("owner")


class DeliveryQuerySet(models.QuerySet):
    """Messages to other software."""

    def due(self, now: datetime) -> Self:
        """Those that wait, and whose moment has come."""
        return self.filter(state="waiting", due_at__lte=now)
