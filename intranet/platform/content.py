"""What people contribute has one shape: words, an author, who may see it, and a state."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """The only words for what may have become of a contribution."""

    PUBLISHED = "published", _("published")
    # Waits until somebody has read it (moderation); its author alone sees it.
    HELD = "held", _("held")
    REMOVED = "removed", _("removed")
    WITHDRAWN = "withdrawn", _("withdrawn")
    # Not there yet, and not there any more: its author alone sees it, and may change that.
    SCHEDULED = "scheduled", _("scheduled")
    ENDED = "ended", _("ended")


# What an author still reads of her own that others do not.
AUTHORS_ONLY = (State.WITHDRAWN, State.SCHEDULED, State.ENDED, State.HELD)


class Contribution(models.Model):
    """Something a person wrote. Nobody else changes its words; a manager can only withdraw it."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    audience = models.ForeignKey("people.Audience", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.PUBLISHED)
    html = models.TextField()
    plain = models.TextField()
    published_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    edits = models.PositiveSmallIntegerField(default=0)
    # Why it is no longer published, and by whom; the author may read the reason.
    state_reason = models.TextField(blank=True)
    state_changed_at = models.DateTimeField(null=True, blank=True)
    state_changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # Whether readers ever could read it; what is held from the start has not appeared.
    has_appeared = models.BooleanField(default=True)
    # Withdrawn for good: its author does not change it any more.
    is_final = models.BooleanField(default=False)
    # The sender's own number for this write: a retry finds what the first try made.
    submission = models.UUIDField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_published(self) -> bool:
        """Tell whether readers may read it."""
        return self.state == State.PUBLISHED
