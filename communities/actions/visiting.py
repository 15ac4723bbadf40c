"""Remembering until where somebody had read."""

from datetime import datetime, timedelta

from communities.models import Community, Visit
from intranet.platform import clock
from people.models import User

FEED_ORDERS = ("activity", "newest")
# Coming back within this time is the same visit: the line stays where it was.
SAME_VISIT = timedelta(minutes=30)


def mark_seen(
    *, person: User, community: Community | None = None, at: datetime | None = None
) -> None:
    """Note a look at a feed as it was at a moment; a new visit moves the line to the last one."""
    at = at or clock.now()
    visit, is_new = Visit.objects.get_or_create(
        person=person, community=community, defaults={"seen_until": at, "here_at": at}
    )
    if is_new or at <= visit.here_at:
        return
    if at - visit.here_at > SAME_VISIT:
        visit.seen_until = visit.here_at
    visit.here_at = at
    visit.save(update_fields=["seen_until", "here_at"])


def choose_feed_order(*, person: User, order: str) -> None:
    """Remember in which order somebody reads feeds; what is no order changes nothing."""
    if order in FEED_ORDERS:
        User.objects.filter(pk=person.pk).update(feed_order=order)
