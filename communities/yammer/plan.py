"""What an import will do with each message, decided before anything is written.

The staged rows meet what earlier runs brought. Every message gets one verdict:
create, arrive (the start of a thread that was known from its replies only), open (such a thread),
update, remove, restore, note (deleted over there), same, kept (changed here since), gone (its
thread is no longer here).
"""

from communities.yammer.changes import PRINT_OF_COMMENT, PRINT_OF_THREAD
from communities.yammer.staging import ask, run

# Rows that are taken over, each with what is known of it. A digest also says which of its files
# there are, so that a file which comes with a later export changes the message.
NODES = """
CREATE TEMP TABLE yammer_node AS
SELECT m.id, m.n, m.thread_id, m.replied_to_id, m.group_id, m.in_private_group, m.sender_id,
       m.sender_type, m.sent_at, NOT m.is_deleted AS is_living, z.until AS as_of,
       CASE WHEN m.files = '{}' THEN m.digest ELSE md5(m.digest || coalesce((
           SELECT string_agg(DISTINCT a.file_id::text, ',') FROM yammer_available a
           WHERE a.file_id = ANY (m.files)), '')) END AS digest
  FROM yammer_messages_now now
  JOIN yammer_messages m USING (n)
  JOIN yammer_zip z USING (zip)
 WHERE %s OR m.thread_id NOT IN (SELECT thread_id FROM yammer_private)
"""

# Messages that earlier runs brought into the same threads, so that replies find their place.
KNOWN_NODES = """
INSERT INTO yammer_node (id, thread_id, replied_to_id, sent_at, is_living)
SELECT known.foreign_id, known.foreign_thread_id, known.foreign_parent_id, known.sent_at,
       known.state = 'living'
  FROM communities_importedmessage known
 WHERE known.foreign_thread_id IN (SELECT DISTINCT thread_id FROM yammer_node)
   AND known.state <> 'absent'
   AND NOT EXISTS (SELECT FROM yammer_node node WHERE node.id = known.foreign_id)
"""

# Who answers whom, in two levels: an answer stands under the first living comment of its line.
PLACED = """
CREATE TEMP TABLE yammer_placed AS
WITH RECURSIVE placed AS (
    SELECT id, thread_id, NULL::bigint AS anchor,
           CASE WHEN is_living AND id <> thread_id THEN id END AS carried
      FROM yammer_node node
     WHERE id = thread_id OR NOT EXISTS (
           SELECT FROM yammer_node parent
            WHERE parent.id = node.replied_to_id AND parent.thread_id = node.thread_id
              AND parent.id <> node.id)
    UNION ALL
    SELECT answer.id, answer.thread_id, placed.carried,
           coalesce(placed.carried, CASE WHEN answer.is_living THEN answer.id END)
      FROM placed
      JOIN yammer_node answer
        ON answer.replied_to_id = placed.id AND answer.thread_id = placed.thread_id
       AND answer.id <> answer.thread_id AND answer.id <> answer.replied_to_id
)
SELECT id, anchor FROM placed
"""

PLAN = """
CREATE TEMP TABLE yammer_plan AS
SELECT node.id, node.n, node.thread_id, node.replied_to_id, node.sent_at, node.digest, node.as_of,
       placed.anchor, node.sender_id, node.sender_type,
       CASE WHEN node.id = node.thread_id THEN 0 WHEN placed.anchor IS NULL THEN 1 ELSE 2 END
           AS level,
       CASE
           WHEN known.id IS NULL AND node.is_living THEN 'create'
           WHEN known.id IS NULL THEN 'note'
           WHEN known.as_of > node.as_of THEN 'same'
           WHEN known.state = 'absent' AND node.is_living THEN 'arrive'
           WHEN known.digest = node.digest THEN 'same'
           WHEN known.thread_id IS NULL AND known.state = 'deleted' AND node.is_living THEN 'create'
           WHEN known.thread_id IS NULL THEN 'same'
           WHEN NOT node.is_living AND known.state = 'deleted' THEN 'same'
           WHEN NOT node.is_living THEN 'remove'
           WHEN known.state = 'deleted' THEN 'restore'
           ELSE 'update'
       END AS verdict
  FROM yammer_node node
  LEFT JOIN yammer_placed placed USING (id)
  LEFT JOIN communities_importedmessage known ON known.foreign_id = node.id
 WHERE node.n IS NOT NULL
"""

# A message of a private group never goes along with a thread that stands elsewhere.
MISPLACED = """
CREATE TEMP TABLE yammer_misplaced AS
SELECT node.id, z.name AS zip, m.line
  FROM yammer_node node
  JOIN yammer_messages m USING (n)
  JOIN yammer_zip z USING (zip)
  JOIN yammer_place place ON place.thread_id = node.thread_id
 WHERE node.in_private_group AND node.group_id IS DISTINCT FROM place.group_id
   AND place.participants IS NULL
"""

# Where a thread stands: where its start stood, else the earliest message of it that we have.
PLACES = """
CREATE TEMP TABLE yammer_place AS
SELECT DISTINCT ON (node.thread_id) node.thread_id, coalesce(node.group_id, 0) AS group_id,
       private.key AS participants
  FROM yammer_node node
  LEFT JOIN yammer_private private ON private.thread_id = node.thread_id
 ORDER BY node.thread_id, node.id = node.thread_id DESC, node.sent_at, node.id
"""

