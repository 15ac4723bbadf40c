"""A way in for a program: it acts as who made it, within what she allowed, for a while."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.querysets import TokenQuerySet


class AccessToken(models.Model):
    """What a program shows to come in; only the hash of its secret is kept."""

    class Scope(models.TextChoices):
        READ = "read", _("Read what you can read: communities, posts, comments, files, search")
        PEOPLE = "people", _("Look up colleagues and how to reach them")
        NOTIFICATIONS = "notifications", _("Read your notifications, and mark them as seen")
        WRITE = "write", _("Write in your name: post, comment, react, vote, join and leave")

    # Of a password for feeds and the calendar: it opens nothing else, and nothing else opens those.
    FEEDS = "feeds"

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="access_tokens",
        verbose_name=_("colleague"),
    )
    name = models.CharField(_("name"), max_length=80)
    scopes = ArrayField(models.CharField(max_length=20), verbose_name=_("may"))
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("works until"))
    # The day is enough to see what is still used; the hour would tell when somebody works.
    last_used_on = models.DateField(_("last used"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("way in for a program")
        verbose_name_plural = _("ways in for programs")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(scopes=[]), name="an_access_token_may_do_something"
            )
        ]
        indexes = [models.Index(fields=["person", "-made_at"], name="access_tokens_by_person")]

    def __str__(self) -> str:
        return self.name

    def allows(self, scope: str) -> bool:
        """Tell whether its maker allowed this."""
        return scope in self.scopes

    @property
    def is_for_feeds(self) -> bool:
        """Tell whether it is a password for feeds and the calendar."""
        return self.scopes == [self.FEEDS]

    @property
    def allowed(self) -> list[str]:
        """What its maker allowed, in words."""
        if self.is_for_feeds:
            return [str(_("Read feeds and your calendar"))]
        return [str(scope.label) for scope in self.Scope if scope.value in self.scopes]
