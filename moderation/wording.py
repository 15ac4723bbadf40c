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
    "moderation.acceptances.exported": _("took along who accepted the code"),
    "moderation.appeal.answered": _("said something about an appeal"),
    "moderation.appeal.decided": _("decided about an appeal"),
    "moderation.appeal.made": _("appealed against a decision"),
    "moderation.appeal.taken_back": _("took an appeal back"),
    "moderation.case.claimed": _("took a case"),
    "moderation.case.decided": _("decided a case"),
    "moderation.case.escalated": _("handed a case to HR"),
    "moderation.case.given_to_hr": _("gave HR a case that others left"),
    "moderation.case.let_go": _("left a case to others"),
    "moderation.case.names_shown": _("asked who a case is about"),
    "moderation.case.not_changed": _("withdrew what was not changed in time"),
    "moderation.case.noted": _("wrote a note with a case"),
    "moderation.case.opened": _("opened a case"),
    "moderation.case.reported": _("took in a report"),
    "moderation.code.accepted": _("accepted the code of conduct"),
    "moderation.code.agreed": _("agreed on a version of the code"),
    "moderation.code.began": _("let a version of the code begin"),
    "moderation.code.begin_changed": _("chose another day for a version of the code"),
    "moderation.code.called_off": _("called a version of the code off"),
    "moderation.decision.confirmed": _("agreed, as second reader, to withdraw for good"),
    "moderation.desk_rules.changed": _("changed how cases are handled"),
    "moderation.draft.invitation_ended": _("let somebody read a draft no more"),
    "moderation.draft.invited": _("asked somebody what she thinks of a draft"),
    "moderation.draft.started": _("started a draft of the code"),
    "moderation.draft.thrown_away": _("threw a draft of the code away"),
    "moderation.draft.worded": _("changed words in a draft of the code"),
    "moderation.figure.agreed": _("noted what was agreed about a figure"),
    "moderation.remark.answered": _("answered a remark on a draft"),
    "moderation.remark.made": _("made a remark on a draft"),
    "moderation.section.added": _("added an agreement to a draft"),
    "moderation.section.left_out": _("left an agreement out of a draft"),
    "moderation.section.moved": _("moved an agreement in a draft"),
}


def in_language(written: Any, name: str) -> str:
    """Return a text of a row in the reader's language; in the other one where it is missing."""
    first, other = ("en", "nl") if (get_language() or "nl").startswith("en") else ("nl", "en")
    return getattr(written, f"{name}_{first}") or getattr(written, f"{name}_{other}")
