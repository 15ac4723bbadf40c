"""Who did what: a log that is only ever added to, and the seals that show whether it was."""

from django.db import models


class AuditRecord(models.Model):
    """One act of one person; ids only, so that a text that is removed is not kept here.

    The database itself refuses to change or remove one (migration 0006): only the number of its
    seal is filled in, once.
    """

    at = models.DateTimeField()
    action = models.CharField(max_length=80)
    actor_id = models.BigIntegerField(null=True, blank=True)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField(null=True, blank=True)
    details = models.JSONField(default=dict)
    seal_number = models.BigIntegerField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="audit_by_subject"),
            models.Index(fields=["actor_id", "id"], name="audit_by_actor"),
            # What waits for a seal, and what is in one: both in the order of the chain.
            models.Index(fields=["seal_number", "id"], name="audit_by_seal"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"


class AuditSeal(models.Model):
    """A batch of records, tied to the one before: what is in it cannot change unnoticed."""

    number = models.BigIntegerField(primary_key=True)
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    size = models.PositiveIntegerField()
    # The number and the digest of each record, 40 bytes each: they name the one that was changed.
    leaves = models.BinaryField()
    batch = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number}: {self.digest}"


class AuditCheck(models.Model):
    """That somebody wanted to know whether the log is whole, and what came of it."""

    asked_by_id = models.BigIntegerField(null=True, blank=True)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, db_index=True)
    entries = models.BigIntegerField(default=0)
    seals = models.BigIntegerField(default=0)
    waiting = models.BigIntegerField(default=0)
    late = models.BigIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)
    # How many things are wrong, and the first of them: kind, entry, seal.
    wrong = models.BigIntegerField(default=0)
    findings = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                models.Value(1),
                condition=models.Q(ended_at=None),
                name="the_log_is_checked_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M}: {self.wrong}"

    @property
    def is_whole(self) -> bool:
        """Tell whether it ended and found nothing wrong."""
        return self.ended_at is not None and self.wrong == 0
