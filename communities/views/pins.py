"""Pinning a post to the top of its community, and taking it down."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from communities.actions import pin_post, unpin_post
from communities.models import Post
from intranet.platform.htmx import leave_to


@require_POST
def pin(request, post_id):
    """Keep it on top."""
    post = readable_post(request, post_id)
    pin_post(manager=request.user, post=post)
    messages.success(request, _("Pinned"))
    return leave_to(request, post.community.get_absolute_url())


@require_POST
def unpin(request, post_id):
    """Take it down."""
    post = readable_post(request, post_id)
    unpin_post(manager=request.user, post=post)
    messages.success(request, _("No longer pinned"))
    return leave_to(request, post.community.get_absolute_url())


def readable_post(request, post_id):
    """Fetch a post in the reader's sight."""
    posts = (
        Post.objects.visible_to(request.user).with_thread().select_related("community__audience")
    )
    return get_object_or_404(posts, pk=post_id)
