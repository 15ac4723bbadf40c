"""Moving a post to another community, with all that was said under it."""

from django.db import transaction
from django.utils.translation import gettext as _

from communities.models import Community, Post
from communities.policies import can_move_post, can_post_in
from conversations.actions.carrying import carry_thread
from intranet.platform.audit import record
from intranet.platform.policy import require
from people.models import User


@transaction.atomic
def move_post(*, manager: User, post: Post, to: Community) -> Post:
    """Move a post to another community; who may see it there sees it, and nobody else."""
    require(can_move_post(manager, post), _("Only those who take care of this community can move posts."))
    require(can_post_in(manager, to), _("You cannot post there, so you cannot move a post there."))
    if to.pk == post.community_id:
        return post
    came_from = post.community_id
    carry_thread(post.thread, audience=to.audience)
    post.community, post.pinned_at = to, None
    post.save(update_fields=["community", "pinned_at"])
    record("communities.post.moved", actor=manager, subject=post, was_in=came_from, to=to.pk)
    return post
