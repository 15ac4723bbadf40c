"""Answering by mail: what somebody writes back to a mail becomes a comment in her name.

The address says who answers what (platform/incoming/address.py); that it is she who writes, and
may, is asked when the mail comes in.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from conversations.actions.talking import add_comment
from conversations.actions.teams import AskFirst
from conversations.events import AnswerNotPosted, FilesLeftOut
from conversations.feeds import OF_A_THREAD, threads_in_sight
from conversations.models import Comment
from intranet.platform.incoming.envelope import Envelope
from intranet.platform.incoming.taking import take_mail
from intranet.platform.incoming.words import Written
from intranet.platform.judging import CANNOT_ASK
from intranet.platform.limits import within_limit
from intranet.platform.outbox import publish
from intranet.platform.policy import Refused
from people.models import User

# Of what was written so much is given back; a comment is never as long.
MOST_GIVEN_BACK = 100_000
# How often somebody is told that another used her address.
MOST_TOLD, IN_ALL = 5, timedelta(days=1)


def take_answers() -> int:
    """Make comments of the answers that wait in the mailbox; return how many mails there were."""
    return take_mail(post_answer)


@transaction.atomic
def post_answer(envelope: Envelope, written: Written) -> Comment | None:
    """Make a comment of an answer; whoever may not, or wrote nothing, is told why by mail.

    Who left gets nothing. Neither does another who writes to her address.
    """
    people = User.objects.active().exclude(email=None)
    # Held, so that who leaves at this moment goes first or waits.
    held = people.select_for_update(of=("self",), no_key=True)
    person = held.filter(pk=envelope.addressee.person).first()
    if person is None or envelope.addressee.kind != OF_A_THREAD:
        return None
    with translation.override(person.language):
        if envelope.sender != person.email:
            warn_of_another(person, envelope.addressee.number)
            return None
        return comment_or_tell_why(person, envelope, written)


def warn_of_another(person: User, thread_id: int) -> None:
    """Tell somebody that an answer came from another address; not what it said, for who knows."""
    if within_limit("mailed-by-another", str(person.pk), most=MOST_TOLD, window=IN_ALL):
        why = _(
            "It came from another e-mail address than yours, so nobody knows whether it was you."
        )
        publish(AnswerNotPosted(person.pk, thread_id, why, ""))


def comment_or_tell_why(person: User, envelope: Envelope, written: Written) -> Comment | None:
    """Comment, or owe the one who wrote a mail with the reason and her words."""
    try:
        with transaction.atomic():
            comment = comment_from_mail(person, envelope, written)
    except (ValidationError, Refused) as error:
        why, words = sentence_of(error), written.words[:MOST_GIVEN_BACK]
        publish(AnswerNotPosted(person.pk, envelope.addressee.number, why, words))
        return None
    if written.has_files:
        publish(FilesLeftOut(comment.pk, person.pk))
    return comment


def comment_from_mail(person: User, envelope: Envelope, written: Written) -> Comment:
    """Comment with what was typed; Refused or ValidationError where that cannot be."""
    thread = next(iter(threads_in_sight(person, envelope.addressee.number)), None)
    if thread is None:
        raise Refused(_("It is no longer there, or no longer there for you."))
    if written.is_cut:
        raise ValidationError(_("Your mail is too large. Send it without files."))
    if not written.words and written.has_files:
        raise ValidationError(_("There are only files in it, and files do not come by mail yet."))
    if not written.words:
        raise ValidationError(_("There are no words of yours in it."))
    return add_comment(
        author=person,
        thread=thread,
        body=written.words,
        is_html=False,
        submission=envelope.number,
        reply=CANNOT_ASK,
    )


def sentence_of(error: ValidationError | Refused) -> str:
    """Return what is said to the one who wrote; by mail nobody can be asked first."""
    if isinstance(error, AskFirst):
        return _("It names a team. Do that on the page, which says how many people that tells.")
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
