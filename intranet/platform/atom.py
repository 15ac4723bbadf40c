"""What feed readers are sent (RFC 4287): one shape for every feed of the product."""

import hashlib
import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed

# The year from which on names of ours are names of ours; it never changes.
SINCE = 2026
# Addresses within the product, in what people wrote.
OWN_ADDRESS = re.compile(r'(?<=\s)(href|src)="/(?!/)')
# The other sizes of a picture, which a program far away does not choose from.
OTHER_SIZES = re.compile(r'\s(?:srcset|sizes|loading)="[^"]*"')


class Feed(Atom1Feed):
    """A feed that is as it was as long as nothing was written, also when nothing ever was."""

    def latest_post_date(self) -> Any:
        """Return when it changed last."""
        changed = [item["updateddate"] for item in self.items]
        return max(changed, default=self.feed["founded_at"])

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Write an entry; `content` is the whole of it, and `contributors` who helped."""
        super().add_item_elements(handler, item)
        if "content" in item:
            handler.addQuickElement("content", item["content"], {"type": "html"})
        for name in item.get("contributors", ()):
            handler.startElement("contributor", {})
            handler.addQuickElement("name", name)
            handler.endElement("contributor")


def with_whole_addresses(html: str) -> str:
    """Return what people wrote as it can be read far from here: every address in full."""
    return OWN_ADDRESS.sub(rf'\1="{settings.SITE_URL}/', OTHER_SIZES.sub("", html))


def unchanged_or(request: HttpRequest, body: bytes, content_type: str) -> HttpResponse:
    """Answer that nothing changed to a program that has this already."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type=content_type, headers={"ETag": etag})
    return get_conditional_response(request, etag=etag, response=response)  # type: ignore[return-value]


def tag(what: str) -> str:
    """Return a name for something that stays when addresses change (RFC 4151)."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{SINCE}:{what}"
