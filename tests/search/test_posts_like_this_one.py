"""Earlier posts like what somebody is writing, each with why it is shown."""

from functools import partial

import pytest

from conversations.actions import accept_answer
from people.models import Location
from search.feeds import Among, similar
from search.feeds.engines import WordEngine, engine, likeness
from tests.factories.communities import make_comment, make_community, make_person, make_post
from tests.outbox import deliver
from tests.search.looking import browser_of

pytestmark = pytest.mark.django_db

WRITTEN = "De klep van de regelkast aan de Hoofdvaart lekt olie op de weg"


@pytest.fixture
def emmen():
    return Location.objects.create(name="Emmen")


@pytest.fixture
def bram(emmen):
    return make_person("Bram de Wit", location=emmen)


@pytest.fixture
def place(bram):
    return make_community(members=[bram], name="Meldkamer")


@pytest.fixture
def posts(place, bram):
    """Some posts, one of which is about what is being written."""
    words = [
        "Bij de Hoofdvaart lekt de klep van een kast: er ligt olie",
        "Wie ruilt zaterdag een dienst met mij",
        "De nieuwe handschoenen zijn binnen",
        "Olie verversen van de bus kan weer in Assen",
    ]
    made = [
        make_post(community=place, author=bram, body=each, kind="question", is_html=False)
        for each in words
    ]
    deliver()
    return made


def test_an_earlier_post_about_the_same_comes_first_and_says_why(posts, place, bram):
    found = similar(bram, WRITTEN, place=place.audience_id)

    assert found[0].hit.url == posts[0].get_absolute_url()
    assert {"klep", "hoofdvaart", "lekt", "olie"} <= set(found[0].words)
    assert found[0].is_same_place
    assert found[0].is_same_location
    assert found[0].hit.is_solved is False
    assert posts[1].get_absolute_url() not in [one.hit.url for one in found]


def test_what_has_much_less_in_common_than_the_likeliest_is_left_out(posts, place, bram):
    post = partial(make_post, community=place, author=bram, is_html=False)
    barely = post(body="De weg naar de Hoofdvaart is dicht")
    deliver()
    assert barely.get_absolute_url() in [one.hit.url for one in similar(bram, WRITTEN)]

    the_same = post(body=WRITTEN)
    deliver()

    found = [one.hit.url for one in similar(bram, WRITTEN)]
    assert found[0] == the_same.get_absolute_url()
    assert barely.get_absolute_url() not in found


def test_it_says_whether_the_earlier_one_was_answered(posts, bram):
    answer = make_comment(thread=posts[0], author=bram)
    accept_answer(asker=bram, comment=answer)

    assert similar(bram, WRITTEN)[0].hit.is_solved


def test_only_a_kind_of_posts_can_be_asked_for(posts, bram):
    assert similar(bram, WRITTEN, among=Among(sort="question"))
    assert similar(bram, WRITTEN, among=Among(sort="praise")) == []


def test_no_more_are_shown_than_was_asked(place, bram):
    for _ in range(7):
        make_post(community=place, author=bram, body=WRITTEN, is_html=False)
    deliver()

    assert len(similar(bram, WRITTEN)) == 5
    assert len(similar(bram, WRITTEN, limit=2)) == 2


@pytest.mark.parametrize("text", ["", "de het een", "zzzz qqqq xxxx", "x" * 5000, "'; \\ %s \x00"])
def test_nothing_is_shown_for_what_says_nothing(posts, bram, text):
    assert similar(bram, text) == []


def test_the_writer_is_shown_them_with_their_reasons(posts, place, bram):
    fields = {"title": "", "body": WRITTEN, "place": place.audience_id}

    answer = browser_of(bram).post("/search/similar/", fields).content.decode()

    assert f'href="{posts[0].get_absolute_url()}"' in answer
    assert "Gaat ook over" in answer
    assert "in deze community" in answer
    assert "Nog open" in answer


def test_who_asks_without_an_end_is_shown_nothing_for_a_while(posts, bram, settings):
    settings.SIMILAR_A_MINUTE = 2
    browser = browser_of(bram)

    answers = [browser.post("/search/similar/", {"body": WRITTEN}).status_code for _ in range(3)]

    assert answers == [200, 200, 204]


def test_another_engine_takes_its_place_by_a_setting(posts, bram, settings):
    settings.TEXT_ENGINE = "tests.search.test_posts_like_this_one.Indifferent"
    engine.cache_clear()
    try:
        assert similar(bram, WRITTEN)[0].hit.url == posts[0].get_absolute_url()
        assert engine().name == "indifferent"
    finally:
        settings.TEXT_ENGINE = "search.feeds.engines.WordEngine"
        engine.cache_clear()


class Indifferent:
    """An engine to which all texts are alike."""

    name, version, dim = "indifferent", "1", 1

    def encode(self, texts):
        return [[1.0] for _text in texts]


def test_the_engine_of_words_tells_what_is_alike():
    own, same, other, none = WordEngine().encode(
        ["De klep van de kast lekt", "kast: klep lekt", "Wie ruilt een dienst", ""]
    )

    assert likeness(own, own) == pytest.approx(1.0, abs=1e-3)
    assert likeness(own, same) > 2 * abs(likeness(own, other))
    assert likeness(own, none) == 0
    assert len(own) == WordEngine.dim
