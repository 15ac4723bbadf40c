"""The reader's own language and time zone, and who may not pass."""

import zoneinfo

from django.conf import settings
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control, patch_vary_headers

from intranet.platform.offline import NOBODY, READER
from people.forms.profile import LANGUAGE_COOKIE


class ReaderMiddleware:
    """Speaks the person's language, else the browser's; pages are nobody's but the reader's."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = self.language_of(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        self.set_time_zone(request)
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if "Cache-Control" not in response.headers:
            patch_cache_control(response, private=True, no_store=True)
        # Not on what a browser keeps by itself and shows again, perhaps to somebody else.
        if "no-store" in response.headers["Cache-Control"]:
            response.headers[READER] = self.reader_of(request)
        patch_vary_headers(response, ["Cookie", "Accept-Language"])
        timezone.deactivate()
        return response

    def reader_of(self, request):
        """Whose page this is, so that a device keeps nobody's copy for somebody else."""
        return str(request.user.pk) if request.user.is_authenticated else NOBODY

    def language_of(self, request):
        """The person's choice, else what was chosen on the sign-in page, else the browser's."""
        if request.user.is_authenticated:
            return request.user.language
        chosen = request.COOKIES.get(LANGUAGE_COOKIE)
        if chosen in dict(settings.LANGUAGES):
            return chosen
        return translation.get_language_from_request(request)

    def set_time_zone(self, request):
        if request.user.is_authenticated:
            timezone.activate(zoneinfo.ZoneInfo(request.user.time_zone))
