"""How a working text was before, and what one window sets aside for another."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from blogs import feeds
from blogs.actions import restore_version, set_text_aside
from blogs.forms import TextForm
from blogs.views.scope import text_at_desk
from blogs.views.writing import saves_by_itself
from intranet.platform.htmx import leave_to


@require_GET
def earlier(request, article_id):
    """What was kept of a text, with what changed each time."""
    article = text_at_desk(request, article_id)
    cursor = request.GET.get("after", "")
    wordings, page = feeds.versions_of(article, cursor=cursor)
    return render(
        request,
        "blogs/writing/versions.html",
        {
            "article": article,
            "wordings": wordings,
            "next_cursor": page.next_cursor,
            "is_owner": article.blog.owner_id == request.user.pk,
            "is_later_page": bool(cursor),
        },
    )


@require_POST
def bring_back(request, article_id, version_id):
    """Go on from an earlier version."""
    article = text_at_desk(request, article_id)
    version = get_object_or_404(article.versions, pk=version_id)
    restore_version(author=request.user, article=article, version=version)
    messages.success(request, _("You go on from this version. The other one is among them."))
    return leave_to(request, article.get_absolute_url())


@require_POST
def set_aside(request, article_id):
    """Keep as a version what this window wrote, and go on with what another one wrote."""
    article = text_at_desk(request, article_id)
    typed = request.POST.dict()
    form = TextForm({**typed, "title": typed.get("title", "")[:1000], "revision": "0"})
    if form.is_valid():
        words = {name: form.words()[name] for name in ("title", "body")}
        set_text_aside(author=request.user, article=article, **words)
    if saves_by_itself(request):
        return HttpResponse(status=204)
    messages.success(request, _("Your text is among the versions."))
    return leave_to(request, article.get_absolute_url())
