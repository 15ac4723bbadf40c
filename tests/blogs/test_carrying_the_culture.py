"""Carrying the culture: nominated by colleagues, accepted by oneself, for a term, in turns."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from blogs.actions import (
    accept_carrying,
    close_blog,
    decline_carrying,
    mark_pause,
    nominate_carrier,
    start_article,
    take_nomination_back,
)
from blogs.feeds.rota import FIRST_MONDAY, terms_between, turns
from blogs.models import Blog, BlogRules, Nomination, Pause, Term
from blogs.tasks import remind_writers
from intranet.platform import clock
from intranet.platform.policy import Refused
from notifications.models import Notification
from people.actions import deactivate_person, direct_audience
from tests.factories.blogs import make_blog
from tests.factories.communities import make_person
from tests.factories.people import make_team
from tests.outbox import deliver
from tests.together import together

WEEK, DAY = timedelta(weeks=1), timedelta(days=1)
PAGE = "/blogs/carriers/"


@pytest.fixture
def samira():
    """Whom colleagues nominate."""
    return make_person("Samira Haddad", language="en")


def nominated(person, times=3):
    """Let colleagues nominate somebody."""
    return [
        nominate_carrier(nominated_by=make_person(), nominee=person, why=f"Reden {number}")
        for number in range(times)
    ]


def carrier(name, **fields):
    """Somebody who carries the culture now."""
    person = make_person(name, language="en", **fields)
    nominated(person)
    return accept_carrying(person=person)


def asked(person):
    """Return how often somebody was asked."""
    deliver()
    return Notification.objects.filter(recipient=person, reason="asked_to_carry").count()


# ---- The rota, as a pure function


def some_terms(spans, pauses=()):
    """Return terms that are in no database, with who is away in which days."""
    terms = []
    for number, (start, weeks) in enumerate(spans):
        starts_on = FIRST_MONDAY + start * DAY
        blog = Blog(pk=number + 1, kind="carrier", weekday=3)
        away = [Pause(starts_on=a, ends_on=b) for who, a, b in pauses if who == number]
        blog._prefetched_objects_cache = {"pauses": FakeList(away)}
        ends_on = starts_on + weeks * WEEK - DAY
        terms.append(Term(pk=number + 1, blog=blog, starts_on=starts_on, ends_on=ends_on))
    return terms


class FakeList(list):
    """What a prefetch leaves behind."""

    def all(self):
        return self


SPANS = st.lists(st.tuples(st.integers(0, 400), st.integers(4, 104)), min_size=1, max_size=6)


@given(spans=SPANS, first=st.integers(0, 400))
@examples(deadline=None, derandomize=True)
def test_each_week_has_one_carrier_in_her_term_wherever_one_begins_to_count(spans, first):
    terms = some_terms(spans)
    start = FIRST_MONDAY + first * DAY

    found = list(turns(terms, start, 40))

    assert len({turn.monday for turn in found}) == len(found)
    assert all(turn.term.starts_on <= turn.day <= turn.term.ends_on for turn in found)
    later = list(turns(terms, start + 10 * WEEK, 30))
    assert found[len(found) - len(later) :] == later


@given(many=st.integers(1, 7))
@examples(deadline=None, derandomize=True)
def test_as_long_as_the_same_carry_each_comes_once_in_a_round_in_the_order_of_their_terms(many):
    terms = some_terms([(number, 104) for number in range(many)])

    found = [turn.term.pk for turn in turns(terms, FIRST_MONDAY + 3 * WEEK, many * 3)]

    first = found.index(1)
    assert found[first : first + many] == list(range(1, many + 1))
    assert found[:many] == found[many : 2 * many] == found[2 * many :]


def test_who_is_away_is_passed_over_and_the_others_keep_their_weeks():
    spans = [(0, 52), (1, 52), (2, 52)]
    start = FIRST_MONDAY + WEEK
    usual = [turn.term.pk for turn in turns(some_terms(spans), start, 6)]
    away = (usual[1] - 1, start + WEEK, start + 2 * WEEK - DAY)

    found = [turn.term.pk for turn in turns(some_terms(spans, [away]), start, 6)]

    assert found[1] != usual[1]
    assert found[:1] + found[2:] == usual[:1] + usual[2:]


def test_when_all_are_away_it_is_nobodys_turn():
    pauses = [(0, FIRST_MONDAY, FIRST_MONDAY + 300 * DAY)]

    assert list(turns(some_terms([(0, 20)], pauses), FIRST_MONDAY + WEEK, 5)) == []


# ---- Nominating


@pytest.mark.django_db
def test_she_is_asked_once_when_enough_colleagues_nominate_her(samira, sign_in):
    nominated(samira, 2)
    with_two = asked(samira)
    nominated(samira, 3)

    assert (with_two, asked(samira)) == (0, 1)
    bell = sign_in(samira).get("/notifications/").content.decode()
    assert "Colleagues nominate you as culture carrier" in bell
    assert f'href="{PAGE}' in bell


@pytest.mark.django_db(transaction=True)
def test_the_last_two_at_once_ask_her_once(samira):
    nominated(samira, 2)
    last = [make_person(), make_person()]

    together(
        *(
            lambda who=who: nominate_carrier(nominated_by=who, nominee=samira, why="Zo is ze")
            for who in last
        )
    )

    assert asked(samira) == 1


@pytest.mark.django_db
def test_taking_back_and_nominating_again_does_not_ask_twice(samira):
    first = nominated(samira)[0]
    take_nomination_back(nominated_by=first.nominated_by, nomination=first)
    nominated(samira, 1)

    assert asked(samira) == 1


@pytest.mark.django_db
def test_nominating_the_same_colleague_again_keeps_the_newer_words(samira, bram):
    for why in ("Kort", "Langer en beter"):
        nominate_carrier(nominated_by=bram, nominee=samira, why=why)

    assert Nomination.objects.get().why == "Langer en beter"


@pytest.mark.django_db
def test_a_nomination_in_the_browser_by_name_without_script(samira, bram, sign_in):
    browser = sign_in(bram)
    answer = browser.post(PAGE, {"person_name": "samira haddad", "why": "Ze vraagt door."})
    page = browser.get(PAGE).content.decode()

    assert answer["Location"] == f"{PAGE}#nominated"
    assert "Ze vraagt door." in page
    assert "Waits for more nominations" in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"why": "Zomaar"}, "Choose a colleague."),
        ({"person_name": "Niemand Zo", "why": "Zomaar"}, "Nobody here is called Niemand Zo."),
        ({"person": ["1", "zes"], "why": "Zomaar"}, "does not work here any more"),
        ({"person_name": "Samira Haddad"}, "Say why. Your colleague reads it."),
        ({"person_name": "Samira Haddad", "why": "x" * 501}, "500"),
        ({"person_name": "Joke Veenstra", "why": "Zomaar"}, "has another blog already"),
        ({"person_name": "Nora Prins", "why": "Zomaar"}, "carries the culture already"),
        ({"person_name": "Sam Dubbel", "why": "Zomaar"}, "More than one colleague"),
    ],
)
def test_what_cannot_be_gets_a_sentence_and_what_was_typed_stays(
    samira, blog, bram, sign_in, typed, said
):
    carrier("Nora Prins")
    make_person("Sam Dubbel")
    make_person("Sam Dubbel")

    answer = sign_in(bram).post(PAGE, typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert typed.get("why", "") in page
    assert not Nomination.objects.filter(nominated_by=bram).exists()


@pytest.mark.django_db
def test_nobody_nominates_herself_or_a_former_colleague(bram):
    former = make_person(is_active=False)

    for nominee in (bram, former):
        with pytest.raises(Refused):
            nominate_carrier(nominated_by=bram, nominee=nominee, why="Zomaar")


@pytest.mark.django_db
def test_only_who_nominated_knows_of_it_until_she_is_asked(samira, bram, joke, sign_in):
    nominate_carrier(nominated_by=bram, nominee=samira, why="KANARIE")
    pages = {person: sign_in(person).get(PAGE).content.decode() for person in (samira, joke)}
    nominated(samira, 2)
    then = sign_in(samira).get(PAGE).content.decode()

    assert "KANARIE" not in pages[samira] + pages[joke]
    assert "KANARIE" in then
    assert "Bram de Wit" in then
    assert "KANARIE" not in sign_in(joke).get(PAGE).content.decode()


@pytest.mark.django_db
def test_nobody_takes_back_what_another_said(samira, bram, joke, sign_in):
    nomination = nominate_carrier(nominated_by=bram, nominee=samira, why="Zo is ze")

    for person in (joke, samira):
        answer = sign_in(person).post(f"{PAGE}{nomination.pk}/take-back/")
        assert answer.status_code == 404
    nomination.refresh_from_db()
    assert nomination.answer == "open"


# ---- Answering


@pytest.mark.django_db
def test_who_says_yes_has_a_blog_for_a_term_and_those_who_nominated_see_it(samira, sign_in):
    by = nominated(samira)[0].nominated_by
    by.language = "en"
    by.save()
    asked(samira)

    answer = sign_in(samira).post(f"{PAGE}accept/")

    blog, term = Blog.objects.get(owner=samira), Term.objects.get()
    assert answer["Location"] == f"{blog.get_absolute_url()}settings/"
    assert blog.kind == "carrier"
    assert term.ends_on - term.starts_on == 26 * WEEK - DAY
    assert "Said yes" in sign_in(by).get(PAGE).content.decode()
    assert asked(samira) == 0


@pytest.mark.django_db(transaction=True)
def test_saying_yes_twice_at_once_begins_one_term(samira):
    nominated(samira)

    together(lambda: accept_carrying(person=samira), lambda: accept_carrying(person=samira))

    assert Term.objects.count() == 1


@pytest.mark.django_db
def test_who_says_no_is_not_asked_again_by_the_same_for_half_a_year(samira):
    first = nominated(samira)[0].nominated_by
    decline_carrying(person=samira)

    with pytest.raises(ValidationError, match="did not want to"):
        nominate_carrier(nominated_by=first, nominee=samira, why="Toch")
    with clock.moved_to(clock.now() + 27 * WEEK):
        nominate_carrier(nominated_by=first, nominee=samira, why="Nu dan")


@pytest.mark.django_db
def test_nobody_says_yes_without_being_asked_or_with_too_few(samira, bram):
    first = nominated(samira)[0]
    take_nomination_back(nominated_by=first.nominated_by, nomination=first)

    for person in (samira, bram):
        with pytest.raises(Refused):
            accept_carrying(person=person)
    assert not Blog.objects.filter(kind="carrier").exists()


@pytest.mark.django_db
def test_the_word_of_somebody_who_left_does_not_count(samira, ruben):
    by = nominated(samira, 2)[0].nominated_by
    deactivate_person(actor=ruben, person=by)
    nominated(samira, 1)

    assert asked(samira) == 0


@pytest.mark.django_db
def test_who_got_another_blog_meanwhile_keeps_it(samira, sign_in):
    nominated(samira)
    make_blog(samira, kind="leader")

    sign_in(samira).post(f"{PAGE}accept/")

    assert Blog.objects.get(owner=samira).kind == "leader"
    assert not Term.objects.exists()


# ---- The term


@pytest.mark.django_db
def test_after_her_term_she_writes_no_more_and_can_be_nominated_again(samira, sign_in):
    nominated(samira)
    blog = accept_carrying(person=samira)
    over = clock.now() + 27 * WEEK

    with clock.moved_to(over):
        with pytest.raises(Refused, match="term as culture carrier is over"):
            start_article(author=samira, blog=blog)
        page = sign_in(samira).get(PAGE).content.decode()
        nominated(samira)
        again = accept_carrying(person=samira)
        start_article(author=samira, blog=again)

    assert "Your term ended on" in page
    assert again == blog
    assert Term.objects.count() == 2


@pytest.mark.django_db
def test_she_is_reminded_before_her_turn_and_not_before_that_of_others():
    monday = date(2027, 2, 8)
    at_nine = datetime.combine(monday + 2 * DAY, time(9), tzinfo=ZoneInfo("Europe/Amsterdam"))
    with clock.moved_to(at_nine - 3 * WEEK):
        blogs = [carrier("Eerste Drager"), carrier("Tweede Drager")]
    (turn,) = turns(terms_between(monday, monday + 6 * DAY), monday, 1)

    with clock.moved_to(at_nine):
        remind_writers()
        deliver()

    told = Notification.objects.filter(reason="time_to_write").values_list("recipient", flat=True)
    assert list(told) == [turn.term.blog.owner_id]
    assert {blog.pk for blog in blogs} > {turn.term.blog_id}


@pytest.mark.django_db
def test_the_page_shows_who_carries_and_whose_turn_it_is(bram, sign_in):
    blogs = [carrier("Eerste Drager"), carrier("Tweede Drager"), carrier("Derde Drager")]
    today = date.today()  # noqa: DTZ011
    mark_pause(owner=blogs[2].owner, blog=blogs[2], starts_on=today + DAY, ends_on=today + 90 * DAY)
    close_blog(actor=blogs[1].owner, blog=blogs[1])

    page = sign_in(bram).get(PAGE).content.decode()

    rota, _heading, carrying = page.partition("Who carries now")
    carrying = carrying.partition("Nominate a colleague")[0]
    assert "Eerste Drager" in carrying
    assert "Derde Drager" in carrying
    assert "Tweede Drager" not in page
    assert "Eerste Drager" in rota.partition("Whose turn it is")[2]


@pytest.mark.django_db
def test_a_carrier_who_writes_for_a_team_is_unknown_to_others(bram, sign_in):
    blog = carrier("Eerste Drager")
    direct_audience(actor=blog.owner, audience=blog.audience, teams=[make_team("Storing")])

    assert "Eerste Drager" not in sign_in(bram).get(PAGE).content.decode()


@pytest.mark.django_db
def test_the_number_that_is_needed_is_what_was_agreed(samira):
    BlogRules.objects.create(pk=1, nominations_needed=1, term_weeks=4)
    nominated(samira, 1)

    accept_carrying(person=samira)

    term = Term.objects.get()
    assert term.ends_on - term.starts_on == 4 * WEEK - DAY
