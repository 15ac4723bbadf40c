"""What each CSV of an export holds, by the names in its header, and the row that it becomes."""

from collections.abc import Callable
from dataclasses import dataclass

from communities.yammer import rows
from communities.yammer.fields import Cells


@dataclass(frozen=True)
class Layout:
    """One kind of file: what must be in its header, what may, and how a row is read."""

    file: str
    announced_as: str
    needed: tuple[str, ...]
    also: tuple[str, ...]
    row: type
    read: Callable[[Cells], object]

    @property
    def known(self) -> frozenset[str]:
        """Return the columns that are no surprise."""
        return frozenset(self.needed + self.also)


DELETED = ("deleted_by_id", "deleted_by_type", "deleted_at")

# Needed is what decides who may see a row and whose it is: without it nothing may be guessed.
MESSAGES = Layout(
    "Messages.csv",
    "MESSAGES",
    (
        "id",
        "replied_to_id",
        "thread_id",
        "group_id",
        "group_name",
        "participants",
        "in_private_group",
        "in_private_conversation",
        "sender_id",
        "sender_type",
        "sender_name",
        "sender_email",
        "body",
        "attachments",
        "created_at",
        "deleted_at",
    ),
    (
        "conversation_id",
        "api_url",
        "title",
        "message_type",
        "closed",
        "gdpr_delete_url",
        "deleted_by_id",
        "deleted_by_type",
    ),
    rows.Message,
    rows.message,
)
PEOPLE = Layout(
    "Users.csv",
    "USERS",
    ("id", "name", "email"),
    (
        "job_title",
        "location",
        "department",
        "api_url",
        "joined_at",
        "suspended_by_id",
        "suspended_by_type",
        "suspended_at",
        "guid",
        "state",
        *DELETED,
    ),
    rows.Person,
    rows.person,
)
GROUPS = Layout(
    "Groups.csv",
    "GROUPS",
    ("id", "name", "private"),
    ("description", "external", "deleted", "created_at", "updated_at"),
    rows.Group,
    rows.group,
)
FILES = Layout(
    "Files.csv",
    "FILES",
    ("id", "file_id", "name"),
    (
        "description",
        "uploader_id",
        "uploader_type",
        "group_id",
        "group_name",
        "reverted_to_id",
        "deleted_by_user_id",
        "in_private_group",
        "in_private_conversation",
        "file_api_url",
        "download_url",
        "path",
        "uploaded_at",
        "deleted_at",
        "original_network",
    ),
    rows.File,
    rows.file,
)
VERSIONS = Layout(
    "MessageVersions.csv",
    "MESSAGE_VERSIONS",
    ("body",),
    ("id", "message_id", "title", "created_at", "updated_at"),
    rows.EarlierVersion,
    rows.earlier_version,
)
TOPICS = Layout(
    "Topics.csv",
    "TOPICS",
    ("id", "name"),
    ("created_by", "created_at", "api_url"),
    rows.Titled,
    rows.titled,
)
PAGES = Layout("Pages.csv", "PAGES", ("id",), ("name", "title"), rows.Titled, rows.titled)
ADMINS = Layout(
    "Admins.csv",
    "ADMINS",
    ("id",),
    ("name", "email", "type"),
    rows.Administrator,
    rows.administrator,
)
NETWORKS = Layout(
    "Networks.csv",
    "NETWORKS",
    ("id", "name"),
    ("url", "created_at", "moderated", "number_of_users"),
    rows.Network,
    rows.network,
)

# In the order in which they are read.
LAYOUTS = (NETWORKS, ADMINS, PEOPLE, GROUPS, TOPICS, PAGES, FILES, MESSAGES, VERSIONS)
# Known to exist in newer exports; counted, and said to be left out.
LEFT_OUT = ("MessageThreadsOutbound.csv", "Campaigns.csv", "Answers.csv")
