"""The schema, as programs fetch it."""

from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from drf_spectacular.views import SpectacularAPIView
from rest_framework.permissions import AllowAny

from intranet.platform.api.endpoints import AnyKind


class Schema(SpectacularAPIView):
    """The schema, in JSON or YAML. It tells nothing of anybody, so all may read it."""

    permission_classes = [AllowAny]
    authentication_classes: list[type] = []
    throttle_classes: list[type] = []
    content_negotiation_class = AnyKind
    schema = None

    def get_renderers(self) -> list:
        """Return JSON, unless YAML is asked for."""
        wants_yaml = self.request.GET.get("format") == "yaml"
        return [OpenApiYamlRenderer() if wants_yaml else OpenApiJsonRenderer()]
