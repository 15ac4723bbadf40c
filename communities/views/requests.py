"""Asking to be let in, and answering who asks."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from communities import feeds
from communities.actions import accept_request, ask_to_join, decline_request, withdraw_request
from communities.forms import AskForm
from communities.models import JoinRequest
from communities.policies import can_ask_to_join
from communities.views.scope import known_community, readable_community
from intranet.platform.htmx import leave_to, render_fragment_or_page, render_fragment_or_redirect
from intranet.platform.policy import require


@require_http_methods(["GET", "POST"])
def ask(request, slug):
    """Ask the managers of a closed community to be let in."""
    community = known_community(request, slug)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ask_to_join(person=request.user, community=community, note=form.cleaned_data["note"])
        messages.success(request, _("Asked. You hear of it here as soon as somebody lets you in."))
        return leave_to(request, community.get_absolute_url())
    require(can_ask_to_join(request.user, community), _("You cannot ask to join this community."))
    context = {
        "community": community,
        "form": form,
        "managers": feeds.managers_of(community),
        "fragment": "communities/_ask.html",
        "title": _("Ask to join %(name)s") % {"name": community.name},
    }
    return render_fragment_or_page(
        request,
        "communities/_ask.html",
        "communities/confirm.html",
        context,
        status=422 if form.is_bound else 200,
    )


@require_POST
def withdraw(request, slug):
    """Ask no longer."""
    community = known_community(request, slug)
    withdraw_request(person=request.user, community=community)
    messages.success(request, _("You no longer ask to join %(name)s") % {"name": community.name})
    return leave_to(request, community.get_absolute_url())


@require_POST
def accept(request, slug, request_id):
    """Let somebody in."""
    return answer(request, slug, request_id, accept_request)


@require_POST
def decline(request, slug, request_id):
    """Not let somebody in."""
    return answer(request, slug, request_id, decline_request)


def answer(request, slug, request_id, act):
    """Answer, and show the line as it is now; who answered first decided."""
    community = readable_community(request, slug)
    requests = JoinRequest.objects.visible_to(request.user).filter(community=community)
    asked = get_object_or_404(requests.exclude(answer="withdrawn").with_person(), pk=request_id)
    act(manager=request.user, request=asked)
    asked.refresh_from_db(fields=["answer"])
    name = {"name": asked.person.name}
    said = (
        _("%(name)s is a member now")
        if asked.answer == "accepted"
        else _("%(name)s was not let in")
    )
    messages.success(request, said % name)
    return render_fragment_or_redirect(
        request,
        "communities/_request_answered.html",
        {"asked": asked, "community": community},
        to=f"/communities/{community.slug}/members/",
    )
