"""A small company in which every text is marked, so that nothing can be seen unnoticed.

Each object carries a canary: a word that occurs nowhere else. What a person gets is searched for
all of them, and compared with the table of who may see what.
"""

import re
import secrets
from dataclasses import dataclass, field
from io import BytesIO

from django.core.mail import EmailMessage

from blogs.models import Article, Blog
from communities.actions import (
    archive_community,
    ask_to_join,
    edit_post,
    found_community,
    invite_to_community,
    join_community,
    leave_community,
    pin_post,
    publish_post,
)
from communities.models import Community, JoinRequest
from conversations.actions import (
    accept_answer,
    add_comment,
    edit_comment,
    keep_thread,
    remove_contribution,
    save_draft,
    withdraw_contribution,
)
from conversations.models import Attachment, Comment, Enclosure, Thread
from people.actions import upload_file
from people.models import Mute, StoredFile, User
from search.actions import rebuild
from tests.factories.people import picture
from tests.outbox import deliver
from tests.personas import NAMES, persona
from tests.sight.blogs import write_blogs
from tests.sight.kinds import say_in_every_kind

CANARY = re.compile(r"kanarie[a-p]{10}")
KINDS = ("open", "closed", "hidden", "company", "archived")


def new_canary() -> str:
    """Return a word that nobody else uses."""
    return "kanarie" + "".join(secrets.choice("abcdefghijklmnop") for _ in range(10))


@dataclass
class World:
    """Who is there, what was said where, and which word marks it."""

    people: dict[str, User] = field(default_factory=dict)
    communities: dict[str, Community] = field(default_factory=dict)
    blogs: dict[str, Blog] = field(default_factory=dict)
    articles: list[Article] = field(default_factory=list)
    threads: list[Thread] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    files: list[StoredFile] = field(default_factory=list)
    requests: list[JoinRequest] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    # What was sent while it was built.
    mails: list[EmailMessage] = field(default_factory=list)
    # file -> (kind of community, what it is)
    sorts: dict[StoredFile, tuple[str, str]] = field(default_factory=dict)
    # canary -> (kind of community, what it marks)
    canaries: dict[str, tuple[str, str]] = field(default_factory=dict)

    def mark(self, kind: str, what: str) -> str:
        """Return a new canary for one thing in a community of this kind."""
        word = new_canary()
        self.canaries[word] = (kind, what)
        return word

    def bring(self, kind: str, what: str, part: str) -> Enclosure:
        """Let somebody upload a document with a canary in its name and in its words."""
        return self.brought(kind, what, part, BytesIO(self.mark(kind, what).encode()))

    def bring_picture(self, kind: str, what: str, part: str) -> Enclosure:
        """Let somebody upload a picture with a canary in its name and in what is said of it."""
        return self.brought(kind, what, part, picture(40, 30))

    def brought(self, kind: str, what: str, part: str, content: BytesIO) -> Enclosure:
        """Keep it, and return it as it goes along with something."""
        name = f"{self.mark(kind, what)}.txt"
        file = upload_file(owner=self.people[part], file=content, name=name)
        self.files.append(file)
        self.sorts[file] = (kind, what)
        is_silent = content.getvalue().startswith(b"kanarie")
        return Enclosure(file.pk, "" if is_silent else self.mark(kind, what))


def build_world() -> World:
    """Build one community of each kind, with everything in it that can be seen."""
    world = World(people={part: persona(part) for part in NAMES})
    for kind in KINDS:
        world.communities[kind] = build_community(world, kind)
    write_blogs(world)
    people = world.people
    Mute.objects.create(person=people["muting"], muted=people["author"])
    people["leaver"].is_active = False
    people["leaver"].save()
    deliver()
    # The people of the tests come without HR, and files without being attached.
    rebuild()
    return world


def build_community(world: World, kind: str) -> Community:
    """Found a community and let people come, go, ask and talk."""
    people = world.people
    community = found_community(
        founder=people["manager"],
        name=f"Plek {world.mark(kind, 'existence')}",
        kind={"company": "open", "archived": "closed"}.get(kind, kind),
        is_company_wide=kind == "company",
        description=world.mark(kind, "existence"),
        agreements=world.mark(kind, "content"),
    )
    if kind != "company":
        come_and_go(world, kind, community)
    say_everything(world, kind, community)
    if kind == "archived":
        archive_community(manager=people["manager"], community=community)
    community.refresh_from_db()
    return community


