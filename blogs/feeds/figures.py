"""How far an author answers: of what she was asked, and of what was said under her articles.

These are figures about what somebody with a blog does in public, in her own place and under her own
name, where each question and each answer can be read by all who read the figure. Nothing is said of
readers, nobody is compared with anybody, and no list is ordered by it (docs/adr/0021).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from blogs.models import Blog, Question
from conversations.models import Comment
from intranet.platform import clock
from intranet.platform.composed import composed_once
from people.models import User

PERIOD = timedelta(days=365)
COMMENTS_SHOWN = 10


@dataclass(frozen=True)
class Figures:
    """What was asked and said in the last twelve months, and how much of it was answered."""

    asked: int
    answered: int
    declined: int
    comments: int
    comments_answered: int

    @property
    def waiting(self) -> int:
        """Return how many questions are open."""
        return self.asked - self.answered - self.declined

    @property
    def comments_waiting(self) -> int:
        """Return under how many comments nothing by the author stands."""
        return self.comments - self.comments_answered


def figures_of(viewer: User, blog: Blog) -> Figures:
    """Return how far its author answers, of what this reader may read."""
    since = clock.now() - PERIOD
    asked = questions_counted(viewer, blog.pk, since) or [(0, 0, 0)]
    said = comments_counted(viewer, blog.pk, blog.owner_id, since) or [(0, 0)]
    return Figures(*asked[0], *said[0])


@composed_once
def questions_counted(viewer: Any, blog: int, since: datetime) -> QuerySet:
    """Compose the question for how many were asked, answered and declined; no row when none."""
    asked = Question.objects.visible_to(viewer).published()
    asked = asked.filter(blog=blog, thread__published_at__gte=since).values("blog")
    return asked.annotate(
        asked=Count("pk"),
        answered=Count("pk", filter=Q(outcome=Question.Outcome.ANSWERED)),
        declined=Count("pk", filter=Q(outcome=Question.Outcome.DECLINED)),
    ).values_list("asked", "answered", "declined")


@composed_once
def comments_counted(viewer: Any, blog: int, owner: int, since: datetime) -> QuerySet:
    """Compose the question for how many comments there are, and answered; no row when none."""
    said = said_by_others(viewer, blog, owner).filter(published_at__gte=since)
    said = said.order_by().values("thread__article__blog")
    return said.annotate(
        comments=Count("pk"), replied=Count("pk", filter=Exists(answers_by(owner)))
    ).values_list("comments", "replied")


def unanswered_comments(viewer: User, blog: Blog) -> list[Comment]:
    """Return what others said under her articles and nothing by her stands under, the newest."""
    return list(unanswered(viewer, blog.pk, blog.owner_id, clock.now() - PERIOD))


@composed_once
def unanswered(viewer: Any, blog: int, owner: int, since: datetime) -> QuerySet:
    """Compose the question for those."""
    comments = said_by_others(viewer, blog, owner).filter(published_at__gte=since)
    comments = comments.filter(~Exists(answers_by(owner)))
    comments = comments.select_related("thread", "author__photo", "author__location")
    return comments.order_by("-published_at", "-pk")[:COMMENTS_SHOWN]


def said_by_others(viewer: Any, blog: int, owner: int) -> Any:
    """Comments of others on the articles of a blog, without the answers to those."""
    comments = Comment.objects.visible_to(viewer).published().first_level()
    comments = comments.filter(thread__article__blog=blog, thread__state="published")
    return comments.exclude(author_id=owner)


def answers_by(owner: int) -> Any:
    """Answers of an author to a comment."""
    return Comment.objects.published().filter(parent=OuterRef("pk"), author_id=owner)
