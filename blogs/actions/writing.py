"""Writing an article: it is kept by itself, and a text is never lost to another window."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from blogs.actions.owning import by_owner, held
from blogs.models import Article, ArticleVersion, Blog
from blogs.models.article import LONGEST_TITLE
from blogs.policies import can_write_in
from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.longread import ArticleText, clean_article
from intranet.platform.plaintext import one_line
from intranet.platform.policy import require
from people.models import Audience, AudienceMember, User

# After so long a pause the text as it was is worth going back to.
PAUSE = timedelta(minutes=10)


class ChangedElsewhere(Exception):
    """The text was changed in another window or on another device since this one saw it."""

    def __init__(self, article: Article) -> None:
        super().__init__(
            _("This article was changed in another window. Nothing is lost: choose what stays.")
        )
        self.article = article


@transaction.atomic
def start_article(*, author: User, blog: Blog) -> Article:
    """Take a new sheet, or the one on which nothing was written yet."""
    require(can_write_in(author, blog), why_not(blog))
    now = clock.now()
    # Held, so that two presses take one sheet.
    Blog.objects.select_for_update().get(pk=blog.pk)
    empty = Article.objects.filter(blog=blog, revision=0, thread=None, discarded_at=None)
    if article := empty.first():
        return article
    desk = Audience.objects.create(kind=Audience.Kind.MEMBERS)
    AudienceMember.objects.create(audience=desk, person=author)
    article = Article.objects.create(blog=blog, desk=desk, started_at=now, saved_at=now)
    record("blogs.article.started", actor=author, subject=article)
    return article


@by_owner
def save_article(
    *,
    author: User,
    article: Article,
    title: str,
    body: str,
    seen_revision: int,
    insists: bool = False,
) -> Article:
    """Keep the working text; ChangedElsewhere when it is no longer what this window saw.

    Who insists puts her words in the place of the others, which stay as a version.
    """
    fresh = held(article)
    text, title = worded(title, body)
    if (title, text.html) == (fresh.title, fresh.html):
        return fresh
    if fresh.revision != seen_revision:
        if not insists:
            raise ChangedElsewhere(fresh)
        keep_version(fresh, because=ArticleVersion.Kept.OTHER_WINDOW)
    elif clock.now() - fresh.saved_at > PAUSE:
        keep_version(fresh, because=ArticleVersion.Kept.PAUSE)
    return rewrite(fresh, title=title, text=text)


@by_owner
def set_text_aside(*, author: User, article: Article, title: str, body: str) -> None:
    """Keep what one window wrote as a version, for who goes on with the text of another."""
    fresh = held(article)
    text, title = worded(title[:LONGEST_TITLE], body)
    if (title, text.html) == (fresh.title, fresh.html) or not (title or text.html):
        return
    ArticleVersion.objects.create(
        article=fresh,
        revision=fresh.revision,
        kept_because=ArticleVersion.Kept.OTHER_WINDOW,
        title=title,
        html=text.html,
        saved_at=clock.now(),
    )


@by_owner
def restore_version(*, author: User, article: Article, version: ArticleVersion) -> Article:
    """Go on from how the text was before; how it is now stays as a version."""
    fresh = held(article)
    require(version.article_id == fresh.pk, _("That is not a version of this article."))
    keep_version(fresh, because=ArticleVersion.Kept.RESTORED)
    return rewrite(fresh, title=version.title, text=clean_article(version.html))


@by_owner
def discard_article(*, author: User, article: Article) -> None:
    """Throw away what nobody read yet."""
    fresh = held(article)
    require(fresh.thread_id is None, _("This article was published. You can remove it there."))
    fresh.discarded_at, fresh.publish_at = clock.now(), None
    fresh.save(update_fields=["discarded_at", "publish_at"])
    fresh.prepared.all().delete()
    record("blogs.article.discarded", actor=author, subject=fresh)


def worded(title: str, body: str) -> tuple[ArticleText, str]:
    """Clean what was typed; ValidationError for a title that is too long."""
    title = one_line(title)
    if len(title) > LONGEST_TITLE:
        raise ValidationError(
            {
                "title": _("This title has %(letters)s letters, and %(most)s fit. Make it shorter.")
                % {"letters": len(title), "most": LONGEST_TITLE}
            }
        )
    return clean_article(body), title


def rewrite(article: Article, *, title: str, text: Any) -> Article:
    """Put the new words in the place of the old ones."""
    article.title, article.html, article.plain = title, text.html, text.plain
    article.reading_minutes = text.reading_minutes
    article.revision += 1
    article.saved_at = clock.now()
    article.save(
        update_fields=["title", "html", "plain", "reading_minutes", "revision", "saved_at"]
    )
    return article


def keep_version(article: Article, *, because: str) -> None:
    """Keep how the text is now; an empty one is not worth keeping."""
    if article.title or article.html:
        ArticleVersion.objects.create(
            article=article,
            revision=article.revision,
            kept_because=because,
            title=article.title,
            html=article.html,
            saved_at=article.saved_at,
        )


def why_not(blog: Blog) -> str:
    """Say what keeps somebody from writing here."""
    if blog.kind == Blog.Kind.CARRIER and not blog.is_closed:
        return _("Your term as culture carrier is over. What you wrote stays to be read.")
    if blog.is_closed:
        return _("This blog is closed. What was written stays to be read.")
    return _("Only %(name)s writes and publishes here.") % {"name": blog.owner.name}
