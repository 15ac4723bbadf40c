"""The platform as an app, because the outbox and the audit log are tables."""

from django.apps import AppConfig


class PlatformConfig(AppConfig):
    """The bottom layer: it knows no other app."""

    name = "intranet.platform"
    label = "platform"

    def ready(self) -> None:
        """Teach query sets the lookup `any`."""
        import intranet.platform.anyof  # noqa: F401
