"""The directory of communities, and starting one."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from communities import feeds
from communities.actions import found_community
from communities.forms import FoundingForm
from intranet.platform.htmx import render_fragment_or_page
from intranet.platform.judging import Advised, advise, reply_in

FILTERS = ("all", "mine", "archived")


@require_GET
def communities(request):
    """Every community that exists for the reader; her own first, unless she looks for one."""
    words = request.GET.get("q", "").strip()
    only = request.GET.get("only", "all")
    only = only if only in FILTERS else "all"
    cursor = request.GET.get("after", "")
    starts = not words and not cursor and only == "all"
    rest = "others" if only == "all" and not words else only
    context = {
        "page": feeds.directory(request.user, words=words, only=rest, cursor=cursor),
        "mine": feeds.directory(request.user, only="mine") if starts else None,
        "invited": feeds.invited_to(request.user) if starts else [],
        "words": words,
        "only": only,
    }
    fragment = "_group_rows.html" if cursor else "_group_lists.html"
    return render_fragment_or_page(
        request, f"communities/{fragment}", "communities/communities.html", context
    )


@require_http_methods(["GET", "POST"])
def new_community(request):
    """Start a community."""
    form = FoundingForm(request.POST or None, initial={"name": request.GET.get("name", "")})
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data | {"reply": reply_in(request.POST)}
        try:
            community = found_community(founder=request.user, **words)
        except Advised as advice:
            advise(form, advice)
        else:
            said = _("%(name)s is there. Invite the first colleagues.") % {"name": community.name}
            messages.success(request, said)
            return redirect("invite", community.slug)
    status = 200 if request.method == "GET" else 422
    return render(request, "communities/new_community.html", {"form": form}, status=status)
