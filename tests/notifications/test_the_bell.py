"""The bell: what concerns me, told once, and only as far as I may see it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from communities.actions import (
    accept_request,
    appoint_manager,
    ask_to_join,
    invite_to_community,
    join_community,
    leave_community,
    remove_member,
)
from communities.tasks import tell_who_is_named
from conversations.actions import (
    accept_answer,
    remove_contribution,
    unfollow_thread,
    withdraw_contribution,
)
from conversations.models import Thread
from intranet.platform import clock
from intranet.platform.models import OutboxEntry
from notifications.feeds import LINES_A_PAGE, bell, unread_count
from notifications.models import Notification, Reason
from people.models import Mute
from tests.counting import queries_of
from tests.factories.communities import make_comment, make_community, make_person, make_post
from tests.outbox import deliver
from tests.together import together

pytestmark = pytest.mark.django_db

BELL = "/notifications/"


@pytest.fixture
def bram():
    """Whose bell it is."""
    return make_person("Bram de Wit", language="en")


@pytest.fixture
def wim():
    """Who says things."""
    return make_person("Wim Hoekstra", language="en")


@pytest.fixture
def place(bram, wim):
    """Where they talk."""
    return make_community(members=[bram, wim])


def told(person):
    """Return the reasons in somebody's bell, the newest first."""
    return [line.told.reason for line in bell(person).lines]


def assert_the_number_is_what_is_shown(person):
    """Check that the number beside the bell equals the lines that are marked as new."""
    lines, cursor = [], ""
    while True:
        page = bell(person, cursor=cursor)
        lines += page.lines
        cursor = page.next_cursor
        if not cursor:
            break
    assert unread_count(person) == sum(line.is_new for line in lines)
    assert unread_count(person) == len(bell(person, only_unread=True).lines)


# ---- What one is told


def test_whoever_is_mentioned_reads_who_did_it_and_the_words(sign_in, bram, wim, place):
    make_post(
        author=wim, community=place, body=f"@{bram.name} speelt dit bij jullie ook?", is_html=False
    )
    deliver()

    page = sign_in(bram).get(BELL).content.decode()

    assert "<strong>Wim Hoekstra</strong> mentions you" in page
    assert "speelt dit bij jullie ook?" in page


def test_the_author_is_told_of_a_comment_as_an_answer_and_a_follower_as_a_comment(bram, wim, place):
    ilse = make_person("Ilse Jansen")
    post = make_post(author=bram, community=place)
    make_comment(thread=post, author=ilse)
    make_comment(thread=post, author=wim)
    deliver()

    assert told(bram) == ["answered"]
    assert told(ilse) == ["commented"]


def test_the_one_whose_comment_is_answered_is_told_so(bram, wim, place):
    post = make_post(community=place)
    comment = make_comment(thread=post, author=bram)
    make_comment(thread=post, author=wim, parent=comment)
    deliver()

    assert told(bram) == ["answered"]


def test_the_one_whose_answer_is_accepted_is_told(bram, wim, place):
    question = make_post(author=wim, community=place, kind="question")
    accept_answer(asker=wim, comment=make_comment(thread=question, author=bram))
    deliver()

    assert told(bram) == ["accepted"]


def test_joining_asking_and_managing_are_told(bram, wim):
    place = make_community("closed", managers=[wim])
    request = ask_to_join(person=bram, community=place)
    deliver()
    assert told(wim) == ["asked_to_join"]

    accept_request(manager=wim, request=request)
    deliver()
    assert told(bram) == ["let_in"]

    appoint_manager(manager=wim, community=place, person=bram)
    deliver()
    assert told(bram) == ["made_manager"]


def test_nobody_is_told_what_she_did_herself(bram, place):
    post = make_post(author=bram, community=place, body=f"@{bram.name} zelf", is_html=False)
    make_comment(thread=post, author=bram)
    deliver()

    assert not told(bram)


def test_one_event_is_told_once_for_the_strongest_reason(bram, wim, place):
    post = make_post(author=bram, community=place)
    make_comment(thread=post, author=wim, body=f"@{bram.name} ja", is_html=False)
    deliver()

    only = Notification.objects.get(recipient=bram)
    assert (only.reason, only.reasons) == ("mentioned", ["mentioned", "answered", "commented"])