# Threads whose start is in no export, or was deleted over there while answers to it live on.
OPENED = """
INSERT INTO yammer_plan (id, thread_id, sent_at, level, verdict, as_of)
SELECT plan.thread_id, plan.thread_id, min(plan.sent_at), 0, 'open', NULL
  FROM yammer_plan plan
 WHERE plan.verdict = 'create' AND plan.level > 0
   AND NOT EXISTS (SELECT FROM yammer_plan start
                    WHERE start.id = plan.thread_id AND start.verdict IN ('create', 'restore'))
   AND NOT EXISTS (SELECT FROM communities_importedmessage known
                    WHERE known.foreign_id = plan.thread_id
                      AND (known.thread_id IS NOT NULL OR known.state = 'living'))
 GROUP BY plan.thread_id
"""


def make_plan(*, include_private: bool) -> None:
    """Give every staged message its verdict and its place in the order of writing."""
    note_private()
    note_available()
    make("yammer_node", NODES, "id", "thread_id", "replied_to_id", values=[include_private])
    make("yammer_place", PLACES, "thread_id")
    make("yammer_misplaced", MISPLACED, "id")
    run("DELETE FROM yammer_node WHERE id IN (SELECT id FROM yammer_misplaced)")
    run(KNOWN_NODES)
    run("ANALYZE yammer_node")
    make("yammer_placed", PLACED, "id")
    make("yammer_plan", PLAN, "id", "thread_id")
    run(OPENED)
    run(
        "DELETE FROM yammer_plan note USING yammer_plan opened WHERE note.id = opened.id"
        " AND note.verdict IN ('note', 'same') AND opened.verdict = 'open'"
    )
    leave_what_is_gone()
    keep_what_was_changed_here()
    put_in_order()


def make(name: str, sql: str, *indexed: str, values: list | None = None) -> None:
    """Make a temporary table, its indexes and its statistics."""
    run(sql, values or [])
    for column in indexed:
        run(f"CREATE INDEX ON {name} ({column})")
    run(f"ANALYZE {name}")


def note_private() -> None:
    """Note which threads are private, and who takes part: all whom any of their messages names."""
    make(
        "yammer_private",
        """
        CREATE TEMP TABLE yammer_private AS
        SELECT thread_id, array_agg(person ORDER BY person) AS people,
               md5(string_agg(person::text, ',' ORDER BY person)) AS key
          FROM (SELECT DISTINCT m.thread_id, unnest(m.participants ||
                       CASE WHEN m.sender_type = 'user' THEN ARRAY[m.sender_id] END) AS person
                  FROM yammer_messages m
                 WHERE m.thread_id IN (SELECT thread_id FROM yammer_messages WHERE is_private)
               ) taking_part
         GROUP BY thread_id
        """,
        "thread_id",
    )


def note_available() -> None:
    """Note for each file which zip has its bytes, the last one first, or that we have them."""
    make(
        "yammer_available",
        """
        CREATE TEMP TABLE yammer_available AS
        SELECT file_id, max(b.zip) AS zip, max(b.path) AS path
          FROM yammer_files_now f
          JOIN yammer_binary b ON b.path = f.path OR b.stem = f.id::text
         WHERE NOT f.is_deleted
         GROUP BY file_id
        UNION ALL
        SELECT DISTINCT known.foreign_id, NULL::int, NULL FROM communities_importedfile known
         WHERE known.foreign_id IN (SELECT unnest(files) FROM yammer_messages)
        """,
        "file_id",
    )


def keep_what_was_changed_here() -> None:
    """Leave alone what somebody changed here, also when a newer export differs."""
    run(
        f"""
        UPDATE yammer_plan plan SET verdict = 'kept'
          FROM communities_importedmessage known
          JOIN conversations_thread thread ON thread.id = known.thread_id
          LEFT JOIN conversations_comment comment ON comment.id = known.comment_id
         WHERE known.foreign_id = plan.id
           AND plan.verdict IN ('arrive', 'update', 'remove', 'restore')
           AND known.written <>
               CASE WHEN comment.id IS NULL THEN {PRINT_OF_THREAD} ELSE {PRINT_OF_COMMENT} END
        """
    )


def leave_what_is_gone() -> None:
    """Let answers be whose thread was here and is gone for good."""
    run(
        """
        UPDATE yammer_plan plan SET verdict = 'gone'
          FROM communities_importedmessage known
         WHERE known.foreign_id = plan.thread_id AND known.thread_id IS NULL
           AND known.state = 'living' AND plan.verdict = 'create'
        """
    )


def put_in_order() -> None:
    """Number what has to be written: threads first, then comments, then answers to comments."""
    make(
        "yammer_order",
        """
        CREATE TEMP TABLE yammer_order AS
        SELECT row_number() OVER (ORDER BY level, sent_at, id) AS position, id
          FROM yammer_plan WHERE verdict NOT IN ('same', 'gone', 'kept')
        """,
        "position",
    )


def verdicts() -> dict[str, int]:
    """Count the verdicts."""
    return dict(ask("SELECT verdict, count(*) FROM yammer_plan GROUP BY 1"))
