"""Keeping a rhythm: when people expect an article, and how its author is reminded."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from blogs.actions import (
    cadence,
    choose_rhythm,
    close_blog,
    mark_pause,
    publish_article,
    remove_pause,
    schedule_article,
)
from blogs.feeds.keeping import mark_of
from blogs.feeds.rhythm import (
    at_usual_time,
    belongs_to,
    days_from,
    missed_in_a_row,
    reminder_at,
    slots,
)
from blogs.models import Blog, Pause, Reminder
from blogs.tasks import remind_writers
from conversations.actions import add_comment
from intranet.platform import clock
from notifications.models import Notification
from people.models import User
from tests.factories.blogs import make_article, make_blog, make_draft, make_question
from tests.mailbox import mail_server
from tests.outbox import deliver
from tests.together import together

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
ZONES = [
    "Europe/Amsterdam",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "America/Nuuk",
]
# A Thursday in a week without anything particular.
THURSDAY = date(2027, 2, 11)


def noon(day, zone="Europe/Amsterdam"):
    """Return twelve o'clock on a day somewhere."""
    return datetime.combine(day, time(12), tzinfo=ZoneInfo(zone)).astimezone(UTC)


def unsaved(**fields):
    """Return a blog of which only its rhythm matters."""
    owner = User(time_zone=fields.pop("zone", "Europe/Amsterdam"))
    return Blog(
        owner=owner, **{"rhythm": "weekly", "weekday": 3, "rhythm_since": THURSDAY} | fields
    )


def rhythms():
    """Return blogs of all rhythms, in six zones, begun on any day of 400."""
    return st.builds(
        unsaved,
        zone=st.sampled_from(ZONES),
        rhythm=st.sampled_from(["weekly", "fortnightly", "monthly"]),
        weekday=st.integers(0, 6),
        usual_time=st.times().map(lambda at: at.replace(microsecond=0)),
        rhythm_since=st.integers(0, 400).map(lambda days: date(2026, 11, 1) + days * DAY),
    )


@given(blog=rhythms(), further=st.integers(0, 400))
@examples(deadline=None, derandomize=True)
def test_days_are_always_the_chosen_weekday_and_the_same_weeks_apart(blog, further):
    first = blog.rhythm_since + further * DAY

    found = [day for day, _turn in zip(days_from(blog, first), range(20), strict=False)]

    step = {"weekly": 7, "fortnightly": 14, "monthly": 28}[blog.rhythm]
    assert {day.weekday() for day in found} == {blog.weekday}
    assert {(b - a).days for a, b in zip(found, found[1:], strict=False)} == {step}
    assert first <= found[0] < first + step * DAY
    assert found == [day for day in days_from(blog, blog.rhythm_since) if day >= first][:20]


@given(blog=rhythms())
@examples(deadline=None, derandomize=True)
def test_the_usual_time_is_that_of_the_wall_also_when_the_clock_changes(blog):
    zone = ZoneInfo(blog.owner.time_zone)
    for day, _turn in zip(days_from(blog, blog.rhythm_since), range(60), strict=False):
        moment = at_usual_time(blog, day)

        shown = moment.astimezone(UTC).astimezone(zone)
        wanted = datetime.combine(day, blog.usual_time)
        # Where the clock goes forward, the time that is skipped comes as much later.
        assert timedelta(0) <= shown.replace(tzinfo=None) - wanted <= timedelta(hours=1)
        if shown.replace(tzinfo=None) != wanted:
            assert zone.utcoffset(wanted - 2 * timedelta(hours=1)) != zone.utcoffset(
                wanted + 2 * timedelta(hours=1)
            )


