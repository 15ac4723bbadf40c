"""Who may let other software listen, and what a webhook may tell."""

from conversations.models import Comment, Thread
from people.models import User
from webhooks.models import Delivery


def can_keep_webhooks(person: User) -> bool:
    """May this person let other software listen? Administrators, each in her own sight."""
    return person.is_active and person.is_superuser


def can_be_told(owner: User, delivery: Delivery) -> bool:
    """May she know of this now? What was taken away: whether she could see where it was."""
    thread, comment = delivery.thread_id, delivery.comment_id
    if not owner.is_active:
        return False
    if thread is None:
        return True
    if delivery.happening.endswith(".removed"):
        return Thread.objects.in_sight_of(owner).filter(pk=thread).exists()
    if comment is None:
        return Thread.objects.visible_to(owner).published().filter(pk=thread).exists()
    return Comment.objects.visible_to(owner).published().filter(pk=comment).exists()
