"""Blogs in the company of marks: read by everyone and by a team, with what nobody reads yet."""

from datetime import timedelta

from blogs.actions import (
    add_picture,
    answer_question,
    ask_author,
    change_blog,
    end_article,
    prepare_answer,
    publish_article,
    publish_changes,
    save_article,
    schedule_article,
    start_article,
)
from blogs.actions.giving import open_blog
from blogs.models import Article, Blog, BlogRules, Helper
from conversations.actions import add_comment, remove_contribution
from conversations.models import Thread
from intranet.platform import clock
from people.models import AudienceMember
from tests.factories.people import make_team, picture

BLOGS = {"blog": "manager", "team blog": "author"}
# Who is in the team for which the other blog is, and who was asked to help with a draft.
OF_THE_TEAM = ("member", "muting", "leaver")
HELPS = "invited"


def write_blogs(world) -> None:
    """Write two blogs, with a mark in every text."""
    BlogRules.objects.create(pk=1, allows_unnamed_questions=True)
    team = make_team("Sterren")
    for part in OF_THE_TEAM:
        world.people[part].team = team
        world.people[part].save()
    for kind, part in BLOGS.items():
        owner = world.people[part]
        blog = open_blog(owner, kind="leader", name=f"Blog {world.mark(kind, 'existence')}")
        teams = [team] if kind == "team blog" else []
        about = world.mark(kind, "existence")
        blog = change_blog(owner=owner, blog=blog, name=blog.name, about=about, teams=teams)
        world.blogs[kind] = blog
        write_everything(world, kind, blog)


def write_everything(world, kind: str, blog: Blog) -> None:
    """Publish, change, schedule, end, begin and answer."""
    owner = blog.owner
    asker = world.people["member"]
    asked = ask_author(asker=asker, blog=blog, body=world.mark(kind, "content"))
    unnamed = ask_author(asker=asker, blog=blog, body=world.mark(kind, "content"), is_unnamed=True)
    answer_question(author=owner, question=unnamed, body=world.mark(kind, "content"))
    article = write(world, kind, blog, "version")
    article = publish_article(author=owner, article=article)
    change(world, kind, article, "content")
    article = publish_changes(author=owner, article=Article.objects.get(pk=article.pk))
    add_comment(author=asker, thread=article.thread, body=world.mark(kind, "content"))
    change(world, kind, Article.objects.get(pk=article.pk), "desk")
    gone = ask_author(asker=asker, blog=blog, body=world.mark(kind, "removed"))
    remove_contribution(author=asker, contribution=gone.thread)
    world.articles += [article, *not_read_by_others(world, kind, blog, asked)]
    threads = [article.thread_id, asked.pk, unnamed.pk, gone.pk]
    world.threads += list(Thread.objects.filter(pk__in=threads))


def not_read_by_others(world, kind: str, blog: Blog, asked) -> list[Article]:
    """Begin one with help, let one wait, and take one from its readers."""
    owner, helper = blog.owner, world.people[HELPS]
    helped = write(world, kind, blog, "helped")
    Helper.objects.create(article=helped, person=helper, asked_at=clock.now())
    AudienceMember.objects.create(audience=helped.desk, person=helper)
    prepare_answer(author=owner, article=helped, question=asked, body=world.mark(kind, "desk"))
    waiting = write(world, kind, blog, "desk")
    schedule_article(author=owner, article=waiting, publish_at=clock.now() + timedelta(days=2))
    ended = publish_article(author=owner, article=write(world, kind, blog, "desk"))
    end_article(author=owner, article=ended, ends_at=clock.now())
    world.threads.append(ended.thread)
    return [helped, waiting, ended]


def write(world, kind: str, blog: Blog, what: str) -> Article:
    """Write something on a new sheet, with a picture."""
    article = start_article(author=blog.owner, blog=blog)
    return change(world, kind, article, what)


def change(world, kind: str, article: Article, what: str) -> Article:
    """Write other words in a text, with another picture."""
    owner, mark = article.blog.owner, lambda: world.mark(kind, what)
    # What a picture is called is shown to who finds it, and nobody finds what is on a desk.
    name = f"{mark()}.png" if what in ("content", "version") else "foto.png"
    file = add_picture(author=owner, article=article, file=picture(40, 30), name=name)
    world.files.append(file)
    world.sorts[file] = (kind, what)
    figure = (
        f'<figure data-file="{file.pk}"><img alt="{mark()}"><figcaption>{mark()}</figcaption>'
        "</figure>"
    )
    return save_article(
        author=owner,
        article=article,
        title=mark(),
        body=f"<h2>{mark()}</h2><p>{mark()} voor iedereen</p>{figure}",
        seen_revision=article.revision,
    )
