"""Personal data: citizen service numbers, IBANs, cards, phones and addresses.

Each kind has a gate, a cheap shape that is asked together with all patterns; only behind an open
gate is the checker asked, and of the numbers these are the well-kept ones of others.
"""

import re
from collections.abc import Callable, Iterator

from phonenumbers import Leniency, PhoneNumberMatcher
from stdnum import iban, luhn
from stdnum.nl import bsn

Span = tuple[int, int]

STREETS = (
    "straat|str\\.|laan|weg|plein|gracht|kade|singel|dreef|steeg|plantsoen|dijk|"
    "hof|park|markt|pad|baan|haven|wal|hove|erf|boulevard|allee|burgwal|veste"
)
ENGLISH_STREETS = "street|road|avenue|lane|drive|square|court|terrace|boulevard|st\\.|rd\\.|ave\\."
IN_FRONT = "laan|plein|weg|hof|park|kade|straat"
NUMBERED = r"[ ,]{1,2}(?:nr\.? ?|nummer )?"
GATES = {
    "bsn": r"\d(?:[ .\-]?\d){8}",
    "iban": r"[a-z]{2}\d{2}[ ]?[a-z0-9]{4}",
    "card": r"\d(?:[ .\-]?\d){12}",
    "phone": r"(?:\+|00|0|\(0)[ (]{0,2}\d(?:[ ().\-/]{0,3}\d){6}",
    "address": "|".join(
        [
            rf"(?:{STREETS}){NUMBERED}\d",
            rf"(?:{IN_FRONT}) (?:van|de|der|den|het) [^\d]{{2,50}}\d",
            rf"[1-9]\d{{3}} ?[a-z]{{2}}{NUMBERED}\d",
            rf"\d[a-z]?,? (?:[^\s\d]+ ){{1,3}}(?:{ENGLISH_STREETS})",
        ]
    ),
}
KINDS = tuple(GATES)

DIGITS = re.compile(r"(?<![\d])\d+(?:[ .\-]\d+)*(?!\d)")
IBAN = re.compile(r"(?<![^\W_])[A-Za-z]{2}\d{2}(?:[ ]?[A-Za-z0-9]){11,30}")
PHONE = re.compile(r"[+(]?\d[\d ().\-/]{6,40}")
# What a sentence begins with, and no name of a street.
NO_NAME = "(?:Op|In|De|Het|Een|Aan|Bij|Naar|Van|Voor|Mevrouw|Meneer|Zij|Hij|Ze|Wij|Ik|Onze|Mijn) "
NUMBER = (
    r"(?P<number>\d{1,4})(?: ?[a-zA-Z](?![^\W\d_]))?(?: ?[-/] ?(?:\d{1,4}|[a-zA-Z])(?![^\W_]))?"
)
SURE = (
    "straat|str\\.|laan|weg|plein|gracht|kade|singel|dreef|steeg|plantsoen|dijk|burgwal|boulevard"
)
DUTCH = re.compile(
    r"(?<![^\W_])(?P<street>"
    rf"(?:(?:(?!{NO_NAME})[A-ZÀ-Ý][\w.’'-]{{0,30}}|van|de|der|den|het|ten|ter) ){{0,4}}"
    rf"(?:[^\W\d_][\w’'-]{{1,40}}?(?i:{SURE})"
    r"|[A-ZÀ-Ý][\w’'-]{1,40}?(?:hof|park|markt|pad|baan|haven|wal|hove|erf|veste|allee)"
    rf"|(?i:{IN_FRONT}) (?:(?:van|de|der|den|het) ){{1,3}}[A-ZÀ-Ý][\w-]{{1,40}}))"
    rf"{NUMBERED}{NUMBER}(?![^\W_])"
)
# What ends like a street and is none, and what a number counts that stands behind one.
NO_STREET = re.compile(
    r"(?i)(?:onder|snel|spoor|om|uit|rij|fiets|water|lucht|half|halver|voor|tussen|vaar|door|weg)?weg$"
    r"|^(?:fietspad|voetpad|wandelpad|arbeidsmarkt|kerstmarkt|glijbaan|startbaan|parkeerpark|"
    r"windpark|zonnepark|wagenpark|gerechtshof|loopbaan|rijbaan|voorstraat$)"
)
COUNTED = re.compile(
    r"(?i)\s?(?:jan|feb|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec|uur|u\b|dagen|weken|maanden|jaar|%|"
    r"procent|euro|km|meter|m\b|keer|mensen|huishoudens|klanten|kasten|woningen|minuten|[.,:]\d)"
)
POSTCODE = re.compile(
    r"(?<![^\W_])[1-9]\d{3}(?: ?[A-Z]{2}|[a-z]{2})[ ,]{1,2}(?:nr\.? ?)?\d{1,5}[a-zA-Z]?(?![^\W_])"
)
ENGLISH = re.compile(
    r"(?<![^\W_])\d{1,4}[A-Za-z]?,? (?P<names>(?:[A-Z][\w’'-]{1,30} ){1,3}|[a-z]{3,20} )"
    rf"(?i:{ENGLISH_STREETS})(?![^\W_])"
)
NO_NAMES = {"the", "this", "that", "our", "your", "any", "each", "every", "more", "days", "weeks"}
NO_NAMES |= {"lane", "minute", "hour", "hours", "minutes", "people", "years", "times", "per"}


