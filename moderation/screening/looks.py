"""What a rule looks for, as HR fills it in: stored as JSON in RuleVersion.looks."""

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from moderation.screening.files import is_kind
from moderation.screening.folding import NO_LETTER, words_of
from moderation.screening.links import is_domain
from moderation.screening.patterns import problem_of
from moderation.screening.personal import KINDS as PERSONAL

LEAST_PERCENTAGE = 30


@dataclass(frozen=True)
class Links:
    """Links to other domains than these ('only'), or to one of these ('not')."""

    mode: str
    domains: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rate:
    """More than so many contributions in so many minutes."""

    most: int
    minutes: int


@dataclass(frozen=True)
class SameAgain:
    """The same words so many times in so many hours."""

    times: int
    hours: int


@dataclass(frozen=True)
class Looks:
    """What a rule looks for; it finds something when any of these does."""

    words: tuple[str, ...] = ()
    forms: bool = False
    tricks: bool = False
    exceptions: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    # bsn, iban, card, phone, address.
    personal: tuple[str, ...] = ()
    links: Links | None = None
    # image, video, audio, document, archive, program, or an ending such as .exe.
    files: tuple[str, ...] = ()
    # More colleagues mentioned than this.
    mentions: int | None = None
    # A percentage of capitals.
    shouting: int | None = None
    rate: Rate | None = None
    same_again: SameAgain | None = None

    @classmethod
    def from_dict(cls, stored: dict[str, Any]) -> "Looks":
        """Return what was stored; what is missing is not looked for, what is unknown left out."""
        lists = ("words", "exceptions", "patterns", "personal", "files")
        links, rate, same = (stored.get(name) for name in ("links", "rate", "same_again"))
        return cls(
            **{name: tuple(map(str, stored.get(name) or ())) for name in lists},
            forms=bool(stored.get("forms")),
            tricks=bool(stored.get("tricks")),
            links=Links(links["mode"], tuple(links.get("domains") or ())) if links else None,
            mentions=stored.get("mentions"),
            shouting=stored.get("shouting"),
            rate=Rate(rate["most"], rate["minutes"]) if rate else None,
            same_again=SameAgain(same["times"], same["hours"]) if same else None,
        )

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON knows it, with every field."""
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in asdict(self).items()
        } | (
            {"links": {"mode": self.links.mode, "domains": list(self.links.domains)}}
            if self.links
            else {}
        )

    @property
    def needs_history(self) -> bool:
        """Tell whether somebody must ask what the author wrote before."""
        return self.rate is not None or self.same_again is not None

    def problems(self) -> list[str]:
        """Return what is senseless about it, a sentence each in the reader's language."""
        found = [*self._in_words(), *map(problem_of, self.patterns), *self._elsewhere()]
        if not self._looks_anywhere():
            found.append(_("Say what this rule looks for; it is empty."))
        return [problem for problem in found if problem]

    def _looks_anywhere(self) -> bool:
        named = (self.words, self.patterns, self.personal, self.links, self.files)
        counted = (self.mentions, self.shouting, self.rate, self.same_again)
        return any(named) or any(value is not None for value in counted)

    def _in_words(self) -> list[str]:
        found = []
        for word in (*self.words, *self.exceptions):
            letters = b"".join(words_of(word))
            if NO_LETTER in letters:
                found.append(
                    _("“%(word)s” has letters of another alphabet; use a pattern for it.")
                    % {"word": word}
                )
            elif not letters:
                found.append(_("There is no word in “%(word)s”.") % {"word": word})
            elif len(letters) == 1:
                found.append(
                    _("“%(word)s” has one letter only; that stands in nearly every text.")
                    % {"word": word}
                )
        return found

    def _elsewhere(self) -> list[str]:
        unknown = [kind for kind in self.personal if kind not in PERSONAL]
        unknown += [kind for kind in self.files if not is_kind(kind)]
        found = [_("“%(kind)s” is nothing that we can look for.") % {"kind": k} for k in unknown]
        if self.shouting is not None and not LEAST_PERCENTAGE <= self.shouting <= 100:
            found.append(_("Choose a percentage of capitals between 30 and 100."))
        numbers = [self.mentions] if self.mentions is not None else []
        for pair in (self.rate, self.same_again):
            numbers += asdict(pair).values() if pair else []
        if any(not isinstance(number, int) or number < 1 for number in numbers):
            found.append(_("A number must be at least 1."))
        return found + self._in_links()

    def _in_links(self) -> list[str]:
        if self.links is None:
            return []
        if self.links.mode not in ("only", "not"):
            return [_("Say whether links to these domains are allowed or refused.")]
        if not self.links.domains:
            return [_("Name at least one domain.")]
        return [
            _("“%(domain)s” is no domain; write it like example.org.") % {"domain": domain}
            for domain in self.links.domains
            if not is_domain(domain)
        ]
