"""What managers do with members, each after saying what it means."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from communities.actions import appoint_manager, remove_member, step_down
from communities.models import Community
from communities.policies import can_manage_community
from communities.views.scope import readable_community
from intranet.platform.htmx import leave_to, render_fragment_or_page
from intranet.platform.policy import require
from people.models import User


@require_http_methods(["GET", "POST"])
def appoint(request, slug, person_id):
    """Let a member take care of it too."""
    community = readable_community(request, slug)
    person = member_of(request, community, person_id)
    if request.method == "GET":
        return confirm(
            request, community, "appoint", _("Let %(name)s take care of it too?"), person
        )
    appoint_manager(manager=request.user, community=community, person=person)
    return done(request, community, _("%(name)s takes care of it too now"), person)


@require_http_methods(["GET", "POST"])
def remove(request, slug, person_id):
    """Take somebody out of it."""
    community = readable_community(request, slug)
    person = member_of(request, community, person_id)
    if request.method == "GET":
        return confirm(
            request, community, "remove", _("Take %(name)s out of this community?"), person
        )
    remove_member(manager=request.user, community=community, person=person)
    return done(request, community, _("%(name)s is no longer a member"), person)


@require_http_methods(["GET", "POST"])
def step_down_here(request, slug):
    """Take care of it no longer."""
    community = readable_community(request, slug)
    if request.method == "GET":
        return confirm(
            request, community, "step_down", _("Take care of it no longer?"), request.user
        )
    step_down(manager=request.user, community=community)
    return done(request, community, _("You are an ordinary member now"), request.user)


def member_of(request, community, person_id):
    """Fetch somebody who can be a manager or be taken out: a member, or anybody where all are."""
    people = User.objects.visible_to(request.user).active()
    if not community.is_company_wide:
        people = people.filter(memberships__community=community)
    return get_object_or_404(people, pk=person_id)


def confirm(request, community, what, title, person):
    """Ask once, and say what it means."""
    require(
        can_manage_community(request.user, community),
        _("Only those who take care of this community can do this."),
    )
    fragment = f"communities/_{what}.html"
    context = {
        "community": community,
        "person": person,
        "fragment": fragment,
        "title": title % {"name": person.name},
    }
    return render_fragment_or_page(request, fragment, "communities/confirm.html", context)


def done(request, community, message, person):
    """Go back to the members; who just left the managers or the place herself, to the community."""
    messages.success(request, message % {"name": person.name})
    is_known = Community.objects.readable_by(request.user).filter(pk=community.pk).exists()
    return leave_to(
        request, f"/communities/{community.slug}/members/" if is_known else "/communities/"
    )
