"""Passkeys and second steps in the admin: an administrator takes away what somebody lost."""

from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from people.actions import remove_second_step
from people.admin.pages import PlainAdmin
from people.policies import can_give_roles

KINDS = {
    Authenticator.Type.TOTP: _("Codes from an app"),
    Authenticator.Type.WEBAUTHN: _("Passkey"),
}

# The library's own page shows what it keeps as it is kept, and lets it be typed.
admin.site.unregister(Authenticator)


@admin.register(Authenticator)
class SecondStepAdmin(PlainAdmin):
    """What somebody has beside a password: to look at, and to take away."""

    heading = _("Passkeys and second step")
    when_removed = _(
        "They sign in without it from then on, and get a mail about it. Be sure who asks for this."
    )
    list_display = ("user", "kind", "created_at", "last_used_at")
    list_display_links = ("user",)
    list_select_related = ("user",)
    search_fields = ("user__name", "user__email", "user__personnel_number")
    search_help_text = _("Name, e-mail or personnel number")
    fields = readonly_fields = ("user", "kind", "created_at", "last_used_at")
    ordering = ("user__name", "created_at")
    actions = None

    @admin.display(description=_("what"), ordering="type")
    def kind(self, step):
        """What it is, in words."""
        return KINDS[step.type]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(type__in=KINDS)

    def has_view_permission(self, request, obj=None):
        return can_give_roles(request.user)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return can_give_roles(request.user)

    def delete_model(self, request, obj):
        remove_second_step(actor=request.user, step=obj)
