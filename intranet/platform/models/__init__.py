"""The tables of the building itself."""

from intranet.platform.models.audit import AuditCheck, AuditRecord, AuditSeal
from intranet.platform.models.incoming import MailTurn, ReceivedMail
from intranet.platform.models.kept_answer import KeptAnswer
from intranet.platform.models.organisation import Organisation
from intranet.platform.models.outbox import OutboxEntry

__all__ = [
    "AuditCheck",
    "AuditRecord",
    "AuditSeal",
    "KeptAnswer",
    "MailTurn",
    "Organisation",
    "OutboxEntry",
    "ReceivedMail",
]