def test_a_task_that_runs_twice_tells_once(bram, wim, place):
    make_post(author=wim, community=place, body=f"@{bram.name} hoi", is_html=False)
    owed = OutboxEntry.objects.filter(event="communities.PostPublished")
    entry = owed.get(reaction__endswith="tell_who_is_named")
    deliver()

    tell_who_is_named(event_id=entry.event_id, happened_at=entry.created_at, **entry.payload)

    assert Notification.objects.count() == 1


def test_whoever_no_longer_follows_is_told_only_when_named(bram, wim, place):
    post = make_post(author=bram, community=place)
    unfollow_thread(person=bram, thread=Thread.objects.get(pk=post.pk))
    make_comment(thread=post, author=wim)
    deliver()
    assert not told(bram)

    make_comment(thread=post, author=wim, body=f"@{bram.name} toch", is_html=False)
    deliver()
    assert told(bram) == ["mentioned"]


def test_one_hears_nothing_of_whom_one_muted(bram, wim, place):
    Mute.objects.create(person=bram, muted=wim)
    post = make_post(author=bram, community=place)
    make_comment(thread=post, author=wim, body=f"@{bram.name} hoi", is_html=False)
    deliver()

    assert not told(bram)


def test_every_reason_has_a_sentence_in_both_languages(sign_in, bram, wim, place, settings):
    for language in ("nl", "en"):
        reader = make_person(language=language)
        gerrit = make_person("Gerrit Drost")
        closed = make_community("closed", managers=[gerrit])
        tell_everything(reader, gerrit, closed)

        page = sign_in(reader).get(BELL).content.decode()

        assert (
            Notification.objects.filter(recipient=reader).values("reason").distinct().count() >= 5
        )
        assert page.count('class="bell bell--new"') == unread_count(reader)
        assert "Gerrit Drost" in page
    templates = settings.BASE_DIR / "templates/notifications/kinds"
    assert {path.stem for path in templates.iterdir()} == set(Reason.values)


def tell_everything(reader, gerrit, closed):
    """Let things happen that concern the reader."""
    accept_request(manager=gerrit, request=ask_to_join(person=reader, community=closed))
    invite_to_community(actor=gerrit, community=make_community(managers=[gerrit]), person=reader)
    question = make_post(author=gerrit, community=closed, kind="question")
    accept_answer(asker=gerrit, comment=make_comment(thread=question, author=reader))
    post = make_post(author=reader, community=closed)
    make_comment(thread=post, author=gerrit)
    named = make_post(author=gerrit, community=closed, body=f"@{reader.name} hoi", is_html=False)
    withdrawn = make_comment(thread=named, author=reader)
    other = make_post(author=gerrit, community=closed)
    withdraw_contribution(
        moderator=gerrit, contribution=make_comment(thread=other, author=reader), reason="Namen"
    )
    make_comment(thread=named, author=gerrit, parent=withdrawn)
    deliver()


# ---- How it is grouped


def test_what_happens_in_one_conversation_stands_in_one_line(sign_in, bram, wim, place):
    post = make_post(author=bram, community=place, title="Sleutelkast")
    for name in ("Ilse Jansen", "Mehmet Kaya"):
        make_comment(thread=post, author=make_person(name))
    make_comment(thread=post, author=wim, body="Hier ook")
    deliver()

    page = sign_in(bram).get(BELL).content.decode()

    assert page.count('class="bell bell--new"') == 1
    assert "<strong>Wim Hoekstra</strong> and 2 others answer you" in page
    assert unread_count(bram) == 1


def test_the_line_tells_the_strongest_reason_and_how_much_more_there_is(sign_in, bram, wim, place):
    post = make_post(community=place)
    make_comment(thread=post, author=bram)
    make_comment(thread=post, author=wim, body=f"@{bram.name} wat vind jij?", is_html=False)
    for _ in range(3):
        make_comment(thread=post, author=wim)
    deliver()

    line = bell(bram).lines[0]
    page = sign_in(bram).get(BELL).content.decode()

    assert (line.told.reason, line.people, line.more) == ("mentioned", 1, 3)
    assert "wat vind jij?" in page
    assert "and 3 more there" in page


