"""What we measure: readable for everybody, and HR notes here what was agreed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from intranet.platform.policy import require
from moderation.actions.measuring import note_agreement
from moderation.feeds import openness, transparency
from moderation.forms.openness import AgreementForm
from people.policies import can_manage_people


@require_safe
def what_we_measure(request):
    """Every figure about people and every rule in force."""
    found = openness.what_we_measure(request.user)
    return render(request, "moderation/openness/what_we_measure.html", {"found": found})


@require_safe
def in_figures(request):
    """How many cases there were, and how they ended, without a figure of fewer than ten people."""
    found = transparency.in_figures()
    return render(request, "moderation/openness/in_figures.html", {"found": found})


@require_http_methods(["GET", "POST"])
def figure(request, key):
    """What was agreed about one figure, for HR to note."""
    require(can_manage_people(request.user), _("Only HR notes what was agreed."))
    found = openness.measured(key)
    if found is None:
        raise Http404
    form = form_of(found, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and noted(request.user, found.figure, form):
        messages.success(request, _("Noted. Everybody reads it here."))
        return redirect("what_we_measure")
    context = {"found": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "moderation/openness/figure.html", context, status=status)


def form_of(found, posted):
    """Return the form, filled with what is noted already."""
    agreement = found.agreement
    initial = {"is_on": found.is_on}
    if agreement:
        initial |= {"agreed_on": agreement.agreed_on, "agreed_with": agreement.agreed_with}
    return AgreementForm(posted, initial=initial, can_be_off=found.figure.can_be_off)


def noted(actor, figure, form):
    """Note it; what does not fit stands at its field afterwards."""
    try:
        note_agreement(actor=actor, figure=figure, **form.said())
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
