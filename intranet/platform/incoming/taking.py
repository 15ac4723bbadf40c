"""Taking mail out of the mailbox: each is dealt with once, and gone only when that is certain.

Its number is noted in the transaction of what it brings about. A process that dies between that and
the removal leaves a mail that the next one finds noted, and only removes.
"""

import imaplib
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction

from intranet.platform import clock
from intranet.platform.incoming.envelope import Envelope, read_envelope
from intranet.platform.incoming.inbox import Away, Inbox, opened
from intranet.platform.incoming.place import place_from
from intranet.platform.incoming.words import Written, read_words
from intranet.platform.models import MailTurn, ReceivedMail

log = logging.getLogger(__name__)

MAILBOX = "answers"
# Mails and seconds of one turn; the others come a minute later.
MOST_AT_ONCE, RUN = 50, 40.0
# Far longer than a turn takes: after this a process that looks into the mailbox is dead.
TAKEN = timedelta(minutes=10)
# Bytes of a mail; of a larger one only the beginning is read, so that its words can be given back.
MOST_BYTES, BEGINNING = 25_000_000, 500_000
KEPT_FOR = timedelta(days=60)

Heed = Callable[[Envelope, Written], object]


def take_mail(heed: Heed) -> int:
    """Deal with the mails that wait, unless another process does; return how many.

    `heed` is called in a transaction, once for each mail that a person sent to one of our
    addresses. Other mail is thrown away unread. A mail on which `heed` fails is set aside.
    """
    if not settings.ANSWERS_URL:
        return 0
    with turn() as is_ours:
        if not is_ours:
            return 0
        try:
            with opened(place_from(settings.ANSWERS_URL)) as inbox:
                return take_from(inbox, heed)
        except Away as error:
            log.warning("mailbox_away", extra={"error": str(error)})
            return 0


def take_from(inbox: Inbox, heed: Heed) -> int:
    """Deal with as many mails as one turn has time for."""
    ends = time.monotonic() + RUN
    done = 0
    for number in inbox.numbers()[:MOST_AT_ONCE]:
        if time.monotonic() >= ends:
            break
        done += take_one(inbox, number, heed)
    return done


def take_one(inbox: Inbox, number: str, heed: Heed) -> bool:
    """Deal with one mail; return whether it came to anything, be it a refusal."""
    header, size = inbox.outside(number)
    try:
        envelope = read_envelope(header)
        if envelope is not None:
            deal_with(envelope, words_in(inbox, number, size), heed)
    except (OSError, imaplib.IMAP4.error, OperationalError, InterfaceError):
        # The mailbox or the database, not this mail: it waits for the next turn, as all others do.
        raise
    except Exception:
        log.exception("mail_set_aside")
        inbox.set_aside(number)
        return False
    inbox.remove(number)
    return envelope is not None


def words_in(inbox: Inbox, number: str, size: int) -> Written:
    """Read the words of a mail."""
    is_large = size > MOST_BYTES
    data = inbox.inside(number, most=BEGINNING if is_large else MOST_BYTES)
    return read_words(data, is_cut=is_large)


@transaction.atomic
def deal_with(envelope: Envelope, written: Written, heed: Heed) -> None:
    """Note a mail and do what it says, both or neither; nothing when it was noted before."""
    _mail, is_new = ReceivedMail.objects.get_or_create(
        number=envelope.number, defaults={"received_at": clock.now()}
    )
    if is_new:
        heed(envelope, written)


@contextmanager
def turn() -> Iterator[bool]:
    """Look into the mailbox alone; yields False when another process does."""
    now = clock.now()
    MailTurn.objects.get_or_create(mailbox=MAILBOX, defaults={"held_until": now})
    held_until = now + TAKEN
    free = MailTurn.objects.filter(mailbox=MAILBOX, held_until__lte=now)
    is_ours = bool(free.update(held_until=held_until))
    try:
        yield is_ours
    finally:
        if is_ours:
            let_go(held_until)


def let_go(held_until: datetime) -> None:
    """Let others look, unless one took over from us."""
    MailTurn.objects.filter(mailbox=MAILBOX, held_until=held_until).update(held_until=clock.now())


def forget_received() -> None:
    """Forget which mails were dealt with so long ago that none of them can still lie there."""
    ReceivedMail.objects.filter(received_at__lt=clock.now() - KEPT_FOR).delete()
