"""Where links lead: allowed and refused domains, with what stands under them."""

from collections.abc import Iterator
from urllib.parse import urlsplit

LONGEST_DOMAIN = 253


def domain_of(link: str) -> str | None:
    """Return the domain of a link as it is compared; None when it stays on our own pages.

    What cannot be read leads to the domain '', which nobody allows.
    """
    try:
        parts = urlsplit(link.strip())
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme == "mailto":
        host = parts.path.partition("?")[0].rpartition("@")[2]
    if not host:
        is_ours = not parts.netloc and parts.scheme in ("", "tel") and not link.startswith("\\")
        return None if is_ours else ""
    return folded(host)


def folded(host: str) -> str:
    """Return a host in small letters, as the network writes it; '' when it cannot be one."""
    host = host.strip().rstrip(".").lower()
    if len(host) > LONGEST_DOMAIN:
        return ""
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""


def is_domain(domain: str) -> bool:
    """Tell whether this can be a domain: example.nl, and no address of a page, nor a word."""
    host = folded(domain)
    labels = host.split(".")
    return len(labels) > 1 and all(
        label
        and len(label) < 64
        and label.replace("-", "").isalnum()
        and not label.startswith("-")
        and not label.endswith("-")
        for label in labels
    )


def above(domain: str) -> Iterator[str]:
    """Yield a domain and each that it stands under: a.example.nl, example.nl, nl."""
    while domain:
        yield domain
        domain = domain.partition(".")[2]


class LinkBook:
    """The domains of all rules. Asking costs as much for a thousand rules as for one."""

    def __init__(self) -> None:
        self._refused: dict[str, set[int]] = {}
        self._allowed: dict[str, set[int]] = {}
        self._strict: set[int] = set()

    def add(self, rule: int, mode: str, domains: tuple[str, ...]) -> None:
        """Let a rule find links to all other domains ('only'), or to these ('not')."""
        book = self._allowed if mode == "only" else self._refused
        if mode == "only":
            self._strict.add(rule)
        for domain in filter(None, map(folded, domains)):
            book.setdefault(domain, set()).add(rule)

    def find(self, link: str) -> set[int]:
        """Return the rules that find something in a link."""
        if not self._strict and not self._refused:
            return set()
        domain = domain_of(link)
        if domain is None:
            return set()
        found = set(self._strict)
        for each in above(domain):
            found -= self._allowed.get(each, set())
        for each in above(domain):
            found |= self._refused.get(each, set())
        return found
