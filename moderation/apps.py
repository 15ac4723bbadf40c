"""The app's registration with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    """See the package's docstring for what this app is for."""

    name = "moderation"
    verbose_name = _("Code of conduct")