def test_a_line_that_was_read_tells_what_happened_last(bram, wim, place):
    post = make_post(author=wim, community=place, body=f"@{bram.name} hoi", is_html=False)
    make_comment(thread=post, author=bram)
    make_comment(thread=post, author=wim)
    deliver()
    Notification.objects.update(read_at=timezone.now())

    line = bell(bram).lines[0]

    assert (line.told.reason, line.is_new, line.more) == ("commented", False, 0)


def test_days_have_names_and_each_stands_once(bram, wim, place):
    now = timezone.make_aware(timezone.datetime(2026, 11, 20, 12, 0))
    with time_machine.travel(now, tick=False):
        for days in (0, 0, 1, 3, 40):
            with clock.moved_to(now - timedelta(days=days)):
                make_post(author=wim, community=place, body=f"@{bram.name} hoi", is_html=False)
        deliver()
        headings = [line.heading for line in bell(bram).lines]

    assert [bool(heading) for heading in headings] == [True, False, True, True, True]
    assert "2026" in headings[-1]


# ---- New and seen


def test_opening_the_bell_changes_nothing(sign_in, bram, wim, place):
    make_post(author=wim, community=place, body=f"@{bram.name} hoi", is_html=False)
    deliver()
    browser = sign_in(bram)

    for _ in range(2):
        assert "bell--new" in browser.get(BELL).content.decode()


def test_reading_the_conversation_marks_its_line_as_seen(sign_in, bram, wim, place):
    post = make_post(author=wim, community=place, body=f"@{bram.name} hoi", is_html=False)
    other = make_post(author=wim, community=place, body=f"@{bram.name} en hier", is_html=False)
    deliver()

    sign_in(bram).post(f"/threads/{post.pk}/seen/")

    assert [line.subject.url for line in bell(bram, only_unread=True).lines] == [
        other.get_absolute_url()
    ]


def test_the_page_of_a_community_tells_that_its_lines_were_seen(sign_in, bram, wim):
    place = make_community("closed", managers=[wim])
    invite_to_community(actor=wim, community=place, person=bram)
    ask_to_join(person=make_person(), community=place)
    deliver()
    for person, path, group in ((bram, "", "community"), (wim, "members/", "requests")):
        browser, beacon = sign_in(person), f"/notifications/groups/{group}%3A{place.pk}/read/"
        page = browser.get(f"/communities/{place.slug}/{path}").content.decode()

        assert f'data-seen-url="{beacon}?until=' in page
        assert browser.post(beacon).status_code == 204
        assert unread_count(person) == 0


def test_one_line_is_marked_as_seen_with_its_button(sign_in, bram, wim, place):
    for _ in range(2):
        make_post(author=wim, community=place, body=f"@{bram.name} hoi", is_html=False)
    deliver()
    first = bell(bram).lines[0].told

    answer = sign_in(bram).post(f"/notifications/{first.pk}/read/")

    assert answer.headers["Location"] == BELL
    assert [line.is_new for line in bell(bram).lines] == [False, True]


def test_with_script_the_line_and_the_number_beside_the_bell_change(sign_in, bram, wim, place):
    for _ in range(2):
        make_post(author=wim, community=place, body=f"@{bram.name} hoi", is_html=False)
    deliver()
    first = bell(bram).lines[0].told

    part = (
        sign_in(bram)
        .post(f"/notifications/{first.pk}/read/", headers={"HX-Request": "true"})
        .content.decode()
    )

    assert part.lstrip().startswith(f'<li class="bell" id="bell-thread-{first.subject_id}">')
    assert 'id="bell"' in part
    assert "Notifications: 1 new" in part


def test_everything_is_marked_as_seen_at_once(sign_in, bram, wim, place):
    for _ in range(3):
        make_post(author=wim, community=place, body=f"@{bram.name} hoi", is_html=False)
    deliver()

    sign_in(bram).post("/notifications/read/")

    assert unread_count(bram) == 0
    page = sign_in(bram).get(BELL).content.decode()
    assert "You have seen everything." in page
    assert "bell--new" not in page


