"""All blogs, and the home of one."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from blogs import feeds
from blogs.actions import blog_rules, look_at_blogs
from blogs.models import Blog
from blogs.policies import (
    can_ask_author,
    can_follow_blog,
    can_give_blog,
    can_start_blog,
    can_write_in,
)
from blogs.views.scope import readable_blog
from intranet.platform import clock
from intranet.platform.htmx import wants_fragment
from intranet.platform.offline import may_be_kept


@require_GET
@may_be_kept
def home(request):
    """What was written last, by whom else, and what people ask its author."""
    found = feeds.blogs_home(request.user)
    blog = found.newest.article.blog if found.newest else None
    return render(
        request,
        "blogs/home.html",
        {
            "found": found,
            "blog": blog,
            "may_ask": blog is not None and can_ask_author(request.user, blog),
            "rules": blog_rules(),
            "submission": uuid.uuid4(),
            **own_blog(request.user),
        },
    )


@require_POST
def seen(request):
    """The page says that somebody looked at it."""
    until = clock.moment_of(request.GET.get("until", ""))
    look_at_blogs(person=request.user, at=until or clock.now())
    return HttpResponse(status=204)


@require_GET
def everything(request):
    """Every blog that one may read, page by page."""
    only = request.GET.get("only", "")
    page = feeds.all_blogs(request.user, cursor=request.GET.get("after", ""), only=only)
    context = {"page": page, "only": only, "may_give": can_give_blog(request.user)}
    if wants_fragment(request) and request.GET.get("after"):
        return render(request, "blogs/_blog_rows.html", context)
    return render(request, "blogs/all.html", context)


@require_GET
@may_be_kept
def blog(request, slug):
    """The home of one blog: who writes it, what was asked, and all articles."""
    found = readable_blog(request, slug)
    cursor = request.GET.get("after", "")
    page = feeds.blog_articles(request.user, found, cursor=cursor)
    context = {"blog": found, "page": page}
    if cursor and wants_fragment(request):
        return render(request, "blogs/_weeks.html", context)
    if not cursor:
        context["newest"], context["page"] = feeds.with_newest_on_top(request.user, page)
    context |= {
        "figures": feeds.figures_of(request.user, found),
        "promises": feeds.open_promises(request.user, found),
        "questions": feeds.open_questions(request.user, found),
        "standing": feeds.mark_of(found),
        "may_ask": can_ask_author(request.user, found),
        "may_follow": can_follow_blog(request.user, found),
        "may_write": can_write_in(request.user, found),
        "rules": blog_rules(),
        "submission": uuid.uuid4(),
    }
    return render(request, "blogs/blog.html", context)


def own_blog(viewer):
    """Return what the page offers to somebody who writes, or may begin to."""
    own = Blog.objects.visible_to(viewer).filter(owner=viewer).first()
    return {"own": own, "may_start": own is None and can_start_blog(viewer)}
