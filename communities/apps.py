"""The app's registration with Django."""

from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    """See the package's docstring for what this app is for."""

    name = "communities"
