"""Posts that wait for their moment, and posts whose last day has passed; their author's alone."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from communities import feeds
from communities.actions import publish_waiting_post, reschedule_post
from communities.forms import RescheduleForm
from communities.models import Post
from conversations.actions import show_again
from intranet.platform.htmx import leave_to


@require_GET
def waiting(request):
    """One's own posts that wait, the next one first, and those that have ended."""
    return render(
        request,
        "communities/posts/waiting.html",
        {
            "posts": feeds.waiting_posts(request.user),
            "ended": feeds.ended_posts(request.user),
            "asked": feeds.asked_by(request.user),
        },
    )


@require_http_methods(["GET", "POST"])
def reschedule(request, post_id):
    """Choose another moment."""
    post = own_post(request, post_id, state="scheduled")
    form = RescheduleForm(request.POST or None, initial={"publish_at": post.thread.published_at})
    if request.method == "POST" and form.is_valid():
        try:
            reschedule_post(
                author=request.user, post=post, publish_at=form.cleaned_data["publish_at"]
            )
        except ValidationError as error:
            form.add_error("publish_at", error)
        else:
            messages.success(request, _("Kept. It will be posted at the moment you chose."))
            return leave_to(request, "/posts/waiting/")
    return render(
        request,
        "communities/posts/reschedule.html",
        {"post": post, "thread": post.thread, "form": form},
        status=422 if form.errors else 200,
    )


@require_POST
def publish_now(request, post_id):
    """Let it appear at once."""
    post = own_post(request, post_id, state="scheduled")
    publish_waiting_post(author=request.user, post=post)
    messages.success(request, _("Posted"))
    return leave_to(request, post.get_absolute_url())


@require_POST
def again(request, post_id):
    """Show a post again that has ended."""
    post = own_post(request, post_id, state="ended")
    show_again(author=request.user, thread=post.thread)
    messages.success(request, _("Everybody can read it again"))
    return leave_to(request, post.get_absolute_url())


def own_post(request, post_id, *, state):
    """Fetch one's own post in that state; for everybody else it is not there."""
    posts = Post.objects.visible_to(request.user).with_thread()
    own = posts.filter(thread__author=request.user, thread__state=state)
    return get_object_or_404(own.select_related("community__audience"), pk=post_id)
