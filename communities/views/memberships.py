"""Joining a community and leaving it."""

from django.contrib import messages
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from communities import feeds
from communities.actions import join_community, leave_community
from communities.models import Community
from communities.policies import can_leave_community
from communities.views.scope import known_community
from intranet.platform.htmx import leave_to, render_fragment_or_page
from intranet.platform.policy import require


@require_POST
def join(request, slug):
    """Become a member."""
    community = known_community(request, slug)
    join_community(person=request.user, community=community)
    return card_or_page(request, slug, _("You are a member of %(name)s") % {"name": community.name})


@require_http_methods(["GET", "POST"])
def leave(request, slug):
    """Leave, after saying what that means."""
    community = known_community(request, slug)
    if request.method == "GET":
        require(can_leave_community(request.user, community), _("You cannot leave this community."))
        context = {
            "community": community,
            "fragment": "communities/_leave.html",
            "title": _("Leave %(name)s?") % {"name": community.name},
            "managers": feeds.managers_of(community),
        }
        return render_fragment_or_page(
            request, "communities/_leave.html", "communities/confirm.html", context
        )
    leave_community(person=request.user, community=community)
    messages.success(request, _("You left %(name)s") % {"name": community.name})
    is_known = Community.objects.visible_to(request.user).filter(pk=community.pk).exists()
    return leave_to(request, community.get_absolute_url() if is_known else "/communities/")


def card_or_page(request, slug, message):
    """Show the card of the directory as it is now, or go to the community."""
    community = known_community(request, slug)
    messages.success(request, message)
    if request.htmx and request.htmx.target == f"group-{community.pk}":
        return render_fragment_or_page(
            request,
            "communities/_group_changed.html",
            "communities/_group_changed.html",
            {"community": community},
        )
    return leave_to(request, community.get_absolute_url())
