"""Blogs, articles and questions, with only what a test cares about."""

from itertools import count

from blogs.actions import ask_author, publish_article, save_article, start_article
from blogs.actions.giving import open_blog
from blogs.models import Article, Blog, Question
from people.actions import direct_audience
from people.models import User
from tests.factories.communities import make_person

_numbers = count(1)


def make_blog(owner: User | None = None, *, kind: str = "leader", teams=(), **fields) -> Blog:
    """Give somebody a blog, read by everyone or by teams."""
    owner = owner or make_person(f"Schrijver {next(_numbers)}")
    blog = open_blog(owner, kind=kind, name=fields.pop("name", f"Blog {next(_numbers)}"))
    if teams:
        direct_audience(actor=owner, audience=blog.audience, teams=list(teams))
    for field, value in fields.items():
        setattr(blog, field, value)
    blog.save()
    return blog


def make_draft(blog: Blog | None = None, *, title: str = "", body: str = "") -> Article:
    """Write something that nobody reads yet."""
    blog = blog or make_blog()
    number = next(_numbers)
    article = start_article(author=blog.owner, blog=blog)
    return save_article(
        author=blog.owner,
        article=article,
        title=title or f"Artikel {number}",
        body=body or f"<p>Wat ik deze week zag, nummer {number}.</p>",
        seen_revision=article.revision,
    )


def make_article(blog: Blog | None = None, **words) -> Article:
    """Write something and let others read it."""
    article = make_draft(blog, **words)
    return publish_article(author=article.blog.owner, article=article)


def make_question(blog: Blog, *, asker: User | None = None, body: str = "", **words) -> Question:
    """Ask an author something."""
    body = body or f"Hoe zit het met nummer {next(_numbers)}?"
    return ask_author(asker=asker or make_person(), blog=blog, body=body, **words)
