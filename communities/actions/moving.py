"""Moving a post to another community, with all that was said under it."""

from django.db import transaction
from django.utils.translation import gettext as _

from communities.events import PostMoved
from communities.models import Community, Post
from communities.policies import can_move_post, can_post_in
from conversations.actions.carrying import carry_thread
from conversations.models import Thread
from intranet.platform.audit import record
from intranet.platform.outbox import publish
from intranet.platform.policy import require
from people.models import User


@transaction.atomic
def move_post(*, manager: User, post: Post, to: Community) -> Post:
    """Move a post to another community; who may see it there sees it, and nobody else."""
    post = held_post(post)
    require(
        can_move_post(manager, post),
        _("Only those who take care of this community can move posts."),
    )
    require(can_post_in(manager, to), _("You cannot post there, so you cannot move a post there."))
    if to.pk == post.community_id:
        return post
    came_from = post.community_id
    carry_thread(post.thread, audience=to.audience)
    post.community, post.pinned_at = to, None
    post.save(update_fields=["community", "pinned_at"])
    record("communities.post.moved", actor=manager, subject=post, was_in=came_from, to=to.pk)
    publish(PostMoved(post.pk, post.thread.author_id, manager.pk))
    return post


def held_post(post: Post) -> Post:
    """Fetch it anew and hold it, so that two who move it at once move it one after the other."""
    Thread.objects.select_for_update().get(pk=post.pk)
    return Post.objects.select_related("thread", "community__audience").get(pk=post.pk)
