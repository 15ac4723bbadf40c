"""Who may see whom and what, and who may change it."""

from django.db.models import QuerySet

from people.models import Audience, AudienceMember, User


def can_see(person: User, audience: Audience) -> bool:
    """May this person see what is said to this audience?"""
    if not person.is_active:
        return False
    if audience.kind == Audience.Kind.EVERYONE:
        return True
    return AudienceMember.objects.filter(audience=audience, person=person).exists()


def audience_of(audience: Audience) -> QuerySet[User]:
    """Who may see what is said to this audience."""
    return User.objects.seated_in(audience)


def can_speak_to(person: User, audience: Audience) -> bool:
    """May this person add words where this audience reads?"""
    return not audience.is_read_only and can_see(person, audience)


def can_steward(person: User, audience: Audience) -> bool:
    """Does this person take care of the place: withdraw with a reason, lock, move and merge?"""
    return (
        person.is_active
        and AudienceMember.objects.filter(
            audience=audience, person=person, is_steward=True
        ).exists()
    )


def can_manage_people(person: User) -> bool:
    """May this person (HR, an administrator) add, change and deactivate people?"""
    return person.is_active and person.is_staff and person.has_perm("people.change_user")


def can_edit_profile(person: User, profile: User) -> bool:
    """May this person change what a profile says about itself? Only one's own."""
    return person.is_active and person.pk == profile.pk
