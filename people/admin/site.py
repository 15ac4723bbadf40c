"""Django's admin behind the same door as everything else, with a front page of ours."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from people.admin.around import around

# Of what our libraries bring: addresses and groups are not kept in their tables here, and
# sessions are ended by our own action.
NOT_OURS = {
    "account.emailaddress",
    "account.emailconfirmation",
    "auth.group",
    "usersessions.usersession",
}


class AdminSite(admin.AdminSite):
    """The administration: who signs in does so where everybody does."""

    site_header = _("Administration")
    site_title = _("Administration")
    index_title = _("Administration")
    index_template = "people/admin/index.html"
    enable_nav_sidebar = False
    empty_value_display = '<span class="none">–</span>'

    @method_decorator(login_not_required)
    def login(self, request, extra_context=None):
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        wanted = request.GET.get("next") or reverse("admin:index")
        return redirect_to_login(wanted, "account_login")

    def each_context(self, request):
        return super().each_context(request) | {"around": around(request)}

    def app_index(self, request, app_label, extra_context=None):
        return redirect("admin:index")

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def register(self, model_or_iterable, admin_class=None, **options):
        models = (
            model_or_iterable
            if isinstance(model_or_iterable, list | tuple)
            else [model_or_iterable]
        )
        ours = [model for model in models if model._meta.label_lower not in NOT_OURS]
        super().register(ours, admin_class, **options)

    def get_urls(self):
        from people.admin import codes, invitations, log, roster

        ours = [
            path("hr-list/", self.admin_view(roster.upload), name="hr_list"),
            path("hr-list/<uuid:token>/", self.admin_view(roster.preview), name="hr_list_preview"),
            path("codes/", self.admin_view(codes.codes), name="codes"),
            path("invitations/", self.admin_view(invitations.invitations), name="invitations"),
            path("log/", self.admin_view(log.log), name="log"),
            path("log/check/", self.admin_view(log.check), name="log_check"),
        ]
        return ours + super().get_urls()
