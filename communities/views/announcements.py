"""Confirming that one read something, and what its sender sees of that."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from communities import feeds
from communities.actions import acknowledge, ask_to_read_again, remind
from communities.forms import AudienceForm
from communities.models import Community
from communities.policies import can_announce_in, can_see_who_read
from communities.views.scope import readable_post
from conversations.actions import StaleEdit
from intranet.platform.htmx import (
    leave_to,
    render_fragment_or_page,
    wants_fragment,
)
from intranet.platform.policy import require


@require_POST
def confirm(request, post_id):
    """Say that one read the version that stood on the page."""
    announcement = announcement_of(request, post_id)
    version = request.POST.get("version", "")
    try:
        acknowledge(
            person=request.user,
            announcement=announcement,
            version=int(version) if version.isdecimal() and len(version) < 5 else 0,
        )
    except StaleEdit as stale:
        messages.warning(request, str(stale))
        return leave_to(request, announcement.post.get_absolute_url())
    if not wants_fragment(request):
        return leave_to(request, announcement.post.get_absolute_url())
    thread = feeds.with_details(request.user, announcement.post.thread)
    context = {"thread": thread, "post": announcement.post}
    return render(request, "communities/posts/kinds/_announcement.html", context)


@require_GET
def who_read(request, post_id):
    """Who still has to read it; for its sender only."""
    announcement = announcement_of(request, post_id)
    require(
        can_see_who_read(request.user, announcement),
        _("Only who sent it sees who still has to read it."),
    )
    only = request.GET.get("only", "all")
    words, cursor = request.GET.get("q", "").strip()[:100], request.GET.get("after", "")
    page = feeds.still_to_read(announcement, only=only, words=words, cursor=cursor)
    context = {
        "announcement": announcement,
        "post": announcement.post,
        "thread": announcement.post.thread,
        "page": page,
        "only": only,
        "words": words,
        "path": f"?only={only}&q={words}&" if words else f"?only={only}&",
    }
    if cursor and wants_fragment(request):
        return render(request, "communities/posts/_still_to_read.html", context)
    context |= {"figures": feeds.figures_of(announcement)}
    return render_fragment_or_page(
        request,
        "communities/posts/_who_read.html",
        "communities/posts/who_read.html",
        context,
    )


@require_POST
def send_reminder(request, post_id):
    """Ask those who still have to, once more."""
    announcement = announcement_of(request, post_id)
    people = remind(sender=request.user, announcement=announcement)
    said = ngettext("%(num)s colleague is reminded", "%(num)s colleagues are reminded", people)
    messages.success(request, said % {"num": people})
    return leave_to(request, f"{announcement.post.get_absolute_url()}readers/")


@require_POST
def ask_again(request, post_id):
    """Let everybody read what was changed."""
    announcement = announcement_of(request, post_id)
    ask_to_read_again(author=request.user, announcement=announcement)
    messages.success(request, _("Everybody is asked to read the new version"))
    return leave_to(request, f"{announcement.post.get_absolute_url()}readers/")


@require_GET
def head_count(request):
    """How many people an announcement would ask, before it is posted."""
    chosen = request.GET.get("community", "")
    places = Community.objects.visible_to(request.user).filter(
        pk=chosen if chosen.isdecimal() and len(chosen) < 19 else None
    )
    form = AudienceForm(request.GET)
    place = places.select_related("audience").first()
    if place is None or not form.is_valid() or not can_announce_in(request.user, place):
        return HttpResponse(status=204)
    people = feeds.people_an_announcement_asks(request.user, place, **form.chosen())
    return render(request, "communities/posts/_head_count.html", {"people": people})


def announcement_of(request, post_id):
    """Fetch an announcement that the reader may see."""
    post = readable_post(request, post_id)
    announcement = getattr(post, "announcement", None)
    if announcement is None:
        raise Http404
    return announcement
