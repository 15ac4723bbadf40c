"""Writing down who did what, in the transaction in which it was done."""

from typing import Any

from django.db.models import Model

from intranet.platform import clock
from intranet.platform.models import AuditRecord


def record(action: str, *, actor: Any, subject: Model | None = None, **details: Any) -> None:
    """Add one line to the audit log; details hold ids and choices, never what people wrote."""
    AuditRecord.objects.create(
        at=clock.now(),
        action=action,
        actor_id=getattr(actor, "pk", None),
        subject_kind=subject._meta.label_lower if subject is not None else "",
        subject_id=subject.pk if subject is not None else None,
        details=details,
    )
