"""Posts of every kind, and posts that are not there yet or not any more, each with its mark."""

from datetime import timedelta

from communities.actions import (
    AnnouncementPlan,
    PollPlan,
    PraisePlan,
    ProblemPlan,
    publish_post,
    schedule_post,
)
from communities.models import Community, Post
from conversations.actions.timing import end_thread
from intranet.platform import clock


def say_in_every_kind(world, kind: str, community: Community) -> list[Post]:
    """Post a problem, praise, a poll and a must-read; schedule one, and let one end."""
    people = world.people

    def post(part: str, plan=None, what: str = "content", **more) -> Post:
        words = world.mark(kind, what)
        author = people[part]
        return publish_post(author=author, community=community, body=words, plan=plan, **more)

    options = (world.mark(kind, "content"), world.mark(kind, "content"))
    posts = [
        post("author", ProblemPlan(where=world.mark(kind, "content"))),
        post("manager", PraisePlan(people=(people["author"].pk,))),
        post("author", PollPlan(options=options)),
        post("manager", AnnouncementPlan(is_must_read=True)),
        post("member", what="own", ends_at=clock.now() + timedelta(days=1)),
    ]
    tomorrow = clock.now() + timedelta(days=1)
    with clock.moved_to(tomorrow):
        end_thread(thread=posts[-1].thread, now=tomorrow)
    waiting = schedule_post(
        author=people["member"],
        community=community,
        title=world.mark(kind, "own"),
        body=f"{world.mark(kind, 'own')} #{world.mark(kind, 'own')} @{people['author'].name}",
        publish_at=clock.now() + timedelta(days=2),
        is_html=False,
    )
    return [*posts, waiting]
