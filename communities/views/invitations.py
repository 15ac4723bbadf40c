"""Asking colleagues in, and answering when one is asked."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from communities import feeds
from communities.actions import accept_invitation, decline_invitation, invite_to_community
from communities.models import Community
from communities.policies import can_invite_to
from communities.views.memberships import card_or_page
from communities.views.scope import known_community, readable_community
from intranet.platform.htmx import leave_to, render_fragment_or_page, render_fragment_or_redirect
from intranet.platform.policy import require
from people.models import User


@require_http_methods(["GET", "POST"])
def invite(request, slug):
    """Look for colleagues and ask them in."""
    community = readable_community(request, slug)
    if request.method == "POST":
        return invite_one(request, community)
    require(
        can_invite_to(request.user, community), _("You cannot invite people to this community.")
    )
    words = request.GET.get("q", "").strip()
    context = {
        "community": community,
        "words": words,
        "candidates": feeds.people_to_invite(request.user, community, words),
    }
    return render_fragment_or_page(
        request, "communities/_candidates.html", "communities/invite.html", context
    )


def invite_one(request, community):
    """Ask one colleague in, and show her line as it is now."""
    chosen = request.POST.get("person", "")
    colleagues = User.objects.visible_to(request.user).active().with_card()
    person = get_object_or_404(colleagues, pk=chosen if chosen.isdecimal() else 0)
    invite_to_community(actor=request.user, community=community, person=person)
    messages.success(request, _("%(name)s is invited") % {"name": person.name})
    person.is_invited = True
    return render_fragment_or_redirect(
        request,
        "communities/_candidate_changed.html",
        {"community": community, "person": person},
        to=f"/communities/{community.slug}/invite/",
    )


@require_POST
def accept(request, slug):
    """Come in."""
    community = known_community(request, slug)
    accept_invitation(person=request.user, community=community)
    return card_or_page(request, slug, _("You are a member of %(name)s") % {"name": community.name})


@require_POST
def decline(request, slug):
    """Stay out; who invited is not told."""
    community = known_community(request, slug)
    decline_invitation(person=request.user, community=community)
    messages.success(request, _("You stay out of %(name)s") % {"name": community.name})
    is_known = Community.objects.visible_to(request.user).filter(pk=community.pk).exists()
    return leave_to(request, community.get_absolute_url()) if is_known else redirect("communities")
