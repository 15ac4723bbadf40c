"""Asking people to choose."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from communities.actions import PollPlan, close_poll, publish_post, vote
from communities.models import Ballot, Poll, PollOption, Post
from communities.tasks import keep_time
from intranet.platform import clock
from intranet.platform.policy import Refused
from tests.factories.communities import make_community, make_person
from tests.outbox import deliver
from tests.together import together

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def mehmet():
    """Who asks."""
    return make_person("Mehmet Kaya", language="en")


@pytest.fixture
def place(mehmet):
    """Where he asks it."""
    return make_community(members=[mehmet])


def make_poll(author, place, **rules):
    """Ask which shoe it is going to be."""
    rules = {"options": ("Hoog", "Laag", "Geen"), **rules}
    post = publish_post(author=author, community=place, body="<p>?</p>", plan=PollPlan(**rules))
    return Poll.objects.get(pk=post.pk)


def options_of(poll):
    """Return the numbers of the answers, in order."""
    return list(PollOption.objects.filter(poll=poll).values_list("pk", flat=True))


def votes_in(poll):
    """Return how often each answer was chosen."""
    return list(PollOption.objects.filter(poll=poll).values_list("votes", flat=True))


def choose(browser, poll, *places):
    """Vote as the page does."""
    chosen = [options_of(poll)[place] for place in places]
    return browser.post(f"/posts/{poll.pk}/votes/", {"option": chosen}, follow=True)


def test_a_poll_is_asked_in_one_form(sign_in, mehmet, place):
    sign_in(mehmet).post(
        f"/communities/{place.slug}/posts/",
        {"kind": "poll", "body": "Welke schoen?", "option": ["Hoog", " Laag ", "", "Hoog"]},
    )

    assert list(PollOption.objects.values_list("words", flat=True)) == ["Hoog", "Laag"]


def test_results_are_seen_by_who_voted(sign_in, mehmet, place):
    poll, bram = make_poll(mehmet, place), make_person("Bram de Wit", language="en")
    browser = sign_in(bram)

    before = browser.get(f"/posts/{poll.pk}/").content.decode()
    after = choose(browser, poll, 0).content.decode()

    assert "100%" not in before
    assert "100%" in after
    assert "You voted, and may still choose again" in after


def test_results_at_the_close_are_seen_by_nobody_before(sign_in, mehmet, place):
    poll = make_poll(mehmet, place, results="at_the_close", closes_at=clock.now() + DAY)

    voted = choose(sign_in(mehmet), poll, 0).content.decode()
    with clock.moved_to(clock.now() + 2 * DAY):
        closed = sign_in(make_person()).get(f"/posts/{poll.pk}/").content.decode()

    assert "100%" not in voted
    assert "100%" in closed


def test_a_vote_can_be_changed_and_counts_once(mehmet, place):
    poll = make_poll(mehmet, place)
    high, low, _none = options_of(poll)

    vote(voter=mehmet, poll=poll, choices=[high])
    vote(voter=mehmet, poll=poll, choices=[low])

    assert votes_in(poll) == [0, 1, 0]
    assert Poll.objects.get().voters == 1


def test_only_one_answer_may_be_chosen_unless_the_poll_says_otherwise(mehmet, place):
    single, several = make_poll(mehmet, place), make_poll(mehmet, place, is_multiple=True)

    vote(voter=mehmet, poll=several, choices=options_of(several)[:2])

    assert votes_in(several) == [1, 1, 0]
    with pytest.raises(ValidationError, match="one answer"):
        vote(voter=mehmet, poll=single, choices=options_of(single)[:2])


def test_an_answer_of_another_poll_is_none(mehmet, place):
    poll, other = make_poll(mehmet, place), make_poll(mehmet, place)

    with pytest.raises(ValidationError, match="Choose one of the answers"):
        vote(voter=mehmet, poll=poll, choices=options_of(other)[:1])


def test_pressing_the_button_without_an_answer_says_what_to_do(sign_in, mehmet, place):
    poll = make_poll(mehmet, place)

    for headers in ({}, {"HX-Request": "true"}):
        answer = sign_in(mehmet).post(f"/posts/{poll.pk}/votes/", {}, headers=headers)

        assert answer.status_code == 422
        assert "Choose one of the answers first." in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_twenty_clicks_of_one_person_at_the_same_moment_are_one_vote():
    mehmet = make_person("Mehmet Kaya")
    poll = make_poll(mehmet, make_community(members=[mehmet]))
    high, low, _none = options_of(poll)

    together(
        *[lambda at=at: vote(voter=mehmet, poll=poll, choices=[at]) for at in [high, low] * 10]
    )

    assert sum(votes_in(poll)) == 1
    assert Poll.objects.get(pk=poll.pk).voters == 1
    assert Ballot.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_votes_of_many_at_the_same_moment_all_count():
    people = [make_person() for _number in range(12)]
    poll = make_poll(people[0], make_community(members=people), is_multiple=True)

    together(
        *[
            lambda person=person: vote(voter=person, poll=poll, choices=options_of(poll)[::-1])
            for person in people
        ]
    )

    assert votes_in(poll) == [12, 12, 12]


def test_after_its_time_nobody_votes_also_before_that_is_written_down(mehmet, place):
    poll = make_poll(mehmet, place, closes_at=clock.now() + DAY)

    with clock.moved_to(clock.now() + 2 * DAY), pytest.raises(Refused, match="closed"):
        vote(voter=mehmet, poll=poll, choices=options_of(poll)[:1])


def test_when_it_closes_the_numbers_stay_and_who_chose_what_is_forgotten(mehmet, place):
    poll = make_poll(mehmet, place, closes_at=clock.now() + DAY)
    vote(voter=mehmet, poll=poll, choices=options_of(poll)[:1])

    with clock.moved_to(clock.now() + 2 * DAY):
        keep_time()
        keep_time()

    assert votes_in(poll) == [1, 0, 0]
    assert list(Ballot.objects.values_list("choices", flat=True)) == [[]]


def test_who_asked_is_told_once_that_it_closed(mehmet, place):
    make_poll(mehmet, place, closes_at=clock.now() + DAY)

    with clock.moved_to(clock.now() + 2 * DAY):
        keep_time()
        deliver()
        keep_time()
        deliver()

    assert mehmet.notifications.filter(reason="poll_closed").count() == 1


def test_who_asked_may_close_it_and_others_may_not(sign_in, mehmet, place):
    poll = make_poll(mehmet, place)

    with pytest.raises(Refused, match="Only who asked"):
        close_poll(poll=poll, closer=make_person())
    sign_in(mehmet).post(f"/posts/{poll.pk}/close/")

    assert Poll.objects.get().closed_at is not None


def test_an_outsider_may_not_vote_in_a_closed_place(sign_in, mehmet):
    poll = make_poll(mehmet, make_community("closed", members=[mehmet]))

    answer = sign_in(make_person()).post(
        f"/posts/{poll.pk}/votes/", {"option": options_of(poll)[:1]}
    )

    assert answer.status_code == 404
    assert votes_in(poll) == [0, 0, 0]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"option": ["Alleen dit"]}, "at least two different answers"),
        ({"option": ["Ja", "ja ", "x" * 121]}, "120 characters"),
        ({"option": ["Ja", "Nee"], "closes_at": "2001-01-01T08:00"}, "before anybody can vote"),
        ({"option": ["Ja", "Nee"], "closes_at": "morgen"}, "no date and time"),
        ({"option": ["Ja", "Nee"], "results": "at_the_close"}, "Choose when the poll closes"),
    ],
)
def test_what_is_wrong_is_said_and_the_answers_are_still_there(
    sign_in, mehmet, place, typed, sentence
):
    answer = sign_in(mehmet).post(
        f"/communities/{place.slug}/posts/", {"kind": "poll", "body": "Welke?", **typed}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert all(f'value="{each}"' in page for each in typed["option"])
    assert not Post.objects.exists()
