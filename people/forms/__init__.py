"""The shape of what arrives about people; no rule is asked here."""