@given(blog=rhythms(), away=st.integers(0, 40), long=st.integers(0, 20))
@examples(deadline=None, derandomize=True)
def test_a_reminder_comes_at_nine_before_the_day_and_in_no_holiday(blog, away, long):
    start = blog.rhythm_since + away * DAY
    pauses = [Pause(starts_on=start, ends_on=start + long * DAY)]
    for day, _turn in zip(days_from(blog, blog.rhythm_since), range(12), strict=False):
        moment = reminder_at(blog, day, pauses)

        assert moment.time() == time(9)
        assert day - 4 * DAY <= moment.date() <= day
        if moment.date() < day:
            assert not pauses[0].starts_on <= moment.date() <= pauses[0].ends_on
            assert moment.weekday() < 5 or day.weekday() >= 5


@given(blog=rhythms(), appeared=st.integers(0, 300))
@examples(deadline=None, derandomize=True)
def test_every_article_keeps_at_most_one_day(blog, appeared):
    weeks = {"weekly": 1, "fortnightly": 2, "monthly": 4}[blog.rhythm]
    days = [day for day, _turn in zip(days_from(blog, blog.rhythm_since), range(104), strict=False)]
    on = blog.rhythm_since + appeared * DAY

    found = slots(days, weeks=weeks, written=[on], pauses=[], today=days[-1] + WEEK * 9)

    kept = [slot.day for slot in found if slot.state == "filled"]
    # What appeared before the first rhythm began to count keeps none.
    assert len(kept) == (on >= belongs_to(days[0], weeks)[0])
    assert all(belongs_to(day, weeks)[0] <= on <= day + DAY for day in kept)


def test_a_day_late_still_counts_and_two_in_one_week_do_not_keep_the_next():
    days = [THURSDAY, THURSDAY + WEEK, THURSDAY + 2 * WEEK]

    found = slots(
        days,
        weeks=1,
        written=[THURSDAY - DAY, THURSDAY + DAY, THURSDAY + 2 * WEEK + DAY],
        pauses=[],
        today=THURSDAY + 3 * WEEK,
    )

    assert [slot.state for slot in found] == ["filled", "missed", "filled"]


def test_a_holiday_is_not_missed_and_does_not_end_a_series():
    days = [THURSDAY + n * WEEK for n in range(4)]
    pauses = [Pause(starts_on=days[1], ends_on=days[1])]

    found = slots(days, weeks=1, written=[], pauses=pauses, today=days[3])

    assert [slot.state for slot in found] == ["missed", "paused", "missed", "due"]
    assert missed_in_a_row(found) == [days[0], days[2]]


# ---- With the product


@pytest.fixture
def weekly(blog, joke):
    """The blog of somebody who writes every Thursday since a month."""
    with clock.moved_to(noon(THURSDAY - 4 * WEEK - DAY)):
        return choose_rhythm(owner=joke, blog=blog, rhythm="weekly", weekday=3, usual_time=time(7))


def beat(moment):
    """Let the beat come by at a moment, and all follow that follows."""
    with clock.moved_to(moment):
        remind_writers()
        deliver()


def told(person):
    """Return how often somebody was told that it is time to write."""
    return Notification.objects.filter(recipient=person, reason="time_to_write").count()


