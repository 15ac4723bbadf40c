"""Merging two posts about the same thing."""

from django.db import transaction
from django.utils.translation import gettext as _

from communities.events import PostMerged
from communities.models import Post
from communities.policies import can_move_post
from conversations.actions.carrying import merge_threads
from conversations.models import Thread
from intranet.platform.audit import record
from intranet.platform.outbox import publish
from intranet.platform.policy import require
from people.models import User

# What people choose or confirm there would be lost in a comment.
STAND_ALONE = (Post.Kind.POLL, Post.Kind.ANNOUNCEMENT)


@transaction.atomic
def merge_posts(*, manager: User, post: Post, into: Post) -> Post:
    """Let a post go on as a comment under another; every word keeps its author and its time."""
    post, into = held_posts(post, into)
    for each in (post, into):
        require(
            can_move_post(manager, each),
            _("You can only merge posts of communities that you take care of."),
        )
    require(
        post.kind not in STAND_ALONE,
        _("A poll or an announcement cannot go on as a comment. Merge the other one with it."),
    )
    require(post.pk != into.pk, _("Choose another post to merge this one with."))
    require(
        not into.community.is_archived, _("That community is archived. Nothing can be added to it.")
    )
    comment = merge_threads(post.thread, into=into.thread)
    Post.objects.filter(pk=post.pk).update(pinned_at=None)
    record("communities.post.merged", actor=manager, subject=post, into=into.pk)
    publish(PostMerged(comment.pk, comment.author_id, manager.pk, into.pk, post.pk))
    return into


def held_posts(post: Post, into: Post) -> tuple[Post, Post]:
    """Fetch both anew and hold them: who merges them the other way round then finds one gone."""
    # Lock in id order: two managers who merge at once would otherwise deadlock.
    ids = [post.pk, into.pk]
    list(Thread.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    fresh = Post.objects.select_related(
        "thread", "thread__audience", "community__audience"
    ).in_bulk(ids)
    return fresh[post.pk], fresh[into.pk]
