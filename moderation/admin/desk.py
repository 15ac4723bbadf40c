"""How cases are handled, in the administration."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.forms import model_to_dict
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from moderation.actions import desk_rules
from moderation.actions.arranging import change_desk_rules
from moderation.admin.scope import add_problems, for_hr
from moderation.forms.arranging import DeskRulesForm
from moderation.models import DeskRules
from moderation.policies import can_manage_code

PAGE = "moderation_deskrules_changelist"


@admin.register(DeskRules)
class DeskRulesAdmin(admin.ModelAdmin):
    """One page of ours, under the address at which Django keeps these rules."""

    def has_module_permission(self, request):
        return can_manage_code(request.user)

    has_view_permission = has_module_permission

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    has_delete_permission = has_change_permission

    def get_urls(self):
        return [path("", self.admin_site.admin_view(for_hr(handling)), name=PAGE)]


@require_http_methods(["GET", "POST"])
def handling(request):
    """Who gets reports first, and how long everything takes."""
    form = DeskRulesForm(request.POST or None, initial=model_to_dict(desk_rules()))
    if request.method == "POST" and form.is_valid():
        try:
            change_desk_rules(actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_problems(form, error)
        else:
            messages.success(
                request, _("Kept. It counts for what is opened or decided from now on.")
            )
            return redirect(f"admin:{PAGE}")
    status = 422 if form.errors else 200
    return render(request, "moderation/desk/admin/handling.html", {"form": form}, status=status)
