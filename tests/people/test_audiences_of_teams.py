"""What is said to teams: seen by who is in one of them or in a part of one, at this moment."""

import uuid
from io import BytesIO

import pytest

from conversations.actions import add_comment, open_thread
from conversations.actions.teams import ask_first
from conversations.actions.words import settle
from conversations.models import Comment, Thread
from conversations.policies import (
    audience_of_comment,
    audience_of_thread,
    can_view_comment,
    can_view_thread,
)
from intranet.platform import clock
from intranet.platform.models import AuditRecord
from notifications.actions import notify
from notifications.actions.telling import Subject
from notifications.feeds import unread_count
from notifications.models import Notification, Reason
from people.actions import (
    change_person,
    deactivate_person,
    direct_audience,
    keep_part,
    remove_part,
    store_document,
)
from people.feeds import heads_of, people_to_name
from people.feeds.listening import who_may_hear
from people.models import Audience, AudienceMember, AudienceTeam, StoredFile, Team, User
from people.policies import (
    audience_of,
    audience_of_file,
    can_see,
    can_speak_to,
    can_view_file,
)
from tests.factories.people import make_person, make_team
from tests.together import together

pytestmark = pytest.mark.django_db

SEES = {
    "of the team": True,
    "of a part": True,
    "of a part of a part": True,
    "of what it is part of": False,
    "of a team beside it": False,
    "of no team": False,
    "just came": True,
    "just went": False,
    "with a seat only": True,
    "does not work here any more": False,
}


@pytest.fixture
def storing():
    """A team with parts, that is itself a part."""
    make_team("Netbeheer", "Storing", "Noord", "Nachtdienst")
    make_team("Netbeheer", "Aanleg")
    return make_team("Netbeheer", "Storing")


@pytest.fixture
def wim():
    """Whose blog it is, let us say: in no team, with a seat."""
    return make_person("Wim Hoekstra")


@pytest.fixture
def audience(wim, storing):
    """That of a place which is for one team."""
    audience = Audience.objects.create(kind="everyone")
    AudienceMember.objects.create(audience=audience, person=wim, is_steward=True)
    direct_audience(actor=wim, audience=audience, teams=[storing])
    return audience


@pytest.fixture
def people(storing, audience, wim, fatima):
    """Who stands where in the tree, and who moved in it a moment ago."""
    netbeheer, noord = storing.parent, make_team("Netbeheer", "Storing", "Noord")
    aanleg = make_team("Netbeheer", "Aanleg")
    people = {
        "of the team": make_person(team=storing),
        "of a part": make_person(team=noord),
        "of a part of a part": make_person(
            team=make_team("Netbeheer", "Storing", "Noord", "Nachtdienst")
        ),
        "of what it is part of": make_person(team=netbeheer),
        "of a team beside it": make_person(team=aanleg),
        "of no team": make_person(),
        "just came": make_person(team=aanleg),
        "just went": make_person(team=noord),
        "with a seat only": wim,
        "does not work here any more": make_person(team=storing),
    }
    change_person(actor=fatima, person=people["just came"], team=noord)
    change_person(actor=fatima, person=people["just went"], team=aanleg)
    deactivate_person(actor=fatima, person=people["does not work here any more"])
    return people


@pytest.fixture
def said(audience, wim):
    """A thread, a comment and a file in it."""
    text = settle("<p>Voor storing</p>", audience=audience)
    thread = open_thread(author=wim, audience=audience, text=text, at=clock.now(), kind="article")
    comment = add_comment(author=wim, thread=thread, body="<p>En dit</p>")
    content = BytesIO(b"%PDF-1.7 rooster %%EOF")
    file = store_document(owner=wim, audience=audience, file=content, name="rooster.pdf")
    return {Audience: audience, Thread: thread, Comment: comment, StoredFile: file}


@pytest.mark.parametrize(
    ("model", "may", "who"),
    [
        (Audience, can_see, audience_of),
        (Audience, can_speak_to, audience_of),
        (Thread, can_view_thread, audience_of_thread),
        (Comment, can_view_comment, audience_of_comment),
        (StoredFile, can_view_file, audience_of_file),
    ],
    ids=lambda part: getattr(part, "__name__", ""),
)
def test_may_she_which_may_she_and_who_may_have_one_answer(people, said, model, may, who):
    thing = model.objects.get(pk=said[model].pk)
    rows = model.objects

    answers = {
        part: (
            may(person, thing),
            (rows.open_to(person) if model is Audience else rows.visible_to(person))
            .filter(pk=thing.pk)
            .exists(),
            who(thing).filter(pk=person.pk).exists(),
        )
        for part, person in fresh(people).items()
    }

    assert answers == {part: (sees,) * 3 for part, sees in SEES.items()}


def test_nobody_stands_in_the_list_of_who_may_see_it_twice(people, audience, storing):
    AudienceMember.objects.create(audience=audience, person=people["of the team"])
    AudienceTeam.objects.create(audience=audience, team=make_team("Netbeheer", "Storing", "Noord"))

    readers = list(audience_of(audience).values_list("pk", flat=True))

    assert sorted(readers) == sorted(people[part].pk for part, sees in SEES.items() if sees)


def test_only_who_may_see_it_is_told(people, audience, said):
    told = notify(
        recipients={Reason.MENTIONED: [person.pk for person in people.values()]},
        actor=None,
        subject=Subject("thread", said[Thread].pk, f"thread:{said[Thread].pk}"),
        audience=audience,
        event_id=uuid.uuid4(),
        happened_at=clock.now(),
    )

    recipients = set(Notification.objects.values_list("recipient_id", flat=True))
    assert recipients == {people[part].pk for part, sees in SEES.items() if sees}
    assert told == sum(SEES.values())


