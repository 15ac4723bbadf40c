"""Other software that listens, in the administration."""

from webhooks.admin import deliveries, listeners

__all__ = ["deliveries", "listeners"]
