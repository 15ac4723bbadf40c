"""Following a blog, in the bell and by mail."""

from django.shortcuts import render
from django.views.decorators.http import require_POST

from blogs.actions import follow_blog, unfollow_blog
from blogs.views.scope import readable_blog
from intranet.platform.htmx import leave_to, wants_fragment


@require_POST
def follow(request, slug):
    """Hear of new articles; `by_mail` says whether also by mail."""
    blog = readable_blog(request, slug)
    wanted = {"1": True, "0": False}.get(request.POST.get("by_mail", ""))
    found = follow_blog(person=request.user, blog=blog, by_mail=wanted)
    blog.is_followed, blog.by_mail = True, found.by_mail
    return answer(request, blog)


@require_POST
def unfollow(request, slug):
    """Hear no more of it."""
    blog = readable_blog(request, slug)
    unfollow_blog(person=request.user, blog=blog)
    blog.is_followed, blog.by_mail = False, False
    return answer(request, blog)


def answer(request, blog):
    """Show how it is now."""
    if wants_fragment(request):
        return render(request, "blogs/_follow.html", {"blog": blog})
    return leave_to(request, blog.get_absolute_url())
