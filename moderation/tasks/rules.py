"""Trying a rule on what was written before, a step at a time."""

from celery import shared_task

from moderation.actions.rehearsing import make_step


@shared_task
def go_on_with_dry_run(*, run_id, step, **extra):
    """Make a step of a dry run; the next one is owed in the same transaction.

    Killed in the middle it is simply made again, and one that was made is not made twice.
    """
    make_step(run_id=run_id, step=step)
