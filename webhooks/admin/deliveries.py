"""What other software was told and answered, in the administration."""

from django.contrib import admin, messages
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from intranet.platform.policy import Refused
from people.admin.pages import PlainAdmin
from webhooks.actions import send_again
from webhooks.models import TRIAL, Delivery, Happening
from webhooks.policies import can_keep_webhooks


@admin.register(Delivery)
class DeliveryAdmin(PlainAdmin):
    """What other software was told, and what it answered: to look at, and to send again."""

    list_display = ("what", "webhook", "happened_at", "outcome", "attempts", "tried_at")
    list_display_links = ("what",)
    list_filter = ("state", "webhook")
    list_select_related = ("webhook",)
    fields = readonly_fields = (
        "what", "webhook", "event_id", "happened_at", "outcome", "attempts", "tried_at", "answer",
    )  # fmt: skip
    ordering = ("-happened_at", "-pk")
    when_empty = _("Other software was told nothing yet.")
    show_full_result_count = False
    actions = ("send_once_more",)

    @admin.display(description=_("what"))
    def what(self, delivery):
        """What it told of."""
        if delivery.happening == TRIAL:
            return _("A trial message")
        return Happening(delivery.happening).label

    @admin.display(description=_("what became of it"))
    def outcome(self, delivery):
        """Where it stands, and what the last try brought."""
        said = delivery.get_trouble_display() or delivery.status or ""
        return format_html('{}<span class="help">{}</span>', delivery.get_state_display(), said)

    def has_view_permission(self, request, obj=None):
        return can_keep_webhooks(request.user)

    def has_module_permission(self, request):
        return can_keep_webhooks(request.user)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    has_delete_permission = has_change_permission

    @admin.action(description=_("Send again"), permissions=["view"])
    def send_once_more(self, request, deliveries):
        """Send them once more, with the same numbers."""
        sent, refused = 0, set()
        for delivery in deliveries:
            try:
                send_again(actor=request.user, delivery=delivery)
                sent += 1
            except Refused as refusal:
                refused.add(f"{delivery.webhook.name}: {refusal}")
        for sentence in sorted(refused):
            messages.warning(request, sentence)
        said = ngettext(
            "%(count)s message is sent again.", "%(count)s messages are sent again.", sent
        )
        if sent:
            messages.success(request, said % {"count": sent})
