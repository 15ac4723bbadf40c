"""The bell: what concerns me, and what of it I have seen."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from intranet.platform import clock
from intranet.platform.htmx import (
    render_fragment_or_page,
    render_fragment_or_redirect,
    wants_fragment,
)
from notifications import feeds
from notifications.actions import mark_all_read, mark_group_read, mark_read
from notifications.models import Notification


@require_GET
def bell_page(request):
    """What happened, one line per conversation."""
    cursor = request.GET.get("after", "")
    only = "unread" if request.GET.get("only") == "unread" else "all"
    context = {
        "bell": feeds.bell(request.user, cursor=cursor, only_unread=only == "unread"),
        "only": only,
    }
    fragment = "notifications/_lines.html" if cursor else "notifications/_bell.html"
    return render_fragment_or_page(request, fragment, "notifications/bell.html", context)


@require_GET
def number(request):
    """The number beside the bell as it is now, for the two places where it stands."""
    context = {"unread": feeds.unread_count(request.user)}
    return render(request, "notifications/number.html", context)


@require_POST
def read_all(request):
    """Mark everything as seen."""
    mark_all_read(person=request.user)
    if not wants_fragment(request):
        messages.success(request, _("Everything seen"))
        return redirect("bell")
    context = {"bell": feeds.bell(request.user), "only": "all", "after_write": True}
    return render_fragment_or_redirect(request, "notifications/_bell.html", context, to="bell")


@require_POST
def read_one(request, notification_id):
    """Mark one line as seen."""
    told = get_object_or_404(Notification.objects.visible_to(request.user), pk=notification_id)
    mark_read(person=request.user, notification_id=told.pk)
    context = {"line": feeds.bell_line(request.user, told.group_key)}
    return render_fragment_or_redirect(
        request, "notifications/_line_changed.html", context, to="bell"
    )


@require_POST
def read_group(request, group):
    """The page says that somebody read what a group of lines is about."""
    until = clock.moment_of(request.GET.get("until", ""))
    mark_group_read(person=request.user, group=group, until=until)
    return HttpResponse(status=204)
