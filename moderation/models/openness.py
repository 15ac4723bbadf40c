"""What was agreed about the figures that the product computes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FigureAgreement(models.Model):
    """That a figure was agreed on, when and with whom; or that it is switched off."""

    # Of intranet.platform.figures.Figure.
    key = models.CharField(max_length=40, unique=True)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    agreed_with = models.CharField(_("with whom"), max_length=200, blank=True)
    is_on = models.BooleanField(_("this is measured"), default=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.key}: {self.agreed_on}"
