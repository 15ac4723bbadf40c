"""Naming a whole team, after seeing how many people that tells."""

import pytest
from django.core.exceptions import ValidationError

from communities.actions import edit_post, publish_post
from conversations.actions import add_comment
from conversations.actions.teams import AskFirst
from conversations.models import Comment, Thread
from people.models import Team
from tests.factories.communities import make_community, make_person, make_post
from tests.outbox import deliver

pytestmark = pytest.mark.django_db


@pytest.fixture
def bram():
    """Who names the team."""
    return make_person("Bram de Wit", language="en")


@pytest.fixture
def team():
    """A team with a part, and three people in all."""
    whole = Team.objects.create(name="Storing Emmen")
    part = Team.objects.create(name="Nachtploeg", parent=whole)
    make_person("Wim Hoekstra", team=whole)
    make_person("Anouk Meijer", team=whole)
    make_person("Roel Boersma", team=part)
    return whole


def link_to(team):
    """Write the mention as the editor does."""
    return f'<p>Kijk <a class="mention" data-team="{team.pk}">@wat er staat</a></p>'


def told(reason="team_mentioned"):
    """Return who is told."""
    from notifications.models import Notification

    rows = Notification.objects.filter(reason=reason).order_by("recipient__name")
    return list(rows.values_list("recipient__name", flat=True))


def test_everybody_in_the_team_and_its_parts_is_told_once(bram, team):
    place = make_community(members=[bram])

    publish_post(author=bram, community=place, body=link_to(team), heads_seen=3)
    deliver()

    assert told() == ["Anouk Meijer", "Roel Boersma", "Wim Hoekstra"]


def test_the_name_in_the_text_is_the_teams_own_and_leads_to_its_people(bram, team):
    place = make_community(members=[bram])

    post = publish_post(author=bram, community=place, body=link_to(team), heads_seen=3)

    assert f'href="/people/?team={team.pk}"' in post.thread.html
    assert "@Storing Emmen" in post.thread.plain


def test_who_was_not_told_the_number_is_asked_first_and_loses_nothing(sign_in, bram, team):
    place = make_community(members=[bram])
    browser, words = sign_in(bram), {"body": "Dag @Storing Emmen, kijk eens", "body_format": "text"}

    asked = browser.post(f"/communities/{place.slug}/posts/", words)
    page = asked.content.decode()
    assert asked.status_code == 422
    assert "This also tells 3 colleagues" in page
    assert "Dag @Storing Emmen, kijk eens" in page
    assert 'name="heads_seen" value="3"' in page

    browser.post(f"/communities/{place.slug}/posts/", {**words, "heads_seen": "3"})
    deliver()
    assert len(told()) == 3


def test_a_comment_asks_and_tells_in_the_same_way(sign_in, bram, team):
    post = make_post()
    browser = sign_in(bram)

    asked = browser.post(f"/threads/{post.pk}/comments/", {"body": "Hoi @Storing Emmen"})
    browser.post(f"/threads/{post.pk}/comments/", {"body": "Hoi @Storing Emmen", "heads_seen": "3"})
    deliver()

    assert asked.status_code == 422
    assert Comment.objects.count() == 1
    assert len(told()) == 3


def test_an_edit_asks_too_and_tells_only_teams_that_were_not_named_before(bram, team):
    place = make_community(members=[bram])
    other = Team.objects.create(name="Magazijn")
    make_person("Foppe Hiemstra", team=other)
    post = publish_post(author=bram, community=place, body=link_to(team), heads_seen=3)
    deliver()
    both = link_to(team) + link_to(other)

    with pytest.raises(AskFirst):
        edit_post(author=bram, post=post, body=both, seen_edits=0, heads_seen=3)
    edit_post(author=bram, post=post, body=both, seen_edits=0, heads_seen=4)
    deliver()

    assert told() == ["Anouk Meijer", "Foppe Hiemstra", "Roel Boersma", "Wim Hoekstra"]


def test_only_those_who_may_read_there_are_counted_and_told(bram, team):
    from people.models import User

    wim = User.objects.get(name="Wim Hoekstra")
    closed = make_community("closed", members=[bram, wim])

    with pytest.raises(AskFirst, match="1 colleague of the team"):
        publish_post(author=bram, community=closed, body=link_to(team))
    publish_post(author=bram, community=closed, body=link_to(team), heads_seen=1)
    deliver()

    assert told() == ["Wim Hoekstra"]


def test_who_leaves_the_team_before_the_telling_is_not_told(bram, team):
    from people.models import User

    place = make_community(members=[bram])
    publish_post(author=bram, community=place, body=link_to(team), heads_seen=3)

    User.objects.filter(name="Wim Hoekstra").update(team=None)
    deliver()

    assert "Wim Hoekstra" not in told()


def test_whole_departments_are_not_told_by_a_mention(bram, team, monkeypatch):
    monkeypatch.setattr("conversations.actions.teams.MOST_HEADS", 2)

    with pytest.raises(ValidationError, match="Name a smaller team"):
        publish_post(
            author=bram,
            community=make_community(members=[bram]),
            body=link_to(team),
            heads_seen=100,
        )


def test_a_name_that_two_teams_share_means_neither(bram, team):
    Team.objects.create(name="Storing Emmen", parent=team)
    place = make_community(members=[bram])

    post = publish_post(author=bram, community=place, body="Dag @Storing Emmen", is_html=False)

    assert "data-team" not in post.thread.html


def test_a_team_that_is_not_there_leaves_its_words(bram):
    thread = Thread.objects.get(pk=make_post().pk)
    gone = '<p><a class="mention" data-team="99999">@Weg</a> dus</p>'

    comment = add_comment(author=bram, thread=thread, body=gone)

    assert comment.html == "<p>@Weg dus</p>"


def test_teams_are_suggested_with_their_number(sign_in, bram, team):
    suggested = sign_in(bram).get("/people/suggestions/?q=storing").json()
    for_praise = sign_in(bram).get("/people/suggestions/?q=storing&only=people").json()
    counted = sign_in(bram).get(f"/people/heads/?team={team.pk}").json()

    assert suggested["teams"] == [
        {"id": team.pk, "name": "Storing Emmen", "role": "tells 3 colleagues"}
    ]
    assert for_praise["teams"] == []
    assert counted["heads"] == 3


def test_the_number_of_a_place_one_may_not_see_is_not_given(sign_in, bram, team):
    closed = make_community("closed")

    counted = sign_in(bram).get(f"/people/heads/?team={team.pk}&place={closed.audience_id}").json()

    assert counted == {"heads": 0, "words": ""}
