"""Narrowing the queue of the desk: who has a case, how it came there, and what it is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from intranet.platform.judging import LONGEST_NUMBER
from moderation.feeds.wordings import sections_now
from moderation.models import Case


@dataclass(frozen=True)
class Narrowing:
    """What somebody wants to see of the queue; what is empty narrows nothing."""

    whose: str = ""
    origin: str = ""
    section: str = ""

    @classmethod
    def asked(cls, said: Mapping[str, str]) -> "Narrowing":
        """Read what an address asks; what it cannot mean is left out."""
        whose, origin = said.get("whose", ""), said.get("origin", "")
        section = said.get("section", "")
        is_number = section.isdecimal() and len(section) < LONGEST_NUMBER
        return cls(
            whose if whose in ("mine", "free") else "",
            origin if origin in Case.Origin.values else "",
            section if is_number else "",
        )

    def __bool__(self) -> bool:
        return bool(self.whose or self.origin or self.section)

    def within(self, cases: Any, viewer: Any) -> Any:
        """Return those cases that are asked for."""
        if self.whose == "mine":
            cases = cases.filter(claimed_by=viewer)
        if self.whose == "free":
            cases = cases.filter(claimed_by=None)
        if self.origin:
            cases = cases.filter(origin=self.origin)
        return cases.filter(section=int(self.section)) if self.section else cases

    def address(self, **more: str) -> str:
        """Return the question of an address that asks for this, and for something more.

        What is open is shown without being asked for.
        """
        asked = {"whose": self.whose, "origin": self.origin, "section": self.section, **more}
        said = urlencode({name: word for name, word in asked.items() if word not in ("", "open")})
        return f"?{said}" if said else ""

    def fields(self) -> list[tuple[str, str, str, list[tuple[str, str]]]]:
        """Return what can be chosen: the name of each field, its label, what is chosen, and all."""
        origins = [(value, str(label).capitalize()) for value, label in Case.Origin.choices]
        sections = [(str(number), title) for number, title in sections_now()]
        whose = [("", _("Everybody")), ("mine", _("Me")), ("free", _("Nobody yet"))]
        return [
            ("whose", _("Who has it"), self.whose, whose),
            ("origin", _("Why it is here"), self.origin, [("", _("Any reason")), *origins]),
            ("section", _("Agreement"), self.section, [("", _("All agreements")), *sections]),
        ]
