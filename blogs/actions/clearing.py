"""Clearing desks: pictures that were brought for an article, and that no text shows any more."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from blogs.models import Article, ArticleVersion
from intranet.platform import clock
from intranet.platform.longread import pictures_in
from people.actions.storing import discard
from people.models import StoredFile

# A window that was open without a connection may still bring its text, with the pictures in it.
GRACE = timedelta(days=30)


def clear_desks() -> int:
    """Throw away pictures that only lie on a desk, and that no text names; return how many.

    What readers read, and how that was before, hangs under the thread and lies on no desk.
    """
    before = clock.now() - GRACE
    desks = left_on_desks(Article.objects.all(), before).values("audience")
    blogs = Article.objects.filter(desk__in=desks).order_by("blog").values_list("blog", flat=True)
    return sum(clear_desks_of(blog, before) for blog in list(blogs.distinct()))


@transaction.atomic
def clear_desks_of(blog: int, before: datetime) -> int:
    """Throw away what lies unused on the desks of one blog since before a moment."""
    articles = Article.objects.filter(blog=blog)
    # Held, so that a text that is saved at this moment has its pictures, or comes first.
    list(articles.select_for_update().order_by("pk").values_list("pk", flat=True))
    named = set(named_in(articles, before))
    unused = left_on_desks(articles, before).exclude(pk__in=named)
    found = list(unused.select_for_update())
    for file in found:
        discard(file)
    return len(found)


def left_on_desks(articles: QuerySet, before: datetime) -> QuerySet[StoredFile]:
    """Return pictures that lie on these desks since before a moment."""
    return StoredFile.objects.filter(audience__in=articles.values("desk"), stored_at__lt=before)


def named_in(articles: QuerySet, before: datetime) -> Iterator[UUID]:
    """Yield the pictures of every text that can still be read or brought back.

    A text of one article may show a picture from the desk of another.
    """
    kept = articles.exclude(discarded_at__lt=before)
    versions = ArticleVersion.objects.filter(article__in=kept)
    for texts in (kept, versions):
        for html in texts.values_list("html", flat=True).iterator():
            yield from (number for number, _alt in pictures_in(html))
