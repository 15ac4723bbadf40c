"""A row of each kind of file, typed; whatever cannot be true is said by the line it is on."""

from collections import Counter
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from hashlib import md5
from typing import Any

from communities.yammer.fields import Cells, Senseless
from communities.yammer.grammar import attachments, mentioned, participants

OTHERS = ("link", "page", "module", "unknown")


@dataclass(frozen=True, slots=True)
class Network:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Administrator:
    id: int
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    name: str
    email: str
    job_title: str
    location: str
    department: str
    joined_at: datetime | None
    is_active: bool
    gone_at: datetime | None


@dataclass(frozen=True, slots=True)
class Group:
    id: int
    name: str
    description: str
    is_private: bool
    is_external: bool
    is_deleted: bool
    created_at: datetime | None


@dataclass(frozen=True, slots=True)
class Message:
    id: int
    replied_to_id: int | None
    thread_id: int
    group_id: int | None
    group_name: str
    participants: list[int]
    in_private_group: bool
    is_private: bool
    sender_id: int
    sender_type: str
    sender_name: str
    sender_email: str
    title: str
    body: str
    attachments: str
    files: list[int]
    # How many links, pages, polls or praises, and attachments that nobody understands.
    others: list[int]
    mentions: list[int]
    message_type: str
    is_closed: bool
    is_deleted: bool
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    message_id: int
    title: str
    body: str
    mentions: list[int]
    written_at: datetime | None


@dataclass(frozen=True, slots=True)
class File:
    id: int
    file_id: int
    name: str
    path: str
    uploader_id: int | None
    uploaded_at: datetime | None
    is_deleted: bool


@dataclass(frozen=True, slots=True)
class Titled:
    """A topic or a page: all that we take over is what it is called."""

    id: int
    name: str


def person(row: Cells) -> Person:
    """Read a row of Users.csv."""
    name, email = row.words("name").strip(), row.text("email")
    if not name and not email:
        raise Senseless("a person without a name and without an address")
    gone_at = row.maybe_moment("deleted_at") or row.maybe_moment("suspended_at")
    return Person(
        row.whole("id"),
        name,
        email,
        row.text("job_title"),
        row.text("location"),
        row.text("department"),
        row.maybe_moment("joined_at"),
        is_active=gone_at is None and row.text("state").lower() in {"", "active"},
        gone_at=gone_at,
    )


def group(row: Cells) -> Group:
    """Read a row of Groups.csv."""
    return Group(
        row.whole("id"),
        row.words("name").strip(),
        row.words("description").strip(),
        row.truth("private"),
        row.truth("external"),
        row.truth("deleted"),
        row.maybe_moment("created_at"),
    )


def message(row: Cells) -> Message:
    """Read a row of Messages.csv."""
    cell, body = row.text("attachments"), row.words("body")
    tokens = list(attachments(cell))
    kinds = Counter(token.kind for token in tokens)
    return Message(
        row.whole("id"),
        row.maybe_whole("replied_to_id"),
        row.whole("thread_id"),
        row.maybe_whole("group_id"),
        row.text("group_name"),
        participants(row.text("participants")),
        row.truth("in_private_group"),
        row.truth("in_private_conversation"),
        row.whole("sender_id"),
        row.text("sender_type").lower() or "user",
        row.text("sender_name"),
        row.text("sender_email"),
        row.words("title").strip(),
        body,
        cell,
        [token.id for token in tokens if token.kind == "file"],
        [kinds[kind] for kind in OTHERS],
        mentioned(body),
        row.text("message_type").lower(),
        row.truth("closed"),
        row.maybe_moment("deleted_at") is not None,
        row.moment("created_at"),
    )


def earlier_version(row: Cells) -> EarlierVersion:
    """Read a row of MessageVersions.csv; exports differ in how they name the message."""
    message_id = row.maybe_whole("message_id") or row.whole("id")
    written_at = row.maybe_moment("updated_at") or row.maybe_moment("created_at")
    body = row.words("body")
    return EarlierVersion(message_id, row.words("title").strip(), body, mentioned(body), written_at)


def file(row: Cells) -> File:
    """Read a row of Files.csv."""
    return File(
        row.whole("id"),
        row.maybe_whole("file_id") or row.whole("id"),
        row.words("name").strip(),
        row.text("path"),
        row.maybe_whole("uploader_id"),
        row.maybe_moment("uploaded_at"),
        row.maybe_moment("deleted_at") is not None,
    )


def titled(row: Cells) -> Titled:
    """Read a row of Topics.csv or Pages.csv."""
    return Titled(row.whole("id"), row.words("title").strip() or row.words("name").strip())


# What may differ between two rows of one message without anyone noticing in the message.
UNNOTICED = {"group_name", "participants", "sender_name", "sender_email", "group_id"}


@cache
def noticed_in(row: Any) -> list[str]:
    """Name what a reader would notice in rows of one kind."""
    return [field.name for field in fields(row) if field.name not in UNNOTICED]


def digest(row: Any) -> str:
    """Return what changes when anything changes that a reader would notice."""
    noticed = [getattr(row, name) for name in noticed_in(row.__class__)]
    return md5(repr(noticed).encode(), usedforsecurity=False).hexdigest()


def administrator(row: Cells) -> Administrator:
    """Read a row of Admins.csv."""
    return Administrator(row.whole("id"), row.words("name").strip(), row.text("email"))


def network(row: Cells) -> Network:
    """Read a row of Networks.csv."""
    return Network(row.whole("id"), row.words("name").strip())
