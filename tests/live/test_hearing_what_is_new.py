"""Hearing on an open page what is new."""

import json

import pytest

from communities.actions import (
    change_community,
    leave_community,
    publish_post,
    remove_member,
    schedule_post,
)
from conversations.actions import add_comment, open_thread, react, remove_contribution
from conversations.actions.words import settle
from conversations.models import Thread
from intranet.live.hub import MOST_PER_PERSON
from intranet.platform import clock, live
from notifications.feeds import unread_count
from people.actions import choose_password, deactivate_person, direct_audience
from people.models import Audience, AudienceMember, Mute
from tests.factories.communities import make_community, make_person, make_post
from tests.factories.people import make_team
from tests.outbox import deliver

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bram():
    """Who has a page open."""
    return make_person("Bram de Wit")


@pytest.fixture
def wim():
    """Who does something elsewhere."""
    return make_person("Wim Hoekstra")


def thread_of(post):
    """Return the thread of a post."""
    return Thread.objects.select_related("audience").get(pk=post.pk)


def start_anew():
    """Let the process connect to Redis again."""
    live.connection().close()
    live.connection.cache_clear()


def mark(page):
    """Ring a bell, so that everything before it has come."""
    person = int(page.browser.session["_auth_user_id"])
    live.send(json.dumps({"what": "bell", "people": [person]}))
    found = []
    while not found or found[-1][0] != "bell":
        found.append(page.next())
    return found[:-1]


def test_a_new_post_announces_itself_in_the_feed_of_its_community_and_at_home(listen, bram, wim):
    place = make_community(members=[bram, wim])
    pages = [listen(bram, at) for at in (f"place:{place.pk}", "home", "mine")]

    post = publish_post(author=wim, community=place, body="<p>Nieuw</p>")
    deliver()

    assert [page.next() for page in pages] == [("post", {"thread": post.pk})] * 3


def test_the_own_feed_hears_only_of_communities_one_belongs_to(listen, bram, wim):
    elsewhere = make_community(members=[wim])
    everything, mine = listen(bram, "home"), listen(bram, "mine")

    publish_post(author=wim, community=elsewhere, body="<p>Nieuw</p>")
    deliver()

    assert everything.next()[0] == "post"
    assert mark(mine) == []


def test_the_company_wide_community_is_everybodys_own(listen, bram, wim):
    whole = make_community(is_company_wide=True, managers=[wim])
    mine = listen(bram, "mine")

    publish_post(author=wim, community=whole, body="<p>Nieuw</p>")
    deliver()

    assert mine.next()[0] == "post"


def test_a_comment_and_a_reaction_show_themselves_on_the_page_of_the_thread(listen, bram, wim):
    post = make_post()
    page = listen(bram, f"thread:{post.pk}")

    comment = add_comment(author=wim, thread=thread_of(post), body="<p>Ja</p>")
    deliver()
    react(person=wim, to=thread_of(post), kind="thanks")
    deliver()

    assert page.next() == (
        "comment",
        {"thread": post.pk, "comment": comment.pk, "parent": None},
    )
    assert page.next() == (
        "reactions",
        {
            "thread": post.pk,
            "comment": None,
            "counts": {"recognise": 0, "thanks": 1, "well_done": 0},
        },
    )


def test_the_bell_rings_on_every_page_of_who_is_told(listen, bram, wim):
    place = make_community(members=[bram, wim])
    page = listen(bram)

    publish_post(author=wim, community=place, body="Dag @Bram de Wit", is_html=False)
    deliver()

    assert page.next()[0] == "bell"
    assert unread_count(bram) == 1


def test_a_hint_has_no_words_of_anybody(listen, bram, wim):
    place = make_community(members=[bram, wim], name="Kanarieplek")
    page = listen(bram, f"place:{place.pk}")

    publish_post(author=wim, community=place, title="Kanarie", body="<p>Kanarie</p>")
    deliver()

    assert "anarie" not in str(page.next())


# ---- Who hears nothing


def test_an_outsider_hears_nothing_of_a_closed_community(listen, bram, wim):
    closed = make_community("closed", members=[wim])
    home, place = listen(bram, "home"), listen(bram, f"place:{closed.pk}")

    publish_post(author=wim, community=closed, body="<p>Geheim</p>")
    deliver()

    assert place.answer.status == 404
    assert mark(home) == []


def test_a_hidden_community_and_one_that_is_not_there_answer_alike(listen, bram):
    hidden = make_community("hidden")

    asked, nowhere = listen(bram, f"place:{hidden.pk}"), listen(bram, "place:987654")

    assert asked.answer.status == nowhere.answer.status == 404
    assert asked.answer.read() == nowhere.answer.read() == b""


