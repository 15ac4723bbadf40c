"""What happens in blogs."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ArticlePublished:
    """An article became visible to the readers of its blog."""

    thread_id: int
    author_id: int
    blog_id: int
    mentioned: tuple[int, ...] = ()
    teams: tuple[int, ...] = ()


@dataclass(frozen=True)
class ArticleMailDue:
    """Somebody who asked for it by mail gets an article."""

    thread_id: int
    person_id: int


@dataclass(frozen=True)
class ArticleNotPublished:
    """The moment of an article came, and something kept it back."""

    article_id: int


@dataclass(frozen=True)
class HelpAsked:
    """A colleague was asked to look along with an article."""

    article_id: int
    person_id: int
    actor_id: int


@dataclass(frozen=True)
class SuggestionMade:
    """A helper said what she would change."""

    suggestion_id: int
    actor_id: int


@dataclass(frozen=True)
class SuggestionSettled:
    """The owner accepted or declined what a helper would change."""

    suggestion_id: int
    actor_id: int


@dataclass(frozen=True)
class QuestionAsked:
    """Somebody asked an author something."""

    thread_id: int
    blog_id: int


@dataclass(frozen=True)
class PromiseChanged:
    """There is news of what an author promised."""

    promise_id: int
    actor_id: int


@dataclass(frozen=True)
class WritingDue:
    """A day comes near on which people expect an article."""

    blog_id: int
    for_day: str


@dataclass(frozen=True)
class CarryingAsked:
    """Enough colleagues nominated somebody: she is asked whether she wants to."""

    person_id: int
