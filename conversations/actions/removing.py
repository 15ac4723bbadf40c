"""Taking away: the author removes her own words, a manager withdraws another's with a reason."""

from typing import TypeVar, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from conversations.actions.judging import case_kind, writer_of
from conversations.actions.uncovering import uncover_files
from conversations.actions.words import forget_words
from conversations.events import ContributionRemoved, ContributionWithdrawn
from conversations.models import Comment, Thread
from conversations.policies import can_remove_contribution, can_withdraw_contribution
from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.content import State
from intranet.platform.outbox import publish
from intranet.platform.policy import require
from moderation.actions import note_withdrawal
from moderation.models import Section
from notifications.actions import forget_subject
from people.models import User
from search.actions import forget_contribution, forget_threads

C = TypeVar("C", bound=Thread | Comment)


@transaction.atomic
def remove_contribution(*, author: User, contribution: Thread | Comment) -> None:
    """Remove what one wrote; answers of others stay."""
    fresh = locked(contribution)
    require(
        can_remove_contribution(author, fresh), _("You can only remove what you wrote yourself.")
    )
    was_shown = fresh.is_published
    take_away(fresh, state=State.REMOVED, by=author)
    record("conversations.contribution.removed", actor=author, subject=fresh)
    publish(ContributionRemoved(*place_of(fresh), fresh.author_id, was_shown))


@transaction.atomic
def withdraw_contribution(
    *,
    moderator: User,
    contribution: Thread | Comment,
    reason: str,
    section: Section | None = None,
) -> None:
    """Withdraw what another wrote; its author is told why, can still read it, and can appeal."""
    fresh = locked(contribution)
    require(
        can_withdraw_contribution(moderator, fresh),
        _("Only those who take care of this place can withdraw a contribution."),
    )
    if not reason.strip():
        raise ValidationError(_("Say why. The author reads your reason."))
    take_away(fresh, state=State.WITHDRAWN, by=moderator, reason=reason.strip())
    note_withdrawal(
        moderator=moderator,
        kind=case_kind(fresh),
        said=fresh,
        reasons=reason,
        section=section,
        **writer_of(fresh),
    )
    record("conversations.contribution.withdrawn", actor=moderator, subject=fresh)
    publish(ContributionWithdrawn(*place_of(fresh), fresh.author_id, moderator.pk))


def locked(contribution: C) -> C:
    """Fetch it anew and hold it, so that two who act at once act one after the other."""
    model = type(contribution)
    held = model.objects.select_for_update(of=("self",)).select_related("audience")
    return cast(C, held.get(pk=contribution.pk))


def take_away(
    contribution: Thread | Comment, *, state: State, by: User | None = None, reason: str = ""
) -> None:
    """Change its state, and take back what people were told about it."""
    was_counted = contribution.is_published
    contribution.state = state
    contribution.state_reason = reason
    contribution.state_changed_at = clock.now()
    contribution.state_changed_by = by
    contribution.save()
    if isinstance(contribution, Comment):
        thread = Thread.objects.filter(pk=contribution.thread_id)
        if was_counted:
            thread.update(comment_count=F("comment_count") - 1)
        thread.filter(accepted_comment=contribution).update(accepted_comment=None)
        uncover_files(contribution.thread)
        forget_words(thread=contribution.thread, comment=contribution)
        forget_subject(kind="comment", ids=[contribution.pk])
        forget_contribution(contribution.thread_id, contribution.pk)
    else:
        uncover_files(contribution)
        forget_words(thread=contribution)
        forget_subject(kind="thread", ids=[contribution.pk])
        comments = Comment.objects.filter(thread=contribution).values_list("pk", flat=True)
        forget_subject(kind="comment", ids=comments)
        forget_threads(contribution.pk)


def place_of(contribution: Thread | Comment) -> tuple[int, int | None]:
    """Return the ids of its thread and, when it is one, of the comment."""
    if isinstance(contribution, Comment):
        return contribution.thread_id, contribution.pk
    return contribution.pk, None
