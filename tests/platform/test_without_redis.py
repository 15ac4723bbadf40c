"""Redis is an accelerator: without it people read, post and sign in."""

import pytest
from django.core.cache import cache

from conversations.models import Comment
from tests.factories.communities import make_community, make_person, make_post

pytestmark = pytest.mark.django_db

NOBODY_THERE = "redis://127.0.0.1:1/0"


@pytest.fixture
def _no_redis(settings):
    """Point the cache where nobody answers."""
    away = {**settings.CACHES["default"], "LOCATION": NOBODY_THERE}
    settings.CACHES = {"default": away}


@pytest.mark.usefixtures("_no_redis")
def test_people_read_and_answer_while_it_is_away(sign_in):
    sanne = make_person("Sanne Postma")
    place = make_community(members=[sanne])
    post = make_post(community=place)
    browser = sign_in(sanne)

    pages = ["/", place.get_absolute_url(), f"/posts/{post.pk}/", "/notifications/", "/people/"]
    statuses = [browser.get(page).status_code for page in pages]
    browser.post(f"/threads/{post.pk}/comments/", {"body": "Toch gelukt"})

    assert statuses == [200] * len(pages)
    assert Comment.objects.get().plain == "Toch gelukt"


@pytest.mark.usefixtures("_no_redis")
def test_people_sign_in_while_it_is_away(client):
    person = make_person("Sanne Postma", password="negen-weken-kabel")

    answer = client.post(
        "/accounts/login/", {"login": person.email, "password": "negen-weken-kabel"}
    )

    assert answer.status_code == 302


@pytest.mark.usefixtures("_no_redis")
def test_nothing_is_found_and_nothing_fails():
    cache.set("a", 1)

    assert (cache.get("a", "b"), cache.get_many(["a"]), cache.add("a", 1)) == ("b", {}, True)
    assert (cache.delete("a"), "a" in cache, cache.incr("a")) == (False, False, 1)


@pytest.mark.usefixtures("_no_redis")
def test_who_guesses_passwords_is_stopped_all_the_same(client):
    person = make_person("Sanne Postma", password="negen-weken-kabel")

    def try_to_sign_in(password):
        words = {"login": person.email, "password": password}
        return client.post("/accounts/login/", words, headers={"Accept-Language": "en"})

    for number in range(10):
        guessed = try_to_sign_in(f"geraden-{number}")

    assert "Too many" in guessed.text
    assert "_auth_user_id" not in client.session
    assert try_to_sign_in("negen-weken-kabel").status_code != 302


@pytest.mark.usefixtures("_no_redis")
def test_who_guesses_activation_codes_is_stopped_all_the_same(client):
    words = {"personnel_number": "18742", "code": "ABCD-EFGH-JKLM", "password": "negen-weken-kabel"}

    answers = [client.post("/activate/", words).status_code for _ in range(10)]

    assert answers[0] == 422
    assert answers[-1] == 429
