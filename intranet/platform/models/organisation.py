"""The organisation that runs this place: its names, looks and values."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

# The hue of the visual language when nobody chose one, in degrees of OKLCH.
DEFAULT_HUE = 218


class Organisation(models.Model):
    """One row; people may see all of it."""

    name = models.CharField(
        _("organisation"),
        max_length=120,
        default="Onderling",
        help_text=_("The name of the company, as people write it."),
    )
    place_name = models.CharField(
        _("name of this place"),
        max_length=60,
        default="Het Plein",
        help_text=_("What people call this site: 'have you seen it on …?'"),
    )
    hue = models.PositiveSmallIntegerField(
        _("colour"),
        default=DEFAULT_HUE,
        validators=[MinValueValidator(0), MaxValueValidator(360)],
        help_text=_("One hue, from 0 to 360. Lightness is ours, so everything stays readable."),
    )
    logo = models.ImageField(
        _("logo"),
        upload_to="organisation/",
        blank=True,
        help_text=_("PNG, JPEG or WebP. It is shown at 32 by 32 pixels."),
    )
    values = models.JSONField(
        _("values"),
        default=list,
        blank=True,
        help_text=_("What the organisation stands for, each with one sentence."),
    )
    email_domains = models.JSONField(
        _("e-mail domains that may register"),
        default=list,
        blank=True,
        help_text=_("Leave empty: then people come in by invitation or HR's list only."),
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisation")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="there_is_only_one_organisation")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def value_names(self) -> list[str]:
        """The values without the sentence that HR wrote behind each."""
        return [str(value).partition(":")[0].strip() for value in self.values]

    @property
    def logo_url(self) -> str | None:
        """The address of the logo; None when the product's own sign is shown."""
        return f"/place-logo.webp?v={self.version}" if self.logo else None

    @property
    def css_url(self) -> str:
        """The address of the one rule that gives pages the organisation's colour."""
        return f"/place.css?v={self.version}"

    @property
    def version(self) -> int:
        """Changes with every change, so that browsers may keep what they have."""
        return int(self.changed_at.timestamp())
