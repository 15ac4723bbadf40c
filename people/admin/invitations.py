"""Invitations for people with e-mail who were not here yet."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from intranet.platform.policy import require
from people.actions import invite_person
from people.feeds import people_to_invite
from people.forms.administration import WaitingForm
from people.policies import can_manage_people, can_manage_person

MOST_AT_ONCE = 1000


@require_http_methods(["GET", "POST"])
def invitations(request):
    """Who would get a mail; with POST they do."""
    require(can_manage_people(request.user), _("Only HR can invite people."))
    form = WaitingForm(request.POST or request.GET)
    only, _chosen = form.asked()
    found = list(people_to_invite(only)[: MOST_AT_ONCE + 1])
    people = [one for one in found[:MOST_AT_ONCE] if can_manage_person(request.user, one)]
    if request.method == "POST":
        for person in people:
            invite_person(actor=request.user, person=person)
        said = ngettext(
            "%(count)s invitation is on its way.",
            "%(count)s invitations are on their way.",
            len(people),
        )
        messages.success(request, said % {"count": len(people)})
        return redirect("admin:invitations")
    context = {"form": form, "people": people, "more": len(found) > MOST_AT_ONCE}
    return render(request, "people/admin/invitations.html", context)
