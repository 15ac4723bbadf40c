"""What communities lend to pages below them: the bell, the profile, the first visit."""

from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html, format_html_join

from communities.actions import join_community
from communities.feeds import posts_by
from communities.models import Community, JoinRequest, PollOption
from intranet.platform.moderated import Said
from notifications.feeds import BellSubject

CHOICES_AT_FIRST_VISIT = 9


def communities_for_the_bell(viewer: Any, ids: Iterable[int]) -> dict[int, BellSubject]:
    """Return the communities among these that exist for the reader now."""
    communities = Community.objects.visible_to(viewer).filter(pk__in=list(ids))
    return {
        community.pk: BellSubject(
            url=community.get_absolute_url(), title=community.name, words=community.description
        )
        for community in communities
    }


def requests_for_the_bell(viewer: Any, ids: Iterable[int]) -> dict[int, BellSubject]:
    """Return who among these still waits to be let in, where the reader takes care of the place."""
    requests = JoinRequest.objects.visible_to(viewer).waiting().filter(pk__in=list(ids))
    return {
        request.pk: BellSubject(
            url=f"{request.community.get_absolute_url()}members/#requests",
            title=request.community.name,
            words=request.note,
        )
        for request in requests.select_related("community")
    }


def posts_of_a_person(viewer: Any, person: Any, cursor: str = "") -> dict[str, Any]:
    """Return what somebody posted, for the profile; the template that shows it is named along."""
    page = posts_by(viewer, person, cursor=cursor)
    return {"template": "communities/posts/_cards.html", "page": page}


def communities_to_join(viewer: Any) -> list[Community]:
    """Return lively open communities somebody new could join."""
    mine = Community.objects.joined_by(viewer).values("pk")
    lively = (
        Community.objects.visible_to(viewer).in_use().filter(kind="open", is_company_wide=False)
    )
    return list(
        lively.exclude(pk__in=mine).order_by("-member_count", "pk")[:CHOICES_AT_FIRST_VISIT]
    )


def join_chosen(viewer: Any, ids: Iterable[int]) -> None:
    """Join what somebody new chose."""
    chosen = Community.objects.visible_to(viewer).filter(pk__in=list(ids), kind="open")
    for community in chosen.filter(is_company_wide=False).order_by("pk"):
        join_community(person=viewer, community=community)


def answers_of_a_poll(thread: Any) -> list[Said]:
    """Return what one can choose in a poll, for who looks at it."""
    words = choices_in_polls(exact=thread.pk).get(thread.pk, ())
    if not words:
        return []
    html = format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((w,) for w in words)))
    plain = "\n".join(words)
    return [Said("thread", thread.pk, thread.author_id, "", html, plain, thread.published_at)]


def choices_in_polls(**numbers: Any) -> dict[int, tuple[str, ...]]:
    """Return what one can choose, by the number of the post; `numbers` are lookups on those."""
    where = {f"poll__{which}": number for which, number in numbers.items()}
    found: dict[int, tuple[str, ...]] = {}
    options = PollOption.objects.filter(**where).order_by("position")
    for post, words in options.values_list("poll_id", "words"):
        found[post] = (*found.get(post, ()), words)
    return found
