"""Who may do what: the table in docs/permissions.md, which cannot lie."""

import os

import pytest

from communities import policies as communities
from communities.models import Community, Post
from conversations import policies as conversations
from conversations.models import Thread
from tests.architecture.sources import ROOT
from tests.moderation.who_does_what import page_of_cases
from tests.sight.blog_deeds import CARRYING_DEEDS, DEEDS
from tests.sight.blog_stage import BLOG_PARTS, BLOGS, CARRYING_PARTS, build_stage, company, may
from tests.sight.world import build_world

pytestmark = pytest.mark.django_db

PAGE = ROOT / "docs" / "permissions.md"


def can_read(person, community):
    return Community.objects.readable_by(person).filter(pk=community.pk).exists()


PARTS = [
    "outsider",
    "member",
    "author",
    "manager",
    "former member",
    "invited",
    "administrator",
    "leaver",
]
PLACES = ["open", "closed", "hidden", "company", "archived"]

VERBS = [
    ("know that a community exists", "community", communities.can_view_community),
    ("read what is said in it", "community", can_read),
    ("join without asking", "community", communities.can_join_community),
    ("ask to join", "community", communities.can_ask_to_join),
    ("leave", "community", communities.can_leave_community),
    ("post", "community", communities.can_post_in),
    ("announce", "community", communities.can_announce_in),
    ("invite others", "community", communities.can_invite_to),
    ("change it and its members", "community", communities.can_manage_community),
    ("pin a post", "post", communities.can_pin_post),
    ("move or merge a post", "post", communities.can_move_post),
    ("read a post", "thread", conversations.can_view_thread),
    ("comment on it", "thread", conversations.can_comment_on),
    ("give it a word", "thread", conversations.can_react_to),
    ("change its words", "thread", conversations.can_edit_contribution),
    ("remove it", "thread", conversations.can_remove_contribution),
    ("withdraw it with a reason", "thread", conversations.can_withdraw_contribution),
    ("close the conversation", "thread", conversations.can_lock_thread),
    ("accept an answer", "thread", conversations.can_accept_answer),
]


def test_the_page_about_permissions_says_what_the_policies_say():
    table = page(build_world()) + page_of_blogs(company()) + page_of_cases()

    if os.environ.get("ONDERLING_WRITE_DOCS"):
        PAGE.write_text(table, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == table


def page(world) -> str:
    """Write the page: for each verb and part, in which kinds of community it may be done."""
    lines = [
        "# Who may do what",
        "",
        "Written by `tests/sight/test_who_may_do_what.py`, which fails when this is not true (set",
        "`ONDERLING_WRITE_DOCS=1` to write it anew). A cell names the kinds of community in which",
        "a person may do it: **o**pen, **c**losed, **h**idden, compan**y**-wide, **a**rchived (and",
        "closed). The post is a question by the author.",
        "",
        "| may ... | " + " | ".join(PARTS) + " |",
        "|---|" + "---|" * len(PARTS),
    ]
    for words, about, policy in VERBS:
        cells = [cell(world, part, about, policy) for part in PARTS]
        lines.append(f"| {words} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def page_of_blogs(people) -> str:
    """Write the part about blogs: every deed is done, by everybody, and taken back."""
    stages = {kind: build_stage(kind, people) for kind in BLOGS}
    lines = [
        "",
        "## In blogs",
        "",
        "Here each deed is really done, as far as it is not refused. A cell names the blogs in",
        "which it may be done: of a leader for **a**ll colleagues, for a **t**eam, **c**losed, of",
        "a culture carrier **i**n her term, and when that is **o**ver. The author, the asker, the",
        "reader and the leaver are of that team; the leaver was with communications.",
        "",
        "| may ... | " + " | ".join(BLOG_PARTS) + " |",
        "|---|" + "---|" * len(BLOG_PARTS),
    ]
    for words, deed in DEEDS:
        cells = [blog_cell(stages, part, deed) for part in BLOG_PARTS]
        lines.append(f"| {words} | " + " | ".join(cells) + " |")
    lines += [
        "",
        "| may ... | " + " | ".join(CARRYING_PARTS) + " |",
        "|---|" + "---|" * len(CARRYING_PARTS),
    ]
    for words, deed in CARRYING_DEEDS:
        cells = ["yes" if may(deed, people[part], people) else "–" for part in CARRYING_PARTS]
        lines.append(f"| {words} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def blog_cell(stages, part: str, deed) -> str:
    """Return the letters of the blogs in which this person may."""
    leaves = part == "author who left"
    allowed = [
        BLOGS[kind]
        for kind, stage in stages.items()
        if may(deed, stage.people[part], stage, leaves=leaves)
    ]
    return " ".join(allowed) or "–"


def cell(world, part: str, about: str, policy) -> str:
    """Return the letters of the kinds of community in which this person may."""
    letters = {"company": "y"}
    allowed = [
        letters.get(kind, kind[0])
        for kind in PLACES
        if policy(world.people[part], subject(world, kind, about))
    ]
    return " ".join(allowed) or "–"


def subject(world, kind: str, about: str):
    """Return the community of this kind, or the question that was asked in it."""
    community = world.communities[kind]
    if about == "community":
        return community
    thread = Thread.objects.get(audience=community.audience_id, post__kind="question")
    return Post.objects.get(pk=thread.pk) if about == "post" else thread
