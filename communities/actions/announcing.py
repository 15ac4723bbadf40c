"""Asking people to read something, hearing that they did, and asking once more."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from communities.events import MustReadAsked
from communities.models import Acknowledgement, Announcement, Reminder
from communities.policies import can_acknowledge, can_see_who_read, people_asked
from conversations.actions import StaleEdit
from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.outbox import publish
from intranet.platform.policy import Refused, require
from people.models import User

MOST_REMINDERS_A_DAY = 2
A_DAY = timedelta(hours=24)


def ask_to_read(announcement: Announcement, *, now: datetime) -> None:
    """Put its version before the people it is for, from this moment on."""
    Announcement.objects.filter(pk=announcement.pk).update(asked_at=now)
    if announcement.is_must_read:
        publish(MustReadAsked(announcement.pk, announcement.version, is_reminder=False))


@transaction.atomic
def ask_to_read_again(*, author: User, announcement: Announcement) -> Announcement:
    """Ask everybody to read what was changed; who confirmed the version before does so again."""
    fresh = held_announcement(announcement)
    require(can_see_who_read(author, fresh), only_the_sender())
    fresh.version += 1
    fresh.save(update_fields=["version"])
    ask_to_read(fresh, now=clock.now())
    record("communities.announcement.new_version", actor=author, subject=fresh)
    return fresh


@transaction.atomic
def acknowledge(*, person: User, announcement: Announcement, version: int) -> Announcement:
    """Say that one read it; StaleEdit when it was changed since one opened the page."""
    # Not held: what is confirmed is a version, whatever its sender does at this moment.
    fresh = announcements().get(pk=announcement.pk)
    require(can_acknowledge(person, fresh), _("This is not asked of you."))
    if version != fresh.version:
        raise StaleEdit(_("It was changed since you opened it. Read the new version first."))
    Acknowledgement.objects.get_or_create(
        announcement=fresh, person=person, version=version, defaults={"given_at": clock.now()}
    )
    return fresh


@transaction.atomic
def remind(*, sender: User, announcement: Announcement) -> int:
    """Ask those who still have to, once more; return how many they are."""
    fresh = held_announcement(announcement)
    require(can_see_who_read(sender, fresh), only_the_sender())
    sent = Reminder.objects.filter(announcement=fresh, sent_at__gt=clock.now() - A_DAY)
    if sent.count() >= MOST_REMINDERS_A_DAY:
        raise Refused(_("You reminded people twice today. Give them until tomorrow."))
    people = who_still_has_to(fresh).count()
    if people:
        Reminder.objects.create(
            announcement=fresh, version=fresh.version, sent_at=clock.now(), people=people
        )
        record("communities.announcement.reminded", actor=sender, subject=fresh, people=people)
        publish(MustReadAsked(fresh.pk, fresh.version, is_reminder=True))
    return people


def who_still_has_to(announcement: Announcement) -> QuerySet[User]:
    """Return the people who did not confirm the version that holds now."""
    confirmed = Acknowledgement.objects.filter(
        announcement=announcement, version=announcement.version
    )
    return people_asked(announcement).exclude(pk__in=confirmed.values("person_id"))


def held_announcement(announcement: Announcement) -> Announcement:
    """Fetch it as it is now and hold it: a new version comes before or after, not between."""
    held = announcements().select_for_update(of=("self",), no_key=True)
    return held.get(pk=announcement.pk)


def announcements() -> QuerySet[Announcement]:
    """Return announcements with what the policies ask of them."""
    return Announcement.objects.select_related("post__thread__audience", "post__community")


def only_the_sender() -> str:
    """Say whose this is."""
    return _("Only who sent it sees who still has to read it.")
