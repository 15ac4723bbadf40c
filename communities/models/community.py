"""A community: a place to talk, open, closed or hidden."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communities.querysets import CommunityQuerySet


class Community(models.Model):
    """Who may see its content is its audience; who knows that it exists is its kind."""

    class Kind(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")
        HIDDEN = "hidden", _("hidden")

    class Posting(models.TextChoices):
        MEMBERS = "members", _("all members")
        MANAGERS = "managers", _("managers only")

    class Tone(models.TextChoices):
        CLAY = "clay", _("clay")
        SUN = "sun", _("sun")
        SEA = "sea", _("sea")
        MOSS = "moss", _("moss")
        PLUM = "plum", _("plum")
        ROSE = "rose", _("rose")
        SLATE = "slate", _("slate")

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=6, choices=Kind.choices, default=Kind.OPEN)
    description = models.CharField(_("description"), max_length=500, blank=True)
    agreements = models.TextField(_("agreements here"), max_length=1000, blank=True)
    tone = models.CharField(_("colour"), max_length=5, choices=Tone.choices, default=Tone.SEA)
    cover = models.ForeignKey(
        "people.StoredFile", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    audience = models.OneToOneField(
        "people.Audience", on_delete=models.PROTECT, related_name="community"
    )
    who_may_post = models.CharField(
        _("who may post"), max_length=8, choices=Posting.choices, default=Posting.MEMBERS
    )
    # Everybody belongs to it; nobody joins or leaves.
    is_company_wide = models.BooleanField(default=False)
    founded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    founded_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)
    last_activity_at = models.DateTimeField()
    member_count = models.PositiveIntegerField(default=0)

    objects = CommunityQuerySet.as_manager()

    class Meta:
        verbose_name = _("community")
        verbose_name_plural = _("communities")
        constraints = [
            models.UniqueConstraint(
                fields=["is_company_wide"],
                condition=Q(is_company_wide=True),
                name="one_community_is_company_wide",
            ),
            models.CheckConstraint(
                condition=Q(is_company_wide=False) | Q(kind="open"),
                name="a_company_wide_community_is_open",
            ),
        ]
        indexes = [models.Index(fields=["-last_activity_at"], name="communities_by_activity")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_archived(self) -> bool:
        """Tell whether it is only there to be read."""
        return self.archived_at is not None

    @property
    def initial(self) -> str:
        """The letter in its sign."""
        return next((letter for letter in self.name if letter.isalnum()), "#").upper()

    def get_absolute_url(self) -> str:
        """The address of its feed."""
        return f"/communities/{self.slug}/"
