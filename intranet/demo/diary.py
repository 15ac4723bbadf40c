"""A blog as it is written down: its articles, questions and promises."""

import re
import tomllib
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from intranet.demo.story import HERE, moment, shaped

Row = dict[str, Any]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Piece:
    """An article, who helped with it, and what was said about it."""

    key: str
    minute: int
    title: str
    body: str
    thanks: list[str] = field(default_factory=list)
    recognise: list[str] = field(default_factory=list)
    well_done: list[str] = field(default_factory=list)
    helpers: list[Row] = field(default_factory=list)
    suggestions: list[Row] = field(default_factory=list)
    remarks: list[Row] = field(default_factory=list)
    comments: list[Row] = field(default_factory=list)
    answers: list[Row] = field(default_factory=list)
    promises: list[Row] = field(default_factory=list)

    @property
    def reactions(self) -> Row:
        """Who gave it which word."""
        return {
            "thanks": self.thanks,
            "recognise": self.recognise,
            "well_done": self.well_done,
        }


@dataclass(frozen=True)
class Diary:
    """Everything that belongs to one blog."""

    owner: str
    kind: str
    name: str
    about: str
    started: str
    rhythm: str = "none"
    weekday: str = ""
    at: str = ""
    followers: list[str] = field(default_factory=list)
    by_mail: list[str] = field(default_factory=list)
    audience_teams: list[str] = field(default_factory=list)
    term: Row = field(default_factory=dict)
    nominations: list[Row] = field(default_factory=list)
    pauses: list[Row] = field(default_factory=list)
    articles: list[Piece] = field(default_factory=list)
    questions: list[Row] = field(default_factory=list)
    drafts: list[Row] = field(default_factory=list)
    scheduled: list[Row] = field(default_factory=list)

    @property
    def usual_time(self) -> time:
        """At what time its articles appear."""
        return time.fromisoformat(self.at)


# What a list is called in the file, where one row stands below each heading.
PARTS = {
    "nomination": "nominations",
    "pause": "pauses",
    "article": "articles",
    "question": "questions",
    "draft": "drafts",
}
PARTS_OF_PIECE = {
    "helper": "helpers",
    "suggestion": "suggestions",
    "remark": "remarks",
    "comment": "comments",
    "answer": "answers",
    "promise": "promises",
}


def diaries() -> list[Diary]:
    """Read all of them."""
    return [read_diary(path.read_text("utf-8")) for path in sorted((HERE / "blogs").glob("*.toml"))]


def read_diary(text: str) -> Diary:
    """Read one."""
    row = renamed(tomllib.loads(text), PARTS)
    row["articles"] = [piece(each) for each in row.get("articles", [])]
    return shaped(Diary, row)


def piece(row: Row) -> Piece:
    """Make an article of what is written down."""
    row = renamed(row, PARTS_OF_PIECE)
    minute = moment(row.pop("at"))
    return shaped(Piece, {**row, "minute": minute})


def renamed(row: Row, names: dict[str, str]) -> Row:
    """Call lists what they are."""
    return {names.get(key, key): value for key, value in row.items()}


def days(text: str) -> int:
    """Read "-69d" as days since that of the build."""
    found = re.fullmatch(r"(-?\d+)d", text)
    if found is None:
        raise ValueError(f"not a day: {text!r}")
    return int(found[1])


def weekday_number(name: str) -> int:
    """Return the number of a weekday; Monday is 0."""
    return WEEKDAYS.index(name)
