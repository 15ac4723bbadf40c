"""What can be found in blogs: they themselves, their articles, and questions to their authors.

What nobody published is no thread and stands in no row of the index (docs/adr/0019).
"""

from collections.abc import Collection
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Left

from blogs.models import Article, Blog, Question
from conversations.findable import LOOKED_AT, OpensThread
from conversations.models import Thread
from intranet.platform.composed import Word, composed_once
from intranet.platform.content import State
from search.findable import Findable, Hit, Place

# Before the address of a blog where it is a place, so that it is never that of a community.
PLACE = "blog:"


class Articles(OpensThread):
    """What people wrote in blogs, captions with it."""

    kind = "article"

    def things(self) -> QuerySet:
        """Return articles that can be read."""
        return Article.objects.filter(thread__state=State.PUBLISHED)

    def found(self, viewer: Any, numbers: list[int]) -> list[Thread]:
        """Return the articles among these that the reader may read."""
        return threads_found(viewer, numbers, self.kind)


class AuthorQuestions(OpensThread):
    """What people asked authors."""

    kind = "author_question"

    def things(self) -> QuerySet:
        """Return questions that can be read."""
        return Question.objects.filter(thread__state=State.PUBLISHED)

    def found(self, viewer: Any, numbers: list[int]) -> list[Thread]:
        """Return the questions among these that the reader may read."""
        return threads_found(viewer, numbers, self.kind)

    def also(self, thread: Thread) -> dict[str, Any]:
        """Return what became of it, and that nobody is named where nobody wanted to be."""
        question = thread.question
        return {"sort": question.outcome, "is_unnamed": question.is_unnamed}


@composed_once
def threads_found(viewer: Any, numbers: list[int], kind: str) -> QuerySet:
    """Compose the question for threads of blogs as a hit shows them."""
    threads = Thread.objects.visible_to(viewer).published().filter(pk__any=numbers, kind=kind)
    threads = threads.annotate(beginning=Left("plain", LOOKED_AT))
    fields = ["kind", "title", "author", "published_at", "comment_count"]
    if kind == "author_question":
        threads = threads.select_related("question")
        fields += ["question__outcome", "question__is_unnamed"]
    return threads.only(*fields)


class Blogs(Findable):
    """Blogs, by name, by what they are about and by who writes them."""

    kind = "blog"

    def things(self) -> QuerySet:
        """Return all of them; one that is closed can be read."""
        return Blog.objects.all()

    def columns(self) -> dict[str, Any]:
        """Return the name of a blog and what it is about."""
        return {
            "number": F("id"),
            "audience": F("audience_id"),
            "published_at": F("started_at"),
            "title": F("name"),
            "body": F("about"),
        }

    def hits(self, viewer: Any, numbers: Collection[int]) -> dict[int, Hit]:
        """Return the blogs among these that the reader may read."""
        return {
            blog.pk: Hit(
                url=blog.get_absolute_url(),
                title=blog.name,
                words=blog.about,
                author=blog.owner_id,
                is_archived=blog.is_closed,
            )
            for blog in blogs_found(viewer, list(numbers))
        }


@composed_once
def blogs_found(viewer: Any, numbers: list[int]) -> QuerySet:
    """Compose the question for blogs as a hit shows them."""
    return Blog.objects.visible_to(viewer).filter(pk__any=numbers)


def places_of(viewer: Any, audiences: Collection[int]) -> dict[int, Place]:
    """Return the blogs of these audiences, as far as the reader may read them."""
    return {blog.audience_id: as_place(blog) for blog in blogs_of(viewer, list(audiences))}


@composed_once
def blogs_of(viewer: Any, audiences: list[int]) -> QuerySet:
    """Compose the question for the blogs behind audiences."""
    blogs = Blog.objects.visible_to(viewer).filter(audience_id__any=audiences)
    return blogs.only("name", "slug", "audience")


def place_named(viewer: Any, slug: str) -> Place | None:
    """Return the blog with this address, if the reader may read it."""
    if not slug.startswith(PLACE):
        return None
    return next(map(as_place, blog_with(viewer, Word(slug.removeprefix(PLACE)))), None)


@composed_once
def blog_with(viewer: Any, slug: Word) -> QuerySet:
    """Compose the question for the blog with an address."""
    return Blog.objects.visible_to(viewer).filter(slug=slug)


def as_place(blog: Blog) -> Place:
    """Say of a blog what a place needs."""
    return Place(blog.audience_id, blog.name, f"{PLACE}{blog.slug}", blog.get_absolute_url())
