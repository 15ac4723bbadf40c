"""Who may say, change and steer what in a conversation."""

from typing import Any

from django.db.models import QuerySet

from conversations.models import Comment, Thread
from people.models import Audience, User
from people.policies import audience_of, can_see, can_speak_to, can_steward


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
    """May this person change its words? Only the author, while it is to be read."""
    return (
        person.pk == contribution.author_id
        and contribution.is_published
        and can_speak_to(person, contribution.audience)
    )


def can_remove_contribution(person: User, contribution: Thread | Comment) -> bool:
    """May this person take it away? Only the author; also where nothing can be added any more."""
    return person.is_active and person.pk == contribution.author_id and contribution.is_published


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
    """May this person say which comment answers the question? Only the one who asked."""
    return (
        thread.wants_answer
        and person.pk == thread.author_id
        and thread.is_published
        and can_see(person, thread.audience)
    )


def is_readable(person: User, contribution: Any) -> bool:
    """Does its own state let this person read it? Mirrors ContributionQuerySet.own_state."""
    withdrawn_own = contribution.state == "withdrawn" and contribution.author_id == person.pk
    return contribution.is_published or withdrawn_own


def readers_of(contribution: Any) -> QuerySet[User]:
    """Who may read a contribution by its own state and audience."""
    audience: Audience = contribution.audience
    if contribution.is_published:
        return audience_of(audience)
    if contribution.state == "withdrawn":
        return audience_of(audience).filter(pk=contribution.author_id)
    return User.objects.none()
