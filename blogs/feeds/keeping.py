"""Whether a blog keeps its rhythm: what its owner sees of that, what all see, whom to remind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, Q

from blogs.feeds import rota
from blogs.feeds.figures import answers_by
from blogs.feeds.rhythm import (
    DAY,
    QUIET_AFTER,
    Slot,
    back_on,
    belongs_to,
    days_from,
    is_paused,
    local_day,
    missed_in_a_row,
    on_the_wall,
    reminder_at,
    slots,
    weeks_between,
)
from blogs.models import Article, Blog, Pause, Question, Reminder, Term
from blogs.policies import is_open
from conversations.models import Comment, Thread
from intranet.platform import clock
from intranet.platform.content import State
from people.models import User

# How far one looks back, and ahead.
BEHIND, AHEAD = timedelta(weeks=53), timedelta(weeks=26)
# Nobody is reminded of a day that is further away.
REMINDED_WITHIN = timedelta(days=8)
LONG_AGO = timedelta(weeks=40)


@dataclass(frozen=True)
class Answered:
    """How an article was answered: by how many, and what still waits for its author."""

    thread: Thread
    comments: int
    waiting: int
    first_waiting: int | None


@dataclass(frozen=True)
class Keeping:
    """How it stands with the rhythm of one's own blog."""

    has_rhythm: bool
    next_day: date | None
    today: date
    away_until: date | None
    missed: list[date]
    asked_since: int
    last: Answered | None


@dataclass(frozen=True)
class Mark:
    """What readers see of it: away, or quiet since a day."""

    back_on: date | None = None
    quiet_since: date | None = None
    # So long that the number of a week would not say which year.
    is_long_ago: bool = False


def keeping_of(blog: Blog) -> Keeping:
    """Return how it stands with a rhythm, for its owner."""
    now = clock.now()
    today, pauses = local_day(blog.owner, now), list(blog.pauses.all())
    found = slots_of(blog, today, pauses) if is_open(blog) else []
    last = last_article(blog)
    since = last.published_at if last else blog.started_at
    return Keeping(
        has_rhythm=blog.rhythm != Blog.Rhythm.NONE or blog.kind == Blog.Kind.CARRIER,
        next_day=next((slot.day for slot in found if slot.state == "due"), None),
        today=today,
        away_until=back_on(pauses, today),
        missed=missed_in_a_row(found),
        asked_since=asked_after(blog, since),
        last=how_answered(last, blog.owner) if last else None,
    )


def mark_of(blog: Blog) -> Mark:
    """Return what readers see of a rhythm: nothing of one missed week, and all of a holiday."""
    if not blog.owner.is_active or not is_open(blog):
        return Mark()
    today, pauses = local_day(blog.owner, clock.now()), list(blog.pauses.all())
    if away := back_on(pauses, today):
        return Mark(back_on=away)
    missed = missed_in_a_row(slots_of(blog, today, pauses))
    if len(missed) < QUIET_AFTER:
        return Mark()
    return Mark(quiet_since=missed[0], is_long_ago=today - missed[0] > LONG_AGO)


def slots_of(blog: Blog, today: date, pauses: list[Pause]) -> list[Slot]:
    """Return the days on which people expected an article, and half a year of those to come."""
    days = days_expected(blog, today - BEHIND, today + AHEAD)
    if not days:
        return []
    written = written_on(blog, days[0] - timedelta(weeks=weeks_between(blog)))
    return slots(days, weeks=weeks_between(blog), written=written, pauses=pauses, today=today)


def days_expected(
    blog: Blog, first: date, last: date, terms: list[Term] | None = None
) -> list[date]:
    """Return the days of a blog in some time: those of its rhythm, or a carrier's turns."""
    if blog.kind == Blog.Kind.CARRIER:
        terms = rota.terms_between(first, last) if terms is None else terms
        weeks = (last - first).days // 7 + 1
        taken = [turn for turn in rota.turns(terms, first, weeks) if turn.term.blog_id == blog.pk]
        days: Iterable[date] = [turn.day for turn in taken]
    else:
        days = days_from(blog, first)
    return [day for day in days if first <= day <= last]


def written_on(blog: Blog, since: date) -> list[date]:
    """Return the days on which articles appeared, where their author is."""
    articles = Article.objects.filter(blog=blog, thread__isnull=False)
    articles = articles.filter(thread__published_at__gte=start_of(blog.owner, since))
    moments = articles.values_list("thread__published_at", flat=True)
    return [local_day(blog.owner, moment) for moment in moments]


def start_of(person: User, day: date) -> datetime:
    """Return when a day begins where a person is."""
    return on_the_wall(person, day, datetime.min.time())


def is_written_for(blog: Blog, day: date) -> bool:
    """Tell whether something appeared for a day, or will by itself."""
    first, last = belongs_to(day, weeks_between(blog))
    time = (start_of(blog.owner, first), start_of(blog.owner, last + DAY))
    mine = Article.objects.filter(blog=blog, discarded_at=None)
    return mine.filter(
        Q(thread__published_at__gte=time[0], thread__published_at__lt=time[1])
        | Q(publish_at__gte=time[0], publish_at__lt=time[1])
    ).exists()


def day_to_remind_of(
    blog: Blog, now: datetime, pauses: list[Pause], terms: list[Term] | None = None
) -> date | None:
    """Return the day of which its owner is to be reminded now, whether or not she was."""
    today = local_day(blog.owner, now)
    for day in days_expected(blog, today, today + REMINDED_WITHIN, terms):
        if not is_paused(pauses, day) and reminder_at(blog, day, pauses) <= now:
            return day
    return None


def days_to_remind_of(now: datetime) -> list[tuple[int, date]]:
    """Return which owners are to be reminded of which day, and were not yet."""
    # The day is another one at both ends of the world.
    terms = rota.terms_between(now.date() - DAY, now.date() + REMINDED_WITHIN + DAY)
    told = set(
        Reminder.objects.filter(for_day__gte=now.date() - DAY).values_list("blog_id", "for_day")
    )
    blogs = Blog.objects.writing().exclude(rhythm=Blog.Rhythm.NONE, kind__in=["leader", "personal"])
    found = []
    for blog in blogs.select_related("owner").prefetch_related("pauses").order_by("pk"):
        day = day_to_remind_of(blog, now, list(blog.pauses.all()), terms)
        if day is not None and (blog.pk, day) not in told:
            found.append((blog.pk, day))
    return found


def last_article(blog: Blog) -> Thread | None:
    """Return the newest article that is read now."""
    threads = Thread.objects.published().filter(kind="article", article__blog=blog)
    return threads.order_by("-published_at", "-pk").first()


def asked_after(blog: Blog, moment: datetime) -> int:
    """Return how many open questions came after a moment."""
    questions = Question.objects.published().open().filter(blog=blog)
    return questions.filter(thread__published_at__gt=moment).count()


def how_answered(thread: Thread, author: User) -> Answered:
    """Return how many others commented, and which talk its author is not in yet."""
    said = Comment.objects.filter(thread=thread, state=State.PUBLISHED)
    by_others = said.exclude(author=author)
    waiting = by_others.filter(parent=None).exclude(Exists(answers_by(author.pk)))
    waiting = waiting.order_by("published_at", "pk")
    numbers = list(waiting.values_list("pk", flat=True))
    return Answered(thread, by_others.count(), len(numbers), numbers[0] if numbers else None)