def at(day, hour, minute=0):
    return datetime.combine(day, time(hour, minute), tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.mark.django_db
def test_she_is_reminded_at_nine_the_day_before_once(weekly, joke):
    before = THURSDAY - DAY
    beat(at(before, 8, 45))
    at_a_quarter_to_nine = told(joke)

    for late in (0, 15, 120, 60 * 20):
        beat(at(before, 9) + timedelta(minutes=late))

    assert (at_a_quarter_to_nine, told(joke)) == (0, 1)


@pytest.mark.django_db
def test_a_beat_that_slept_a_day_still_reminds_on_the_day_itself_and_not_after_it(weekly, joke):
    beat(at(THURSDAY, 23))
    on_the_day = told(joke)
    beat(at(THURSDAY + DAY, 8))

    assert (on_the_day, told(joke)) == (1, 1)
    assert Reminder.objects.get().for_day == THURSDAY


@pytest.mark.django_db(transaction=True)
def test_several_beats_at_once_remind_once(weekly, joke):
    def one():
        with clock.moved_to(at(THURSDAY - DAY, 9)):
            remind_writers()

    together(one, one, one)
    with clock.moved_to(at(THURSDAY - DAY, 9)):
        deliver()

    assert told(joke) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("zone", ZONES)
def test_nine_is_nine_where_she_is(weekly, joke, zone):
    joke.time_zone = zone
    joke.save()
    nine = datetime.combine(THURSDAY - DAY, time(9), tzinfo=ZoneInfo(zone)).astimezone(UTC)

    beat(nine - timedelta(minutes=1))
    early = told(joke)
    beat(nine)

    assert (early, told(joke)) == (0, 1)


@pytest.mark.django_db
def test_who_wrote_or_scheduled_already_is_not_reminded(weekly, joke):
    with clock.moved_to(at(THURSDAY - 2 * DAY, 12)):
        schedule_article(author=joke, article=make_draft(weekly), publish_at=at(THURSDAY, 7))
    beat(at(THURSDAY - DAY, 9))
    with clock.moved_to(at(THURSDAY + 5 * DAY, 12)):
        publish_article(author=joke, article=make_draft(weekly))
    beat(at(THURSDAY + 6 * DAY, 9))

    assert told(joke) == 0


@pytest.mark.django_db
def test_nobody_is_reminded_in_a_holiday_of_a_closed_blog_or_after_leaving(weekly, joke, bram):
    elsewhere, left = make_blog(bram), make_blog(User.objects.create_user(name="Weg Gegaan"))
    for each in (elsewhere, left):
        Blog.objects.filter(pk=each.pk).update(rhythm="weekly", weekday=3, rhythm_since=THURSDAY)
    User.objects.filter(pk=left.owner_id).update(is_active=False)
    with clock.moved_to(noon(THURSDAY - WEEK)):
        mark_pause(owner=joke, blog=weekly, starts_on=THURSDAY - 3 * DAY, ends_on=THURSDAY)
        close_blog(actor=bram, blog=elsewhere)

    beat(at(THURSDAY - DAY, 9))
    beat(at(THURSDAY, 12))

    assert not Reminder.objects.exists()


@pytest.mark.django_db
def test_one_that_fails_does_not_keep_the_others(weekly, joke, bram, monkeypatch, caplog):
    other = make_blog(bram)
    Blog.objects.filter(pk=other.pk).update(rhythm="weekly", weekday=3, rhythm_since=THURSDAY)
    real = cadence.is_open

    def broken(blog):
        if blog.pk == weekly.pk:
            raise RuntimeError
        return real(blog)

    monkeypatch.setattr(cadence, "is_open", broken)
    beat(at(THURSDAY - DAY, 9))

    assert (told(joke), told(bram)) == (0, 1)


@pytest.fixture
def mailbox(settings):
    """Where the product's mail goes: over a real connection."""
    with mail_server(settings) as box:
        yield box


@pytest.mark.django_db
def test_the_mail_says_what_people_ask_and_how_the_last_one_was_answered(
    weekly, joke, bram, mailbox
):
    with clock.moved_to(at(THURSDAY - WEEK, 7)):
        article = make_article(weekly, title="Negen weken")
        add_comment(author=bram, thread=article.thread, body="<p>En de kabel?</p>")
        make_question(weekly, asker=bram, body="Waarom duurt een aansluiting zo lang?")

    beat(at(THURSDAY - DAY, 9))

    (mail,) = mailbox.mails
    (letter,) = mailbox.letters
    words = " ".join(f"{letter['Subject']}\n{letter.get_content()}".split())
    assert mail.rcpt_tos == [joke.email]
    assert "1 question from a colleague" in words
    assert "On Thursday 11 February people look forward" in words
    assert "Waarom duurt een aansluiting zo lang? 1 colleague wants to know this." in words
    assert "Your last article: Negen weken Colleagues answered it 1 time. 1 of their" in words
    assert "/blogs/writing/" in words


@pytest.mark.django_db
def test_who_has_no_address_finds_it_in_the_bell_only(weekly, joke, mailbox):
    joke.email = None
    joke.save()

    beat(at(THURSDAY - DAY, 9))

    assert (told(joke), mailbox.mails) == (1, [])


@pytest.mark.django_db
def test_the_way_in_the_mail_changes_nothing_and_one_press_there_begins(weekly, joke, sign_in):
    browser = sign_in(joke)
    with clock.moved_to(at(THURSDAY - DAY, 10)):
        page = browser.get("/blogs/writing/").content.decode()
        before = weekly.articles.count()
        answer = browser.post("/blogs/writing/new/")

    assert "Your next article: Thursday 11 February" in page
    assert before == 0
    assert answer["Location"] == weekly.articles.get().get_absolute_url()


@pytest.mark.django_db
def test_one_missed_week_is_an_invitation_to_her_and_nothing_to_others(weekly, joke, bram, sign_in):
    with clock.moved_to(at(THURSDAY - WEEK, 7)):
        make_article(weekly)
    with clock.moved_to(at(THURSDAY + 2 * DAY, 12)):
        desk = sign_in(joke).get("/blogs/writing/").content.decode()
        home = sign_in(bram).get(weekly.get_absolute_url()).content.decode()

    assert "Week 6 passed without an article." in desk
    assert "Begin with three sentences" in desk
    assert "Quiet since" not in home


@pytest.mark.django_db
def test_after_three_missed_weeks_everybody_sees_that_it_is_quiet(weekly, bram, sign_in):
    with clock.moved_to(at(THURSDAY - 3 * WEEK, 7)):
        make_article(weekly)
    with clock.moved_to(at(THURSDAY + DAY, 12)):
        two = sign_in(bram).get(weekly.get_absolute_url()).content.decode()
    with clock.moved_to(at(THURSDAY + 2 * DAY, 12)):
        three = sign_in(bram).get(weekly.get_absolute_url()).content.decode()

    assert "Quiet since" not in two
    assert "Quiet since week 4" in three


@pytest.mark.django_db
def test_what_is_closed_is_not_called_quiet(weekly, joke):
    with clock.moved_to(at(THURSDAY + 2 * DAY, 12)):
        before = mark_of(weekly)
        close_blog(actor=joke, blog=weekly)
        weekly.refresh_from_db()

        assert before.quiet_since is not None
        assert mark_of(weekly).quiet_since is None


@pytest.mark.django_db
def test_in_a_holiday_readers_see_when_she_is_back(weekly, joke, bram, sign_in):
    with clock.moved_to(noon(date(2027, 7, 10))):
        browser = sign_in(joke)
        days = {"starts_on": "2027-07-12", "ends_on": "2027-07-30"}
        browser.post(f"{weekly.get_absolute_url()}holidays/", days)
        more = {"starts_on": "2027-07-31", "ends_on": "2027-08-02"}
        browser.post(f"{weekly.get_absolute_url()}holidays/", more)
    with clock.moved_to(noon(date(2027, 7, 20))):
        page = sign_in(bram).get(weekly.get_absolute_url()).content.decode()

    assert "Back on Tuesday 3 August" in page
    assert "Quiet since" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("starts_on", "ends_on", "said"),
    [
        ("2027-03-10", "2027-03-01", "It would end before it begins."),
        ("2027-01-01", "2027-03-01", "That day has passed."),
        ("2027-03-01", "2028-06-01", "longer than a year"),
        ("2030-03-01", "2030-03-02", "more than two years away"),
        ("2027-03-05", "2027-03-08", "You marked some of these days already."),
        ("morgen", "2027-03-08", "This is no date."),
        ("", "2027-03-08", "Choose a day."),
    ],
)
def test_a_holiday_that_cannot_be_gets_a_sentence_and_what_was_typed_stays(
    weekly, joke, sign_in, starts_on, ends_on, said
):
    with clock.moved_to(noon(THURSDAY)):
        mark_pause(owner=joke, blog=weekly, starts_on=date(2027, 3, 8), ends_on=date(2027, 3, 9))
        answer = sign_in(joke).post(
            f"{weekly.get_absolute_url()}holidays/",
            {"starts_on": starts_on, "ends_on": ends_on, "note": "Terschelling"},
        )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "Terschelling" in page
    assert weekly.pauses.count() == 1


