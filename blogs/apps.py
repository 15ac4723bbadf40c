"""The app's registration with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BlogsConfig(AppConfig):
    """See the package's docstring for what this app is for."""

    name = "blogs"
    verbose_name = _("Blogs")
