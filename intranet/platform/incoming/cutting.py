"""What somebody typed above, below and between what her mail program quotes, and nothing else.

Dutch and English programs; each has its own way to say that what follows is an older mail. Where
it is not certain that words are somebody else's they stay: too much can be taken away later.
"""

import re

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

# "Op ma 23 nov 2026 om 09:12 schreef Joke <x>:", however it is broken over lines.
MOMENT = re.compile(r"\b\d{1,2}[:.]\d{2}\b|\b\d{4}\b|\b\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b")
BEGINS = re.compile(r"(?:op|on)\s", re.IGNORECASE)
WROTE = re.compile(r"\b(?:schreef|geschreven|wrote)\b", re.IGNORECASE)
ADDRESS = re.compile(r"<\s*[^<>\s]{1,100}@[^<>\s]{1,100}\s*>")
DATED = re.compile(r"\d{4}-\d{2}-\d{2}\s")
MOST_LINES, LONGEST = 4, 500
# "-----Oorspronkelijk bericht-----"
ORIGINAL = re.compile(
    r"[-_ ]{2,}\s?(?:oorspronkelijk|origineel|original|doorgestuurd|forwarded) (?:bericht|message)"
    r"\s?[-_ ]{2,}|begin (?:doorgestuurd bericht|forwarded message):?",
    re.IGNORECASE,
)
# "Van: ... Verzonden: ... Aan: ... Onderwerp: ...", also where a program made the names bold.
FROM = re.compile(r"[\s*_]{0,4}(?:van|from)[\s*_]{0,4}:[\s*_]{0,4}\S", re.IGNORECASE)
WITH_IT = re.compile(
    r"[\s*_]{0,4}(?:verzonden|datum|aan|onderwerp|sent|date|to|subject|cc)[\s*_]{0,4}:",
    re.IGNORECASE,
)
# Spaces that do not break, and marks without a width that some programs begin a line with.
UNSEEN = {ord("\xa0"): " ", ord("\ufeff"): None, ord("\u200b"): None, ord("\u2060"): None}
HEADER_LINES, HEADERS_NEEDED = 6, 2
RULE = re.compile(r"[_-]{10,}")
# What phones and programs say below a mail.
SENT_FROM = re.compile(
    r"(?:verstuurd|verzonden) (?:vanaf|vanuit|via|met|door) .{1,60}"
    r"|sent (?:from|via|with) .{1,60}"
    r"|(?:get|download) outlook (?:for|voor) .{1,60}"
    r"|outlook (?:voor|for) .{1,20} (?:downloaden|ophalen).{0,60}"
    r"|(?:downloaden?|haal) outlook .{1,60}",
    re.IGNORECASE,
)
# A signature is short; what is longer is something that somebody wrote below a line.
LONGEST_SIGNATURE = 12


def delimiter() -> str:
    """Return the line above which people answer, in the language that is spoken now."""
    return gettext("Answer above this line")


def delimiters() -> set[str]:
    """Return that line in each language, in small letters."""
    found = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.add(delimiter().casefold())
    return found


def own_words(text: str) -> str:
    """Return what somebody wrote herself, without quotes and signatures."""
    lines = [line.rstrip() for line in text.translate(UNSEEN).split("\n")]
    lines = without_signature(without_quotes(before_old_mail(lines)))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def before_old_mail(lines: list[str]) -> list[str]:
    """Return the lines above an older mail that stands below as it is, without signs of a quote."""
    lines_above = delimiters()
    for number, line in enumerate(lines):
        if not line:
            continue
        if is_delimiter(line, lines_above):
            return lines[: above_attribution(lines[:number])]
        if ORIGINAL.fullmatch(line.strip()) or begins_headers(lines, number):
            return without_rule(lines[:number])
        length = attribution_at(lines, number)
        if length and not is_quoted(first_said(lines, number + length)):
            return lines[:number]
    return lines


def is_delimiter(line: str, lines_above: set[str]) -> bool:
    """Tell whether a line is the one above which people answer, and not quoted."""
    if is_quoted(line) or len(line) > LONGEST:
        return False
    return line.strip(" \t-–—*_#=|").casefold() in lines_above


def begins_headers(lines: list[str], number: int) -> bool:
    """Tell whether the headers of an older mail begin at a line."""
    if not FROM.match(lines[number]):
        return False
    below = lines[number + 1 : number + 1 + HEADER_LINES]
    return sum(bool(WITH_IT.match(line)) for line in below) >= HEADERS_NEEDED


