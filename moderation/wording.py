"""What HR writes in two languages, read in one."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# How the audit log tells what was done, after the name of who did it.
ACTS = {
    "moderation.rule.drafted": _("wrote a new rule"),
    "moderation.rule.changed": _("changed a draft of a rule"),
    "moderation.rule.switched_on": _("switched a rule on"),
    "moderation.rule.switched_off": _("switched a rule off"),
    "moderation.rule.thrown_away": _("threw a draft of a rule away"),
    "moderation.dry_run.started": _("tried a rule on what was written before"),
    "moderation.dry_run.stopped": _("stopped trying a rule"),
    "moderation.figure.agreed": _("noted what was agreed about a figure"),
}


def in_language(written: Any, name: str) -> str:
    """Return a text of a row in the reader's language; in the other one where it is missing."""
    first, other = ("en", "nl") if (get_language() or "nl").startswith("en") else ("nl", "en")
    return getattr(written, f"{name}_{first}") or getattr(written, f"{name}_{other}")
