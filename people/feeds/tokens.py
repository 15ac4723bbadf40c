"""The programs that act for somebody."""

from dataclasses import dataclass

from intranet.platform import clock
from people.models import AccessToken, User

MOST_SHOWN = 60


@dataclass(frozen=True)
class TokenShown:
    """A way in as its maker sees it."""

    token: AccessToken
    has_run_out: bool


def tokens_of(person: User) -> list[TokenShown]:
    """Return what lets programs in, the newest first; also what ran out, so that one knows why."""
    now = clock.now()
    found = AccessToken.objects.visible_to(person).order_by("-made_at")[:MOST_SHOWN]
    return [TokenShown(token, token.expires_at <= now) for token in found]
