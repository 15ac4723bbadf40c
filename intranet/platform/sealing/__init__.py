"""The seals on the audit log: made in order by one task, and checked by whoever wants to know.

Records are appended freely, and become visible in any order. Each seal takes those that have none
yet, ties them to the seal before, and is never changed: docs/adr/0024.
"""

from intranet.platform.sealing.asking import ask_for_check, do_asked_check
from intranet.platform.sealing.checking import Finding, Report, check_log
from intranet.platform.sealing.making import head_digest, seal_what_waits

__all__ = [
    "Finding",
    "Report",
    "ask_for_check",
    "check_log",
    "do_asked_check",
    "head_digest",
    "seal_what_waits",
]
