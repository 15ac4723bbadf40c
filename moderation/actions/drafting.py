"""Making a draft of the code of conduct. Two who change one part at once notice each other."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.plaintext import without_unseen
from intranet.platform.policy import require
from moderation.models import CodeVersion, Section, SectionWording
from moderation.policies import can_manage_code
from notifications.actions.telling import forget_subject
from people.models import User

VERSION_WORDS = (
    "intro_nl", "intro_en", "changes_nl", "changes_en", "agreed_with_nl", "agreed_with_en",
)  # fmt: skip
SECTION_WORDS = tuple(
    f"{name}_{language}"
    for name in ("title", "text", "why", "fine", "not_fine")
    for language in ("nl", "en")
)
MOST_SECTIONS = 40


class StaleDraft(ValidationError):
    """Somebody else changed this since it was opened; `theirs` is how it reads now."""

    def __init__(self, sentence: str, theirs: Any = None) -> None:
        super().__init__(sentence)
        self.theirs = theirs


@transaction.atomic
def start_draft(*, actor: User, copies: bool = True) -> CodeVersion:
    """Begin a draft: as the newest agreed version reads, or empty."""
    require(can_manage_code(actor), _("Only HR makes drafts of the code."))
    newest = CodeVersion.objects.agreed().order_by("-number").first() if copies else None
    draft = CodeVersion(made_by=actor, made_at=clock.now())
    if newest is not None:
        draft.grace_days = newest.grace_days
        draft.intro_nl, draft.intro_en = newest.intro_nl, newest.intro_en
    draft.save()
    for wording in newest.wordings.order_by("position") if newest else ():
        wording.pk, wording.version, wording.revision, wording.changed_by = None, draft, 0, None
        wording.save(force_insert=True)
    record("moderation.draft.started", actor=actor, subject=draft)
    return draft


@transaction.atomic
def throw_draft_away(*, actor: User, draft: CodeVersion) -> None:
    """Throw a draft away, with what was said of it."""
    fresh = held_draft(draft, actor=actor)
    record("moderation.draft.thrown_away", actor=actor, subject=fresh)
    forget_subject(kind="code", ids=[fresh.pk])
    fresh.delete()


@transaction.atomic
def word_draft(*, actor: User, draft: CodeVersion, seen: int, **words: str) -> CodeVersion:
    """Change what stands around the sections; StaleDraft when somebody else did since."""
    fresh = held_draft(draft, actor=actor)
    return kept_words(fresh, actor, seen, {name: words[name] for name in VERSION_WORDS})


@transaction.atomic
def add_section(*, actor: User, draft: CodeVersion, **words: str) -> SectionWording:
    """Add an agreement at the end of a draft."""
    fresh = held_draft(draft, actor=actor)
    if fresh.wordings.count() >= MOST_SECTIONS:
        raise ValidationError(_("Nobody remembers more than %(most)s.") % {"most": MOST_SECTIONS})
    last = fresh.wordings.aggregate(last=Max("position"))["last"] or 0
    wording = SectionWording.objects.create(
        version=fresh,
        section=Section.objects.create(made_at=clock.now()),
        position=last + 1,
        changed_by=actor,
        **{name: tidy(words[name]) for name in SECTION_WORDS},
    )
    record("moderation.section.added", actor=actor, subject=fresh, section=wording.section_id)
    return wording


@transaction.atomic
def word_section(
    *, actor: User, draft: CodeVersion, section_id: int, seen: int, **words: str
) -> SectionWording:
    """Change how an agreement is worded in a draft; StaleDraft when somebody else did since."""
    wording = held_wording(held_draft(draft, actor=actor), section_id)
    return kept_words(wording, actor, seen, {name: words[name] for name in SECTION_WORDS})


@transaction.atomic
def move_section(*, actor: User, draft: CodeVersion, section_id: int, is_up: bool) -> None:
    """Let a section change places with the one before or after it; at the end nothing happens."""
    fresh = held_draft(draft, actor=actor)
    wording = held_wording(fresh, section_id)
    others = fresh.wordings.select_for_update()
    if is_up:
        beside = others.filter(position__lt=wording.position).order_by("-position").first()
    else:
        beside = others.filter(position__gt=wording.position).order_by("position").first()
    if beside is None:
        return
    wording.position, beside.position = beside.position, wording.position
    SectionWording.objects.bulk_update([wording, beside], ["position"])
    record("moderation.section.moved", actor=actor, subject=fresh, section=section_id)


@transaction.atomic
def remove_section(*, actor: User, draft: CodeVersion, section_id: int, seen: int) -> None:
    """Leave an agreement out of a draft; earlier versions keep it."""
    fresh = held_draft(draft, actor=actor)
    wording = held_wording(fresh, section_id)
    if wording.revision != seen:
        raise StaleDraft(_("Somebody changed this section meanwhile. Look at it again."), wording)
    wording.delete()
    record("moderation.section.left_out", actor=actor, subject=fresh, section=section_id)


@transaction.atomic
def kept_words(row: Any, actor: User, seen: int, words: dict[str, str]) -> Any:
    """Keep new words of a row that is held; the same words again change nothing."""
    tidied = {name: tidy(text) for name, text in words.items()}
    changed = [name for name, text in tidied.items() if getattr(row, name) != text]
    if not changed:
        return row
    if row.revision != seen:
        who = row.changed_by.name if row.changed_by else _("Somebody")
        raise StaleDraft(
            _("%(who)s changed this since you opened it. Nothing of either is lost.")
            % {"who": who},
            theirs=row,
        )
    type(row).objects.filter(pk=row.pk).update(
        revision=F("revision") + 1, changed_by=actor, **tidied
    )
    record("moderation.draft.worded", actor=actor, subject=row, facts=changed)
    row.refresh_from_db()
    return row


def held_draft(draft: CodeVersion, *, actor: User | None = None) -> CodeVersion:
    """Fetch a draft anew and hold it; ValidationError when it was agreed on or thrown away."""
    if actor is not None:
        require(can_manage_code(actor), _("Only HR makes drafts of the code."))
    fresh = CodeVersion.objects.select_for_update().filter(pk=draft.pk).first()
    if fresh is None:
        raise ValidationError(_("This draft was thrown away meanwhile."))
    if not fresh.is_draft:
        raise ValidationError(
            _("Version %(number)s was agreed on and cannot be changed any more. Make a new draft.")
            % {"number": fresh.number}
        )
    return fresh


def held_wording(draft: CodeVersion, section_id: int) -> SectionWording:
    """Fetch a section of a draft and hold it; ValidationError when it was left out meanwhile."""
    rows = draft.wordings.select_for_update(of=("self",)).select_related("changed_by")
    wording = rows.filter(section_id=section_id).first()
    if wording is None:
        raise ValidationError(_("This section was taken out of the draft meanwhile."))
    return wording


def tidy(text: str) -> str:
    """Return typed words without what nobody sees, each line without spaces at its end."""
    lines = without_unseen(text).replace("\r\n", "\n").strip().split("\n")
    return "\n".join(line.rstrip() for line in lines)
