"""The code of conduct and its rules in the administration, for HR."""

from moderation.admin import code, desk, rules

__all__ = ["code", "desk", "rules"]
