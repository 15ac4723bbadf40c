"""What readers read: blogs, the articles in them, and one article with the talk under it."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BigIntegerField,
    CharField,
    Exists,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat
from markupsafe import Markup

from blogs.feeds.promises import PromisesInThread, promises_in
from blogs.models import Blog, BlogFollow, Promise, Question, Suggestion
from conversations.feeds import Talk, draft_at, talk_of
from conversations.models import Thread
from intranet.platform.composed import Word, composed_once
from intranet.platform.longread import with_pictures
from intranet.platform.paging import Page, page_after, page_by_time, page_of, place_in
from people.models import Mute, User

ARTICLES_A_PAGE = 20
BLOGS_A_PAGE = 24
WRITERS_SHOWN, EARLIER_SHOWN = 6, 4
QUESTIONS_SHOWN = 5


@dataclass(frozen=True)
class BlogsHome:
    """The page on which people find what was written last."""

    newest: Thread | None
    earlier: Page
    writers: list[Blog]
    questions: list[Question]


@dataclass
class ArticlePage:
    """One article, what was asked and promised with it, and the talk under it."""

    thread: Thread
    html: Markup
    talk: Talk
    exchanges: list[Question] = field(default_factory=list)
    promises: PromisesInThread = field(default_factory=PromisesInThread)


def helped_by(thread: str = "pk") -> ArraySubquery:
    """Return who helped with an article, by name: from the suggestions that were accepted."""
    helped = Suggestion.objects.that_helped().read_by_others()
    helped = helped.filter(article__thread=OuterRef(thread))
    return ArraySubquery(helped.order_by("helper__name").values("helper__name").distinct())


def articles(viewer: Any) -> Any:
    """Articles that this person may read now, as lists show them."""
    threads = Thread.objects.visible_to(viewer).published().filter(kind="article")
    threads = threads.annotate(helped_by=helped_by())
    return threads.select_related(
        "article__blog__owner__location", "article__blog__owner__photo", "article__cover"
    )


def blogs_home(viewer: User) -> BlogsHome:
    """Return what was written last, by whom else, and what its author is asked."""
    writers = writers_for(viewer)
    on_top = next((each for each in writers if each.newest_pk and each.owner_id != viewer.pk), None)
    found = article_on_top(viewer, on_top.newest_pk) if on_top else []
    if on_top is None or not found:
        return BlogsHome(None, Page([], ""), writers[:WRITERS_SHOWN], [])
    others = [blog for blog in writers if blog.pk != on_top.pk]
    earlier = [t for t in articles_of(viewer, on_top.pk, None, None) if t.pk != on_top.newest_pk]
    page = Page(earlier[:EARLIER_SHOWN], "")
    return BlogsHome(found[0], page, others[:WRITERS_SHOWN], open_questions(viewer, on_top))


@composed_once
def writers_for(viewer: Any) -> QuerySet:
    """Compose the question for who wrote last: of those one follows first, without whom one muted.

    One's own blog and the one on top are among them and not shown beside it.
    """
    muted = Mute.objects.filter(person_id=viewer.pk).values("muted_id")
    blogs = blogs_by_newest(viewer).exclude(owner__in=muted)
    return blogs.order_by("-is_followed", "-newest_at", "-pk")[: WRITERS_SHOWN + 2]


@composed_once
def article_on_top(viewer: Any, thread: int) -> QuerySet:
    """Compose the question for the article that stands on top of others."""
    return articles(viewer).filter(pk=thread).select_related("article__blog__audience")


@composed_once
def articles_of(viewer: Any, blog: int, moment: Any, last_id: Any) -> QuerySet:
    """Compose the question for a page of one blog's articles, as rows without their words."""
    found = Thread.objects.visible_to(viewer).published().filter(article__blog=blog)
    found = found.annotate(helped_by=helped_by()).select_related("article")
    found = found.defer("html", "plain", "article__html", "article__plain")
    return page_after(found, "published_at", moment, last_id, ARTICLES_A_PAGE)


def blog_articles(viewer: User, blog: Blog, *, cursor: str = "") -> Page:
    """Return a page of a blog's articles, the newest first."""
    found = articles_of(viewer, blog.pk, *place_in(cursor))
    return page_of(found, field="published_at", size=ARTICLES_A_PAGE)


def with_newest_on_top(viewer: User, page: Page) -> tuple[Thread | None, Page]:
    """Return the first article of a page with its words and picture, and the page without it."""
    if not page:
        return None, page
    found = article_on_top(viewer, page.items[0].pk)
    return (found[0], Page(page.items[1:], page.next_cursor)) if found else (None, page)


