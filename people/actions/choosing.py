"""What a person chose: language, time, looks, and what others see of her."""

from typing import Any

from django.db import transaction

from intranet.platform.audit import record
from people.actions.noticing import note_people_changed
from people.models import User

CHOICES = frozenset(
    {"language", "time_zone", "theme", "shows_email", "shows_phone", "shows_skills"}
)


@transaction.atomic
def change_settings(*, person: User, **choices: Any) -> None:
    """Keep what a person chose for herself."""
    unknown = set(choices) - CHOICES
    if unknown:
        raise TypeError(f"Not a setting: {', '.join(sorted(unknown))}")
    for choice, value in choices.items():
        setattr(person, choice, value)
    person.clean_fields(exclude={field.name for field in User._meta.fields} - set(choices))
    person.save(update_fields=list(choices))
    record("people.settings.changed", actor=person, subject=person, choices=sorted(choices))
    if "shows_skills" in choices:
        note_people_changed([person.pk])
