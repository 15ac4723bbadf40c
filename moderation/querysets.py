"""The reading vocabulary of the code of conduct and its rules."""

from datetime import date, datetime, time, timedelta
from typing import Any, Self

from django.contrib.auth.models import Permission
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

# The stages of a case in which somebody else than its author is to do something.
WAITING = ("open", "second")


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


class SectionWordingQuerySet(QuerySet):
    """How sections are worded in versions of the code."""

    def by_section(self, today: date) -> dict[int, Any]:
        """Return how each is worded on a day; one that went, as it last was."""
        begun = self.filter(version__number__isnull=False, version__begins_on__lte=today)
        in_order: Any = begun.select_related("version").order_by("version__begins_on")
        return {wording.section_id: wording for wording in in_order}


class RuleVersionQuerySet(QuerySet):
    """Versions of rules."""

    def working(self, today: date) -> Self:
        """Those that read along on this day.

        What was replaced by a version that begins later reads along until that day begins.
        """
        last_days = Q(stage="replaced", switched_off_at__gte=begin_of(today + timedelta(days=1)))
        return self.filter(
            Q(stage="on") | last_days,
            Q(begins_on=None) | Q(begins_on__lte=today),
            Q(ends_on=None) | Q(ends_on__gte=today),
        )


class CaseQuerySet(QuerySet):
    """Cases, which those see who may decide about them and are not party to them."""

    def visible_to(self, viewer: Any) -> Self:
        """Cases on this person's desk: hers to decide, decided, or on appeal."""
        if not viewer.is_active or viewer.pk is None:
            return self.none()
        mine = Q(desk="managers", audience__in=stewarded_by(viewer))
        mine |= Q(Exists(at_hr().filter(pk=viewer.pk)), desk="hr")
        return self.filter(mine).without_party(viewer)

    def waiting(self) -> Self:
        """Those in which somebody else than their author is to do something."""
        return self.filter(stage__in=WAITING)

    def without_party(self, viewer: Any) -> Self:
        """Leave out those that are about her, that she reported, or about who she reports to."""
        from moderation.models import Report
        from people.models import User

        reported = Report.objects.filter(case=OuterRef("pk"), reporter_id=viewer.pk)
        above = User.objects.managing(viewer).values("pk")
        return (
            self.exclude(author_id=viewer.pk).exclude(author_id__in=above).exclude(Exists(reported))
        )

    def open(self) -> Self:
        """Those in which something is still to be decided, the most urgent first."""
        return self.exclude(stage="done").order_by("due_at", "pk")

    def done(self) -> Self:
        """Those that are decided, the last first."""
        return self.filter(stage="done").order_by("-done_at", "-pk")

    def for_hr_by_now(self, now: datetime) -> Self:
        """Those that managers of a place left so long that HR gets them."""
        return self.filter(desk="managers", for_hr_at__lte=now).exclude(stage="done")


class DecisionQuerySet(QuerySet):
    """Decisions."""

    def readable_by(self, person: Any) -> Self:
        """Statements of reasons about what this person wrote."""
        if not person.is_active or person.pk is None:
            return self.none()
        return self.filter(case__author_id=person.pk)


class ReportQuerySet(QuerySet):
    """Reports."""

    def readable_by(self, person: Any) -> Self:
        """What this person reported; nobody else is shown who it was."""
        return self.filter(reporter_id=person.pk)


class AppealQuerySet(QuerySet):
    """Appeals."""

    def readable_by(self, person: Any) -> Self:
        """One's own, and for HR those about cases to which she is no party."""
        own = Q(decision__case__author_id=person.pk)
        if not person.is_active:
            return self.none()
        if not reads_along(person):
            return self.filter(own)
        from moderation.models import Case

        others = Case.objects.without_party(person).values("pk")
        return self.filter(own | Q(decision__case__in=others))


def begin_of(day: date) -> datetime:
    """Return the moment at which a day begins where the organisation is."""
    return timezone.make_aware(datetime.combine(day, time()), timezone.get_default_timezone())


def reads_along(person: Any) -> bool:
    """Tell whether this person decides about cases of the whole organisation: HR."""
    return bool(person.is_active and person.is_staff and person.has_perm("people.change_user"))


def at_hr() -> Any:
    """Return those of whom `reads_along` is true."""
    from people.models import User

    may = Permission.objects.filter(codename="change_user", content_type__app_label="people")
    in_person = Q(is_superuser=True) | Q(user_permissions__in=may)
    allowed = in_person | Q(groups__permissions__in=may)
    return User.objects.active().filter(allowed, is_staff=True)


def stewarded_by(person: Any) -> Any:
    """Return the audiences of the places of which this person takes care."""
    from people.models import AudienceMember

    seats = AudienceMember.objects.filter(person_id=person.pk, is_steward=True)
    return seats.values("audience_id")
