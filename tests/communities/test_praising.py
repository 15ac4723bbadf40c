"""Praising colleagues."""

import pytest
from django.core.exceptions import ValidationError

from communities.actions import PraisePlan, publish_post
from communities.models import Post
from intranet.platform.models import Organisation
from intranet.platform.organisation import forget_organisation
from tests.factories.communities import make_community, make_person
from tests.outbox import deliver

pytestmark = pytest.mark.django_db


@pytest.fixture
def wim():
    """Who did something good."""
    return make_person("Wim Hoekstra", language="en")


@pytest.fixture
def joke():
    """Who saw it."""
    return make_person("Joke Veenstra", language="en")


@pytest.fixture
def place(joke):
    """Where she tells it."""
    return make_community(members=[joke])


@pytest.fixture
def _values():
    Organisation.objects.update_or_create(
        pk=1, defaults={"values": ["Zeg het gewoon: een fout, een vraag of een ander idee."]}
    )
    forget_organisation()


@pytest.mark.usefixtures("_values")
def test_praise_names_whom_it_is_for_and_a_value_of_the_company(sign_in, joke, wim, place):
    sign_in(joke).post(
        f"/communities/{place.slug}/posts/",
        {"kind": "praise", "body": "Hij belde terug", "praised": wim.pk, "value": "Zeg het gewoon"},
    )

    page = sign_in(wim).get(place.get_absolute_url()).content.decode()
    assert "Wim Hoekstra" in page
    assert "Zeg het gewoon" in page
    assert "Hij belde terug" in page


def test_a_value_that_the_company_does_not_have_is_left_out(joke, wim, place):
    plan = PraisePlan(people=(wim.pk,), value="Verzonnen")

    post = publish_post(author=joke, community=place, body="<p>Goed</p>", plan=plan)

    assert post.praise.value == ""


def test_who_is_praised_is_told_once_also_when_the_words_name_her_too(joke, wim, place):
    publish_post(
        author=joke,
        community=place,
        body="<p>Goed gedaan @Wim Hoekstra</p>",
        plan=PraisePlan(people=(wim.pk,)),
    )

    deliver()

    told = wim.notifications.get()
    assert told.reason == "praised"
    assert told.reasons == ["praised", "mentioned"]


def test_without_script_whole_names_are_typed(sign_in, joke, wim, place):
    lotte = make_person("Lotte Smid")

    sign_in(joke).post(
        f"/communities/{place.slug}/posts/",
        {"kind": "praise", "body": "Samen geklaard", "praised_names": "wim hoekstra, Lotte Smid"},
    )

    praised = Post.objects.get().praise.praised.values_list("person_id", flat=True)
    assert list(praised) == [wim.pk, lotte.pk]


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        ("", "Choose who the praise is for."),
        ("Niemand Bekend", "Nobody here is called Niemand Bekend."),
        ("Jan Jansen", "More than one colleague is called Jan Jansen."),
        ("Joke Veenstra", "Praise is for others."),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(sign_in, joke, place, names, sentence):
    make_person("Jan Jansen")
    make_person("Jan Jansen")

    answer = sign_in(joke).post(
        f"/communities/{place.slug}/posts/",
        {"kind": "praise", "body": "Wat een werk", "praised_names": names},
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Wat een werk" in page
    assert f'value="{names}"' in page
    assert not Post.objects.exists()


def test_praise_without_words_is_not_enough(sign_in, joke, wim, place):
    answer = sign_in(joke).post(
        f"/communities/{place.slug}/posts/", {"kind": "praise", "body": " ", "praised": wim.pk}
    )

    assert answer.status_code == 422
    assert "Wim Hoekstra" in answer.content.decode()


def test_nobody_is_praised_where_she_cannot_read_it(joke, wim):
    closed = make_community("closed", members=[joke])

    with pytest.raises(ValidationError, match="cannot read here"):
        publish_post(
            author=joke, community=closed, body="<p>Goed</p>", plan=PraisePlan(people=(wim.pk,))
        )
