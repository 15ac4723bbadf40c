"""The app's registration with Django."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """See the package's docstring for what this app is for."""

    name = "search"
