"""What people lend to pages above them: one's own account, as the bell tells of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class AccountSubject:
    """One's own account, in a line of the bell."""

    url: str
    title: str
    words: str = ""
    place: str = ""
    reason: str = ""


def accounts_for_the_bell(viewer: Any, ids: Iterable[int]) -> dict[int, AccountSubject]:
    """Return the reader's own account, and nobody else's."""
    own = AccountSubject(url=reverse("settings") + "#signing-in", title=_("Signing in"))
    return {number: own for number in ids if number == viewer.pk}
