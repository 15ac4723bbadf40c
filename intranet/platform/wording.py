"""How times and numbers are said, in the reader's language and time zone."""

from datetime import date, datetime

from django.utils import formats, timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from markupsafe import Markup

from intranet.platform import clock

# Django says this of an empty field and so does REST framework, each in its own Dutch, and that of
# whichever is installed first stands on every page. A translation of our own goes before both.
SAID_OF_AN_EMPTY_FIELD = gettext_noop("This field is required.")


def when(moment: datetime) -> Markup:
    """Return a <time> that a person can read at a glance, with the whole moment behind it."""
    local = timezone.localtime(moment)
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        moment.isoformat(timespec="seconds").replace("+00:00", "Z"),
        f"{day(local)} {clock_time(local)}",
        said(local),
    )


def said(local: datetime) -> str:
    """Say a local moment: the days around today by name, a week by weekday, else by date."""
    today = timezone.localtime(clock.now()).date()
    days_ago = (today - local.date()).days
    time = clock_time(local)
    if days_ago == 0:
        return _("today %(time)s") % {"time": time}
    if days_ago == 1:
        return _("yesterday %(time)s") % {"time": time}
    if days_ago == -1:
        return _("tomorrow %(time)s") % {"time": time}
    if 1 < abs(days_ago) < 7:
        return f"{WEEKDAYS[local.weekday()]} {time}"
    if local.year == today.year:
        return f"{local.day} {month(local)}, {time}"
    return f"{local.day} {month(local)} {local.year}"


def day(moment: date) -> str:
    """Say a date in full: 18 november 2026."""
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        moment = timezone.localtime(moment)
    return f"{moment.day} {month(moment)} {moment.year}"


def long_day(moment: date) -> str:
    """Say which day it is as people speak of it: thursday 20 november, with another year's."""
    local = timezone.localtime(moment) if isinstance(moment, datetime) else moment
    named = f"{WEEKDAYS[local.weekday()]} {local.day} {month(local)}"
    this_year = timezone.localtime(clock.now()).year
    return named if local.year == this_year else f"{named} {local.year}"


def week(moment: datetime) -> int:
    """Return the number of the week (ISO 8601), as people in the Netherlands count them."""
    return timezone.localtime(moment).isocalendar().week


def age(moment: datetime) -> str:
    """Say how long ago a moment is, in days and then in weeks."""
    days = (timezone.localtime(clock.now()).date() - timezone.localtime(moment).date()).days
    if days < 1:
        return _("less than a day")
    if days < 14:
        return ngettext("%(num)s day", "%(num)s days", days) % {"num": days}
    return ngettext("%(num)s week", "%(num)s weeks", days // 7) % {"num": days // 7}


def clock_time(moment: datetime) -> str:
    """Say the time of day: 07:30."""
    if timezone.is_aware(moment):
        moment = timezone.localtime(moment)
    return f"{moment.hour:02}:{moment.minute:02}"


def greeting(name: str) -> str:
    """Greet by the time of day where the reader is."""
    hour = timezone.localtime(clock.now()).hour
    if 5 <= hour < 12:
        return _("Good morning %(name)s.") % {"name": name}
    if 12 <= hour < 18:
        return _("Good afternoon %(name)s.") % {"name": name}
    return _("Good evening %(name)s.") % {"name": name}


def month(moment: date) -> str:
    """Name the month in the reader's language."""
    return str(MONTHS[moment.month])


def in_words(value: int) -> str:
    """Write a number in a sentence: small ones as a word, as people do."""
    words = (
        _("none"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six"),
        _("seven"), _("eight"), _("nine"), _("ten"), _("eleven"), _("twelve"),
    )  # fmt: skip
    return words[value] if 0 <= value < len(words) else number(value)


def number(value: int) -> str:
    """Write a number with the separators of the reader's language."""
    return str(formats.number_format(value, use_l10n=True, force_grouping=True))


def file_size(size: int) -> str:
    """Say how large a file is: 340 kB, 1,2 MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{formats.number_format(size / 1_000_000, 1, use_l10n=True)} MB"
