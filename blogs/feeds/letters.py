"""An article as a letter: everything its mail shows, as its reader may see it at that moment."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.core.files.storage import default_storage

from blogs.feeds.reading import answered_in, articles, pictures_of
from blogs.models import Blog
from conversations.feeds import add_attachments_of_threads, add_authors, answer_address
from conversations.models import Thread
from intranet.platform.files import as_jpeg
from intranet.platform.incoming.cutting import delimiter
from intranet.platform.longmail import WIDEST, letter_html, letter_plain
from intranet.platform.longread import pictures_in
from intranet.platform.mail import Enclosed
from people.models import StoredFile

# Pictures that go along with a letter; of further ones the description stands there.
MOST_PICTURES = 8
# The size from which a picture in a letter is made: sharp on a screen with two dots for one.
MADE_FROM = "1200"
SHARP = WIDEST * 2


@dataclass(frozen=True)
class ArticleLetter:
    """What a mail with a whole article shows."""

    thread: Thread
    html: str
    plain: str
    exchanges: list[Any] = field(default_factory=list)
    pictures: list[Enclosed] = field(default_factory=list)
    # The address at which this reader answers it; empty where she cannot.
    answered_at: str = ""

    @property
    def delimiter(self) -> str:
        """The line above which she answers; nothing where she cannot."""
        return delimiter() if self.answered_at else ""

    @property
    def blog(self) -> Blog:
        """Where it was written."""
        return self.thread.article.blog


def letter_for(reader: Any, thread_id: int) -> ArticleLetter | None:
    """Return the letter for somebody who asked for this blog by mail.

    None where she did not, does not any more, or may not read the article (any more).
    """
    found = (
        articles(reader)
        .not_muted_by(reader)
        .filter(
            pk=thread_id,
            article__blog__follows__person_id=reader.pk,
            article__blog__follows__by_mail=True,
        )
    )
    thread = found.first()
    if thread is None:
        return None
    add_attachments_of_threads([thread])
    files = pictures_of(thread)
    shown = [number for number, _alt in pictures_in(thread.html) if number in files]
    enclosed = {number: jpeg_of(files[number]) for number in shown[:MOST_PICTURES]}
    kept = {number: jpeg for number, jpeg in enclosed.items() if jpeg}
    return ArticleLetter(
        thread,
        letter_html(thread.html, files, kept),
        letter_plain(thread.html),
        answered_with(reader, thread),
        [Enclosed(number.hex, jpeg) for number, jpeg in kept.items()],
        answer_address(reader, thread),
    )


def answered_with(reader: Any, thread: Thread) -> list[Any]:
    """Return what was answered together with an article, with who asked."""
    exchanges = list(answered_in(reader, thread.article.pk))
    people = add_authors([question.thread for question in exchanges]) if exchanges else {}
    for question in exchanges:
        question.asked_by = "" if question.is_unnamed else people[question.thread.author_id].name
        answer = question.thread.accepted_comment
        question.letter_html = letter_html(answer.html, {}, ())
        question.letter_plain = letter_plain(answer.html)
    return exchanges


def jpeg_of(file: StoredFile) -> bytes:
    """Return a picture as it goes along; nothing where its bytes are gone."""
    try:
        return jpeg_made(file.path_of(file.nearest(MADE_FROM)))
    except OSError:
        return b""


@lru_cache(maxsize=64)
def jpeg_made(path: str) -> bytes:
    """Make a picture as it goes along, once for all who get it: what is kept never changes."""
    with default_storage.open(path) as content:
        return as_jpeg(content, widest=SHARP)
