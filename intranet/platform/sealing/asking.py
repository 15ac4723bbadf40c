"""Asking for a check from a page: it runs in the background, and what it found is kept."""

from dataclasses import astuple
from typing import Any

from django.db import IntegrityError, transaction

from intranet.platform import clock
from intranet.platform.models import AuditCheck
from intranet.platform.sealing.checking import check_log

# Heads that earlier checks found, which must still be in the log.
REMEMBERED = 20


def ask_for_check(*, actor: Any) -> None:
    """Let the log be checked soon; while one check waits or runs, this is that one."""
    try:
        with transaction.atomic():
            AuditCheck.objects.create(asked_by_id=getattr(actor, "pk", None), asked_at=clock.now())
    except IntegrityError:
        return


@transaction.atomic
def do_asked_check() -> bool:
    """Do the check that somebody asked for, unless another process does; return whether."""
    waiting = AuditCheck.objects.select_for_update(skip_locked=True).filter(ended_at=None)
    check = waiting.first()
    if check is None:
        return False
    earlier = AuditCheck.objects.filter(ended_at__isnull=False, wrong=0).exclude(head="")
    heads = earlier.order_by("-ended_at").values_list("head", flat=True)[:REMEMBERED]
    report = check_log(expected=list(heads))
    for name in ("entries", "seals", "waiting", "late", "head", "wrong"):
        setattr(check, name, getattr(report, name))
    check.findings = [list(astuple(finding)) for finding in report.findings]
    check.ended_at = clock.now()
    check.save()
    return True
