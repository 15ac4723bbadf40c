"""Keeping a rhythm: choosing it, marking holidays ahead, and reminding."""

from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from blogs.actions.giving import own_blog
from blogs.events import WritingDue
from blogs.feeds.keeping import day_to_remind_of, is_written_for
from blogs.feeds.rhythm import local_day
from blogs.models import Blog, Pause, Reminder
from blogs.policies import is_open
from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.outbox import publish
from intranet.platform.plaintext import one_line
from people.models import User

LONGEST_PAUSE = timedelta(days=366)
FURTHEST_PAUSE = timedelta(days=2 * 366)


@transaction.atomic
def choose_rhythm(*, owner: User, blog: Blog, rhythm: str, weekday: int, usual_time: time) -> Blog:
    """Choose when people may expect an article; what was missed in another rhythm is forgotten."""
    fresh = own_blog(owner, blog)
    if fresh.kind == Blog.Kind.CARRIER and rhythm != Blog.Rhythm.NONE:
        raise ValidationError({"rhythm": _("Culture carriers write in turns.")})
    if (rhythm, weekday) != (fresh.rhythm, fresh.weekday):
        has_rhythm = rhythm != Blog.Rhythm.NONE
        fresh.rhythm_since = local_day(owner, clock.now()) if has_rhythm else None
    fresh.rhythm, fresh.weekday, fresh.usual_time = rhythm, weekday, usual_time
    fresh.save(update_fields=["rhythm", "weekday", "usual_time", "rhythm_since"])
    record("blogs.rhythm.chosen", actor=owner, subject=fresh, rhythm=rhythm, weekday=weekday)
    return fresh


@transaction.atomic
def mark_pause(*, owner: User, blog: Blog, starts_on: date, ends_on: date, note: str = "") -> Pause:
    """Mark days on which nobody needs to expect an article."""
    fresh = own_blog(owner, blog)
    require_sensible(starts_on, ends_on, today=local_day(owner, clock.now()))
    other = fresh.pauses.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).first()
    if other is not None and (other.starts_on, other.ends_on) == (starts_on, ends_on):
        return other
    if other is not None:
        raise ValidationError(
            {"starts_on": _("You marked some of these days already. Take those away first.")}
        )
    pause = Pause.objects.create(
        blog=fresh, starts_on=starts_on, ends_on=ends_on, note=one_line(note)
    )
    record("blogs.pause.marked", actor=owner, subject=fresh)
    return pause


@transaction.atomic
def remove_pause(*, owner: User, pause: Pause) -> None:
    """Take a holiday away; of one that has begun, the days that are still to come."""
    fresh = own_blog(owner, pause.blog)
    today = local_day(owner, clock.now())
    rest = Pause.objects.filter(pk=pause.pk, blog=fresh, ends_on__gte=today)
    rest.filter(starts_on__gte=today).delete()
    rest.update(ends_on=today - timedelta(days=1))
    record("blogs.pause.removed", actor=owner, subject=fresh)


@transaction.atomic
def remind_of_writing(*, blog_id: int, day: date, now: datetime) -> None:
    """Remind an owner of a day on which people expect an article; once per blog and day.

    Not of what is written or will appear by itself, not in a holiday, and not who left.
    """
    blogs = Blog.objects.writing().select_for_update(of=("self",)).select_related("owner")
    blog = blogs.filter(pk=blog_id).first()
    if blog is None or not is_open(blog):
        return
    if day_to_remind_of(blog, now, list(blog.pauses.all())) != day or is_written_for(blog, day):
        return
    _reminder, is_new = Reminder.objects.get_or_create(
        blog=blog, for_day=day, defaults={"sent_at": now}
    )
    if is_new:
        publish(WritingDue(blog.pk, day.isoformat()))


def require_sensible(starts_on: date, ends_on: date, *, today: date) -> None:
    """Say in a sentence why these cannot be the days of a holiday."""
    if ends_on < starts_on:
        raise ValidationError({"ends_on": _("It would end before it begins.")})
    if starts_on < today:
        raise ValidationError({"starts_on": _("That day has passed. Begin today or later.")})
    if ends_on - starts_on > LONGEST_PAUSE:
        raise ValidationError({"ends_on": _("That is longer than a year. Choose fewer days.")})
    if starts_on > today + FURTHEST_PAUSE:
        raise ValidationError({"starts_on": _("That is more than two years away.")})