def blogs_by_newest(viewer: Any) -> Any:
    """Blogs this person may read with their newest article; who wrote last comes first."""
    written = Thread.objects.published().filter(article__blog=OuterRef("pk"))
    # A thread begins when its article appears, so the last number is the newest; an index has it.
    written = written.order_by("-article__thread_id")
    blogs = Blog.objects.visible_to(viewer).with_owner()
    return blogs.annotate(
        newest_pk=Subquery(written.values("pk")[:1]),
        newest_title=Subquery(written.values("title")[:1]),
        newest_at=Coalesce(Subquery(written.values("published_at")[:1]), F("started_at")),
        is_followed=Exists(BlogFollow.objects.filter(blog=OuterRef("pk"), person_id=viewer.pk)),
    ).order_by("-newest_at", "-pk")


def all_blogs(viewer: User, *, cursor: str = "", only: str = "") -> Page:
    """Return a page of blogs; `only` is "followed" or a kind."""
    blogs = blogs_by_newest(viewer)
    if only == "followed":
        blogs = blogs.followed_by(viewer)
    elif only in Blog.Kind.values:
        blogs = blogs.filter(kind=only)
    return page_by_time(blogs, field="newest_at", cursor=cursor, size=BLOGS_A_PAGE)


@composed_once
def blogs_to_read(viewer: Any, slug: Word) -> QuerySet:
    """Compose the question for one blog with how this reader stands to it."""
    follows = BlogFollow.objects.filter(blog=OuterRef("pk"), person_id=viewer.pk)
    blogs = Blog.objects.visible_to(viewer).filter(slug=slug).with_owner()
    return blogs.select_related("audience").annotate(
        is_followed=Exists(follows), by_mail=Subquery(follows.values("by_mail")[:1])
    )


@composed_once
def articles_to_read(viewer: Any, thread_id: int) -> QuerySet:
    """Compose the question for an article on its own page; also one's own that has ended."""
    follows = BlogFollow.objects.filter(blog=OuterRef("article__blog"), person_id=viewer.pk)
    draft_place = Concat(Value("thread:"), Cast(OuterRef("pk"), CharField()))
    threads = Thread.objects.visible_to(viewer).filter(pk=thread_id, kind="article")
    return threads.annotate(
        reader_id=Value(viewer.pk, output_field=BigIntegerField()),
        reader_draft=draft_at(viewer, draft_place),
        reader_follows_blog=Exists(follows),
        helped_by=helped_by(),
        # Most articles answer nothing and most blogs promise nothing: then neither is asked for.
        answers=Exists(Question.objects.filter(answered_in__thread=OuterRef("pk"))),
        promises_some=Exists(Promise.objects.filter(blog=OuterRef("article__blog"))),
    ).select_related("audience", "article__blog", "state_changed_by")


def article_page(
    viewer: User, thread: Thread, *, cursor: str = "", newest_first: bool = False
) -> ArticlePage:
    """Complete an article for its page."""
    exchanges = answered_in(viewer, thread.article.pk) if thread.answers else []
    promises = PromisesInThread()
    if thread.promises_some:
        promises = promises_in(viewer, thread, blog=thread.article.blog_id)
    also = {q.thread.author_id for q in exchanges}
    talk = talk_of(thread, viewer, cursor=cursor, newest_first=newest_first, also=also)
    for question in exchanges:
        question.thread.author = talk.people[question.thread.author_id]
    html = with_pictures(thread.html, pictures_of(thread))
    return ArticlePage(thread, html, talk, exchanges, promises)


def pictures_of(thread: Thread) -> dict[UUID, Any]:
    """Return the pictures that hang in an article, by file."""
    return {hung.file_id: hung.file for hung in thread.shown_attachments if hung.file_id}


@composed_once
def answered_in(viewer: Any, article: int) -> QuerySet:
    """Compose the question for what was answered together with an article."""
    questions = Question.objects.visible_to(viewer).published().filter(answered_in=article)
    questions = questions.filter(thread__accepted_comment__state="published")
    return questions.select_related("thread__accepted_comment").order_by("thread__published_at")


def open_questions(viewer: User, blog: Blog) -> list[Question]:
    """Return what people want to know most of an author, and of those what waits longest."""
    return list(questions_waiting(viewer, blog.pk))


@composed_once
def questions_waiting(viewer: Any, blog: int) -> QuerySet:
    """Compose that question."""
    questions = Question.objects.visible_to(viewer).published().open().filter(blog=blog)
    return with_voice_of(viewer, questions).order_by(
        "-thread__recognise_count", "thread__published_at", "pk"
    )[:QUESTIONS_SHOWN]


def with_voice_of(viewer: Any, questions: Any) -> Any:
    """Annotate whether this reader wants to know it too, and fetch who asked."""
    from conversations.models import Reaction

    voices = Reaction.objects.filter(
        thread=OuterRef("pk"), comment=None, person_id=viewer.pk, kind="recognise"
    )
    return questions.annotate(reader_joined=Exists(voices)).select_related(
        "thread__author__location", "thread__author__photo"
    )