@pytest.mark.django_db(transaction=True)
def test_marking_the_same_holiday_twice_at_once_marks_it_once(weekly, joke):
    def one():
        with clock.moved_to(noon(THURSDAY)):
            mark_pause(
                owner=joke, blog=weekly, starts_on=date(2027, 3, 8), ends_on=date(2027, 3, 9)
            )

    together(one, one)

    assert weekly.pauses.count() == 1


@pytest.mark.django_db
def test_of_a_holiday_that_has_begun_only_the_rest_is_taken_away(weekly, joke):
    with clock.moved_to(noon(THURSDAY)):
        pause = mark_pause(owner=joke, blog=weekly, starts_on=THURSDAY, ends_on=THURSDAY + 2 * WEEK)
    with clock.moved_to(noon(THURSDAY + WEEK)):
        remove_pause(owner=joke, pause=pause)

    assert weekly.pauses.get().ends_on == THURSDAY + WEEK - DAY


@pytest.mark.django_db
def test_nobody_but_its_owner_sets_its_rhythm_or_holidays(weekly, bram, ruben, sign_in):
    address = weekly.get_absolute_url()
    for person in (bram, ruben):
        browser = sign_in(person)
        answers = [
            browser.post(f"{address}rhythm/", {"rhythm": "none", "weekday": 1}),
            browser.post(f"{address}holidays/", {}),
        ]
        assert {answer.status_code for answer in answers} == {404}
    assert Blog.objects.get().rhythm == "weekly"


