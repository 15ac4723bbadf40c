"""The app's registration with Django."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """See the package's docstring for what this app is for."""

    name = "people"
    verbose_name = _("People")


class AdministrationConfig(AdminConfig):
    """Django's admin, behind our door and with our front page."""

    default_site = "people.admin.site.AdminSite"

    def ready(self) -> None:
        """Register ours once the site is there: it lives in the package that would ask for it."""
        super().ready()
        import_module("people.admin.organisation")
        import_module("people.admin.persons")
        import_module("people.admin.second_steps")
        import_module("people.admin.tokens")
