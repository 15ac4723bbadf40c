"""Culture carriers: who carries now, nominating somebody, and saying whether one wants to."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from blogs import feeds
from blogs.actions import (
    accept_carrying,
    blog_rules,
    decline_carrying,
    nominate_carrier,
    take_nomination_back,
)
from blogs.forms import NominationForm
from blogs.models import Nomination
from intranet.platform.htmx import leave_to

HERE = "/blogs/carriers/"


@require_http_methods(["GET", "POST"])
def carriers(request):
    """Who carries now, whose turn it is, and nominating a colleague."""
    form = NominationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            nominate_carrier(
                nominated_by=request.user, nominee=typed["colleague"], why=typed["why"]
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, _("You nominated %(name)s") % {"name": typed["colleague"].name}
            )
            return leave_to(request, f"{HERE}#nominated")
    rules = blog_rules()
    context = {"found": feeds.carriers_for(request.user, rules), "form": form, "rules": rules}
    status = 422 if form.errors else 200
    return render(request, "blogs/carriers.html", context, status=status)


@require_POST
def take_back(request, nomination_id):
    """Nominate somebody no longer."""
    mine = Nomination.objects.visible_to(request.user).filter(nominated_by=request.user)
    nomination = get_object_or_404(mine, pk=nomination_id)
    take_nomination_back(nominated_by=request.user, nomination=nomination)
    messages.success(request, _("Taken back"))
    return leave_to(request, f"{HERE}#nominated")


@require_POST
def accept(request):
    """Carry the culture for a term."""
    try:
        blog = accept_carrying(person=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return leave_to(request, HERE)
    messages.success(request, _("You carry the culture now. Give your blog a name."))
    return leave_to(request, f"{blog.get_absolute_url()}settings/")


@require_POST
def decline(request):
    """Not want to."""
    decline_carrying(person=request.user)
    messages.success(request, _("That is fine. Nobody asks you why."))
    return leave_to(request, HERE)
