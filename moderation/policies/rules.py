"""Who writes the rules that read along."""

from people.models import User
from people.policies import can_manage_people


def can_manage_rules(person: User) -> bool:
    """May this person (HR, an administrator) write rules, try them, and switch them on and off?"""
    return can_manage_people(person)
