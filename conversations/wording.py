"""How the audit log tells what people did with conversations."""

from django.utils.translation import gettext_lazy as _

# After the name of who did it.
ACTS = {
    "conversations.answer.accepted": _("chose an answer"),
    "conversations.answer.taken_back": _("took back the choice of an answer"),
    "conversations.comment.edited": _("edited a comment"),
    "conversations.comment.held": _("sent a comment that waits until somebody has read it"),
    "conversations.comment.published": _("posted a comment"),
    "conversations.contribution.removed": _("removed what they wrote themselves"),
    "conversations.contribution.withdrawn": _("withdrew what a colleague wrote"),
    "conversations.thread.edited": _("edited an opening text"),
    "conversations.thread.ended": _("let a thread end"),
    "conversations.thread.locked": _("locked a thread"),
    "conversations.thread.shown_again": _("showed a thread again"),
    "conversations.thread.unlocked": _("unlocked a thread"),
}
