"""Starting, changing and archiving a community."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from communities.actions.managing import require_manager
from communities.actions.membership import held, seat
from communities.events import SightNarrowed
from communities.models import Community, Membership
from communities.policies import can_found_community
from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.judging import NOT_ASKED, Kind, Place, Reply, Words, judge, screened
from intranet.platform.outbox import publish
from intranet.platform.plaintext import one_line
from intranet.platform.policy import Refused, require
from people.actions.storing import discard
from people.models import Audience, StoredFile, User
from search.actions import index_things

# Words that are addresses of their own below /communities/.
TAKEN_SLUGS = {"new", "found", "search"}
# How often another may take the address that was just found free.
MOST_TRIES = 5
SIGN = Place(Kind.COMMUNITY)
CHANGEABLE = {"name", "description", "agreements", "tone", "who_may_post"}


@screened
@transaction.atomic
def found_community(
    *,
    founder: User,
    name: str,
    kind: str = Community.Kind.OPEN,
    is_company_wide: bool = False,
    reply: Reply = NOT_ASKED,
    **words: Any,
) -> Community:
    """Start a community; its founder takes care of it."""
    require(can_found_community(founder), _("You cannot start a community."))
    judge(words_on_sign({"name": name} | words), place=SIGN, author=founder, reply=reply)
    now = clock.now()
    community = with_free_slug(
        name=one_line(name),
        kind=kind,
        is_company_wide=is_company_wide,
        audience=Audience.objects.create(kind=audience_kind(kind)),
        founded_by=founder,
        founded_at=now,
        last_activity_at=now,
        **words,
    )
    seat(founder, community, role=Membership.Role.MANAGER)
    index_things(kind="community", numbers=[community.pk])
    record("communities.community.founded", actor=founder, subject=community, kind=kind)
    return community


@screened
@transaction.atomic
def change_community(
    *,
    manager: User,
    community: Community,
    kind: str | None = None,
    reply: Reply = NOT_ASKED,
    **words: Any,
) -> Community:
    """Change its words, who may post, and who may see it; from that moment on for all of it."""
    fresh = held(community)
    require_manager(manager, fresh)
    judge(words_on_sign(words), place=SIGN, author=manager, reply=reply)
    for field in CHANGEABLE & words.keys():
        is_name = field == "name"
        setattr(fresh, field, one_line(words[field]) if is_name else words[field])
    if kind is not None and kind != fresh.kind:
        set_kind(fresh, kind)
        publish(SightNarrowed(fresh.audience_id))
    fresh.save()
    index_things(kind="community", numbers=[fresh.pk])
    record("communities.community.changed", actor=manager, subject=fresh, kind=fresh.kind)
    return fresh


def words_on_sign(words: dict[str, Any]) -> Words:
    """Return what everybody who passes a community reads of it."""
    parts = (words.get("description"), words.get("agreements"))
    return Words(title=words.get("name", ""), plain="\n".join(filter(None, parts)))


@transaction.atomic
def change_cover(*, manager: User, community: Community, cover: StoredFile | None) -> None:
    """Give it another picture, or none; who knows of the community may see it."""
    fresh = held(community)
    require_manager(manager, fresh)
    earlier, fresh.cover = fresh.cover, cover
    fresh.save(update_fields=["cover"])
    show_cover_to_who_knows(fresh)
    if earlier is not None and earlier != cover:
        discard(earlier)
    record("communities.community.cover_changed", actor=manager, subject=fresh)


@transaction.atomic
def archive_community(*, manager: User, community: Community) -> None:
    """Let it only be read from now on."""
    set_archived(manager, community, archived=True)


@transaction.atomic
def reopen_community(*, manager: User, community: Community) -> None:
    """Let people post and answer again."""
    set_archived(manager, community, archived=False)


def set_archived(manager: User, community: Community, *, archived: bool) -> None:
    """Change it for the place and for the rule of who may speak in it."""
    fresh = held(community)
    require_manager(manager, fresh)
    if fresh.is_company_wide:
        raise Refused(_("Everybody belongs to this community. It cannot be archived."))
    fresh.archived_at = clock.now() if archived else None
    fresh.save(update_fields=["archived_at"])
    fresh.audience.is_read_only = archived
    fresh.audience.save(update_fields=["is_read_only"])
    verb = "archived" if archived else "reopened"
    record(f"communities.community.{verb}", actor=manager, subject=fresh)


def set_kind(community: Community, kind: str) -> None:
    """Open, close or hide it: one row says who may see everything in it."""
    if community.is_company_wide:
        raise Refused(_("Everybody belongs to this community. It stays open."))
    community.kind = kind
    community.audience.kind = audience_kind(kind)
    community.audience.save(update_fields=["kind"])
    show_cover_to_who_knows(community)


def show_cover_to_who_knows(community: Community) -> None:
    """A cover stands in the directory, so everyone sees it unless the community is hidden."""
    if community.cover_id is None:
        return
    is_hidden = community.kind == Community.Kind.HIDDEN
    audience = community.audience if is_hidden else Audience.objects.everyone()
    StoredFile.objects.filter(pk=community.cover_id).update(audience=audience)


def audience_kind(kind: str) -> str:
    """Everyone reads an open community; only members read the others."""
    return Audience.Kind.EVERYONE if kind == Community.Kind.OPEN else Audience.Kind.MEMBERS


def with_free_slug(**fields: Any) -> Community:
    """Make it under an address of its own, also when two with the same name start at once."""
    for tries_left in reversed(range(MOST_TRIES)):
        try:
            with transaction.atomic():
                return Community.objects.create(slug=free_slug(fields["name"]), **fields)
        except IntegrityError as error:
            if "slug" not in str(error) or not tries_left:
                raise
    raise AssertionError("unreachable")


def free_slug(name: str) -> str:
    """Return an address for a name; a number follows when another has it, hidden ones too."""
    base = slugify(name)[:70] or "community"
    if base.isdigit() or base in TAKEN_SLUGS:
        base = f"{base}-community"
    taken = set(Community.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
