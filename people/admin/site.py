"""Django's admin behind the same door as everything else, with a front page of ours."""

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse


class AdminSite(admin.AdminSite):
    """The administration: who signs in does so where everybody does."""

    index_template = "people/admin/index.html"
    enable_nav_sidebar = False

    def login(self, request, extra_context=None):
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        wanted = request.GET.get("next") or reverse("admin:index")
        return redirect_to_login(wanted, "account_login")

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")
