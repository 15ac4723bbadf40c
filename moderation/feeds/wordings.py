"""What sections are called, as they were worded last before a day."""

from collections.abc import Iterable

from intranet.platform import clock
from moderation.models import CodeVersion, SectionWording


def wordings_of(sections: Iterable[int | None]) -> dict[int, SectionWording]:
    """Return how sections are worded in the version that holds, or in the last that had them."""
    numbers = {number for number in sections if number}
    if not numbers:
        return {}
    worded = SectionWording.objects.filter(section__in=numbers)
    return worded.by_section(clock.day_here(clock.now()))


def titles_of(sections: Iterable[int | None]) -> dict[int, str]:
    """Return the number and title of sections, in the reader's language."""
    return {number: str(wording) for number, wording in wordings_of(sections).items()}


def sections_now() -> list[tuple[int, str]]:
    """Return the sections of the version that holds, with number and title, to choose from."""
    version = CodeVersion.objects.begun(clock.day_here(clock.now())).first()
    wordings = SectionWording.objects.filter(version=version).order_by("position")
    return [(wording.section_id, str(wording)) for wording in wordings]
