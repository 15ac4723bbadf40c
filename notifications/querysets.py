"""The reading vocabulary of notifications."""

from typing import Any, Self

from django.db.models import Q, QuerySet


class NotificationQuerySet(QuerySet):
    """Notifications, never anybody's but the recipient's."""

    def visible_to(self, viewer: Any) -> Self:
        """One's own, about what one may still see."""
        from people.models import Audience

        if not viewer.is_active:
            return self.none()
        in_sight = Q(audience=None) | Q(audience_id__any=Audience.objects.ids_for(viewer))
        return self.filter(recipient_id=viewer.pk).filter(in_sight)

    def unread(self) -> Self:
        """Not yet read."""
        return self.filter(read_at=None)
