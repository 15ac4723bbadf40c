"""The demo company, once it is built."""

from io import StringIO

import pytest
from django.core.management import call_command

from communities.models import (
    Announcement,
    Community,
    CommunityInvitation,
    JoinRequest,
    Poll,
    Post,
    Visit,
)
from communities.policies import people_asked
from conversations.models import Attachment, Bookmark, Comment, Draft, Reaction, Thread, Version
from intranet.demo.diary import diaries
from intranet.demo.story import read, read_story
from intranet.platform import clock
from intranet.platform.models import AuditRecord, OutboxEntry
from intranet.platform.organisation import current_organisation
from notifications.models import Notification, Reason
from people.models import ActivationCode, StoredFile, User

CASES = read("cases.toml")
STORY = read_story()
ACCOUNTS = [account["key"] for account in STORY.accounts]

pytestmark = pytest.mark.django_db


def bell(company, key):
    """Return what somebody was told."""
    return Notification.objects.filter(recipient=company.users[key])


def test_everything_that_is_written_down_is_there(company):
    comments = sum(len(post.comments) for post in STORY.posts)
    words = sum(len(said.reactions) for post in STORY.posts for said in post.everything)

    assert User.objects.filter(is_system=False).count() == len(STORY.people)
    assert Community.objects.count() == len(STORY.places)
    assert Post.objects.count() == len(STORY.posts) + len(CASES["post"])
    under_posts = Comment.objects.filter(thread__kind="post")
    assert under_posts.count() == comments + len(CASES["comment"])
    assert Reaction.objects.filter(thread__kind="post").count() == words
    assert current_organisation().name == "Noorderlicht Netbeheer"


def test_it_happened_over_the_last_months_and_nothing_lies_ahead(company):
    threads = Thread.objects.exclude(state="scheduled").order_by("published_at")
    moments = list(threads.values_list("published_at", flat=True))
    first, last = moments[0], moments[-1]
    latest_record = AuditRecord.objects.order_by("-at").first()

    assert 115 <= (clock.now() - first).days <= 125
    assert (clock.now() - last).days <= 1
    assert latest_record.at <= clock.now()
    assert not Comment.objects.filter(published_at__gt=clock.now()).exists()


def test_nothing_is_owed_and_nobody_was_written_to(company, mailoutbox):
    assert not OutboxEntry.objects.exists()
    assert mailoutbox == []


def test_names_in_a_text_became_mentions_and_counted_days_became_days(company):
    question = Thread.objects.get(title__startswith="Waarom wacht een nieuwbouwhuis")
    bram = company.users["bram"]

    assert f'data-person="{bram.pk}"' in question.html
    assert "@Bram de Wit" in question.plain
    assert not Thread.objects.filter(html__contains="{").exists()
    assert not Comment.objects.filter(html__contains="{").exists()
    assert not Comment.objects.filter(plain__contains="**").exists()


@pytest.mark.parametrize("key", ACCOUNTS)
def test_a_visitor_can_be_each_of_six_people(company, client, key):
    person = STORY.people[key]
    login = person.email or person.personnel_number

    client.post("/accounts/login/", {"login": login, "password": STORY.password})

    assert client.session["_auth_user_id"] == str(company.users[key].pk)


def test_each_of_them_finds_the_bell_and_the_feed_as_somebody_left_them(company):
    for key in ACCOUNTS:
        assert bell(company, key).filter(read_at=None).exists(), key
        assert bell(company, key).exclude(read_at=None).exists(), key
        assert Visit.objects.filter(person=company.users[key], community=None).exists(), key
    assert bell(company, "bram").filter(reason=Reason.MENTIONED, read_at=None).exists()
    assert bell(company, "mehmet").filter(reason=Reason.ACCEPTED).exists()
    assert Bookmark.objects.filter(person=company.users["bram"]).count() == 3
    assert Draft.objects.filter(person=company.users["bram"]).count() == 1


def test_everybody_else_had_read_until_yesterday_evening(company):
    unread = Notification.objects.filter(read_at=None).exclude(
        recipient__in=[company.users[key] for key in ACCOUNTS]
    )

    assert not unread.filter(created_at__lt=company.calendar.at(-6 * 60)).exists()


def test_it_shows_what_managers_do(company):
    withdrawn = Thread.objects.get(state="withdrawn")

    assert "naam en een adres" in withdrawn.state_reason
    assert bell(company, "robin").filter(reason=Reason.WITHDRAWN).exists()
    assert Thread.objects.filter(is_locked=True).count() == 2
    assert Post.objects.exclude(pinned_at=None).count() == 5
    assert Community.objects.get(name="Verhuizing Zwolle").is_archived
    assert JoinRequest.objects.filter(answer="open").count() == 2
    assert CommunityInvitation.objects.filter(answer="open").count() == 4
    assert bell(company, "bram").filter(reason=Reason.ASKED_TO_JOIN, read_at=None).exists()


def test_it_shows_changed_words_open_questions_and_accepted_answers(company):
    questions = Thread.objects.filter(wants_answer=True)

    assert Version.objects.count() == sum(
        bool(said.edited) for post in STORY.posts for said in post.everything
    )
    assert questions.exclude(accepted_comment=None).count() >= 25
    assert questions.filter(accepted_comment=None).count() >= 5


def test_it_shows_every_kind_of_post_with_what_people_did_with_it(company):
    must_read = Announcement.objects.get(post__thread__title__startswith="Vanaf maandag: eerst")
    confirmed = must_read.acknowledgements.count()

    assert set(Post.objects.values_list("kind", flat=True)) == set(Post.Kind.values)
    assert 0 < confirmed < people_asked(must_read).count()
    assert Poll.objects.filter(closed_at=None, voters__gte=30).exists()
    assert Poll.objects.exclude(closed_at=None).filter(voters__gte=10).exists()
    assert Thread.objects.filter(state="scheduled", published_at__gt=clock.now()).exists()
    assert Thread.objects.filter(state="ended").exists()


def test_it_shows_somebody_who_left_and_some_who_never_came(company):
    marcel = User.objects.get(name="Marcel Huisman")

    assert not marcel.is_active
    assert Thread.objects.filter(author=marcel).count() == 2
    assert ActivationCode.objects.filter(used_at=None).count() == 3
    assert User.objects.filter(welcomed_at=None, is_system=False).count() == 3


def test_everybody_who_was_drawn_has_a_photo_and_each_cover_is_kept(company):
    covers = sum(bool(place.cover) for place in STORY.places.values())

    assert User.objects.exclude(photo=None).count() == 18
    assert Community.objects.exclude(cover=None).count() == covers
    sent_along = [file for post in STORY.posts for said in post.everything for file in said.files]
    drawn = sum(piece.body.count(".webp") for diary in diaries() for piece in diary.articles)
    assert Attachment.objects.count() == len(sent_along) + drawn
    assert StoredFile.objects.count() == 18 + covers + len(sent_along) + drawn


def test_a_second_run_says_that_it_is_there_and_who_one_can_be(company):
    said = StringIO()

    call_command("demo", stdout=said)

    assert "is there already" in said.getvalue()
    assert STORY.password in said.getvalue()
    assert "18742" in said.getvalue()
    assert Post.objects.count() == len(STORY.posts) + len(CASES["post"])
