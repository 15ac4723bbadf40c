"""The companies that are measured: built once per size, each in a database of its own."""

import time
from dataclasses import dataclass
from random import Random

from django.core.management import call_command
from django.db import connection
from django.db.models import Count, Exists, OuterRef
from django.utils import timezone

from blogs.models import Blog
from communities.models import Community
from conversations.models import Thread
from intranet.measuring.company import Size, build_company
from intranet.measuring.company.building import index_company, settle
from intranet.measuring.company.talk import COMMENTS_EACH
from intranet.measuring.company.writing import write_blogs
from intranet.measuring.database import connect
from intranet.platform.embedded.services import Services
from intranet.platform.embedded.speech import Refusal, say
from notifications.models import Notification
from people.models import AudienceMember, User

READERS = 8
PAGES = 20
UNREAD = 20  # events in the bell of each reader
JOINED = 5  # communities of each reader, so that readers in two companies see as much


@dataclass(frozen=True)
class Reader:
    """Somebody who reads and writes in the bench, and where."""

    login: str
    places: tuple[str, ...]
    # One of them that everybody may read.
    open_place: str
    # Posts that are read, and others that are answered.
    pages: tuple[int, ...]
    threads: tuple[int, ...]
    # Words that stand in a few posts which she may read.
    rare_words: tuple[str, ...]
    # Blogs, and articles in them that are talked about as much as those posts.
    blogs: tuple[str, ...]
    articles: tuple[int, ...]


def have_company(services: Services, size: Size) -> str:
    """Return the name of the database with a company of this size; build it if there is none."""
    name, half_built = size.name, f"{size.name}_half"
    if not services.ask(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):  # noqa: S608
        began = time.monotonic()
        say(f"Building a company of {size.people:,} people with {size.posts:,} posts.")
        services.ask(f"DROP DATABASE IF EXISTS {half_built} WITH (FORCE)")
        services.ask(f"CREATE DATABASE {half_built}")
        connect(services.environment(half_built))
        call_command("migrate", verbosity=0, skip_checks=True)
        build_company(size)
        write_blogs(Random(1))  # noqa: S311
        index_company()
        settle()
        connection.close()
        services.ask(f"ALTER DATABASE {half_built} RENAME TO {name}")
        say(f"That took {time.monotonic() - began:.0f} s.")
    connect(services.environment(name))
    return name


def choose_readers() -> list[Reader]:
    """Choose people with as many communities as each other, among them one that is not open."""
    closed = AudienceMember.objects.filter(person=OuterRef("pk"), audience__kind="members")
    people = User.objects.active().filter(Exists(closed)).annotate(joined=Count("memberships"))
    readers = list(people.filter(joined=JOINED).order_by("pk")[:READERS])
    for person in readers:
        leave_unread(person)
    found = [reader_of(person) for person in readers]
    if len(found) < READERS or not all(reader.pages and reader.threads for reader in found):
        raise Refusal("This company is too small to be measured; take more people and posts")
    return found


def leave_unread(person: User) -> None:
    """Let somebody have read her bell but for the newest, so that all have as much in it."""
    told = Notification.objects.filter(recipient=person)
    newest = list(told.order_by("-created_at").values_list("pk", flat=True)[:UNREAD])
    told.filter(pk__in=newest).update(read_at=None)
    told.exclude(pk__in=newest).update(read_at=timezone.now())


def reader_of(person: User) -> Reader:
    """Find what this person reads and answers: her communities and their newest posts."""
    places = Community.objects.joined_by(person).filter(is_company_wide=False)
    readable = Thread.objects.visible_to(person).order_by("-published_at")
    threads, articles = readable.filter(kind="post"), readable.filter(kind="article")
    pages = threads.filter(comment_count=COMMENTS_EACH).values_list("pk", flat=True)
    others = threads.exclude(comment_count=COMMENTS_EACH).values_list("pk", flat=True)
    slugs = places.order_by("pk").values_list("slug", flat=True)
    about_work = Thread.objects.visible_to(person).filter(plain__startswith="Werkorder ")
    orders = about_work.order_by("-published_at").values_list("plain", flat=True)[:PAGES]
    rare = [plain.split()[1] for plain in orders]
    return Reader(
        person.email,
        tuple(slugs),
        slugs.filter(kind=Community.Kind.OPEN).first() or "",
        tuple(pages[:PAGES]),
        tuple(others[:PAGES]),
        tuple(rare),
        tuple(Blog.objects.visible_to(person).order_by("pk").values_list("slug", flat=True)),
        tuple(articles.filter(comment_count=COMMENTS_EACH).values_list("pk", flat=True)[:PAGES]),
    )
