"""What the page of a thread shows, fetched in a constant number of queries."""

from conversations.feeds.drafts import KeptDraft, as_draft, draft_at
from conversations.feeds.sharing import (
    add_attachments,
    add_attachments_of_threads,
    add_authors,
    add_marks_in,
    add_marks_on,
    author_shown,
    counts_of,
    files_shown,
    mark,
    marks_shown,
)
from conversations.feeds.talk import (
    COMMENTS_A_PAGE,
    Talk,
    add_comment_details,
    as_just_written,
    cursor_to,
    shown_comments,
    talk_of,
    thread_group,
    threads_in_sight,
)

__all__ = [
    "COMMENTS_A_PAGE",
    "KeptDraft",
    "Talk",
    "add_attachments",
    "add_attachments_of_threads",
    "add_authors",
    "add_comment_details",
    "add_marks_in",
    "add_marks_on",
    "as_draft",
    "as_just_written",
    "author_shown",
    "counts_of",
    "cursor_to",
    "draft_at",
    "files_shown",
    "mark",
    "marks_shown",
    "shown_comments",
    "talk_of",
    "thread_group",
    "threads_in_sight",
]
