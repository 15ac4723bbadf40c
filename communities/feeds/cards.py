"""Posts as cards show them, on whatever page they stand."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from communities.feeds.kinds import PraiseShown, details_of, read_details, with_details
from communities.models import Post
from conversations.feeds import (
    Talk,
    add_attachments_of_threads,
    add_authors,
    add_marks_on,
    author_shown,
    files_shown,
    mark,
    marks_shown,
    talk_of,
)
from conversations.models import Thread
from intranet.platform.paging import Page, page_of
from people.models import User

CARDS_A_PAGE = 12


def cards(
    viewer: Any,
    *,
    with_muted: bool = False,
    audience_id: int | None = None,
    of_all_kinds: bool = False,
) -> Any:
    """Threads as cards show them; people, files and marks are added for the whole page.

    `of_all_kinds`: also what other apps write and lend a card for (THREAD_CARDS).
    """
    if audience_id is None:
        threads = Thread.objects.visible_to(viewer)
    else:
        threads = Thread.objects.visible_in(viewer, audience_id)
    threads = threads.published()
    if of_all_kinds:
        threads = threads.filter(kind__in=["post", *settings.THREAD_CARDS])
    else:
        threads = threads.filter(kind="post")
    if not with_muted:
        threads = threads.not_muted_by(viewer)
    threads = threads.annotate(details=details_of(viewer))
    return threads.select_related("post", "post__community", "accepted_comment")


def page_of_cards(viewer: Any, found: list[Thread], field: str, *, here: bool = False) -> Page:
    """Return one page of cards, with their people, files and the reader's own marks."""
    page = page_of(found, field=field, size=CARDS_A_PAGE)
    posts = [thread for thread in page if thread.kind == "post"]
    for thread in posts:
        read_details(thread)
    answers = [thread.accepted_comment for thread in posts if thread.accepted_comment]
    people = add_authors([*page, *answers], also=named_on(posts))
    for thread in posts:
        add_named(thread, people)
    add_marks_on(page.items, viewer)
    add_attachments_of_threads(page.items)
    for thread in posts:
        thread.shows = shown_on_card(thread, viewer, here=here)
    add_cards_of_others(viewer, [thread for thread in page if thread.kind != "post"])
    return page


def add_cards_of_others(viewer: Any, threads: list[Thread]) -> None:
    """Let the apps that own these threads add what their cards show, once for each kind."""
    for kind in {thread.kind for thread in threads}:
        of_kind = [thread for thread in threads if thread.kind == kind]
        import_string(settings.THREAD_DETAILS[kind])(viewer, of_kind)
        for thread in of_kind:
            thread.card = settings.THREAD_CARDS[kind]


def named_on(threads: Iterable[Thread]) -> set[int | None]:
    """Return the numbers of the people whom cards name beside their authors."""
    praised = {
        number
        for thread in threads
        if isinstance(thread.details, PraiseShown)
        for number in thread.details.people
    }
    return praised | {thread.accepted_by_id for thread in threads}


def add_named(thread: Thread, people: dict[int, User]) -> None:
    """Hang the people whom a card names on its thread."""
    is_praise = isinstance(thread.details, PraiseShown)
    thread.praised = [people[each] for each in thread.details.people] if is_praise else []
    thread.chosen_by = people.get(thread.accepted_by_id, thread.author)


def page_of_post(
    viewer: Any, thread: Thread, *, cursor: str = "", newest_first: bool = False
) -> Talk:
    """Complete a thread for the page of its post; return the talk under it."""
    read_details(thread)
    talk = talk_of(
        thread, viewer, cursor=cursor, newest_first=newest_first, also=named_on([thread])
    )
    add_named(thread, talk.people)
    return talk


def shown_on_card(thread: Thread, viewer: Any, *, here: bool) -> tuple:
    """Return everything that a card shows; `here` is the page of its own community."""
    post, answer = thread.post, thread.accepted_comment
    place = (post.pinned_at is not None) if here else (post.community.name, post.community.slug)
    return (
        thread.pk,
        (thread.title, thread.html, thread.plain, thread.published_at, thread.edits),
        (thread.comment_count, thread.is_locked, post.kind, here, place),
        author_shown(thread.author),
        marks_shown(thread),
        files_shown(thread),
        (thread.reader_follows, thread.reader_kept, thread.author_id == viewer.pk),
        answer and (answer.plain, thread.chosen_by.name, *author_shown(answer.author)),
        (thread.details, *map(author_shown, thread.praised)),
    )


def card_just_written(post: Post) -> Thread:
    """Return the card of a post that was written this moment; nobody reacted yet."""
    thread = with_details(post.thread.author, post.thread)
    numbers = named_on([thread])
    add_named(thread, add_authors([], also=numbers) if any(numbers) else {})
    mark(thread, thread.pk, {(thread.pk, "follows")})
    if not hasattr(thread, "shown_attachments"):
        add_attachments_of_threads([thread])
    return thread


def post_alone(viewer: Any, thread: Thread) -> Thread:
    """Complete a thread as a card shows it, where its post stands alone."""
    read_details(thread)
    add_named(thread, add_authors([thread], also=named_on([thread])))
    add_marks_on([thread], viewer)
    add_attachments_of_threads([thread])
    return thread