def test_who_goes_to_another_team_finds_nothing_of_it_in_the_bell(people, audience, said, fatima):
    goes = people["of a part"]
    notify(
        recipients={Reason.MENTIONED: [goes.pk]},
        actor=None,
        subject=Subject("thread", said[Thread].pk, f"thread:{said[Thread].pk}"),
        audience=audience,
        event_id=uuid.uuid4(),
        happened_at=clock.now(),
    )
    before = unread_count(goes)

    change_person(actor=fatima, person=goes, team=make_team("Klanten"))

    assert (before, unread_count(goes)) == (1, 0)


def test_only_open_pages_of_who_may_see_it_hear_of_it(people, audience):
    everybody = [person.pk for person in people.values()]

    heard = who_may_hear(audience.pk, everybody)

    # Whoever sees it belongs to it, so that it is news at home too.
    assert heard == {people[part].pk: True for part, sees in SEES.items() if sees}


def test_a_whole_team_that_is_named_counts_who_may_read_it(people, audience, storing):
    netbeheer = storing.parent

    assert heads_of(people["of the team"], [netbeheer.pk], audience_id=audience.pk) == 4
    assert heads_of(people["of what it is part of"], [netbeheer.pk], audience_id=audience.pk) == 0


def test_the_author_is_not_asked_about_people_who_will_not_be_told(people, audience, storing):
    assert ask_first([storing.parent_id], audience=audience, heads_seen=4) is None


def test_only_who_may_read_it_can_be_named(people, audience, wim):
    away, here = people["of a team beside it"], people["of a part"]
    names = "".join(f'<a data-person="{each.pk}">@x</a>' for each in (away, here))

    suggested = people_to_name(wim, words="bram", audience_id=audience.pk)
    text = settle(f"<p>Kijk {names}</p>", audience=audience)

    assert away not in suggested
    assert here in suggested
    assert text.mentions == [here.pk]


def test_a_team_that_moves_in_the_tree_takes_its_people_along(people, audience, storing, fatima):
    aanleg, klanten = make_team("Netbeheer", "Aanleg"), make_team("Klanten")
    noord = make_team("Netbeheer", "Storing", "Noord")

    aanleg.parent, noord.parent = storing, klanten
    keep_part(actor=fatima, part=aanleg)
    keep_part(actor=fatima, part=noord)

    now = fresh(people)
    assert can_see(now["of a team beside it"], audience)
    assert not can_see(now["of a part"], audience)
    assert not can_see(now["of a part of a part"], audience)
    assert can_see(now["of the team"], audience)


def test_without_its_team_nobody_sees_it_who_has_no_seat(fatima, wim):
    team = make_team("Projectteam")
    audience, of_it = Audience.objects.create(kind="everyone"), make_person(team=team)
    AudienceMember.objects.create(audience=audience, person=wim)
    direct_audience(actor=wim, audience=audience, teams=[team])

    remove_part(actor=fatima, part=team)

    assert not can_see(User.objects.get(pk=of_it.pk), Audience.objects.get(pk=audience.pk))
    assert list(audience_of(Audience.objects.get(pk=audience.pk))) == [wim]


def test_a_circle_of_teams_in_an_old_list_ends(people, audience, storing):
    Team.objects.filter(pk=storing.parent_id).update(parent=storing)

    assert can_see(people["of what it is part of"], audience)
    assert people["of a part"] in audience_of(audience)


def test_for_everyone_again_the_teams_say_nothing_more(people, audience, wim):
    direct_audience(actor=wim, audience=audience)

    seen = {part: can_see(person, audience) for part, person in fresh(people).items()}
    assert seen == SEES | {part: True for part in SEES if part != "does not work here any more"}
    assert not audience.teams.exists()


def test_teams_of_an_audience_that_is_for_members_open_nothing(people, audience):
    Audience.objects.filter(pk=audience.pk).update(kind="members")
    audience.refresh_from_db()
    of_it = people["of the team"]

    assert not can_see(of_it, audience)
    assert not Audience.objects.open_to(of_it).filter(pk=audience.pk).exists()
    assert of_it not in audience_of(audience)
    assert who_may_hear(audience.pk, [of_it.pk]) == {}


def test_who_chose_the_teams_is_written_down_once(audience, wim, storing):
    direct_audience(actor=wim, audience=audience, teams=[storing])

    rows = AuditRecord.objects.filter(action="people.audience.directed")
    assert [(row.actor_id, row.subject_id, row.details) for row in rows] == [
        (wim.pk, audience.pk, {"teams": [storing.pk]})
    ]


@pytest.mark.django_db(transaction=True)
def test_two_choices_at_once_leave_one_of_them(audience, wim, storing):
    others = [[storing, make_team("Klanten")], [make_team("Klanten"), make_team("Sales")]]

    together(
        *(
            lambda teams=teams: direct_audience(
                actor=wim, audience=Audience.objects.get(pk=audience.pk), teams=teams
            )
            for teams in others
        )
    )

    left = set(audience.teams.values_list("team_id", flat=True))
    assert left in [{team.pk for team in teams} for teams in others]


def test_a_file_for_a_team_is_gone_for_who_went_elsewhere(client, people, said, fatima):
    goes, file = people["of a part"], said[StoredFile]
    client.force_login(goes)
    shown = client.get(file.url())

    change_person(actor=fatima, person=goes, team=None)

    assert b"".join(shown) == b"%PDF-1.7 rooster %%EOF"
    assert client.get(file.url()).status_code == 404


def fresh(people):
    """Return the same people as the next request would find them."""
    return {part: User.objects.get(pk=person.pk) for part, person in people.items()}