@pytest.mark.django_db
def test_choosing_another_day_forgets_what_was_missed(weekly, joke, sign_in):
    with clock.moved_to(noon(THURSDAY + 2 * DAY)):
        before = mark_of(weekly).quiet_since
        sign_in(joke).post(
            f"{weekly.get_absolute_url()}rhythm/",
            {"rhythm": "weekly", "weekday": "1", "usual_time": "08:15"},
        )
        changed = Blog.objects.get()

        assert before is not None
        assert mark_of(changed).quiet_since is None
    assert (changed.weekday, changed.usual_time) == (1, time(8, 15))
    assert changed.rhythm_since == THURSDAY + 2 * DAY


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"rhythm": "weekly", "weekday": "3", "usual_time": "laat"}, "This is no time."),
        ({"rhythm": "daily", "weekday": "3", "usual_time": "07:00"}, "daily"),
        ({"rhythm": "weekly", "weekday": "9", "usual_time": "07:00"}, "9"),
        ({"weekday": "3", "usual_time": "07:00"}, "Choose how often you write."),
    ],
)
def test_a_rhythm_that_is_none_gets_a_sentence(weekly, joke, sign_in, typed, said):
    answer = sign_in(joke).post(f"{weekly.get_absolute_url()}rhythm/", typed)

    assert answer.status_code == 422
    assert said in answer.content.decode()


@pytest.mark.django_db
def test_her_settings_are_hers_alone(weekly, bram, sign_in):
    with pytest.raises(ValidationError):
        mark_pause(
            owner=weekly.owner, blog=weekly, starts_on=date(2020, 1, 1), ends_on=date(2020, 1, 2)
        )

    assert sign_in(bram).get(f"{weekly.get_absolute_url()}settings/").status_code == 404
