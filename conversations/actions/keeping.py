"""Following a thread and keeping it for later."""

from django.db import transaction
from django.utils.translation import gettext as _

from conversations.models import Bookmark, Follow, Thread
from conversations.policies import can_view_thread
from intranet.platform import clock
from intranet.platform.policy import require
from people.models import User


def start_following(thread: Thread, person: User) -> None:
    """Follow because one spoke; somebody who unfollowed before stays unfollowed."""
    Follow.objects.bulk_create(
        [Follow(thread=thread, person=person, since=clock.now())], ignore_conflicts=True
    )


@transaction.atomic
def follow_thread(*, person: User, thread: Thread) -> None:
    """Hear of new comments."""
    set_following(person, thread, on=True)


@transaction.atomic
def unfollow_thread(*, person: User, thread: Thread) -> None:
    """Hear no more of new comments, also after commenting again."""
    set_following(person, thread, on=False)


def set_following(person: User, thread: Thread, *, on: bool) -> None:
    """Remember the choice."""
    require(can_view_thread(person, thread), _("You cannot follow this."))
    Follow.objects.update_or_create(
        thread=thread,
        person=person,
        defaults={"is_on": on},
        create_defaults={"is_on": on, "since": clock.now()},
    )


@transaction.atomic
def keep_thread(*, person: User, thread: Thread) -> None:
    """Keep a thread for later."""
    require(can_view_thread(person, thread), _("You cannot keep this."))
    Bookmark.objects.get_or_create(thread=thread, person=person, defaults={"kept_at": clock.now()})


@transaction.atomic
def drop_thread(*, person: User, thread: Thread) -> None:
    """Keep it no longer."""
    Bookmark.objects.filter(thread=thread, person=person).delete()
