"""Threads and all that hangs under them."""

from conversations.models.attachment import Attachment, Enclosure
from conversations.models.comment import Comment
from conversations.models.draft import Draft
from conversations.models.reader import Bookmark, Follow, Reaction, Reading
from conversations.models.thread import Thread
from conversations.models.version import Version
from conversations.models.words import Mention, TeamMention, Topic, TopicUse

__all__ = [
    "Attachment",
    "Bookmark",
    "Comment",
    "Draft",
    "Enclosure",
    "Follow",
    "Mention",
    "Reaction",
    "Reading",
    "TeamMention",
    "Thread",
    "Topic",
    "TopicUse",
    "Version",
]
