"""Other software that listens, in the administration: set up, tried out, and ended."""

from urllib.parse import urlsplit

from django.contrib import admin, messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from intranet.platform.policy import Refused
from intranet.platform.templating import icon
from people.admin.pages import PlainAdmin
from webhooks.actions import (
    change_webhook,
    keep_webhook,
    remove_webhook,
    renew_webhook_secret,
    try_webhook,
)
from webhooks.forms import WebhookForm
from webhooks.models import Webhook
from webhooks.policies import can_keep_webhooks

STANDING = {
    "on": ("moss", "st-done", _("hears what happens")),
    "failing": ("clay", "alert", _("nothing arrives")),
    "off": ("slate", "st-pause", _("off")),
    "left": ("clay", "st-pause", _("silent: the owner has left")),
}


@admin.register(Webhook)
class WebhookAdmin(PlainAdmin):
    """An address that is told what happened."""

    form = WebhookForm
    list_display = ("name_and_host", "owner", "standing", "what_was_sent")
    list_select_related = ("owner",)
    fields = ("name", "url", "happenings", "is_on")
    actions = ("send_a_trial", "give_a_new_secret")
    when_empty = _(
        "No other software listens yet. Add a webhook for software that must know at once what is "
        "posted, such as a planning or a ticket system."
    )
    words_on_site = _("Messages")
    when_removed = _("It hears nothing any more, and what it was told is forgotten here.")

    def words(self):
        return super().words() | {"words_for_trial": _("Save and send a trial message")}

    @admin.display(description=_("name"), ordering="name")
    def name_and_host(self, webhook):
        """What it is called, and below it which server that is."""
        host = urlsplit(webhook.url).hostname or ""
        return format_html('{}<span class="help">{}</span>', webhook.name, host)

    @admin.display(description=_("standing"))
    def standing(self, webhook):
        """How it goes, in words."""
        tone, name, said = STANDING[standing_of(webhook)]
        return format_html(
            '<span class="status" data-tone="{}">{}{}</span>', tone, icon(name), said
        )

    @admin.display(description=_("messages"))
    def what_was_sent(self, webhook):
        """The way to what it was told and answered."""
        return format_html('<a href="{}">{}</a>', self.view_on_site(webhook), _("Messages"))

    def view_on_site(self, webhook):
        """Where one sees what it was told and answered."""
        messages_of_all = reverse("admin:webhooks_delivery_changelist")
        return f"{messages_of_all}?webhook__id__exact={webhook.pk}"

    def has_view_permission(self, request, obj=None):
        return can_keep_webhooks(request.user)

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission

    def has_module_permission(self, request):
        return can_keep_webhooks(request.user)

    def save_model(self, request, obj, form, change):
        facts = form.cleaned_data
        if change:
            change_webhook(actor=request.user, webhook=obj, **facts)
            return
        made = keep_webhook(
            owner=request.user,
            name=facts["name"],
            url=facts["url"],
            happenings=facts["happenings"],
        )
        obj.pk, obj._state.adding, obj.secret = made.pk, False, made.secret

    def delete_model(self, request, obj):
        remove_webhook(actor=request.user, webhook=obj)

    def delete_queryset(self, request, queryset):
        for webhook in queryset:
            remove_webhook(actor=request.user, webhook=webhook)

    def response_add(self, request, obj, post_url_continue=None):
        return show_secret(request, obj, obj.secret)

    def response_change(self, request, obj):
        if "_trial" not in request.POST:
            return super().response_change(request, obj)
        self.send_a_trial(request, [obj])
        return redirect(self.view_on_site(obj))

    @admin.action(description=_("Send a trial message"))
    def send_a_trial(self, request, webhooks):
        """Send each a message about nothing."""
        sent = 0
        for webhook in webhooks:
            try:
                try_webhook(actor=request.user, webhook=webhook)
                sent += 1
            except Refused as refusal:
                messages.warning(request, f"{webhook.name}: {refusal}")
        said = ngettext(
            "A trial message is on its way.", "%(count)s trial messages are on their way.", sent
        )
        if sent:
            messages.success(request, said % {"count": sent})

    @admin.action(description=_("Give a new secret; the earlier one ends now"))
    def give_a_new_secret(self, request, webhooks):
        """Show the new secret of one of them."""
        if len(webhooks) != 1:
            messages.warning(request, _("Choose one: its new secret is shown once."))
            return None
        webhook = webhooks[0]
        secret = renew_webhook_secret(actor=request.user, webhook=webhook)
        return show_secret(request, webhook, secret)


def standing_of(webhook):
    """Return how a webhook goes: on, failing, off, or left by its owner."""
    if not webhook.owner.is_active:
        return "left"
    if not webhook.is_on:
        return "off"
    return "failing" if webhook.failing_since else "on"


def show_secret(request, webhook, secret):
    """Show a secret, this once."""
    context = {"webhook": webhook, "secret": secret}
    return render(request, "webhooks/admin/secret.html", context)
