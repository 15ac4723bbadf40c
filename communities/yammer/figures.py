"""The figures of a report, counted in the staged rows and the plan; nothing here writes."""

from dataclasses import asdict
from typing import Any

from communities.yammer.archive import Archive
from communities.yammer.layouts import LAYOUTS
from communities.yammer.persons import people_by_verdict
from communities.yammer.places import places_by_verdict
from communities.yammer.plan import verdicts
from communities.yammer.reading import Account
from communities.yammer.rows import OTHERS
from communities.yammer.staging import ask, distinct_ids
from communities.yammer.versions import new_wordings

# Messages that a reader will find: they are living and taken over.
COMING = "node.n IS NOT NULL AND node.is_living"


def exports(archives: list[Archive], accounts: list[Account]) -> list[dict[str, Any]]:
    """Say of each file of each zip what log.txt announced and what was found."""
    by_file = {layout.file: layout for layout in LAYOUTS}
    told = []
    for number, archive in enumerate(archives):
        files = []
        for account in accounts:
            if account.zip == archive.name:
                layout = by_file.get(account.file)
                distinct = distinct_ids(number, layout) if layout else account.rows
                files.append(told_of(account, distinct))
        until = archive.until.isoformat() if archive.until else None
        told.append({"zip": archive.name, "until": until, "files": files})
    return told


def told_of(account: Account, distinct: int) -> dict[str, Any]:
    """Set one file beside what log.txt says of it."""
    told = asdict(account) | {"distinct": distinct}
    for name in ("zip", "announced_as"):
        told.pop(name)
    announced = account.announced
    told["difference"] = None if announced is None else distinct - announced
    told["taken_over"] = account.file in {layout.file for layout in LAYOUTS}
    return told


def planned(*, include_private: bool) -> dict[str, Any]:
    """Return everything that the plan says."""
    return {
        "people": people(),
        "communities": communities(),
        "messages": messages(include_private=include_private),
        "orphans": orphans(),
        "attachments": attachments(),
        "versions": {"new": new_wordings()},
        "networks": [name for (name,) in ask("SELECT name FROM yammer_networks_now ORDER BY id")],
        "topics": {"listed_and_not_taken_over": count("yammer_topics_now")},
    }


def count(table: str) -> int:
    """Count the rows of a temporary table."""
    return ask(f"SELECT count(*) FROM {table}")[0][0]


def people() -> dict[str, int]:
    """Count people by what becomes of them."""
    by = people_by_verdict()
    only, gone, shared = ask(
        """
        SELECT count(*) FILTER (WHERE e.only_from_messages),
               count(*) FILTER (WHERE NOT e.is_active AND NOT e.only_from_messages),
               count(*) FILTER (WHERE plan.verdict IN ('join', 'create without address'))
          FROM yammer_everybody e JOIN yammer_person_plan plan USING (id)
        """
    )[0]
    return {
        "in_exports": sum(by.values()),
        "created": by.get("create", 0) + by.get("create without address", 0),
        "recognised_by_address": by.get("recognise", 0),
        "updated": by.get("update", 0),
        "changed_here_and_kept": by.get("kept", 0),
        "unchanged": by.get("same", 0),
        "second_accounts_of_one_address": shared,
        "of_whom_joined": by.get("join", 0),
        "known_only_from_messages": only,
        "suspended_or_gone": gone,
    }


def communities() -> dict[str, int]:
    """Count communities by what becomes of them."""
    by = places_by_verdict()
    groups, private, external, deleted, unlisted = ask(
        """
        SELECT count(*), count(*) FILTER (WHERE is_private), count(*) FILTER (WHERE is_external),
               count(*) FILTER (WHERE is_deleted), count(*) FILTER (WHERE digest = '')
          FROM yammer_group
        """
    )[0]
    return {
        "groups": groups,
        "created": by.get("create", 0),
        "created_for_private_conversations": by.get("create private", 0),
        "recognised": by.get("recognise", 0),
        "updated": by.get("update", 0),
        "changed_here_and_kept": by.get("kept", 0),
        "unchanged": by.get("same", 0),
        "deleted_and_empty_so_skipped": by.get("skip", 0),
        "private": private,
        "external": external,
        "deleted": deleted,
        "known_only_from_messages": unlisted,
    }


