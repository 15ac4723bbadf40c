"""Articles as programs are told of them: with the byline, the pictures and the reader's marks."""

from typing import Any

from django.db.models import QuerySet

from blogs.feeds.reading import ARTICLES_A_PAGE, articles
from blogs.models import Blog, Suggestion
from conversations.feeds import add_attachments_of_threads, add_authors, add_marks_on
from conversations.models import Thread
from intranet.platform.composed import composed_once
from intranet.platform.paging import Page, page_after, page_of, place_in


def articles_told(viewer: Any, blog: Blog, *, cursor: str = "") -> Page:
    """Return a page of a blog's articles, the newest first."""
    found = whole_articles_of(viewer, blog.pk, *place_in(cursor))
    page = page_of(found, field="published_at", size=ARTICLES_A_PAGE)
    for thread in page:
        thread.author = thread.article.blog.owner
    add_marks_on(page.items, viewer)
    return page


@composed_once
def whole_articles_of(viewer: Any, blog: int, moment: Any, last_id: Any) -> QuerySet:
    """Compose the question for a page of one blog's articles with their words."""
    found = articles(viewer).filter(article__blog=blog)
    return page_after(found, "published_at", moment, last_id, ARTICLES_A_PAGE)


def article_told(viewer: Any, thread: Thread) -> Thread:
    """Complete an article that this person reads."""
    add_authors([thread])
    add_attachments_of_threads([thread])
    add_marks_on([thread], viewer)
    return thread


def provenance_of(thread: int) -> dict[str, Any]:
    """Return in which blog an article stands, who wrote it and who helped, all by number.

    Nobody chooses what stands here: it follows from whose blog it is and what she took over.
    """
    blog = Blog.objects.only("owner_id").get(articles__thread=thread)
    helped = Suggestion.objects.that_helped().read_by_others().filter(article__thread=thread)
    helpers = helped.order_by("helper_id").values_list("helper_id", flat=True).distinct()
    return {"blog": blog.pk, "written_by": blog.owner_id, "with_help_from": list(helpers)}
