"""Ways in for programs, in the admin: to see what exists, and to end it; never the secret."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from people.actions import withdraw_token
from people.admin.pages import PlainAdmin
from people.models import AccessToken
from people.policies import can_manage_people, can_withdraw_token


@admin.register(AccessToken)
class TokenAdmin(PlainAdmin):
    """What colleagues let in, and for how long."""

    heading = _("Ways in for programs")
    when_removed = _("The program is out at once, and whose it is gets a mail about it.")
    list_display = ("person", "name", "may", "made_at", "expires_at", "last_used_on")
    list_display_links = ("person",)
    list_select_related = ("person",)
    search_fields = ("person__name", "person__email", "person__personnel_number", "name")
    search_help_text = _("Name, e-mail or personnel number")
    fields = readonly_fields = list_display
    ordering = ("person__name", "-made_at")
    actions = None

    @admin.display(description=_("may"))
    def may(self, token):
        """What it may do, in words."""
        return ". ".join(token.allowed)

    def get_queryset(self, request):
        return super().get_queryset(request).filter(withdrawn_at=None)

    def has_view_permission(self, request, obj=None):
        return can_manage_people(request.user)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        may_look = can_manage_people(request.user)
        return may_look if obj is None else may_look and can_withdraw_token(request.user, obj)

    def delete_model(self, request, obj):
        withdraw_token(actor=request.user, token=obj)
