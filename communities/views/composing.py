"""What the composer of a page needs."""

import uuid

from conversations.feeds import as_draft
from conversations.models import Draft


def composer_for(viewer, *, community=None, posted=None):
    """Return the composer's state: a fresh number for the next try, and the draft that was kept."""
    place = f"community:{community.pk}" if community else "home"
    return {
        "submission": (posted or {}).get("submission") or uuid.uuid4(),
        "draft": draft_for(viewer, community, place) if posted is None else None,
        "draft_place": place,
        "posted": posted or {},
    }


def draft_for(viewer, community, place):
    """Return the draft; the page of a community fetched it along."""
    if hasattr(community, "reader_draft"):
        return as_draft(community.reader_draft)
    return Draft.objects.filter(person=viewer, place=place).first()
