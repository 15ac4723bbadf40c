"""From the bytes of a CSV file to rows, with what is wrong in each."""

import csv
import io
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from people.actions.employing import tidy
from people.roster.headings import HEADING_OF, KIND_OF_WORK_OF, LANGUAGE_OF, plain

DELIMITERS = ";,\t"
LONGEST = {
    "personnel_number": 30, "name": 120, "email": 254, "job_title": 120, "function_profile": 120,
    "location": 120, "phone": 30,
}  # fmt: skip
LONGEST_TEAM = 120
MOST_ROWS = 250_000
NAME_PARTS = ("first_name", "infix", "last_name")


class UnreadableList(Exception):
    """The file as a whole cannot be used; the message says what to do about it."""


@dataclass
class Row:
    """One line of the list: what it says, and what is wrong with it."""

    number: int
    facts: dict[str, str]
    # What is wrong with the row itself, and with what it would do.
    own_problem: str = ""
    problem: str = ""


@dataclass
class Roster:
    """A list that was read: its rows, and the headings that nobody here knows."""

    rows: list[Row]
    columns: set[str]
    unknown_headings: list[str] = field(default_factory=list)


def read_list(content: bytes) -> Roster:
    """Read HR's list; UnreadableList when it is not one."""
    text = decoded(content)
    first_line = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first_line.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        headings = next(lines, [])
        columns = [HEADING_OF.get(plain(heading), "") for heading in headings]
        require_columns(headings, columns)
        rows = [
            row_of(number, columns, cells)
            for number, cells in enumerate(lines, start=2)
            if any(map(str.strip, cells))
        ]
    except csv.Error:
        raise UnreadableList(
            _("This is not a CSV file. Export the list as CSV once more.")
        ) from None
    if not rows:
        raise UnreadableList(_("There are no people in this list."))
    if len(rows) > MOST_ROWS:
        raise UnreadableList(_("This list is too long. Split it into several."))
    mark_doubles(rows)
    unknown = [name.strip() for name, column in zip(headings, columns, strict=True) if not column]
    return Roster(rows, known_columns(columns), [name for name in unknown if name])


def decoded(content: bytes) -> str:
    """Read bytes as UTF-8, as what Excel writes, or as UTF-16 when the file says so."""
    encodings = (
        ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    )
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableList(_("This file is not text. Export the list as CSV, in UTF-8."))


def require_columns(headings: list[str], columns: list[str]) -> None:
    """Refuse a list in which nobody could be recognised."""
    doubles = [
        heading.strip()
        for heading, column in zip(headings, columns, strict=True)
        if column and columns.count(column) > 1
    ]
    if doubles:
        said = _("These columns say the same: %(columns)s. Leave one out.")
        raise UnreadableList(said % {"columns": ", ".join(doubles)})
    if "name" not in columns and "last_name" not in columns:
        raise UnreadableList(_("There is no column ‘name’. The first line must hold the headings."))
    if "personnel_number" not in columns and "email" not in columns:
        raise UnreadableList(_("There is no column ‘personnel number’ and none ‘e-mail’."))


def known_columns(columns: list[str]) -> set[str]:
    """Return what the list speaks of; parts of a name count as the name."""
    known = {column for column in columns if column}
    return (known - set(NAME_PARTS)) | ({"name"} if known & set(NAME_PARTS) else set())


def row_of(number: int, columns: list[str], cells: list[str]) -> Row:
    """Make a row of cells, tidied and checked one by one."""
    row = Row(number, {})
    if any(cell.strip() for cell in cells[len(columns) :]):
        row.own_problem = _("There are more cells than headings.")
    for column, cell in zip(columns, cells, strict=False):
        if column:
            row.facts[column] = tidy(cell)
    parts = [row.facts.pop(part, "") for part in NAME_PARTS]
    if "name" not in row.facts:
        row.facts["name"] = " ".join(filter(None, parts))
    row.own_problem = row.own_problem or problem_of(row.facts)
    return row


def problem_of(facts: dict[str, str]) -> str:
    """Say what is wrong with the cells of a row; '' when nothing is. Tidies them on the way."""
    facts["email"] = facts.get("email", "").lower()
    if not facts["name"]:
        return _("There is no name.")
    if not facts.get("personnel_number") and not facts["email"]:
        return _("There is neither a personnel number nor an e-mail.")
    for fact, longest in LONGEST.items():
        if len(facts.get(fact, "")) > longest:
            return _("‘%(text)s…’ is too long.") % {"text": facts[fact][:40]}
    if any(len(name) > LONGEST_TEAM for name in team_names(facts.get("team", ""))):
        return _("The name of the team is too long.")
    return problem_of_email(facts["email"]) or problem_of_choices(facts)


def problem_of_email(address: str) -> str:
    """Say whether an address cannot be one."""
    try:
        if address:
            validate_email(address)
    except ValidationError:
        return _("‘%(text)s’ is not an e-mail address.") % {"text": address}
    return ""


def problem_of_choices(facts: dict[str, str]) -> str:
    """Put our word for kind of work and language in the place of theirs."""
    for fact, words in (("kind_of_work", KIND_OF_WORK_OF), ("language", LANGUAGE_OF)):
        said = facts.get(fact, "")
        if said and plain(said) not in words:
            return _("‘%(text)s’ is not a kind of work or language we know.") % {"text": said}
        if said:
            facts[fact] = words[plain(said)]
    return ""


def team_names(path: str) -> list[str]:
    """Split the path of a team: A / B / C."""
    return [name for name in (tidy(part) for part in path.split("/")) if name]


def mark_doubles(rows: list[Row]) -> None:
    """Say so where two rows are about one number or one address."""
    for fact in ("personnel_number", "email"):
        seen: dict[str, Row] = {}
        for row in rows:
            value = row.facts.get(fact, "").upper()
            if not value:
                continue
            earlier = seen.setdefault(value, row)
            if earlier is not row:
                said = _("‘%(text)s’ is in row %(number)s as well.")
                about = row.facts[fact]
                for one, other in ((row, earlier), (earlier, row)):
                    words = said % {"text": about, "number": other.number}
                    one.own_problem = one.own_problem or words
