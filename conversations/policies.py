"""Who may say, change and steer what in a conversation."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from conversations.models import Comment, Thread
from intranet.platform.content import AUTHORS_ONLY, State
from people.models import Audience, User
from people.policies import audience_of, can_see, can_speak_to, can_steward

# What its author may change: also what waits to be read, and what was withdrawn until she does.
EDITABLE = (State.PUBLISHED, State.SCHEDULED, State.HELD, State.WITHDRAWN)


def can_view_thread(person: User, thread: Thread) -> bool:
    """May this person read it now?"""
    return is_readable(person, thread) and can_see(person, thread.audience)


def audience_of_thread(thread: Thread) -> QuerySet[User]:
    """Who may read it now, and so may hear of it."""
    return readers_of(thread)


def can_view_comment(person: User, comment: Comment) -> bool:
    """May this person read it now?"""
    return is_readable(person, comment) and can_view_thread(person, comment.thread)


def audience_of_comment(comment: Comment) -> QuerySet[User]:
    """Who may read it now, and so may hear of it."""
    return readers_of(comment) & readers_of(comment.thread)


def can_comment_on(person: User, thread: Thread) -> bool:
    """May this person answer here?"""
    if not thread.is_published or thread.is_locked or thread.audience.is_read_only:
        return False
    return came_in_sight_of(person, thread) or can_see(person, thread.audience)


def came_in_sight_of(person: User, thread: Thread) -> bool:
    """Was this row fetched this moment in the sight of this very reader?"""
    return person.is_active and getattr(thread, "reader_id", None) == person.pk


def can_react_to(person: User, contribution: Thread | Comment) -> bool:
    """May this person give it a word?"""
    return contribution.is_published and can_speak_to(person, contribution.audience)


def can_edit_contribution(person: User, contribution: Thread | Comment) -> bool:
    """May this person change its words? Only the author, unless it is gone for good."""
    return (
        person.pk == contribution.author_id
        and contribution.state in EDITABLE
        and not contribution.is_final
        and can_speak_to(person, contribution.audience)
    )


def why_not_edit(person: User, contribution: Thread | Comment) -> str:
    """Return what this person is told who may not change these words; nothing when she may."""
    if can_edit_contribution(person, contribution):
        return ""
    if person.pk == contribution.author_id:
        return _("Nothing can be changed here any more.")
    return _("You can only change what you wrote yourself.")


def can_remove_contribution(person: User, contribution: Thread | Comment) -> bool:
    """May this person take it away? Only the author; also where nothing can be added any more."""
    there = (State.PUBLISHED, State.SCHEDULED, State.ENDED, State.HELD)
    is_own = person.pk == contribution.author_id
    return person.is_active and is_own and contribution.state in there


def can_withdraw_contribution(person: User, contribution: Thread | Comment) -> bool:
    """May this person withdraw what another wrote, with a reason?"""
    return (
        contribution.is_published
        and person.pk != contribution.author_id
        and can_steward(person, contribution.audience)
    )


def can_lock_thread(person: User, thread: Thread) -> bool:
    """May this person end the talk, or let it go on?"""
    return thread.is_published and can_steward(person, thread.audience)


def can_accept_answer(person: User, thread: Thread) -> bool:
    """May this person say which comment answers or solves it?

    Who asked; a problem also whoever takes care of the place, because who reported it may be
    back on the road.
    """
    if not (thread.wants_answer and thread.is_published) or not thread.is_chosen_in:
        return False
    if person.pk == thread.author_id:
        return can_see(person, thread.audience)
    return thread.stewards_accept and can_steward(person, thread.audience)


def is_readable(person: User, contribution: Any) -> bool:
    """Does its own state let this person read it? Mirrors ContributionQuerySet.own_state."""
    is_own = contribution.author_id == person.pk
    return contribution.is_published or (is_own and contribution.state in AUTHORS_ONLY)


def readers_of(contribution: Any) -> QuerySet[User]:
    """Who may read a contribution by its own state and audience."""
    audience: Audience = contribution.audience
    if contribution.is_published:
        return audience_of(audience)
    if contribution.state in AUTHORS_ONLY:
        return audience_of(audience).filter(pk=contribution.author_id)
    return User.objects.none()
