"""The platform's own tasks: running what is owed."""

from celery import shared_task

from intranet.platform.outbox import run_due


@shared_task
def run_outbox(**extra: object) -> None:
    """Run what the outbox owes now; a wake-up, so losing it costs two seconds."""
    run_due()
