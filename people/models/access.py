"""How somebody comes in for the first time: an invitation by mail, or a code on paper."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from people.querysets import EntryQuerySet


class Invitation(models.Model):
    """A mail that lets one person choose a password; only the hash of its token is kept."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations"
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(used_at=None), name="one_open_invitation_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"invitation of {self.person_id}"


class ActivationCode(models.Model):
    """A code on paper for somebody without e-mail; it works once, and only its hash is kept."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="activation_codes"
    )
    code_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(used_at=None), name="one_open_code_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"code of {self.person_id}"
