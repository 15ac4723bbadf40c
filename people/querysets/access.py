"""What lets somebody, or a program, in."""

from datetime import datetime
from typing import Any, Self

from django.db import models


class EntryQuerySet(models.QuerySet):
    """Invitations and codes: what lets somebody in once, for a while."""

    def open(self, now: datetime) -> Self:
        """Those that still work, for somebody who works here."""
        return self.filter(used_at=None, expires_at__gt=now, person__is_active=True)


class TokenQuerySet(models.QuerySet):
    """What programs come in with."""

    def visible_to(self, viewer: Any) -> Self:
        """One's own, as long as nobody withdrew them; also what ran out."""
        return self.filter(person_id=viewer.pk, withdrawn_at=None)

    def for_feeds(self) -> Self:
        """Passwords for feeds and the calendar."""
        return self.filter(scopes=["feeds"])

    def for_programs(self) -> Self:
        """What is shown to the API."""
        return self.exclude(scopes=["feeds"])

    def working(self, now: datetime) -> Self:
        """Those that let somebody in, who works here."""
        return self.filter(withdrawn_at=None, expires_at__gt=now, person__is_active=True)
