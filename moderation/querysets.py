"""The reading vocabulary of the code of conduct and its rules."""

from datetime import date
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q, QuerySet


class CodeVersionQuerySet(QuerySet):
    """Versions of the code; a draft is seen by HR and by whoever was invited to it."""

    def agreed(self) -> Self:
        """Those that hold, held, or will."""
        return self.filter(number__isnull=False)

    def begun(self, today: date) -> Self:
        """Those that hold or held, the one that holds first."""
        return self.agreed().filter(begins_on__lte=today).order_by("-begins_on")

    def to_come(self, today: date) -> Self:
        """Those that were agreed and hold later, the next first."""
        return self.agreed().filter(begins_on__gt=today).order_by("begins_on")

    def visible_to(self, viewer: Any) -> Self:
        """Those that were agreed, and the drafts to which the viewer was invited."""
        from moderation.models import DraftReader

        invited = DraftReader.objects.filter(version=OuterRef("pk"), person_id=viewer.pk)
        return self.filter(Q(number__isnull=False) | Exists(invited))

    def drafts_for(self, person: Any) -> Self:
        """Drafts to which this person was invited."""
        from moderation.models import DraftReader

        invited = DraftReader.objects.filter(version=OuterRef("pk"), person_id=person.pk)
        return self.filter(Exists(invited), number=None)


class RuleQuerySet(QuerySet):
    """Rules, whatever stage their versions are in."""


class RuleVersionQuerySet(QuerySet):
    """Versions of rules."""

    def working(self, today: date) -> Self:
        """Those that read along on this day."""
        return self.filter(
            Q(begins_on=None) | Q(begins_on__lte=today),
            Q(ends_on=None) | Q(ends_on__gte=today),
            stage="on",
        )
