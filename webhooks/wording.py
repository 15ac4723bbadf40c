"""How the audit log tells what people did with other software."""

from django.utils.translation import gettext_lazy as _

# After the name of who did it.
ACTS = {
    "webhooks.secret.renewed": _("gave a webhook a new secret"),
    "webhooks.webhook.changed": _("changed a webhook"),
    "webhooks.webhook.made": _("set up a webhook"),
    "webhooks.webhook.removed": _("removed a webhook"),
}
