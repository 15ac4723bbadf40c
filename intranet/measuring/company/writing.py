"""Blogs of the synthetic company: as many in a large one as in a small one; few people lead it.

Written through the actions of the product, one after the other: they are few.
"""

from datetime import timedelta
from itertools import cycle, islice
from random import Random

from blogs.actions import ask_author, follow_blog, publish_article, save_article, start_article
from blogs.actions.giving import open_blog
from blogs.models import Blog
from conversations.actions import add_comment
from intranet.measuring.company.talk import COMMENTS_EACH
from intranet.measuring.company.words import Pool
from intranet.platform import clock
from intranet.platform.models import OutboxEntry
from people.models import User

WRITERS, WEEKS, QUESTIONS = 6, 30, 12
# The newest articles of each blog are talked about; the bench reads those.
TALKED_ABOUT = 8
PARTS = 6


def write_blogs(rng: Random, *, writers: int = WRITERS, weeks: int = WEEKS) -> None:
    """Let some people write each week, and others ask and answer; needs a company to be there."""
    people = list(User.objects.active().filter(is_system=False).order_by("pk")[:60])
    pool = Pool(rng)
    for owner in people[:writers]:
        others = [person for person in people if person != owner]
        blog = open_blog(owner, kind=Blog.Kind.LEADER, name=f"De week van {owner.name}")
        for person in others:
            follow_blog(person=person, blog=blog)
        for week in range(weeks, 0, -1):
            comments = COMMENTS_EACH if week <= TALKED_ABOUT else 0
            with clock.moved_to(clock.now() - timedelta(weeks=week)):
                write_article(blog, week, pool, rng, list(islice(cycle(others), comments)))
        for person in others[:QUESTIONS]:
            ask_author(asker=person, blog=blog, body=rng.choice(pool.titles))
    # What would have been told is not measured, and would be owed when the bench begins.
    OutboxEntry.objects.all().delete()


def write_article(blog: Blog, week: int, pool: Pool, rng: Random, answered_by: list[User]) -> None:
    """Write an article of a few minutes, and let others answer it."""
    draft = start_article(author=blog.owner, blog=blog)
    draft = save_article(
        author=blog.owner,
        article=draft,
        title=f"Wat ik zag, {week} weken geleden",
        body="".join(rng.choice(pool.openings).html for _part in range(PARTS)),
        seen_revision=draft.revision,
    )
    article = publish_article(author=blog.owner, article=draft)
    for person in answered_by:
        add_comment(author=person, thread=article.thread, body=rng.choice(pool.answers).html)
