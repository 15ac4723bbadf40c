"""Who works here, where they stand, and who may see what."""

from people.models.access import ActivationCode, Invitation
from people.models.audience import Audience, AudienceMember, AudienceTeam
from people.models.file import StoredFile
from people.models.mute import Mute
from people.models.organisation import FunctionProfile, Location, Skill, Team
from people.models.token import AccessToken
from people.models.user import User

__all__ = [
    "AccessToken",
    "ActivationCode",
    "Audience",
    "AudienceMember",
    "AudienceTeam",
    "FunctionProfile",
    "Invitation",
    "Location",
    "Mute",
    "Skill",
    "StoredFile",
    "Team",
    "User",
]
