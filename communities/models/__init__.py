"""Communities, who is in them, and what is posted there."""

from communities.models.community import Community
from communities.models.imports import (
    ImportedChange,
    ImportedCommunity,
    ImportedFile,
    ImportedMembership,
    ImportedMessage,
    ImportedPerson,
    ImportedVersion,
    ImportRun,
)
from communities.models.membership import CommunityInvitation, JoinRequest, Membership, Visit
from communities.models.post import Post

__all__ = [
    "Community",
    "CommunityInvitation",
    "ImportRun",
    "ImportedChange",
    "ImportedCommunity",
    "ImportedFile",
    "ImportedMembership",
    "ImportedMessage",
    "ImportedPerson",
    "ImportedVersion",
    "JoinRequest",
    "Membership",
    "Post",
    "Visit",
]
