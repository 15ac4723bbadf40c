"""What came in by mail: that it did, and who is looking; never what it said or from whom."""

from django.db import models


class ReceivedMail(models.Model):
    """A mail that was dealt with, by a number made of its own: it is not dealt with again."""

    number = models.UUIDField(primary_key=True)
    received_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.number)


class MailTurn(models.Model):
    """Until when one process alone looks into a mailbox; past that it is dead."""

    mailbox = models.CharField(max_length=20, unique=True)
    held_until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.mailbox} until {self.held_until}"
