"""Writing down who did what, in the transaction in which it was done."""

import re
from typing import Any

from django.db.models import Model

from intranet.platform import clock
from intranet.platform.models import AuditRecord

# A choice, the name of a field, a day: one word without an address in it.
A_CODE = re.compile(r"[^\s@]{0,100}")


def record(action: str, *, actor: Any, subject: Model | None = None, **details: Any) -> None:
    """Add one line to the audit log; details hold ids and choices, never what people wrote.

    Erasing a person leaves her number here and nothing else, so the log needs no change for that.
    ValueError for details that could be words of somebody.
    """
    for name, value in details.items():
        if not is_nobodys(value):
            raise ValueError(f"The audit log holds ids and choices, and {name} is neither.")
    AuditRecord.objects.create(
        at=clock.now(),
        action=action,
        actor_id=getattr(actor, "pk", None),
        subject_kind=subject._meta.label_lower if subject is not None else "",
        subject_id=subject.pk if subject is not None else None,
        details=details,
    )


def is_nobodys(value: Any) -> bool:
    """Tell whether this is a number, a choice or a list of those, and nothing that people say."""
    if isinstance(value, list | tuple):
        return all(is_nobodys(each) for each in value)
    if isinstance(value, str):
        return A_CODE.fullmatch(value) is not None
    return value is None or isinstance(value, int)
