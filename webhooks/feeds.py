"""What is said to other software: numbers and addresses, never words that people wrote."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from blogs.feeds import provenance_of
from webhooks.models import Delivery, Happening


def message(delivery: Delivery) -> dict[str, Any]:
    """Return what is said: that something happened, when, and where it can be fetched."""
    return {
        "type": delivery.happening,
        "timestamp": delivery.happened_at.isoformat(),
        "data": where(delivery),
    }


def where(delivery: Delivery) -> dict[str, Any]:
    """Return which words it is about; nothing for a trial."""
    thread, comment = delivery.thread_id, delivery.comment_id
    if thread is None:
        return {}
    if comment is not None:
        return {"post": thread, "comment": comment, "page": whole_address("comment", comment)}
    if not delivery.happening.startswith("article."):
        return {"post": thread, "page": whole_address("post", thread)}
    about = {"article": thread, "page": whole_address("article", thread)}
    if delivery.happening == Happening.ARTICLE_REMOVED:
        return about
    return about | provenance_of(thread)


def whole_address(name: str, number: int) -> str:
    """Return where people read it."""
    return settings.SITE_URL + reverse(name, args=[number])
