"""The platform's own tasks: running what is owed, and forgetting what nobody asks for."""

from celery import shared_task

from intranet.platform import repeating
from intranet.platform.incoming import taking
from intranet.platform.outbox import run_due


@shared_task
def run_outbox(**extra: object) -> None:
    """Run what the outbox owes now; a wake-up, so losing it costs two seconds."""
    run_due()


@shared_task
def clear_old_answers(**extra: object) -> None:
    """Forget answers that nobody comes back for."""
    repeating.clear_old_answers()


@shared_task
def forget_received_mail(**extra: object) -> None:
    """Forget which mails were dealt with long ago."""
    taking.forget_received()