def test_what_came_in_after_the_page_was_made_is_not_taken_for_seen(sign_in, bram, wim, place):
    post = make_post(author=wim, community=place, body=f"@{bram.name} hoi", is_html=False)
    deliver()
    browser = sign_in(bram)
    beacon = re.search(r'data-seen-url="([^"]+)"', browser.get(post.get_absolute_url()).text)[1]

    make_comment(thread=post, author=wim, body=f"@{bram.name} en dit nog", is_html=False)
    deliver()
    browser.post(beacon)

    assert [line.told.subject_kind for line in bell(bram, only_unread=True).lines] == ["comment"]


@pytest.mark.parametrize("until", ["", "x", "-1", "9" * 17, "9" * 40, "\u0663"])
def test_a_moment_that_no_page_carried_is_now(sign_in, bram, wim, place, until):
    post = make_post(author=wim, community=place, body=f"@{bram.name} hoi", is_html=False)
    deliver()

    sign_in(bram).post(f"/threads/{post.pk}/seen/?until={until}")

    assert unread_count(bram) == 0


def test_only_new_ones_are_shown_when_asked_for(sign_in, bram, wim, place):
    old = make_post(author=wim, community=place, body=f"@{bram.name} oud", is_html=False)
    deliver()
    sign_in(bram).post(f"/threads/{old.pk}/seen/")
    make_post(author=wim, community=place, body=f"@{bram.name} nieuw", is_html=False)
    deliver()

    page = sign_in(bram).get(f"{BELL}?only=unread").content.decode()

    assert page.count('<li class="bell') == 1


def test_nobody_reads_or_marks_the_bell_of_another(sign_in, bram, wim, place):
    make_post(author=wim, community=place, body=f"@{bram.name} hoi", is_html=False)
    deliver()
    mine = Notification.objects.get()
    browser = sign_in(make_person("Sanne Postma"))

    assert browser.post(f"/notifications/{mine.pk}/read/").status_code == 404
    browser.post("/notifications/read/")
    browser.post(f"/notifications/groups/{mine.group_key}/read/")

    assert unread_count(bram) == 1


@pytest.mark.parametrize("path", ["read/", "1/read/", "groups/thread:1/read/"])
def test_a_get_marks_nothing(sign_in, bram, path):
    assert sign_in(bram).get(f"{BELL}{path}").status_code == 405


# ---- Sight, asked again


def test_whoever_is_taken_out_no_longer_sees_what_she_was_told_there(bram, wim):
    place = make_community("closed", managers=[wim], members=[bram])
    make_post(author=wim, community=place, body=f"@{bram.name} binnen", is_html=False)
    deliver()
    assert unread_count(bram) == 1

    remove_member(manager=wim, community=place, person=bram)

    assert not told(bram)
    assert_the_number_is_what_is_shown(bram)


def test_nobody_is_told_of_a_post_in_a_place_that_she_left_meanwhile(bram, wim):
    place = make_community("closed", managers=[wim], members=[bram])
    make_post(author=wim, community=place, body=f"@{bram.name} binnen", is_html=False)

    leave_community(person=bram, community=place)
    deliver()

    assert not Notification.objects.filter(recipient=bram).exists()


def test_what_was_removed_is_no_longer_told_and_no_longer_counted(bram, wim, place):
    post = make_post(author=bram, community=place)
    comments = [make_comment(thread=post, author=wim) for _ in range(2)]
    deliver()

    remove_contribution(author=wim, contribution=comments[1])
    assert bell(bram).lines[0].unread == 1
    remove_contribution(author=wim, contribution=comments[0])

    assert not told(bram)
    assert_the_number_is_what_is_shown(bram)


def test_a_request_that_is_answered_leaves_every_managers_bell(bram, wim):
    place = make_community("closed", managers=[bram, wim])
    request = ask_to_join(person=make_person(), community=place)
    deliver()
    assert unread_count(bram) == unread_count(wim) == 1

    accept_request(manager=wim, request=request)

    for person in (bram, wim):
        assert_the_number_is_what_is_shown(person)
        assert not told(person)


