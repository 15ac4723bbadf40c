"""Who may see whom and what, and who may change it."""

from django.db.models import QuerySet

from intranet.platform.composed import composed_once
from people.models import AccessToken, Audience, AudienceMember, StoredFile, User
from people.querysets import of_teams_of


def can_see(person: User, audience: Audience) -> bool:
    """May this person see what is said to this audience?"""
    if not person.is_active:
        return False
    if audience.kind == Audience.Kind.EVERYONE:
        return True
    return bool(ways_into(person, audience))


@composed_once
def ways_into(person: User, audience: Audience) -> QuerySet:
    """Compose the question how somebody is in an audience: by a seat, by her team, or not."""
    seat = AudienceMember.objects.filter(audience=audience, person=person).values_list("person_id")
    team = User.objects.filter(of_teams_of(audience.pk), pk=person.pk).values_list("pk")
    return seat.union(team, all=True)


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
    """May this person (HR, an administrator) add people and give them a way in?"""
    return person.is_active and person.is_staff and person.has_perm("people.change_user")


def can_manage_person(manager: User, person: User) -> bool:
    """May she change what HR knows of this person? HR cannot take over an administrator."""
    return (
        can_manage_people(manager)
        and not person.is_system
        and (manager.is_superuser or not person.is_superuser)
    )


def can_give_roles(person: User) -> bool:
    """May this person say who is HR and who is administrator? Administrators only."""
    return person.is_active and person.is_superuser


def can_manage_organisation(person: User) -> bool:
    """May this person change teams, locations, and the name and colour of this place?"""
    return person.is_active and person.is_staff and person.has_perm("platform.change_organisation")


def can_edit_profile(person: User, profile: User) -> bool:
    """May this person change what a profile says about itself? Only one's own."""
    return person.is_active and person.pk == profile.pk


def can_change_photo(person: User, profile: User) -> bool:
    """May this person choose this photo? One's own; HR may mend it for others."""
    return can_edit_profile(person, profile) or can_manage_person(person, profile)


def can_mute(person: User, colleague: User) -> bool:
    """May this person stop being shown what this colleague writes?"""
    return person.is_active and person.pk != colleague.pk and not colleague.is_system


def can_view_file(person: User, file: StoredFile) -> bool:
    """May this person see a file now? Mirrors FileQuerySet."""
    if not person.is_active or file.sole_reader_id not in (None, person.pk):
        return False
    if file.audience is None:
        return file.sole_reader_id == person.pk
    return can_see(person, file.audience)


def audience_of_file(file: StoredFile) -> QuerySet[User]:
    """Who may see it now."""
    readers = audience_of(file.audience) if file.audience else User.objects.active()
    if file.sole_reader_id:
        return readers.filter(pk=file.sole_reader_id)
    return readers if file.audience else User.objects.none()


def can_upload_file(person: User) -> bool:
    """May this person bring files? Everybody who works here."""
    return person.is_active and not person.is_system


def can_remove_file(person: User, file: StoredFile) -> bool:
    """May this person throw a file away? Who brought it, as long as it hangs nowhere."""
    return person.is_active and file.owner_id == person.pk and file.hangs_nowhere


def can_withdraw_token(person: User, token: AccessToken) -> bool:
    """May this person end a way in for a program? Her own; HR and administrators anybody's."""
    return person.is_active and (
        person.pk == token.person_id or can_manage_person(person, token.person)
    )