def spans_of(kind: str, text: str) -> Iterator[Span]:
    """Yield where personal data of a kind stand in a text."""
    return CHECKERS[kind](text)


def numbers(text: str, least: int, most: int) -> Iterator[tuple[str, int, int]]:
    """Yield the digits that stand together, in as many groups as there are, and where."""
    for run in DIGITS.finditer(text):
        groups = [(group[0], *group.span()) for group in re.finditer(r"\d+", run[0])]
        for first, (_digits, start, _end) in enumerate(groups):
            digits = ""
            for more, _start, end in groups[first : first + most]:
                digits += more
                if len(digits) > most:
                    break
                if len(digits) >= least:
                    yield digits, run.start() + start, run.start() + end


def bsns(text: str) -> Iterator[Span]:
    """Yield citizen service numbers: nine digits that pass their check."""
    for digits, start, end in numbers(text, 9, 9):
        if bsn.is_valid(digits):
            yield start, end


def cards(text: str) -> Iterator[Span]:
    """Yield numbers of payment cards, which begin with 2 to 6 and pass their check."""
    for digits, start, end in numbers(text, 13, 19):
        if digits[0] in "23456" and len(set(digits)) > 1 and luhn.is_valid(digits):
            yield start, end


def ibans(text: str) -> Iterator[Span]:
    """Yield IBANs that pass their check; words that follow are no part of them."""
    for found in IBAN.finditer(text):
        for end in range(len(found[0]), 14, -1):
            if found[0][end - 1] != " " and iban.is_valid(found[0][:end], check_country=False):
                yield found.start(), found.start() + end
                break


def phones(text: str) -> Iterator[Span]:
    """Yield phone numbers as they are written in the Netherlands, and with a country before it."""
    for run in PHONE.finditer(text):
        start, end = max(0, run.start() - 2), min(len(text), run.end() + 2)
        found = PhoneNumberMatcher(text[start:end], "NL", leniency=Leniency.VALID)
        yield from ((start + match.start, start + match.end) for match in found)


def addresses(text: str) -> Iterator[Span]:
    """Yield streets with a number, in Dutch and English, and postcodes with one."""
    for found in DUTCH.finditer(text):
        is_year = len(found["number"]) == 4 and found["number"][:2] in ("19", "20")
        last_word = found["street"].rpartition(" ")[2]
        if not is_year and not NO_STREET.search(last_word) and not COUNTED.match(text, found.end()):
            yield found.span()
    yield from (found.span() for found in POSTCODE.finditer(text))
    for found in ENGLISH.finditer(text):
        if found["names"].strip().lower() not in NO_NAMES:
            yield found.span()


CHECKERS: dict[str, Callable[[str], Iterator[Span]]] = {
    "bsn": bsns,
    "iban": ibans,
    "card": cards,
    "phone": phones,
    "address": addresses,
}
