"""The desk of somebody who writes: what she works on, what waits, and what she looks along with."""

from dataclasses import dataclass, field

from django.db.models import Count, Q

from blogs.feeds.figures import Figures, figures_of, unanswered_comments
from blogs.feeds.reading import open_questions
from blogs.models import Article, Blog, Question
from conversations.models import Comment
from people.models import User

MOST_SHOWN = 20


@dataclass(frozen=True)
class Desk:
    """Everything on it."""

    blog: Blog | None
    drafts: list[Article] = field(default_factory=list)
    waiting: list[Article] = field(default_factory=list)
    published: list[Article] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    # What others said under her articles that she did not answer, and how far she answers.
    comments: list[Comment] = field(default_factory=list)
    figures: Figures | None = None
    # Working texts of others with which she was asked to help.
    helping: list[Article] = field(default_factory=list)


def desk_of(person: User) -> Desk:
    """Return what lies on somebody's desk."""
    blog = Blog.objects.filter(owner=person).select_related("audience", "owner").first()
    helping = Article.objects.visible_to(person).exclude(blog__owner=person)
    helping = helping.select_related("blog__owner__photo").order_by("-saved_at")[:MOST_SHOWN]
    if blog is None:
        return Desk(None, helping=list(helping))
    mine = Article.objects.filter(blog=blog, discarded_at=None).select_related("thread")
    mine = mine.annotate(suggested=Count("suggestions", filter=Q(suggestions__state="open")))
    return Desk(
        blog,
        drafts=list(
            mine.filter(thread=None, publish_at=None, revision__gt=0).order_by("-saved_at")[
                :MOST_SHOWN
            ]
        ),
        waiting=list(mine.filter(publish_at__isnull=False).order_by("publish_at")[:MOST_SHOWN]),
        published=list(
            mine.filter(thread__isnull=False).order_by("-thread__published_at")[:MOST_SHOWN]
        ),
        questions=open_questions(person, blog),
        comments=unanswered_comments(person, blog),
        figures=figures_of(person, blog),
        helping=list(helping),
    )


def working_text(person: User, article_id: int) -> Article | None:
    """Return a working text on whose desk this person sits."""
    articles = Article.objects.visible_to(person).filter(pk=article_id)
    return articles.select_related("blog__owner", "blog__audience", "desk", "thread").first()
