"""What the composer of a page needs."""

import uuid

from conversations.models import Draft

NOT_ASKED = object()


def composer_for(viewer, *, community=None, posted=None, draft=NOT_ASKED):
    """Return the composer's state: a fresh number for the next try, and the draft that was kept."""
    place = f"community:{community.pk}" if community else "home"
    if posted is not None:
        draft = None
    elif draft is NOT_ASKED:
        draft = Draft.objects.filter(person=viewer, place=place).first()
    return {
        "submission": (posted or {}).get("submission") or uuid.uuid4(),
        "draft": draft,
        "draft_place": place,
        "posted": posted or {},
    }
