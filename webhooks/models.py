"""Where other software wants to hear what happened, and what it was told."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from webhooks.querysets import DeliveryQuerySet, WebhookQuerySet


class Happening(models.TextChoices):
    """What can be heard of."""

    POST_PUBLISHED = "post.published", _("A new post")
    POST_CHANGED = "post.changed", _("A post was changed or moved")
    POST_REMOVED = "post.removed", _("A post is gone: removed, withdrawn, ended or merged")
    ARTICLE_PUBLISHED = "article.published", _("A new article of a blog")
    ARTICLE_CHANGED = "article.changed", _("An article of a blog was changed")
    ARTICLE_REMOVED = "article.removed", _("An article is gone: removed, withdrawn or ended")
    COMMENT_PUBLISHED = "comment.published", _("A new comment")
    COMMENT_CHANGED = "comment.changed", _("A comment was changed")
    COMMENT_REMOVED = "comment.removed", _("A comment was removed or withdrawn")
    ANSWER_ACCEPTED = "answer.accepted", _("An answer or a solution was chosen")


class Trouble(models.TextChoices):
    """Why nothing was said to a server (intranet.platform.outgoing), or not well."""

    ADDRESS = (
        "address",
        _("Give an address that begins with https://, without a name and password."),
    )
    INTERNAL = "internal", _("Give an address on the internet: inside a network nothing is sent.")
    UNKNOWN = "unknown", _("Nobody knows a server of this name.")
    CERTIFICATE = "certificate", _("The certificate of the server is not right.")
    TIMEOUT = "timeout", _("The server did not answer in time.")
    UNREACHABLE = "unreachable", _("The server could not be reached.")
    FAILED = "failed", _("Something went wrong here. The log says what.")


# Sent by hand, to try it out.
TRIAL = "webhook.trial"


class Webhook(models.Model):
    """An address that is told what happened, as far as its owner may see that."""

    name = models.CharField(_("name"), max_length=80)
    url = models.URLField(_("address"), max_length=500)
    happenings = ArrayField(
        models.CharField(max_length=30, choices=Happening), verbose_name=_("tells of")
    )
    # In whose sight it hears; when she leaves it hears nothing any more.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("in whose sight"),
    )
    secret = models.CharField(max_length=80)
    is_on = models.BooleanField(pgettext_lazy("webhook", "on"), default=True)
    created_at = models.DateTimeField(_("made"))
    # Since when nothing arrives; None while all is well.
    failing_since = models.DateTimeField(null=True, blank=True)
    # A server that does not answer, or slowly, is left alone until then.
    rests_until = models.DateTimeField(null=True, blank=True)
    # A process that sends holds it until then at most; afterwards when its last turn was.
    held_until = models.DateTimeField(null=True, blank=True)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One message to one address: numbers and addresses, never words that people wrote."""

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", pgettext_lazy("delivery", "waits")
        ARRIVED = "arrived", pgettext_lazy("delivery", "arrived")
        WITHHELD = "withheld", pgettext_lazy("delivery", "not sent: its owner may not see it")
        GIVEN_UP = "given_up", pgettext_lazy("delivery", "given up")

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    # The same for every try, so that who listens can tell that it heard this before.
    event_id = models.UUIDField()
    happening = models.CharField(_("what"), max_length=30)
    thread_id = models.BigIntegerField(null=True)
    comment_id = models.BigIntegerField(null=True)
    happened_at = models.DateTimeField(_("when"))
    state = models.CharField(
        _("what became of it"), max_length=10, choices=State, default=State.WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    due_at = models.DateTimeField()
    tried_at = models.DateTimeField(_("last try"), null=True)
    # Of the last try: the status, or one word for why there is none, and how the answer began.
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    trouble = models.CharField(max_length=20, choices=Trouble, blank=True)
    answer = models.TextField(_("answer"), blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.UniqueConstraint(
                fields=["webhook", "event_id"], name="one_message_per_webhook_and_event"
            )
        ]
        indexes = [
            models.Index(
                fields=["webhook", "due_at"],
                condition=Q(state="waiting"),
                name="messages_that_wait",
            ),
            models.Index(fields=["happened_at"], name="messages_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.happening} {self.event_id}"