def test_the_line_of_a_request_leads_to_where_it_is_answered(bram, wim):
    place = make_community("closed", managers=[bram])
    ask_to_join(person=wim, community=place, note="Ik rij ook mee")
    deliver()

    subject = bell(bram).lines[0].subject
    assert (subject.url, subject.words) == (
        f"/communities/{place.slug}/members/#requests",
        "Ik rij ook mee",
    )


# ---- Pages


def test_the_bell_is_paged_without_missing_or_repeating_a_line(sign_in, bram, wim, place):
    now = timezone.now()
    for number in range(LINES_A_PAGE + 4):
        with clock.moved_to(now - timedelta(hours=number)):
            make_post(author=wim, community=place, body=f"@{bram.name} {number}", is_html=False)
    deliver()

    first = bell(bram)
    second = bell(bram, cursor=first.next_cursor)
    part = (
        sign_in(bram)
        .get(f"{BELL}?after={first.next_cursor}", headers={"HX-Request": "true"})
        .content.decode()
    )

    groups = [line.told.group_key for line in first.lines + second.lines]
    assert len(groups) == len(set(groups)) == LINES_A_PAGE + 4
    assert second.next_cursor == ""
    assert part.count('<li class="bell') == 4
    assert "<html" not in part
    assert unread_count(bram) == LINES_A_PAGE + 4


def test_a_broken_cursor_shows_the_first_page(sign_in, bram, wim, place):
    make_post(author=wim, community=place, body=f"@{bram.name} hoi", is_html=False)
    deliver()

    for cursor in ("x", "zzzz!", "MTIz", "A" * 400):
        assert "bell--new" in sign_in(bram).get(f"{BELL}?after={cursor}").content.decode()


def test_an_empty_bell_says_what_will_stand_there(sign_in, bram):
    browser = sign_in(bram)

    assert "Nothing here yet" in browser.get(BELL).content.decode()
    assert "Nothing new" in browser.get(f"{BELL}?only=unread").content.decode()


def test_words_in_the_bell_are_never_markup(sign_in, bram, place):
    author = make_person("<i>Wim</i> Hoekstra")
    join_community(person=author, community=place)
    make_post(
        author=author,
        community=place,
        title="<b>Kast</b>",
        body=f"@{bram.name} <script>alert(1)</script>",
        is_html=False,
    )
    deliver()

    page = sign_in(bram).get(BELL).content.decode()

    assert "&lt;i&gt;Wim&lt;/i&gt;" in page
    assert "<script>alert" not in page


def test_the_bell_asks_as_often_for_thirty_lines_as_for_three(sign_in, bram, wim, place):
    browser = sign_in(bram)

    def queries_with(number):
        for _ in range(number):
            post = make_post(author=wim, community=place, body=f"@{bram.name} hoi", is_html=False)
            make_comment(thread=post, author=make_person(), body=f"@{bram.name} ook", is_html=False)
        deliver()
        return queries_of(browser, BELL)

    assert queries_with(3) == queries_with(21)


@pytest.mark.django_db(transaction=True)
def test_ten_comments_at_once_are_told_once_each_and_the_number_is_right():
    bram, place = make_person("Bram"), make_community()
    people = [make_person() for _ in range(10)]
    post = make_post(community=place)
    make_comment(thread=post, author=bram)

    together(*(lambda p=p: make_comment(thread=post, author=p) for p in people))
    together(*[deliver] * 4)

    assert Notification.objects.filter(recipient=bram).count() == 10
    assert bell(bram).lines[0].people == 10
    assert_the_number_is_what_is_shown(bram)


@pytest.mark.django_db(transaction=True)
def test_a_post_that_is_removed_while_people_are_told_leaves_no_trace_in_a_bell():
    bram, wim = make_person("Bram"), make_person("Wim")
    place = make_community(members=[bram, wim])
    for _ in range(5):
        post = make_post(author=wim, community=place, body=f"@{bram.name} hoi", is_html=False)
        thread = Thread.objects.get(pk=post.pk)

        together(deliver, lambda t=thread: remove_contribution(author=wim, contribution=t))

    assert not Notification.objects.exists()
