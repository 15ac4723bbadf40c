"""A draft of the code of conduct as who makes it and who comments on it need it."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from moderation.models import CodeVersion, DraftReader, Remark, SectionWording


@dataclass
class Remarked:
    """A section of a draft, or the whole (None), with what people say of it."""

    wording: SectionWording | None
    number: int = 0
    remarks: list[Remark] = field(default_factory=list)

    @property
    def section_id(self) -> int | str:
        """The number of the section, or nothing for the whole."""
        return self.wording.section_id if self.wording else ""


def drafts() -> QuerySet[CodeVersion]:
    """Return what is being talked about, with how many remarks wait for an answer."""
    waiting = Count("remarks", filter=Q(remarks__answered_at=None), distinct=True)
    rows = CodeVersion.objects.filter(number=None).annotate(
        sections=Count("wordings", distinct=True), waiting=waiting
    )
    return rows.select_related("made_by").order_by("-made_at")


def draft_for_readers(person: Any, number: int, *, is_hr: bool) -> CodeVersion | None:
    """Return a draft, or what became of it, for HR and for who was invited; None for others."""
    rows = CodeVersion.objects.all()
    if not is_hr:
        rows = rows.filter(readers__person_id=person.pk)
    return rows.filter(pk=number).first()


def readers_of(draft: CodeVersion) -> QuerySet[DraftReader]:
    """Return who was invited."""
    rows = DraftReader.objects.filter(version=draft).order_by("invited_at", "pk")
    return rows.select_related("person", "person__photo", "person__location")


def remarked_sections(draft: CodeVersion) -> list[Remarked]:
    """Return the whole draft first, then each section in order, each with its remarks.

    What was said of a section that went meanwhile stands with the whole.
    """
    said: dict[int | None, list[Remark]] = defaultdict(list)
    remarks = Remark.objects.filter(version=draft).order_by("written_at", "pk")
    wordings = list(draft.wordings.order_by("position"))
    standing = {each.section_id for each in wordings}
    for remark in remarks.select_related("author", "author__photo", "answered_by"):
        said[remark.section_id if remark.section_id in standing else None].append(remark)
    parts = [Remarked(None, remarks=said[None])]
    for number, wording in enumerate(wordings, 1):
        parts.append(Remarked(wording, number, said[wording.section_id]))
    return parts


def fingerprint(draft: CodeVersion) -> str:
    """Return a word that changes with every word and the order of a draft."""
    rows = draft.wordings.order_by("position").values_list("section_id", "revision")
    return "-".join([str(draft.revision), *(f"{section}.{times}" for section, times in rows)])


def problems_of(draft: CodeVersion) -> list[str]:
    """Return what is missing before a draft can be agreed on, in plain sentences."""
    wordings = list(draft.wordings.order_by("position"))
    if not wordings:
        return [_("There is no section yet. A code needs at least one.")]
    found = []
    for number, wording in enumerate(wordings, 1):
        for language, name in (("nl", _("Dutch")), ("en", _("English"))):
            if not (getattr(wording, f"title_{language}") and getattr(wording, f"text_{language}")):
                found.append(
                    _("Section %(number)s, ‘%(title)s’, is not there in %(language)s yet.")
                    % {"number": number, "title": wording.title, "language": name}
                )
    return found