def messages(*, include_private: bool) -> dict[str, int]:
    """Count messages by what becomes of them."""
    by = verdicts()
    threads, comments = ask(
        "SELECT count(*) FILTER (WHERE level = 0), count(*) FILTER (WHERE level > 0)"
        " FROM yammer_plan WHERE verdict IN ('create', 'arrive')"
    )[0]
    private, private_threads = ask(
        "SELECT count(*), count(DISTINCT m.thread_id) FROM yammer_messages_now now"
        " JOIN yammer_messages m USING (n) JOIN yammer_private USING (thread_id)"
    )[0]
    deleted, bots = ask(
        f"SELECT count(*) FILTER (WHERE NOT node.is_living AND node.n IS NOT NULL),"
        f" count(*) FILTER (WHERE {COMING} AND node.sender_type <> 'user') FROM yammer_node node"
    )[0]
    return {
        "in_exports": count("yammer_messages_now"),
        "created": threads + comments,
        "threads": threads,
        "comments": comments,
        "updated": by.get("update", 0),
        "deleted_since": by.get("remove", 0),
        "back_again": by.get("restore", 0),
        "changed_here_and_kept": by.get("kept", 0),
        "unchanged": by.get("same", 0),
        "deleted_over_there": deleted,
        "private": private,
        "private_conversations": private_threads,
        "private_skipped": 0 if include_private else private,
        "not_from_a_person": bots,
        "in_a_private_group_but_not_their_thread": count("yammer_misplaced"),
        "in_threads_that_are_gone_here": by.get("gone", 0),
    }


def orphans() -> dict[str, int]:
    """Count replies and threads that lack what they hang on, in all that is known."""
    replies = ask(
        f"""
        SELECT count(*) FROM yammer_node node
         WHERE {COMING} AND node.id <> node.thread_id AND node.replied_to_id IS NOT NULL
           AND NOT EXISTS (SELECT FROM yammer_node parent
                            WHERE parent.id = node.replied_to_id
                              AND parent.thread_id = node.thread_id)
        """
    )[0][0]
    absent, deleted = ask(
        f"""
        SELECT count(*) FILTER (WHERE NOT has_start), count(*) FILTER (WHERE has_start)
          FROM (SELECT node.thread_id, bool_or(node.id = node.thread_id) AS has_start
                  FROM yammer_node node
                 GROUP BY node.thread_id
                HAVING bool_or({COMING})
                   AND NOT bool_or(node.id = node.thread_id AND node.is_living)) thread
        """
    )[0]
    return {
        "replies_to_what_is_in_no_export": replies,
        "threads_without_their_start": absent,
        "threads_whose_start_was_deleted": deleted,
    }


def attachments() -> dict[str, int]:
    """Count what hangs under the messages that come over."""
    files, with_bytes = ask(
        f"""
        SELECT count(*), count(*) FILTER (WHERE EXISTS (
                   SELECT FROM yammer_available a WHERE a.file_id = named.file_id))
          FROM (SELECT DISTINCT unnest(m.files) AS file_id
                  FROM yammer_node node JOIN yammer_messages m USING (n) WHERE {COMING}) named
        """
    )[0]
    sums = ask(
        "SELECT "
        + ", ".join(f"coalesce(sum(m.others[{place}]), 0)" for place in range(1, 5))
        + f" FROM yammer_node node JOIN yammer_messages m USING (n) WHERE {COMING}"
    )[0]
    told = {"files": files, "missing_binaries": files - with_bytes}
    return told | {f"{kind}s": int(number) for kind, number in zip(OTHERS, sums, strict=True)}
