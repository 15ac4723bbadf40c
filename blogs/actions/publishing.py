"""Putting an article before its readers: now, at a moment, and no longer than until one."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from blogs.actions.answering import bring_out_answers
from blogs.actions.helping import note_what_was_taken_over
from blogs.actions.owning import by_owner, held
from blogs.actions.picturing import hang_pictures, let_go
from blogs.actions.writing import keep_version, why_not
from blogs.events import ArticleNotPublished, ArticlePublished
from blogs.models import Article, ArticleVersion
from blogs.policies import can_write_in
from conversations.actions import edit_thread, end_thread, open_thread
from conversations.actions.judging import judged, let_look, state_by
from conversations.actions.words import named_in, settle
from conversations.models import Thread
from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.judging import CANNOT_ASK, NOT_ASKED, Reply, screened
from intranet.platform.longread import ArticleText, clean_article
from intranet.platform.outbox import publish
from intranet.platform.policy import Refused, require
from people.models import User


@screened
@by_owner
def publish_article(*, author: User, article: Article, reply: Reply = NOT_ASKED) -> Article:
    """Let others read it from now on; a second press changes nothing."""
    fresh = held(article)
    if fresh.thread_id is not None:
        return fresh
    return appear(fresh, author=author, now=clock.now(), reply=reply)


@by_owner
def schedule_article(
    *, author: User, article: Article, publish_at: datetime, ends_at: datetime | None = None
) -> Article:
    """Let it appear by itself at a moment, and go again at another."""
    fresh = held(article)
    require(fresh.thread_id is None, _("This article is published already."))
    require(can_write_in(author, fresh.blog), why_not(fresh.blog))
    require_readable(fresh)
    fresh.publish_at = fresh.planned_at = still_to_come(publish_at)
    fresh.ends_at = later_than(fresh.publish_at, ends_at)
    fresh.not_published_because = ""
    fresh.save(update_fields=["publish_at", "planned_at", "ends_at", "not_published_because"])
    record("blogs.article.scheduled", actor=author, subject=fresh)
    return fresh


@by_owner
def unschedule_article(*, author: User, article: Article) -> Article:
    """Let it wait for nothing any more; it is a draft again."""
    fresh = held(article)
    take_from_schedule(fresh)
    record("blogs.article.unscheduled", actor=author, subject=fresh)
    return fresh


@screened
@by_owner
def publish_changes(*, author: User, article: Article, reply: Reply = NOT_ASKED) -> Article:
    """Let readers read the working text of a published article; how it was stays to be read."""
    fresh = held(article)
    thread = read_by_others(fresh)
    text = require_readable(fresh)
    let_go(fresh, text)
    edit_thread(
        author=author,
        thread=thread,
        body=text.html,
        title=fresh.title,
        seen_edits=thread.edits,
        files=hang_pictures(fresh, text),
        reply=reply,
    )
    note_published(fresh, text)
    record("blogs.article.changed", actor=author, subject=fresh)
    return fresh


@by_owner
def end_article(*, author: User, article: Article, ends_at: datetime | None = None) -> Article:
    """Take a published article from its readers: now, at a moment, or never when it is None."""
    fresh = held(article)
    thread = read_by_others(fresh)
    fresh.ends_at = thread.ends_at = ends_at
    fresh.save(update_fields=["ends_at"])
    thread.save(update_fields=["ends_at"])
    if ends_at is not None and ends_at <= clock.now():
        end_thread(thread=thread, now=clock.now())
    record("blogs.article.end_set", actor=author, subject=fresh)
    return fresh


@transaction.atomic
def publish_due_article(*, article_id: int, now: datetime) -> None:
    """Let an article appear that its owner scheduled. Runs at least once, and then does nothing.

    Late when nobody was there at the moment, and once. What can no longer appear waits on as a
    draft, and its owner is told why.
    """
    due = Article.objects.due(now).select_for_update(of=("self",)).filter(pk=article_id)
    article = due.select_related("blog__owner", "blog__audience", "desk").first()
    if article is None:
        return
    author = article.blog.owner
    try:
        with translation.override(author.language), transaction.atomic():
            appear(article, author=author, now=now, reply=CANNOT_ASK)
    except (Refused, ValidationError) as refusal:
        because = " ".join(getattr(refusal, "messages", [str(refusal)]))
        take_from_schedule(article, because=because)
        publish(ArticleNotPublished(article.pk))


@transaction.atomic
def hold_back_articles(*, person: User) -> None:
    """Let nothing appear any more under the name of somebody who left."""
    waiting = Article.objects.of(person).filter(publish_at__isnull=False)
    for article in waiting.select_for_update(of=("self",)):
        with translation.override(person.language):
            take_from_schedule(article, because=_("Its author did not work here at that moment."))
        record("blogs.article.held_back", actor=None, subject=article)


@transaction.atomic
def appear(article: Article, *, author: User, now: datetime, reply: Reply) -> Article:
    """Do what publishing does, for a held article: nobody but its owner comes here."""
    blog = article.blog
    require(can_write_in(author, blog), why_not(blog))
    text = require_readable(article)
    later_than(now, article.ends_at)
    let_go(article, text)
    settled = settle(text.html, audience=blog.audience, kind="article")
    files = hang_pictures(article, text)
    verdict = judged(
        settled,
        kind="article",
        author=author,
        audience=blog.audience,
        title=article.title,
        choices=[answer.plain for answer in article.prepared.all()],
        files=files,
        reply=reply,
    )
    article.thread = open_thread(
        author=author,
        audience=blog.audience,
        kind="article",
        text=settled,
        at=now,
        title=article.title,
        files=files,
        ends_at=article.ends_at,
        **state_by(verdict),
    )
    article.publish_at = None
    note_published(article, text)
    let_look(article.thread, verdict, tells_author=reply == CANNOT_ASK)
    if not article.thread.is_published:
        return article
    bring_out_answers(article, author=author)
    record("blogs.article.published", actor=author, subject=article, revision=article.revision)
    publish(ArticlePublished(article.thread.pk, author.pk, blog.pk, *named_in(settled)))
    return article


def read_by_others(article: Article) -> Thread:
    """Return what readers read of a published article; Refused for any other."""
    if article.thread is None or not article.thread.is_published:
        raise Refused(_("Nothing can be changed here any more."))
    return article.thread


def note_published(article: Article, text: ArticleText) -> None:
    """Note which wording readers read, and keep it among the versions."""
    article.published_revision = article.revision
    note_what_was_taken_over(article)
    article.cover_id = text.pictures[0][0] if text.pictures else None
    article.not_published_because = ""
    article.save()
    keep_version(article, because=ArticleVersion.Kept.PUBLISHED)


def take_from_schedule(article: Article, *, because: str = "") -> None:
    """Make it a draft again, perhaps with the reason why it did not appear."""
    article.publish_at = None
    article.not_published_because = because
    article.save(update_fields=["publish_at", "not_published_because"])


def require_readable(article: Article) -> ArticleText:
    """Return the text as readers read it; ValidationError when something is still missing."""
    missing: dict[str, str] = {}
    if not article.title:
        missing["title"] = _("Give your article a title.")
    text = clean_article(article.html)
    if text.is_empty:
        missing["body"] = _("There is nothing here yet. Write something first.")
    if missing:
        raise ValidationError(missing)
    return text


def later_than(start: datetime, end: datetime | None) -> datetime | None:
    """Return when it goes again; ValidationError when that is before it appears."""
    if end is None:
        return None
    if end <= start:
        raise ValidationError(
            {"ends_at": _("It would go before it appears. Choose a later last day.")}
        )
    return clock.within_reach(end)


def still_to_come(moment: datetime) -> datetime:
    """Return the moment; ValidationError when it has passed."""
    if moment <= clock.now():
        raise ValidationError(
            {"publish_at": _("That moment has passed. Choose a later one, or publish now.")}
        )
    return clock.within_reach(moment)
