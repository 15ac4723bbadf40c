"""What a write was answered with, so that the same request is done once and answered twice."""

from django.db import models


class KeptAnswer(models.Model):
    """The answer to one request that carried a key; the person is a number, no one is known here.

    The row is made in the transaction of the write and filled before that ends, so nobody else
    ever sees one without its answer.
    """

    person_id = models.BigIntegerField()
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=b"")
    kept_until = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "key"], name="one_kept_answer_per_person_and_key"
            )
        ]
        indexes = [models.Index(fields=["kept_until"], name="kept_answers_by_end")]

    def __str__(self) -> str:
        return f"{self.status} for {self.person_id}"
