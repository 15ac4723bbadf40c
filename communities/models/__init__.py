"""Communities, who is in them, and what is posted there."""

from communities.models.announcement import Acknowledgement, Announcement, Reminder
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
from communities.models.poll import Ballot, Poll, PollOption
from communities.models.post import Post
from communities.models.praise import Praise, Praised
from communities.models.problem import Problem

__all__ = [
    "Acknowledgement",
    "Announcement",
    "Ballot",
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
    "Poll",
    "PollOption",
    "Post",
    "Praise",
    "Praised",
    "Problem",
    "Reminder",
    "Visit",
]
