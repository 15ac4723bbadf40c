"""HR's list in the administration: bring it, look at what it would change, apply exactly that."""

import uuid
import zlib
from datetime import timedelta

from django.contrib import messages
from django.core.cache import cache
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from intranet.platform.policy import require
from people.forms.administration import ListForm
from people.policies import can_manage_people
from people.roster import PlanChanged, UnreadableList, apply_plan, make_plan, read_list

# A list waits for its decision this long, only in the cache: it holds everybody's data.
KEPT_FOR = timedelta(hours=2)
SHOWN_AT_ONCE = 200
FACTS = {
    "name": gettext_lazy("name"),
    "email": gettext_lazy("e-mail"),
    "personnel_number": gettext_lazy("personnel number"),
    "job_title": gettext_lazy("job title"),
    "function_profile": gettext_lazy("function profile"),
    "team": gettext_lazy("team"),
    "manager": gettext_lazy("line manager"),
    "location": gettext_lazy("location"),
    "kind_of_work": gettext_lazy("kind of work"),
}


@require_http_methods(["GET", "POST"])
def upload(request):
    """Bring a list; it is read and kept for the preview, and nothing else happens."""
    require(can_manage_people(request.user), gettext_lazy("Only HR can apply a list."))
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["list"].read()
        try:
            read_list(content)
        except UnreadableList as error:
            form.add_error("list", str(error))
        else:
            token = uuid.uuid4()
            cache.set(place_of(request, token), zlib.compress(content), KEPT_FOR.total_seconds())
            return redirect("admin:hr_list_preview", token)
    return render(
        request, "people/admin/hr_list.html", {"form": form}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
def preview(request, token):
    """What the list would change; with POST it is applied, if nothing changed meanwhile."""
    require(can_manage_people(request.user), gettext_lazy("Only HR can apply a list."))
    kept = cache.get(place_of(request, token))
    if kept is None:
        messages.warning(request, _("This list is no longer kept here. Upload it once more."))
        return redirect("admin:hr_list")
    roster = read_list(zlib.decompress(kept))
    if request.method == "GET":
        return show(request, make_plan(roster, actor=request.user))
    try:
        plan = apply_plan(
            actor=request.user,
            roster=roster,
            digest=request.POST.get("digest", ""),
            leaving={int(pk) for pk in request.POST.getlist("leaving") if pk.isdigit()},
            all_leave="all_leave" in request.POST,
        )
    except PlanChanged as changed:
        return show(request, changed.plan, status=409)
    cache.delete(place_of(request, token))
    return render(request, "people/admin/hr_list_done.html", {"plan": plan})


def show(request, plan, status=200):
    """Render the preview; of a long list only the first of each kind."""
    context = {
        "plan": plan,
        "facts": FACTS,
        "shown": SHOWN_AT_ONCE,
        "has_changed": status == 409,
        "leaves_many": len(plan.leaving) > max(20, (plan.unchanged + len(plan.changed)) // 10),
    }
    return render(request, "people/admin/hr_list_preview.html", context, status=status)


def place_of(request, token):
    """Where a list is kept: for who brought it and nobody else."""
    return f"roster:{request.user.pk}:{token}"
