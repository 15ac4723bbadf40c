"""Asking whether words may be said here, before they are stored."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string

from conversations.models import Attachment, Comment, Enclosure, Thread
from intranet.platform.content import State
from intranet.platform.judging import CANNOT_ASK, NOT_ASKED, Place, Reply, Verdict, Words, judge
from intranet.platform.richtext import Text, links_in, numbers_in
from moderation.actions import open_case
from people.models import Audience, StoredFile, User


def judged(  # noqa: PLR0913
    text: Text,
    *,
    kind: str,
    author: User,
    audience: Audience,
    title: str = "",
    choices: Sequence[str] = (),
    files: Sequence[Enclosure] | None = (),
    reply: Reply = NOT_ASKED,
) -> Verdict:
    """Return what the rules say of a text with all that goes along; Advised to show it first."""
    # Asked for only where a rule looks.
    named: Any = SimpleLazyObject(lambda: names_of(files or ()))
    words = Words(
        plain=text.plain,
        title=title,
        choices=tuple(choices),
        files=named,
        links=tuple(links_in(text.html)),
        mentions=len(text.mentions),
    )
    return judge(words, place=Place(kind, audience.pk), author=author, reply=reply)


def names_of(files: Sequence[Enclosure]) -> tuple[tuple[str, str], ...]:
    """Return what files are called and what they are, with the words that go with each."""
    if not files:
        return ()
    alts = {each.file_id: each.alt for each in files}
    known = StoredFile.objects.filter(pk__in=list(alts)).values_list("pk", "name", "content_type")
    return tuple((f"{name} {alts[pk]}".strip(), mime) for pk, name, mime in known)


def kind_of_words(said: Thread | Comment) -> str:
    """Return what rules call it."""
    return "comment" if isinstance(said, Comment) else said.kind


def case_kind(said: Thread | Comment) -> str:
    """Return what cases call it (MODERATED)."""
    return "comment" if isinstance(said, Comment) else "thread"


def writer_of(said: Thread | Comment) -> dict[str, Any]:
    """Return who wrote it and whether that is hidden: of words without a name, who is told.

    The app that keeps who it was says so, by the port THREAD_WRITERS.
    """
    if isinstance(said, Comment) or not said.author.is_nobody:
        return {"author": said.author, "is_unnamed": False}
    writer = import_string(settings.THREAD_WRITERS[said.kind])(said)
    return {"author": writer or said.author, "is_unnamed": True}


def let_look(said: Thread | Comment, verdict: Verdict, **whose: Any) -> None:
    """Let somebody look at what was held or flagged; nothing else has to be looked at."""
    if verdict.is_held or verdict.is_flagged:
        open_case(kind=case_kind(said), subject=said, verdict=verdict, **whose)


def judged_as_it_stands(thread: Thread, *, choices: Sequence[str] = ()) -> Verdict:
    """Return what the rules say of a thread whose moment has come; nobody is there to be asked."""
    files = Attachment.objects.filter(thread=thread, comment=None, version=None)
    words = Words(
        plain=thread.plain,
        title=thread.title,
        choices=tuple(choices),
        files=tuple(
            (f"{each.file.name} {each.alt}".strip(), each.file.content_type)
            for each in files.exclude(file=None).select_related("file")
            if each.file
        ),
        links=tuple(links_in(thread.html)),
        mentions=len(numbers_in(thread.html, "data-person")),
    )
    place = Place(thread.kind, thread.audience_id)
    return judge(words, place=place, author=thread.author, reply=CANNOT_ASK)


def state_by(verdict: Verdict) -> dict[str, Any]:
    """Return how something new is stored by what the rules said."""
    return {"state": verdict.state, "has_appeared": verdict.state == State.PUBLISHED}
