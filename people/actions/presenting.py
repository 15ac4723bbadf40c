"""What a person says of herself: her words, her skills, her face; and her first visit."""

from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.judging import NOT_ASKED, Kind, Place, Reply, Words, judge, screened
from intranet.platform.policy import require
from people.actions.employing import tidy
from people.actions.noticing import note_people_changed
from people.actions.storing import atomic_with_files, discard, store_picture
from people.models import Audience, Skill, StoredFile, User
from people.policies import can_change_photo, can_edit_profile

MOST_SKILLS = 20


@screened
@transaction.atomic
def change_profile(
    *, person: User, about: str, phone: str, skills: list[str], reply: Reply = NOT_ASKED
) -> None:
    """Change what a profile says, by the person it is about."""
    require(can_edit_profile(person, person), _("You can only change your own profile."))
    said = Words(plain=about, choices=tuple(skills))
    judge(said, place=Place(Kind.PROFILE), author=person, reply=reply)
    person.about = about.strip()
    person.phone = tidy(phone)
    person.full_clean(exclude=["password"])
    person.save(update_fields=["about", "phone"])
    person.skills.set(named_skills(skills))
    record("people.profile.changed", actor=person, subject=person)
    note_people_changed([person.pk])


def named_skills(names: list[str]) -> list[Skill]:
    """Find skills by name, in whatever capitals, and make those that nobody named before."""
    wanted: dict[str, str] = {}
    for name in names:
        if tidy(name):
            wanted.setdefault(tidy(name)[:120].casefold(), tidy(name)[:120])
    found = []
    for name in list(wanted.values())[:MOST_SKILLS]:
        skill = Skill.objects.filter(name__iexact=name).order_by("pk").first()
        found.append(skill or Skill.objects.get_or_create(name=name)[0])
    return found


@atomic_with_files()
@transaction.atomic
def change_photo(*, actor: User, person: User, file: BinaryIO, name: str = "photo") -> StoredFile:
    """Give a person another photo; the earlier one is thrown away."""
    require(can_change_photo(actor, person), _("You can only change your own photo."))
    stored = store_picture(
        owner=person, audience=Audience.objects.everyone(), file=file, name=name, square=True
    )
    put_photo(person, stored)
    record("people.photo.changed", actor=actor, subject=person)
    return stored


@transaction.atomic
def remove_photo(*, actor: User, person: User) -> None:
    """Show a person by her initials again."""
    require(can_change_photo(actor, person), _("You can only change your own photo."))
    put_photo(person, None)
    record("people.photo.removed", actor=actor, subject=person)


def put_photo(person: User, stored: StoredFile | None) -> None:
    """Show this photo from now on, and throw the one before it away."""
    earlier = User.objects.select_for_update().get(pk=person.pk).photo
    person.photo = stored
    person.save(update_fields=["photo"])
    if earlier is not None:
        discard(earlier)


@transaction.atomic
def welcome_person(*, person: User) -> None:
    """Write down that the first visit was made; it is not offered again."""
    if person.welcomed_at is None:
        person.welcomed_at = clock.now()
        person.save(update_fields=["welcomed_at"])
        record("people.person.welcomed", actor=person, subject=person)
