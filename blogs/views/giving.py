"""Giving a colleague a blog, as communications or HR."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from blogs.actions import give_blog
from blogs.forms import GivingForm
from blogs.policies import can_give_blog
from intranet.platform.htmx import leave_to
from intranet.platform.policy import Refused, require


@require_http_methods(["GET", "POST"])
def give(request):
    """Give a colleague a blog; whether anything appears in it is hers alone."""
    require(can_give_blog(request.user), _("Only HR and communications give blogs."))
    form = GivingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            blog = give_blog(
                actor=request.user,
                owner=typed["colleague"],
                kind=typed["kind"],
                name=typed["name"],
            )
        except (Refused, ValidationError) as refusal:
            form.add_error(None, refusal if hasattr(refusal, "messages") else str(refusal))
        else:
            said = _("%(name)s has a blog now") % {"name": blog.owner.name}
            messages.success(request, said)
            return leave_to(request, blog.get_absolute_url())
    status = 422 if form.errors else 200
    return render(request, "blogs/give.html", {"form": form}, status=status)
