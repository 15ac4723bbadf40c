"""Giving somebody a blog, changing what it is called and who reads it, closing it."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from blogs.models import Blog
from blogs.policies import can_give_blog, can_start_blog
from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.judging import NOT_ASKED, Kind, Place, Reply, Words, judge, screened
from intranet.platform.plaintext import one_line
from intranet.platform.policy import Refused, require
from people.actions import direct_audience
from people.models import Audience, AudienceMember, Team, User
from search.actions import index_things

# Words that are addresses of their own below /blogs/.
TAKEN_SLUGS = {"writing", "start", "carriers", "give", "questions", "feed", "all", "mine", "seen"}
# How often another may take the address that was just found free.
MOST_TRIES = 5


@transaction.atomic
def give_blog(*, actor: User, owner: User, kind: str = Blog.Kind.PERSONAL, name: str = "") -> Blog:
    """Give a colleague a blog; whether anything appears in it is hers alone."""
    require(can_give_blog(actor), _("Only HR and communications give blogs."))
    if not owner.is_active or owner.is_system:
        raise Refused(_("%(name)s does not work here any more.") % {"name": owner.name})
    if Blog.objects.filter(owner=owner, closed_at=None).exists():
        raise Refused(_("%(name)s has a blog already.") % {"name": owner.name})
    blog = open_blog(owner, kind=kind, name=name)
    record("blogs.blog.given", actor=actor, subject=blog, owner=owner.pk, kind=kind)
    return blog


@transaction.atomic
def start_blog(*, owner: User, name: str = "") -> Blog:
    """Begin one's own blog, as somebody who leads people."""
    require(
        can_start_blog(owner), _("Ask HR or communications for a blog. Who leads people has one.")
    )
    blog = open_blog(owner, kind=Blog.Kind.LEADER, name=name)
    record("blogs.blog.started", actor=owner, subject=blog)
    return blog


@transaction.atomic
def open_blog(owner: User, *, kind: str, name: str = "") -> Blog:
    """Make a blog, or open the one again that this person has."""
    earlier = Blog.objects.select_for_update().filter(owner=owner).first()
    if earlier is not None:
        earlier.kind, earlier.closed_at = kind, None
        earlier.save(update_fields=["kind", "closed_at"])
        return earlier
    audience = Audience.objects.create(kind=Audience.Kind.EVERYONE)
    # Also when teams that she is not in are its readers later.
    AudienceMember.objects.create(audience=audience, person=owner)
    name = one_line(name) or _("The blog of %(name)s") % {"name": owner.first_name}
    blog = with_free_slug(
        owner=owner, kind=kind, name=name, audience=audience, started_at=clock.now()
    )
    index_things(kind="blog", numbers=[blog.pk])
    return blog


@screened
@transaction.atomic
def change_blog(  # noqa: PLR0913
    *,
    owner: User,
    blog: Blog,
    name: str,
    about: str = "",
    teams: Iterable[Team] = (),
    reply: Reply = NOT_ASKED,
) -> Blog:
    """Change what one's blog is called, what it is about, and which teams read it; none: all."""
    fresh = own_blog(owner, blog)
    name = one_line(name)
    if not name:
        raise ValidationError({"name": _("Give your blog a name.")})
    sign = Words(title=name, plain=about)
    judge(sign, place=Place(Kind.COMMUNITY), author=owner, reply=reply)
    fresh.name, fresh.about = name, one_line(about)
    fresh.save(update_fields=["name", "about"])
    index_things(kind="blog", numbers=[fresh.pk])
    direct_audience(actor=owner, audience=fresh.audience, teams=list(teams))
    record("blogs.blog.changed", actor=owner, subject=fresh, teams=[team.pk for team in teams])
    return fresh


@transaction.atomic
def close_blog(*, actor: User, blog: Blog) -> Blog:
    """Let a blog only be read from now on; its owner may do that, and who gives blogs."""
    require(
        can_give_blog(actor) or (actor.is_active and actor.pk == blog.owner_id),
        _("Only its author, HR and communications close a blog."),
    )
    fresh = Blog.objects.select_for_update().get(pk=blog.pk)
    fresh.closed_at = fresh.closed_at or clock.now()
    fresh.save(update_fields=["closed_at"])
    record("blogs.blog.closed", actor=actor, subject=fresh)
    return fresh


def own_blog(owner: User, blog: Blog) -> Blog:
    """Hold one's own blog; Refused for everybody else's."""
    fresh = Blog.objects.select_for_update(of=("self",)).select_related("audience").get(pk=blog.pk)
    require(
        owner.is_active and fresh.owner_id == owner.pk,
        _("Only its author can change a blog."),
    )
    return fresh


def with_free_slug(**fields: Any) -> Blog:
    """Make it under the first address that is free."""
    name = slugify(fields["name"])[:70] or "blog"
    for _try in range(MOST_TRIES):
        slug = free_slug(name)
        try:
            with transaction.atomic():
                return Blog.objects.create(slug=slug, **fields)
        except IntegrityError as error:
            if "slug" not in str(error):
                raise
    raise Refused(_("That did not work just now. Try once more."))


def free_slug(name: str) -> str:
    """Return the name, with a number behind it when others have it."""
    taken = set(Blog.objects.filter(slug__startswith=name).values_list("slug", flat=True))
    taken |= TAKEN_SLUGS
    if name not in taken:
        return name
    return next(f"{name}-{n}" for n in range(2, len(taken) + 3) if f"{name}-{n}" not in taken)
