"""Taking a post elsewhere: to another community, or under another post."""

from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from communities import feeds
from communities.actions import merge_posts, move_post
from communities.forms import MergeForm, MoveForm
from communities.models import Post
from communities.policies import can_move_post
from communities.views.scope import readable_post
from intranet.platform.htmx import leave_to
from intranet.platform.policy import require


@require_http_methods(["GET", "POST"])
def move(request, post_id):
    """Move a post to another community."""
    post = movable_post(request, post_id)
    form = MoveForm(request.POST or None, places=feeds.places_to_move_to(request.user, post))
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["to"]
        post = move_post(manager=request.user, post=post, to=to)
        messages.success(request, _("Moved to %(name)s") % {"name": to.name})
        return leave_to(request, post.get_absolute_url())
    return render(
        request,
        "communities/move.html",
        {"post": post, "form": form},
        status=422 if form.is_bound else 200,
    )


@require_http_methods(["GET", "POST"])
def merge(request, post_id):
    """Let a post go on as a comment under another."""
    post = movable_post(request, post_id)
    form = MergeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["number"]
        into = Post.objects.visible_to(request.user).exclude(pk=post.pk).filter(pk=number).first()
        if into is not None:
            into = merge_posts(manager=request.user, post=post, into=into)
            messages.success(request, _("Merged"))
            return leave_to(request, into.get_absolute_url())
        form.add_error("into", _("There is no other post with that link or number."))
    context = {
        "post": post,
        "form": form,
        "choices": feeds.posts_to_merge_with(request.user, post),
    }
    return render(request, "communities/merge.html", context, status=422 if form.is_bound else 200)


def movable_post(request, post_id):
    """Fetch a post of a community that the reader takes care of."""
    post = readable_post(request, post_id)
    require(
        can_move_post(request.user, post),
        _("Only those who take care of this community can move posts."),
    )
    return post
