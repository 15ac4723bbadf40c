"""Earlier wordings: from older exports of the same message, and from MessageVersions.csv."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db import transaction

from communities.models import ImportedMessage, ImportedPerson, ImportedVersion, ImportRun
from communities.yammer.plan import make
from communities.yammer.staging import ask
from communities.yammer.texts import Words, words_of
from conversations.models import Comment, Thread, Version
from people.models import User

AT_ONCE = 200

WORDINGS = """
CREATE TEMP TABLE yammer_wording AS
WITH found AS (
    SELECT m.id AS message_id, m.n, m.title, m.body, m.attachments, m.mentions,
           NULL::timestamptz AS written_at, z.until
      FROM yammer_messages m
      JOIN yammer_zip z USING (zip)
      JOIN yammer_messages_now now ON now.id = m.id
      JOIN yammer_messages latest ON latest.n = now.n
     WHERE m.n <> now.n AND (m.title, m.body) <> (latest.title, latest.body) AND NOT m.is_deleted
    UNION ALL
    SELECT m.id, m.n, m.title, m.body, m.attachments, m.mentions, NULL, node.as_of
      FROM yammer_node node
      JOIN yammer_messages m USING (n)
      JOIN communities_importedmessage known ON known.foreign_id = m.id
     WHERE known.as_of > node.as_of AND known.digest <> node.digest AND NOT m.is_deleted
    UNION ALL
    SELECT v.message_id, v.n, v.title, v.body, '', v.mentions, v.written_at, NULL
      FROM yammer_messageversions v
)
SELECT found.*, md5(title || '|' || body) AS digest FROM found
 WHERE EXISTS (SELECT FROM yammer_node node WHERE node.id = found.message_id)
"""

# Only for messages that are there to be read, and each wording once.
NEW = """
  FROM yammer_wording wording
  JOIN communities_importedmessage known ON known.foreign_id = wording.message_id
 WHERE known.state = 'living' AND known.thread_id IS NOT NULL
   AND NOT EXISTS (SELECT FROM communities_importedversion before
                    WHERE before.message_id = known.id AND before.digest = wording.digest)
"""


@dataclass(frozen=True)
class Wording:
    """How a message once was."""

    message_id: int
    title: str
    body: str
    attachments: str
    mentions: list[int]
    written_at: datetime | None
    until: datetime | None
    digest: str


def plan_versions() -> None:
    """Gather what may be an earlier wording."""
    make("yammer_wording", WORDINGS, "message_id")


def new_wordings() -> int:
    """Count the wordings that are not known yet, of messages that are or will be imported."""
    return ask(
        """
        SELECT count(DISTINCT (wording.message_id, wording.digest))
          FROM yammer_wording wording
          LEFT JOIN yammer_plan plan ON plan.id = wording.message_id
          LEFT JOIN yammer_messages m ON m.n = plan.n
          LEFT JOIN communities_importedmessage known ON known.foreign_id = wording.message_id
         WHERE (plan.verdict IN ('create', 'arrive') OR known.state = 'living')
           AND (wording.title NOT IN ('', m.title) OR wording.body <> m.body)
           AND NOT EXISTS (SELECT FROM communities_importedversion before
                            WHERE before.message_id = known.id AND before.digest = wording.digest)
        """
    )[0][0]


def write_versions(import_run: ImportRun, seen: Callable[[int], None]) -> int:
    """Keep earlier wordings with what was said later; return how many are new."""
    last = made = 0
    while ids := next_messages(after=last):
        made += write_batch(import_run, ids)
        last = ids[-1]
        seen(len(ids))
    return made


def next_messages(*, after: int) -> list[int]:
    """Return the next messages of which a wording is new."""
    rows = ask(
        f"SELECT DISTINCT wording.message_id {NEW} AND wording.message_id > %s ORDER BY 1 LIMIT %s",
        [after, AT_ONCE],
    )
    return [row[0] for row in rows]


@transaction.atomic
def write_batch(import_run: ImportRun, ids: list[int]) -> int:
    """Keep the earlier wordings of some messages."""
    rows = ask(
        "SELECT wording.message_id, title, body, attachments, mentions, written_at, until,"
        " wording.digest"
        f" {NEW} AND wording.message_id = ANY (%s)"
        " ORDER BY wording.message_id, written_at NULLS FIRST, wording.n",
        [ids],
    )
    wordings = [Wording(*row) for row in rows]
    people = mentioned(wordings)
    made = 0
    for message_id, group in groupby(wordings, key=lambda wording: wording.message_id):
        known = ImportedMessage.objects.select_related("thread", "comment").get(
            foreign_id=message_id
        )
        made += keep(import_run, known, list(group), people)
    return made


def mentioned(wordings: list[Wording]) -> dict[int, User]:
    """Fetch who is named in them."""
    wanted = {person for wording in wordings for person in wording.mentions}
    known = ImportedPerson.objects.filter(foreign_id__in=wanted).select_related("person")
    return {row.foreign_id: row.person for row in known}


def keep(
    import_run: ImportRun, known: ImportedMessage, wordings: list[Wording], people: dict[int, User]
) -> int:
    """Keep the wordings of one message that are neither its words now nor kept already."""
    contribution = known.became
    versions = Version.objects.filter(**known.place)
    there = set(versions.values_list("title", "html"))
    there.add((title_of(contribution), contribution.html))
    made = 0
    for wording, replaced_at in with_ends(wordings, known.sent_at):
        words = words_of(
            title=wording.title,
            body=wording.body,
            cell=wording.attachments,
            people=people,
            pages={},
        )
        title = (words.title or title_of(contribution)) if known.comment is None else ""
        version = None
        if (title, words.text.html) not in there and not is_beginning(contribution, words):
            version = Version.objects.create(
                **known.place,
                title=title,
                html=words.text.html,
                plain=words.text.plain,
                written_at=wording.written_at or known.sent_at,
                replaced_at=replaced_at,
            )
            there.add((title, words.text.html))
            contribution.edited_at = max(contribution.edited_at or replaced_at, replaced_at)
            made += 1
        ImportedVersion.objects.get_or_create(
            message=known, digest=wording.digest, defaults={"run": import_run, "version": version}
        )
    contribution.edits += made
    contribution.save(update_fields=["edits", "edited_at"])
    return made


def with_ends(wordings: list[Wording], sent_at: datetime) -> Iterator[tuple[Wording, datetime]]:
    """Yield each wording with when it was replaced: when the next was written, if we know."""
    for place, wording in enumerate(wordings):
        begun = wording.written_at or sent_at
        following = wordings[place + 1].written_at if place + 1 < len(wordings) else None
        yield wording, max(following or wording.until or begun, begun)


def title_of(contribution: Thread | Comment) -> str:
    """Return the title that only a thread has."""
    return contribution.title if isinstance(contribution, Thread) else ""


def is_beginning(contribution: Thread | Comment, words: Words) -> bool:
    """Tell whether these are the words of now, of which only the links below are missing."""
    same_title = words.title in {"", title_of(contribution)}
    return (
        same_title
        and contribution.html.startswith(words.text.html)
        and (contribution.html[len(words.text.html) :].startswith(("<p><a href=", "<p><em>")))
    )
