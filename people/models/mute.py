"""Not wanting to hear somebody, which only the one who mutes knows."""

from django.conf import settings
from django.db import models


class Mute(models.Model):
    """A person whose posts and answers another does not want to be shown."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mutes"
    )
    muted = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "muted"], name="one_mute_per_person_and_colleague"
            ),
            models.CheckConstraint(
                condition=~models.Q(person=models.F("muted")), name="nobody_mutes_herself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} mutes {self.muted_id}"