def come_and_go(world: World, kind: str, community: Community) -> None:
    """Let members in, and one of them out again."""
    people = world.people
    for part in ("member", "author", "former member", "muting", "leaver"):
        invite_to_community(actor=people["manager"], community=community, person=people[part])
        join_community(person=people[part], community=community)
    invite_to_community(actor=people["manager"], community=community, person=people["invited"])
    if kind == "closed":
        note = world.mark(kind, "request")
        world.requests.append(ask_to_join(person=people["asking"], community=community, note=note))


def say_everything(world: World, kind: str, community: Community) -> None:
    """Write, change, withdraw, remove, attach and keep, with a canary in every text."""
    people = world.people
    thread = ask_something(world, kind, community)
    talk_about_it(world, kind, thread)
    take_away(world, kind, community, thread)
    world.threads += [post.thread for post in say_in_every_kind(world, kind, community)]
    keep_thread(person=people["member"], thread=thread)
    draft = world.mark(kind, "draft")
    upload = world.bring(kind, "upload", "member")
    place = f"community:{community.pk}"
    save_draft(person=people["member"], place=place, body=draft, files=[upload])
    if kind != "company":
        let_somebody_leave(world, kind, community, thread)


def ask_something(world: World, kind: str, community: Community) -> Thread:
    """Ask a question, change its words, and pin it."""
    people, topic = world.people, world.mark(kind, "topic")
    question = publish_post(
        author=people["author"],
        community=community,
        kind="question",
        title=world.mark(kind, "content"),
        body=f"{world.mark(kind, 'version')} voor iedereen hier",
        files=[world.bring(kind, "version", "author")],
        is_html=False,
    )
    files = [
        world.bring(kind, "content", "author"),
        world.bring_picture(kind, "content", "author"),
    ]
    edit_post(
        author=people["author"],
        post=question,
        title=question.thread.title,
        seen_edits=0,
        body=f"{world.mark(kind, 'content')} #{topic} @{people['member'].name}",
        files=files,
        is_html=False,
    )
    pin_post(manager=people["manager"], post=question)
    world.topics.append(topic)
    thread = Thread.objects.get(pk=question.pk)
    world.threads.append(thread)
    return thread


def talk_about_it(world: World, kind: str, thread: Thread) -> None:
    """Answer, change the answer, answer that, accept it, and attach files."""
    author, member = world.people["author"], world.people["member"]
    first = f"{world.mark(kind, 'content')} @{author.name}"
    answer = add_comment(author=member, thread=thread, is_html=False, body=first)
    edit_comment(author=member, comment=answer, body=world.mark(kind, "content"), seen_edits=0)
    words = world.mark(kind, "content")
    files = [world.bring(kind, "content", "author"), world.bring_picture(kind, "content", "author")]
    reply = add_comment(author=author, thread=thread, parent=answer, body=words, files=files)
    accept_answer(asker=author, comment=answer)
    missing = world.mark(kind, "content")
    Attachment.objects.create(thread=thread, comment=None, missing_name=f"{missing}.pdf")
    world.comments += [answer, reply]


def take_away(world: World, kind: str, community: Community, thread: Thread) -> None:
    """Withdraw a post and a comment with a reason, and let an author remove a post."""
    people, mark = world.people, lambda what: world.mark(kind, what)

    def words(what: str, part: str) -> dict:
        return {
            "author": people[part],
            "body": mark(what),
            "files": [world.bring(kind, what, part)],
        }

    comment = add_comment(thread=thread, **words("withdrawn comment", "member"))
    gone = publish_post(community=community, **words("removed", "author"))
    post = publish_post(community=community, **words("withdrawn", "member"))
    add_comment(thread=gone.thread, **words("removed", "member"))
    withdraw_contribution(
        moderator=people["manager"], contribution=comment, reason=mark("withdrawn comment")
    )
    withdraw_contribution(
        moderator=people["manager"], contribution=post.thread, reason=mark("withdrawn")
    )
    remove_contribution(author=people["author"], contribution=gone.thread)
    world.threads += [gone.thread, post.thread]
    world.comments.append(comment)


def let_somebody_leave(world: World, kind: str, community: Community, thread: Thread) -> None:
    """Let a member speak and be named, be told of it, and leave."""
    former, manager = world.people["former member"], world.people["manager"]
    for author, named in ((former, manager), (manager, former)):
        words = f"{world.mark(kind, 'content')} @{named.name}"
        add_comment(author=author, thread=thread, is_html=False, body=words)
    deliver()
    leave_community(person=former, community=community)