@pytest.mark.parametrize("how", ["leaves", "is removed", "community closes"])
def test_who_loses_sight_of_a_community_loses_its_stream(listen, bram, wim, how):
    kind = "open" if how == "community closes" else "closed"
    place = make_community(kind, managers=[wim], members=[] if kind == "open" else [bram])
    post = publish_post(author=wim, community=place, body="<p>Voor ons</p>")
    deliver()
    pages = [listen(bram, f"place:{place.pk}"), listen(bram, f"thread:{post.pk}")]
    others = listen(wim, f"place:{place.pk}")

    if how == "leaves":
        leave_community(person=bram, community=place)
    elif how == "is removed":
        remove_member(manager=wim, community=place, person=bram)
    else:
        change_community(manager=wim, community=place, kind="closed")
    deliver()

    assert all(page.wait_until_closed() for page in pages)
    assert not others.is_closed.is_set()


def test_who_goes_to_another_team_hears_nothing_more_of_what_is_for_the_first(listen, bram, wim):
    storing = make_team("Storing")
    bram.team = wim.team = storing
    bram.save(update_fields=["team"])
    wim.save(update_fields=["team"])
    article = make_article(wim, teams=[storing])
    pages = [listen(person, f"thread:{article.pk}") for person in (bram, wim)]

    bram.team = make_team("Klanten")
    bram.save(update_fields=["team"])
    add_comment(author=wim, thread=article, body="<p>Voor storing</p>")
    deliver()

    assert pages[1].next()[0] == "comment"
    assert mark(pages[0]) == []


def test_who_is_in_no_team_that_a_place_is_for_from_now_on_loses_its_stream(listen, bram, wim):
    article = make_article(wim)
    page, own = [listen(person, f"thread:{article.pk}") for person in (bram, wim)]

    direct_audience(actor=wim, audience=article.audience, teams=[make_team("Storing")])
    deliver()

    assert page.wait_until_closed()
    assert not own.is_closed.is_set()


def make_article(author, teams=()):
    """Something said in a place of its author, for teams or for everyone."""
    audience = Audience.objects.create(kind="everyone")
    AudienceMember.objects.create(audience=audience, person=author, is_steward=True)
    direct_audience(actor=author, audience=audience, teams=teams)
    deliver()
    text = settle("<p>Deze week</p>", audience=audience)
    return open_thread(author=author, audience=audience, text=text, at=clock.now(), kind="article")


def test_what_happens_right_after_one_left_is_not_heard_even_before_the_stream_is_closed(
    listen, bram, wim
):
    place = make_community("closed", members=[bram, wim])
    home = listen(bram, "home")

    leave_community(person=bram, community=place)
    publish_post(author=wim, community=place, body="<p>Nu zonder Bram</p>")
    deliver()

    assert mark(home) == []


def test_who_leaves_the_company_loses_every_stream(listen, bram):
    hr = make_person("Fatima El Amrani", is_superuser=True, is_staff=True)
    pages = [listen(bram), listen(bram, "home")]

    deactivate_person(actor=hr, person=bram)
    deliver()

    assert all(page.wait_until_closed() for page in pages)


def test_who_signs_out_is_found_by_the_next_look(web, listen, bram, wim):
    import asyncio

    from intranet.live.door import still_welcome

    page, other = listen(bram), listen(wim)

    page.browser.logout()
    (welcome,) = still_welcome(list(web.hub.everybody()))

    assert other.browser.session.session_key == welcome.session
    assert asyncio.iscoroutinefunction(web.hub.watch)


def test_the_next_look_finds_who_chose_another_password_elsewhere(
    web, listen, bram, wim, django_assert_num_queries
):
    from intranet.live.door import still_welcome

    page, other = listen(bram), listen(wim)

    choose_password(person=bram, password="een heel ander woord")  # noqa: S106
    with django_assert_num_queries(2):
        (welcome,) = still_welcome(list(web.hub.everybody()))

    assert welcome.session == other.browser.session.session_key
    # As a page of hers would find out at once.
    assert page.browser.get("/settings/").status_code == 302


def test_nobody_is_let_in_without_a_session(web):
    from http.client import HTTPConnection

    for cookie in ("", "sessionid=weg", 'sessionid="; x', "x" * 5000):
        line = HTTPConnection("127.0.0.1", web.port, timeout=10)
        line.request("GET", "/live/?at=home", headers={"Cookie": cookie})
        with line.getresponse() as answer:
            assert answer.status == 401
        line.close()


def test_one_hears_nothing_of_whom_one_muted(listen, bram, wim):
    place = make_community(members=[bram, wim])
    Mute.objects.create(person=bram, muted=wim)
    page = listen(bram, f"place:{place.pk}")

    publish_post(author=wim, community=place, body="<p>Nieuw</p>")
    deliver()

    assert mark(page) == []


