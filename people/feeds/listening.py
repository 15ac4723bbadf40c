"""Who of those with an open page may hear that something is new."""

from collections.abc import Collection

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from intranet.platform.composed import composed_once
from people.models import Audience, AudienceMember, Mute, User
from people.querysets import of_teams_of


def who_may_hear(
    audience_id: int, people: Collection[int], *, author_id: int = 0
) -> dict[int, bool]:
    """Return who of these may see what this audience may see, and whether each belongs to it.

    Who muted the author hears nothing.
    """
    return dict(hearing(audience_id, list(people), author_id)) if people else {}


@composed_once
def hearing(audience_id: int, people: list[int], author_id: int) -> QuerySet:
    """Compose that question."""
    for_everyone = Audience.objects.filter(pk=audience_id, kind=Audience.Kind.EVERYONE)
    seat = AudienceMember.objects.filter(audience_id=audience_id, person=OuterRef("pk"))
    hers = Q(Exists(seat)) | of_teams_of(audience_id)
    mute = Mute.objects.filter(person=OuterRef("pk"), muted_id=author_id)
    found = User.objects.active().filter(Q(Exists(for_everyone)) | hers, pk__any=people)
    belongs = ExpressionWrapper(hers, output_field=BooleanField())
    return found.exclude(Exists(mute)).values_list("pk", belongs)
