"""Fetching in the reader's sight what a view is about; 404 for everything else."""

from django.shortcuts import get_object_or_404

from communities.feeds import with_standing
from communities.models import Community, Post


def known_community(request, slug):
    """Fetch a community that exists for the reader, with how she stands to it."""
    return standing_among(Community.objects.visible_to(request.user), request, slug)


def readable_community(request, slug):
    """Fetch a community whose content the reader may see, with how she stands to it."""
    return standing_among(Community.objects.readable_by(request.user), request, slug)


def standing_among(communities, request, slug):
    """Fetch one of these communities as its head shows it."""
    places = with_standing(communities, request.user).select_related("cover", "audience")
    return get_object_or_404(places, slug=slug)


def readable_post(request, post_id):
    """Fetch a post that the reader may see."""
    posts = Post.objects.visible_to(request.user).with_thread()
    return get_object_or_404(
        posts.select_related("community__audience", "thread__audience"), pk=post_id
    )
