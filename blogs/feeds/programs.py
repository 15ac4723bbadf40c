"""Articles as programs are told of them: with the byline, the pictures and the reader's marks."""

from typing import Any

from blogs.feeds.reading import blog_articles
from blogs.models import Blog
from conversations.feeds import add_attachments_of_threads, add_authors, add_marks_on
from conversations.models import Thread
from intranet.platform.paging import Page


def articles_told(viewer: Any, blog: Blog, *, cursor: str = "") -> Page:
    """Return a page of a blog's articles, the newest first."""
    page = blog_articles(viewer, blog, cursor=cursor)
    for thread in page:
        thread.author = thread.article.blog.owner
    add_marks_on(page.items, viewer)
    return page


def article_told(viewer: Any, thread: Thread) -> Thread:
    """Complete an article that this person reads."""
    add_authors([thread])
    add_attachments_of_threads([thread])
    add_marks_on([thread], viewer)
    return thread
