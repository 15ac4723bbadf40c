"""What an author promises, and what came of it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from blogs.events import PromiseChanged
from blogs.models import Blog, Promise, PromiseNews
from blogs.policies import can_promise_in, can_tell_of_promise
from conversations.models import Thread
from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.judging import CANNOT_ASK, Kind, Place, Words, judge
from intranet.platform.outbox import publish
from intranet.platform.plaintext import one_line
from intranet.platform.policy import require
from people.models import User

LONGEST_PROMISE, LONGEST_NEWS = 300, 500


@transaction.atomic
def make_promise(
    *, author: User, thread: Thread, words: str, due_on: date | None = None
) -> Promise:
    """Mark what one promised in an article or an answer. People read it at once: it never changes.

    The same words a second time change nothing.
    """
    # Held, so that the same press twice at once finds the first.
    blog = Blog.objects.select_for_update(of=("self",)).filter(owner=author).first()
    require(
        blog is not None and can_promise_in(author, thread),
        _("Only who wrote this can mark a promise in it."),
    )
    words = fitting(words, most=LONGEST_PROMISE, missing=_("Say what you promise."))
    # It says what stands in the article already, so there is nothing to read along with.
    judge(Words(words), place=Place(Kind.ARTICLE), author=author, reply=CANNOT_ASK)
    now = clock.now()
    promise, is_new = Promise.objects.get_or_create(
        blog=blog,
        thread=thread,
        words=words,
        defaults={"due_on": due_on, "made_at": now, "changed_at": now},
    )
    if is_new:
        record("blogs.promise.made", actor=author, subject=promise)
    return promise


@transaction.atomic
def tell_of_promise(*, author: User, promise: Promise, state: str, news: str = "") -> Promise:
    """Tell how it stands; who follows where it was promised hears it. Why it failed is said."""
    held = Promise.objects.select_for_update(of=("self",)).select_related("blog", "thread")
    fresh = held.get(pk=promise.pk)
    require(can_tell_of_promise(author, fresh), _("Only who promised it can tell of it."))
    missing = _("Say why it did not work out. People read your reason.")
    failed = state == Promise.State.FAILED
    news = fitting(news, most=LONGEST_NEWS, missing=missing if failed else "")
    if (fresh.state, fresh.news) == (state, news):
        return fresh
    now = clock.now()
    fresh.state, fresh.news, fresh.changed_at = Promise.State(state), news, now
    fresh.save(update_fields=["state", "news", "changed_at"])
    PromiseNews.objects.create(promise=fresh, state=state, words=news, at=now)
    record(f"blogs.promise.{state}", actor=author, subject=fresh)
    publish(PromiseChanged(fresh.pk, author.pk))
    return fresh


def fitting(words: str, *, most: int, missing: str = "") -> str:
    """Return words on one line; ValidationError for too many, or for none where some must be."""
    words = one_line(words)
    if missing and not words:
        raise ValidationError(missing)
    if len(words) > most:
        raise ValidationError(
            _("This is %(letters)s characters, and at most %(most)s fit. Make it shorter.")
            % {"letters": len(words), "most": most}
        )
    return words
