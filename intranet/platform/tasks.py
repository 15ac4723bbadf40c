"""The platform's own tasks: running what is owed, and forgetting what nobody asks for."""

import logging

from celery import shared_task

from intranet.platform import repeating, sealing
from intranet.platform.incoming import taking
from intranet.platform.outbox import run_due

log = logging.getLogger(__name__)


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


@shared_task
def seal_log(**extra: object) -> None:
    """Seal what was added to the audit log."""
    sealing.seal_what_waits()


@shared_task
def check_log_when_asked(**extra: object) -> None:
    """Check the audit log, when an administrator asked for that."""
    sealing.do_asked_check()


@shared_task
def tell_head_of_log(**extra: object) -> None:
    """Log the digest that stands for the whole audit log, and let the log be checked."""
    log.info("audit_head", extra={"digest": sealing.head_digest()})
    sealing.ask_for_check(actor=None)
