"""What happened around the code of conduct."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CodeBegan:
    """A version of the code that people are asked to accept began."""

    version_id: int


@dataclass(frozen=True)
class DraftReaderInvited:
    """Somebody was asked what she thinks of a draft of the code."""

    version_id: int
    person_id: int
    actor_id: int


@dataclass(frozen=True)
class RemarkAnswered:
    """HR said what it did with a remark on a draft."""

    remark_id: int
    actor_id: int
