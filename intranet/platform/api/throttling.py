"""How often a program may ask: per token, counted in the cache that all web processes share."""

from typing import Any

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from intranet.platform.limits import Spent, spent

WINDOW = 60
SAFE = ("GET", "HEAD", "OPTIONS")


class Rate(BaseThrottle):
    """So many questions a minute, and fewer writes; without Redis each process counts alone."""

    left: Spent | None = None

    def allow_request(self, request: Request, view: Any) -> bool:
        """Count one more; tell the program how much is left, whatever becomes of the request."""
        is_read = request.method in SAFE
        most = settings.API_READS_A_MINUTE if is_read else settings.API_WRITES_A_MINUTE
        name = "reads" if is_read else "writes"
        who = f"token:{request.auth.pk}" if request.auth else f"person:{request.user.pk}"
        self.left = spent(f"api-{name}", who, window=WINDOW)
        remaining = max(most - self.left.times, 0)
        request.rate_headers = {
            "RateLimit-Policy": f'"{name}";q={most};w={WINDOW}',
            "RateLimit": f'"{name}";r={remaining};t={self.left.seconds_left}',
        }
        return self.left.times <= most

    def wait(self) -> float | None:
        """Say how long to wait."""
        return self.left.seconds_left if self.left else None
