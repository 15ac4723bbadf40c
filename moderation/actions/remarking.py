"""What invited colleagues say of a draft of the code, and what HR answers."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.clock import day_here
from intranet.platform.outbox import publish, publish_each
from intranet.platform.policy import require
from moderation.actions.drafting import held_draft, tidy
from moderation.events import DraftReaderInvited, RemarkAnswered
from moderation.models import CodeVersion, DraftReader, Remark
from moderation.policies import can_manage_code, can_read_draft
from notifications.actions.telling import forget_group
from people.models import User

LONGEST_REMARK = 2000
MOST_READERS = 100


@transaction.atomic
def invite_to_draft(
    *, actor: User, draft: CodeVersion, people: Iterable[User], until: date | None
) -> list[DraftReader]:
    """Ask colleagues what they think of a draft, until a day; who was asked is not asked again."""
    fresh = held_draft(draft, actor=actor)
    if until is not None and until < day_here(clock.now()):
        raise ValidationError({"until": _("This day is over. Choose today or a later day.")})
    known = set(fresh.readers.values_list("person_id", flat=True))
    new = {
        person.pk: person
        for person in people
        if person.pk not in known and person.is_active and not person.is_system
    }
    if len(known) + len(new) > MOST_READERS:
        raise ValidationError(_("At most %(most)s are asked.") % {"most": MOST_READERS})
    fresh.remarks_until = until
    fresh.save(update_fields=["remarks_until"])
    readers = DraftReader.objects.bulk_create(
        DraftReader(version=fresh, person=person, invited_by=actor, invited_at=clock.now())
        for person in new.values()
    )
    record("moderation.draft.invited", actor=actor, subject=fresh, people=sorted(new))
    publish_each(DraftReaderInvited(fresh.pk, person, actor.pk) for person in new)
    return readers


@transaction.atomic
def end_invitation(*, actor: User, draft: CodeVersion, person: User) -> None:
    """Let somebody read a draft no more; what she said of it stays."""
    fresh = held_draft(draft, actor=actor)
    gone, _rows = fresh.readers.filter(person=person).delete()
    if gone:
        forget_group(recipient=person, group=f"code:{fresh.pk}")
        record("moderation.draft.invitation_ended", actor=actor, subject=fresh, person=person.pk)


@transaction.atomic
def remark_on_draft(
    *, author: User, draft: CodeVersion, body: str, section_id: int | None = None
) -> Remark:
    """Say what one thinks of a draft, or of one section in it; the same twice is one remark."""
    fresh = held_draft(draft)
    require(can_read_draft(author, fresh), _("Only who was invited says something here."))
    if fresh.remarks_until and fresh.remarks_until < day_here(clock.now()):
        raise ValidationError(_("The last day for remarks is over. Tell HR directly."))
    if section_id is not None and not fresh.wordings.filter(section_id=section_id).exists():
        raise ValidationError(_("This section was taken out of the draft meanwhile."))
    words = short_enough(body)
    earlier = fresh.remarks.filter(author=author, body=words)
    same = next((each for each in earlier if each.section_id == section_id), None)
    if same is not None:
        return same
    remark = Remark.objects.create(
        version=fresh, section_id=section_id, author=author, body=words, written_at=clock.now()
    )
    record("moderation.remark.made", actor=author, subject=remark)
    return remark


@transaction.atomic
def answer_remark(*, actor: User, remark: Remark, answer: str, seen: str = "") -> Remark:
    """Say what was done with a remark; its author is told. A later answer takes its place.

    `seen` is the answer that stood there before; ValidationError when a colleague was first.
    """
    require(can_manage_code(actor), _("Only HR answers here."))
    held_draft(remark.version)
    fresh = Remark.objects.select_for_update().get(pk=remark.pk)
    words = short_enough(answer)
    if fresh.answer == words:
        return fresh
    if fresh.answer != tidy(seen):
        raise ValidationError(_("A colleague answered this meanwhile. Read that first."))
    fresh.answer, fresh.answered_by, fresh.answered_at = words, actor, clock.now()
    fresh.save(update_fields=["answer", "answered_by", "answered_at"])
    record("moderation.remark.answered", actor=actor, subject=fresh)
    publish(RemarkAnswered(fresh.pk, actor.pk))
    return fresh


def short_enough(words: str) -> str:
    """Return typed words; ValidationError for none, and for more than anybody answers."""
    tidied = tidy(words)
    if not tidied:
        raise ValidationError(_("Write something first."))
    if len(tidied) > LONGEST_REMARK:
        raise ValidationError(
            _("This is %(letters)s characters, and at most %(most)s fit. Make it shorter.")
            % {"letters": len(tidied), "most": LONGEST_REMARK}
        )
    return tidied