def test_what_was_removed_or_waits_when_it_would_be_told_is_not_told(listen, bram, wim):
    from datetime import timedelta

    place = make_community(members=[bram, wim])
    page = listen(bram, f"place:{place.pk}")

    post = publish_post(author=wim, community=place, body="<p>Toch niet</p>")
    remove_contribution(author=wim, contribution=post.thread)
    later = clock.now() + timedelta(hours=1)
    schedule_post(author=wim, community=place, body="<p>Straks</p>", publish_at=later)
    deliver()

    assert mark(page) == []


# ---- Trouble


def test_of_too_many_pages_of_one_person_the_oldest_goes(listen, bram):
    pages = [listen(bram) for _number in range(MOST_PER_PERSON + 1)]

    assert pages[0].wait_until_closed()
    assert not pages[1].is_closed.is_set()


def test_a_full_process_refuses_and_pages_ask_instead(listen, bram, settings):
    settings.LIVE_STREAMS = 1
    listen(bram)

    assert listen(bram).answer.status == 503


@pytest.mark.parametrize("hint", ["", "{}", "[]", '{"what": "post"}', '{"what": "weg"}'])
def test_a_hint_that_cannot_be_read_harms_nobody(listen, bram, hint):
    page = listen(bram, "home")

    live.send(hint)

    assert mark(page) == []


def test_a_page_that_does_not_read_is_told_once_that_it_missed_some():
    from intranet.live.stream import MOST_WAITING, Listener

    page = Listener(person=1, session="x", place=("home", 0), audience=None)

    for _number in range(3 * MOST_WAITING):
        page.tell("post", {"thread": 1})

    assert page.waiting.qsize() == MOST_WAITING + 1
    assert [page.waiting.get_nowait() for _each in range(MOST_WAITING + 1)][-1].startswith(
        b"event: missed"
    )


def test_without_redis_a_write_succeeds_and_pages_find_out_by_asking(client, bram, wim, settings):
    start_anew()
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    place = make_community(members=[bram, wim])
    since = clock.stamp()

    post = publish_post(author=wim, community=place, body="<p>Nieuw</p>")
    deliver()
    start_anew()

    client.force_login(bram)
    missed = client.get(f"/live/missed/?at=place:{place.pk}&since={since}").json()
    assert missed["posts"] == [post.pk]


# ---- Catching up


def test_a_page_that_was_cut_off_catches_up_without_a_gap(client, bram, wim):
    place = make_community(members=[bram, wim])
    post = make_post(community=place)
    since = clock.stamp()

    new = publish_post(author=wim, community=place, body="<p>Nieuw</p>")
    comment = add_comment(author=wim, thread=thread_of(post), body="<p>Ja</p>")
    react(person=wim, to=thread_of(post), kind="thanks")

    client.force_login(bram)
    for at in ("mine", "home", f"place:{place.pk}"):
        assert client.get(f"/live/missed/?at={at}&since={since}").json()["posts"] == [new.pk]
    found = client.get(f"/live/missed/?at=thread:{post.pk}&since={since}").json()
    assert found["comments"] == [{"comment": comment.pk, "parent": None}]
    assert found["reactions"][0]["counts"]["thanks"] == 1


def test_of_very_much_that_was_missed_nothing_is_left_out_and_nothing_comes_twice(
    client, bram, wim, monkeypatch
):
    monkeypatch.setattr("communities.views.live.MOST_MISSED", 3)
    monkeypatch.setattr("communities.feeds.missed.MOST_MISSED", 3)
    post = make_post()
    since, found = clock.stamp(), {"is_all": False}
    said = [add_comment(author=wim, thread=thread_of(post), body="<p>Ja</p>") for _ in range(7)]

    client.force_login(bram)
    shown = []
    while not found["is_all"]:
        found = client.get(f"/live/missed/?at=thread:{post.pk}&since={since}").json()
        shown += [each["comment"] for each in found["comments"]]
        since = found["stamp"]

    assert shown == [comment.pk for comment in said]
    again = client.get(f"/live/missed/?at=thread:{post.pk}&since={since}").json()
    assert again["comments"] == []


def test_an_outsider_catches_up_with_nothing_of_a_closed_community(client, bram, wim):
    closed = make_community("closed", members=[wim])
    since = clock.stamp()
    post = publish_post(author=wim, community=closed, body="<p>Geheim</p>")
    add_comment(author=wim, thread=thread_of(post), body="<p>Ja</p>")

    client.force_login(bram)
    found = client.get(f"/live/missed/?at=thread:{post.pk}&since={since}").json()

    assert found["comments"] == found["reactions"] == []
    for at in ("mine", "home", f"place:{closed.pk}"):
        assert client.get(f"/live/missed/?at={at}&since={since}").json()["posts"] == []