def without_rule(lines: list[str]) -> list[str]:
    """Leave out a line of strokes at the end."""
    end = end_of(lines)
    return lines[: end - 1] if end and RULE.fullmatch(lines[end - 1].strip()) else lines


def without_quotes(lines: list[str]) -> list[str]:
    """Leave out what is quoted line by line, and who is said to have written it."""
    kept: list[str] = []
    was_quoted = False
    for line in lines:
        quoted = is_quoted(line)
        if quoted and not was_quoted:
            # In place, and never looking back far: such a mail can have a great many lines.
            kept[above_attribution(kept) :] = [""]
        if not quoted:
            kept.append(line)
        was_quoted = quoted
    return kept


def is_quoted(line: str) -> bool:
    """Tell whether a line is a quote."""
    return line.lstrip(" ").startswith(">")


def above_attribution(lines: list[str]) -> int:
    """Return how many lines there are above those, at the end, that say who wrote what follows."""
    end = end_of(lines)
    start = max(0, end - MOST_LINES - 1)
    last = lines[start:end]
    for length in range(1, min(MOST_LINES, len(last)) + 1):
        if attribution_at(last, len(last) - length) == length:
            return end - length
    for length in range(1, min(MOST_LINES, len(last)) + 1):
        if is_foreign_attribution(last, length):
            return end - length
    return end


def attribution_at(lines: list[str], number: int) -> int:
    """Return over how many lines it is said here who wrote what follows; 0 where that is not so."""
    if not begins_attribution(lines[number]):
        return 0
    said = ""
    for length, line in enumerate(lines[number : number + MOST_LINES], start=1):
        is_other = length > 1 and (begins_attribution(line) or is_quoted(line))
        if is_other or not line.strip() or len(said) + len(line) > LONGEST:
            return 0
        said = f"{said} {line.strip()}".strip()
        if said.endswith(":") and (WROTE.search(said) or DATED.match(said)):
            return length
        if said.endswith((".", "!", "?")):
            return 0
    return 0


def begins_attribution(line: str) -> bool:
    """Tell whether it can begin in this line: by a moment, or by who it was with an address."""
    line = line.strip()
    if len(line) > LONGEST:
        return False
    if BEGINS.match(line):
        return MOMENT.search(line) is not None
    if DATED.match(line):
        return ADDRESS.search(line) is not None
    return ADDRESS.search(line) is not None and WROTE.search(line) is not None


def is_foreign_attribution(lines: list[str], length: int) -> bool:
    """Tell whether a paragraph before a quote says in any language who wrote it, and when."""
    *above, _first = lines[: len(lines) - length + 1]
    if above and above[-1].strip():
        return False
    said = " ".join(line.strip() for line in lines[-length:])
    if not said.endswith(":") or len(said) > LONGEST:
        return False
    return MOMENT.search(said) is not None and ADDRESS.search(said) is not None


def first_said(lines: list[str], number: int) -> str:
    """Return the first line from here on that is not empty."""
    return next((line for line in lines[number:] if line.strip()), "")


def without_signature(lines: list[str]) -> list[str]:
    """Leave out a signature, and what a phone says of itself, at the end."""
    lines = without_last_lines(lines)
    for number in range(len(lines) - 1, -1, -1):
        if lines[number].strip() == "--":
            below = [line for line in lines[number + 1 :] if line.strip()]
            if len(below) <= LONGEST_SIGNATURE:
                lines = without_last_lines(lines[:number])
            break
    return lines


def without_last_lines(lines: list[str]) -> list[str]:
    """Leave out lines at the end that are empty, strokes, or say from where a mail was sent."""
    end = end_of(lines)
    while end and (is_sent_from(lines[end - 1]) or RULE.fullmatch(lines[end - 1].strip())):
        end = end_of(lines, end - 1)
    return lines[:end]


def is_sent_from(line: str) -> bool:
    """Tell whether a phone or a program says this of itself."""
    return SENT_FROM.fullmatch(line.strip(" \t*_<>[]")) is not None


def end_of(lines: list[str], end: int | None = None) -> int:
    """Return how many lines there are (up to `end`) without the empty ones at the end."""
    end = len(lines) if end is None else end
    while end and not lines[end - 1].strip():
        end -= 1
    return end
