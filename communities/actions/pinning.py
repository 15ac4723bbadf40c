"""Keeping a post on top of its community."""

from django.db import transaction
from django.utils.translation import gettext as _

from communities.models import Post
from communities.policies import can_pin_post
from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.policy import Refused, require
from people.models import User

MOST_PINS = 5


@transaction.atomic
def pin_post(*, manager: User, post: Post) -> None:
    """Keep it on top."""
    require(
        can_pin_post(manager, post), _("Only those who take care of this community can pin posts.")
    )
    if (
        Post.objects.filter(community=post.community).pinned().exclude(pk=post.pk).count()
        >= MOST_PINS
    ):
        raise Refused(_("Five posts are pinned already. Take one down first."))
    Post.objects.filter(pk=post.pk).update(pinned_at=clock.now())
    record("communities.post.pinned", actor=manager, subject=post)


@transaction.atomic
def unpin_post(*, manager: User, post: Post) -> None:
    """Let it take its place among the others again."""
    require(
        can_pin_post(manager, post), _("Only those who take care of this community can pin posts.")
    )
    Post.objects.filter(pk=post.pk).update(pinned_at=None)
    record("communities.post.unpinned", actor=manager, subject=post)
