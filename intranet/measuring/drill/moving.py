"""Moving in: the company of the drill."""

from communities.models import Community
from intranet.measuring.company import Size, build_company
from intranet.measuring.drill.planning import Person, Room
from people.models import Mute, User

PEOPLE, COMMUNITIES = 24, 8


def move_in() -> list[Room]:
    """Build a small company without a word in it; return its rooms."""
    build_company(Size(people=PEOPLE, posts=0, comments=0, communities=COMMUNITIES))
    # Who mutes somebody is not told about her, which would be one more thing to reckon with.
    Mute.objects.all().delete()
    everybody = [Person(p.pk, p.name, p.email) for p in User.objects.active().order_by("pk")]
    return [room_of(community, everybody) for community in Community.objects.order_by("pk")]


def room_of(community: Community, everybody: list[Person]) -> Room:
    """Return a community with those who may speak in it, and those who may not read it."""
    inside = set(community.memberships.values_list("person_id", flat=True))
    members = [p for p in everybody if community.is_company_wide or p.id in inside]
    outsiders = [p for p in everybody if community.kind != "open" and p.id not in inside]
    return Room(community.slug, tuple(members), tuple(outsiders))
