"""Voting in a poll, and closing it."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from communities.events import PollClosed
from communities.models import Ballot, Poll, PollOption
from communities.policies import can_close_poll, can_vote_in
from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.outbox import publish
from intranet.platform.policy import require
from people.models import User


@transaction.atomic
def vote(*, voter: User, poll: Poll, choices: Iterable[int]) -> Poll:
    """Choose, or choose again while the poll is open; nobody counts twice.

    The audit log is not told: it would keep what the poll forgets.
    """
    poll = held_poll(poll)
    require(can_vote_in(voter, poll), why_not(poll))
    chosen = valid_choices(poll, choices)
    ballot, is_first = Ballot.objects.get_or_create(poll=poll, person=voter)
    if is_first:
        poll.voters += 1
        poll.save(update_fields=["voters"])
    count(set(chosen) - set(ballot.choices), by=1)
    count(set(ballot.choices) - set(chosen), by=-1)
    ballot.choices = chosen
    ballot.save(update_fields=["choices"])
    return poll


def held_poll(poll: Poll) -> Poll:
    """Hold the poll, so that votes come one after another, and none after it was closed."""
    polls = Poll.objects.select_for_update(of=("self",), no_key=True)
    return polls.select_related("post__thread__audience").get(pk=poll.pk)


def why_not(poll: Poll) -> str:
    """Say what keeps somebody from voting."""
    if poll.is_closed(clock.now()):
        return _("This poll is closed. You can still read it.")
    return _("You cannot vote here.")


def valid_choices(poll: Poll, choices: Iterable[int]) -> list[int]:
    """Return what was chosen, as far as the poll offers it; ValidationError when it is not."""
    wanted = set(choices)
    offered = PollOption.objects.filter(poll=poll, pk__in=wanted).values_list("pk", flat=True)
    chosen = sorted(offered)
    if not chosen:
        raise ValidationError(_("Choose one of the answers first."))
    if len(chosen) > 1 and not poll.is_multiple:
        raise ValidationError(_("Choose one answer in this poll."))
    return chosen


def count(options: set[int], *, by: int) -> None:
    """Count a vote for each option, or take it back."""
    if options:
        PollOption.objects.filter(pk__in=options).update(votes=F("votes") + by)


@transaction.atomic
def close_poll(*, poll: Poll, closer: User | None = None) -> None:
    """End a poll: the numbers stay, what each person chose is forgotten. Runs at least once."""
    poll = held_poll(poll)
    if poll.closed_at is not None:
        return
    if closer is not None:
        require(can_close_poll(closer, poll), _("Only who asked can close this poll."))
    poll.closed_at = clock.now()
    poll.save(update_fields=["closed_at"])
    Ballot.objects.filter(poll=poll).update(choices=[])
    record("communities.poll.closed", actor=closer, subject=poll)
    publish(PollClosed(poll.pk))
