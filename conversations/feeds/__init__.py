"""What the page of a thread shows, fetched in a constant number of queries."""

from conversations.feeds.bymail import OF_A_THREAD, answer_address
from conversations.feeds.drafts import KeptDraft, as_draft, as_typed, draft_at, draft_kept
from conversations.feeds.photos import PhotoShown, photo_shown
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
from conversations.feeds.uploads import Upload, as_kept, upload_of, uploads_in, uploads_of

__all__ = [
    "COMMENTS_A_PAGE",
    "OF_A_THREAD",
    "KeptDraft",
    "PhotoShown",
    "Talk",
    "Upload",
    "add_attachments",
    "add_attachments_of_threads",
    "add_authors",
    "add_comment_details",
    "add_marks_in",
    "add_marks_on",
    "answer_address",
    "as_draft",
    "as_just_written",
    "as_kept",
    "as_typed",
    "author_shown",
    "counts_of",
    "cursor_to",
    "draft_at",
    "draft_kept",
    "files_shown",
    "mark",
    "marks_shown",
    "photo_shown",
    "shown_comments",
    "talk_of",
    "thread_group",
    "threads_in_sight",
    "upload_of",
    "uploads_in",
    "uploads_of",
]
