"""People, communities, posts and comments, with only what a test cares about."""

from itertools import count

from communities.actions import found_community, join_community, publish_post
from communities.actions.membership import seat
from communities.models import Community, Post
from conversations.actions import add_comment
from conversations.models import Comment, Thread
from people.models import User

_numbers = count(1)


def make_person(name: str = "", **fields) -> User:
    """Make a colleague who can sign in."""
    number = next(_numbers)
    name = name or f"Collega {number}"
    address = f"{name.split()[0].lower()}{number}@noorderlicht.example"
    return User.objects.create_user(name=name, **{"email": address, **fields})


def make_community(kind: str = "open", *, managers=(), members=(), **words) -> Community:
    """Found a community; without a manager somebody is made for it."""
    managers = list(managers) or [make_person(f"Beheerder {next(_numbers)}")]
    name = words.pop("name", f"Plek {next(_numbers)}")
    community = found_community(founder=managers[0], name=name, kind=kind, **words)
    for manager in managers[1:]:
        seat(manager, community, role="manager")
    for member in members:
        if kind == "open" and not community.is_company_wide:
            join_community(person=member, community=community)
        elif not community.is_company_wide:
            seat(member, community)
    community.refresh_from_db()
    return community


def make_post(*, author: User | None = None, community: Community | None = None, **words) -> Post:
    """Post something; without an author one of the managers does."""
    community = community or make_community(members=[author] if author else [])
    author = author or community.memberships.filter(role="manager").first().person
    words.setdefault("body", f"<p>Bericht {next(_numbers)}</p>")
    return publish_post(author=author, community=community, **words)


def make_comment(*, thread: Thread | Post, author: User | None = None, **words) -> Comment:
    """Answer something; without an author a new colleague does, who must be able to see it."""
    thread = Thread.objects.select_related("audience").get(pk=thread.pk)
    words.setdefault("body", f"<p>Reactie {next(_numbers)}</p>")
    return add_comment(author=author or make_person(), thread=thread, **words)
