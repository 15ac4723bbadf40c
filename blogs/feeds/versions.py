"""How a working text was, each time beside what became of it."""

from dataclasses import dataclass

from markupsafe import Markup

from blogs.models import Article, ArticleVersion
from intranet.platform.differences import difference, difference_of_words
from intranet.platform.paging import Page, page_by_time

VERSIONS_A_PAGE = 15


@dataclass(frozen=True)
class Wording:
    """One version, and what changed between it and the next."""

    version: ArticleVersion
    title: Markup
    text: Markup

    @property
    def is_other(self) -> bool:
        """Tell whether the words themselves changed after it."""
        return any(mark in self.title + self.text for mark in ("<ins>", "<del>"))


def versions_of(article: Article, *, cursor: str = "") -> tuple[list[Wording], Page]:
    """Return a page of versions, the newest first."""
    versions = ArticleVersion.objects.filter(article=article)
    page = page_by_time(versions, field="saved_at", cursor=cursor, size=VERSIONS_A_PAGE)
    found = list(page.items)
    next_ones = [newer_than(article, found[0], cursor), *found] if found else []
    return [
        Wording(
            version,
            difference_of_words(version.title, later.title),
            difference(version.html, later.html),
        )
        for version, later in zip(found, next_ones, strict=False)
    ], page


def newer_than(article: Article, version: ArticleVersion, cursor: str) -> Article | ArticleVersion:
    """Return the wording that came after the first one of a page: of the newest, that of now."""
    if not cursor:
        return article
    later = ArticleVersion.objects.filter(article=article, saved_at__gte=version.saved_at)
    return later.exclude(pk=version.pk).order_by("saved_at", "pk").first() or article
