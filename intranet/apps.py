"""The wiring as an installed app, so that it can own commands that know every app."""

from django.apps import AppConfig


class IntranetConfig(AppConfig):
    """The building itself; it owns no tables."""

    name = "intranet"
    label = "intranet"

    def ready(self) -> None:
        """Load the Celery app here: the machinery of the house imports this package without it."""
        import intranet.celery  # noqa: F401
