"""What happens in conversations."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CommentPublished:
    """A comment became visible to the readers of its thread."""

    comment_id: int
    thread_id: int
    author_id: int
    mentioned: tuple[int, ...] = ()
    teams: tuple[int, ...] = ()


@dataclass(frozen=True)
class ContributionEdited:
    """An author changed her words; perhaps she named people or teams who were not named before."""

    thread_id: int
    comment_id: int | None
    author_id: int
    newly_mentioned: tuple[int, ...] = ()
    new_teams: tuple[int, ...] = ()


@dataclass(frozen=True)
class ReactionsChanged:
    """Somebody gave a word, or took one back."""

    thread_id: int
    comment_id: int | None


@dataclass(frozen=True)
class ContributionRemoved:
    """An author took her own words away."""

    thread_id: int
    comment_id: int | None
    author_id: int
    # Whether others could read it until then; what was only scheduled nobody ever saw.
    was_shown: bool


@dataclass(frozen=True)
class ContributionWithdrawn:
    """A manager took something back, with a reason."""

    thread_id: int
    comment_id: int | None
    author_id: int
    moderator_id: int
    # Decided in a case, of which the author is told more than that.
    is_by_case: bool = False


@dataclass(frozen=True)
class ThreadEnded:
    """The last day of a thread has passed; its author alone still sees it."""

    thread_id: int


@dataclass(frozen=True)
class ThreadShownAgain:
    """A thread that had ended can be read again."""

    thread_id: int


@dataclass(frozen=True)
class CommentShownAgain:
    """A comment that was taken from its readers can be read again."""

    comment_id: int
    thread_id: int


@dataclass(frozen=True)
class AnswerAccepted:
    """The one who asked accepted a comment as the answer."""

    thread_id: int
    comment_id: int
    author_id: int


@dataclass(frozen=True)
class AnswerNotPosted:
    """What somebody answered by mail did not become a comment: why, and what she wrote."""

    person_id: int
    thread_id: int
    why: str
    words: str


@dataclass(frozen=True)
class FilesLeftOut:
    """An answer by mail became a comment, and the files that came with it stayed behind."""

    comment_id: int
    author_id: int
