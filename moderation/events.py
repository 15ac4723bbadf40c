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


@dataclass(frozen=True)
class ContributionHeld:
    """Something waits to be read, and its author could not be told when she sent it."""

    case_id: int


@dataclass(frozen=True)
class CaseArrived:
    """A case came on a desk: it was opened, handed over, or waits for a second reader."""

    case_id: int


@dataclass(frozen=True)
class CaseDecided:
    """It was decided what becomes of something, and of what its author is told."""

    decision_id: int


@dataclass(frozen=True)
class TextNotChanged:
    """An author was asked to change a text and did not in time."""

    decision_id: int


@dataclass(frozen=True)
class AppealMade:
    """An author does not agree with a decision."""

    appeal_id: int


@dataclass(frozen=True)
class AppealAnswered:
    """Somebody said something in the dialogue of an appeal."""

    message_id: int


@dataclass(frozen=True)
class AppealDecided:
    """Somebody else decided again."""

    appeal_id: int


@dataclass(frozen=True)
class DryRunGoesOn:
    """The next step of trying a rule on what was written before can be made."""

    run_id: int
    step: int
