"""What happens in communities."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PostPublished:
    """A post became visible to its community."""

    post_id: int
    author_id: int
    community_id: int
    mentioned: tuple[int, ...] = ()
    praised: tuple[int, ...] = ()
    teams: tuple[int, ...] = ()


@dataclass(frozen=True)
class PostMoved:
    """A post went to another community."""

    post_id: int
    author_id: int
    actor_id: int


@dataclass(frozen=True)
class PostMerged:
    """A post became a comment under another; the number of the post leads there."""

    comment_id: int
    author_id: int
    actor_id: int
    thread_id: int
    post_id: int


@dataclass(frozen=True)
class PersonInvited:
    """A colleague was asked to join."""

    invitation_id: int
    actor_id: int


@dataclass(frozen=True)
class PersonAskedToJoin:
    """A colleague asked to be let into a closed community."""

    request_id: int
    actor_id: int


@dataclass(frozen=True)
class PersonLetIn:
    """A request to join was accepted."""

    community_id: int
    person_id: int
    actor_id: int


@dataclass(frozen=True)
class ManagerAppointed:
    """A member was made manager, by another or because nobody else was left."""

    community_id: int
    person_id: int
    actor_id: int


@dataclass(frozen=True)
class PollClosed:
    """Nobody can vote in a poll any more, and everybody sees what was chosen."""

    poll_id: int


@dataclass(frozen=True)
class MustReadAsked:
    """People are asked to read an announcement: at first, in a new version, or once more."""

    announcement_id: int
    version: int
    is_reminder: bool


@dataclass(frozen=True)
class SightNarrowed:
    """Somebody, or everybody outside, may no longer see what is said in a place."""

    audience_id: int


@dataclass(frozen=True)
class PostNotPosted:
    """The moment of a scheduled post came, and it could not be posted."""

    post_id: int
