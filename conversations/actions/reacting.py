"""One word to what somebody said: thanks, well done, I recognise this."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from conversations.events import ReactionsChanged
from conversations.models import Comment, Reaction, Thread
from conversations.policies import can_react_to
from intranet.platform import clock
from intranet.platform.outbox import publish
from intranet.platform.policy import require
from people.models import User


@transaction.atomic
def react(*, person: User, to: Thread | Comment, kind: Reaction.Kind) -> None:
    """Give a reaction; two clicks at the same moment count once."""
    require(can_react_to(person, to), _("You cannot react here."))
    place = place_of(to)
    _reaction, is_new = Reaction.objects.get_or_create(
        **place, person=person, kind=kind, defaults={"given_at": clock.now()}
    )
    if is_new:
        count(to, kind, by=1)


@transaction.atomic
def take_back_reaction(*, person: User, to: Thread | Comment, kind: Reaction.Kind) -> None:
    """Take a reaction back; taking back what is not there changes nothing."""
    require(can_react_to(person, to), _("You cannot react here."))
    taken, _rows = Reaction.objects.filter(**place_of(to), person=person, kind=kind).delete()
    if taken:
        count(to, kind, by=-1)


def place_of(to: Thread | Comment) -> dict[str, Thread | Comment | int | None]:
    """Return the columns that say what the reaction is to."""
    if isinstance(to, Comment):
        return {"thread_id": to.thread_id, "comment": to}
    return {"thread": to, "comment": None}


def count(to: Thread | Comment, kind: Reaction.Kind, *, by: int) -> None:
    """Add to the number beside the word in one statement, so that no click is lost."""
    column = f"{Reaction.Kind(kind).value}_count"
    type(to).objects.filter(pk=to.pk).update(**{column: F(column) + by})
    publish(
        ReactionsChanged(to.thread_id, to.pk)
        if isinstance(to, Comment)
        else ReactionsChanged(to.pk, None)
    )
