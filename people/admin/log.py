"""The audit log in the administration: who did what, and whether the log is whole."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from intranet.platform.policy import require
from intranet.platform.sealing import Finding
from people.actions import check_the_log, look_up_person
from people.feeds.log import last_check, log_page
from people.forms.log import LogForm, PersonLogForm
from people.policies import can_give_roles


@require_http_methods(["GET", "POST"])
def log(request):
    """What happened in this place; with POST what one person did, and that is recorded."""
    require(can_give_roles(request.user), _("Only administrators see the log."))
    if request.method == "GET":
        form = LogForm(request.GET)
        return show(request, form, PersonLogForm(auto_id="of_%s"), log_page(**form.asked()))
    form = PersonLogForm(request.POST, auto_id="of_%s")
    if not form.is_valid():
        return show(request, LogForm(), form, log_page(), status=422)
    person = form.cleaned_data["person"]
    look_up_person(actor=request.user, person=person)
    return show(request, LogForm(), form, log_page(actor=person, **form.asked()), person=person)


@require_POST
def check(request):
    """Let the log be checked in the background."""
    check_the_log(actor=request.user)
    messages.success(request, _("The log is being checked. What came of it stands here soon."))
    return redirect("admin:log")


def show(request, form, of_person, page, *, person=None, status=200):
    """Render the log."""
    last = last_check()
    context = {
        "form": form,
        "of_person": of_person,
        "page": page,
        "person": person,
        "last": last,
        "findings": [Finding(*each) for each in last.findings] if last else [],
    }
    return render(request, "people/admin/log.html", context, status=status)
