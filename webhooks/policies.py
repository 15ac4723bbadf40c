"""Who may let other software listen, and what a webhook may tell."""

from django.db.models import Q

from communities.models import Community
from conversations.models import Comment, Thread
from intranet.platform.content import State
from people.models import Audience, User
from webhooks.models import Delivery


def can_keep_webhooks(person: User) -> bool:
    """May this person let other software listen? Administrators, each in her own sight."""
    return person.is_active and person.is_superuser


def can_be_told(owner: User, delivery: Delivery) -> bool:
    """May she know of this now? Of what was taken away: whether she can see where it stood."""
    thread, comment = delivery.thread_id, delivery.comment_id
    kind = delivery.happening.partition(".")[0]
    if not owner.is_active:
        return False
    if thread is None:
        return True
    if delivery.happening.endswith(".removed"):
        # What was merged belongs to the other place now, and what is scheduled was never there.
        in_places = Q(post__community__in=Community.objects.readable_by(owner))
        in_blogs = Q(post=None, audience_id__any=Audience.objects.ids_for(owner))
        stood = {"post": in_places, "article": in_blogs & Q(kind="article")}
        there = Thread.objects.filter(stood.get(kind, in_places | in_blogs))
        return there.filter(pk=thread).exclude(state=State.SCHEDULED).exists()
    if comment is None:
        # An article is no post, and of a question to an author nothing is told.
        found = Thread.objects.visible_to(owner).published().filter(kind=kind)
        return found.filter(pk=thread).exists()
    return Comment.objects.visible_to(owner).published().filter(pk=comment).exists()
