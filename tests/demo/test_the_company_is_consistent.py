"""The demo company, as it is written down, holds together."""

import re
from collections import Counter

import pytest

from communities.models import Community, Post
from intranet.demo.story import HERE, LATEST, moment, read, read_story, span
from intranet.demo.wording import DAY_WORD, ITEM, MENTION

STORY = read_story()
POSTS = STORY.posts
LAST_MINUTE = moment(LATEST)
PORTRAITS = {path.name for path in (HERE / "portraits").glob("*.webp")}
SCENES = {path.stem for path in (HERE / "scenes").glob("*.webp")}


def told(post):
    """Name a post so that one finds it."""
    return f"{post.place}: {post.body[:40]!r}"


def everything():
    """Yield each post and comment with the post it belongs to."""
    return [(post, said) for post in POSTS for said in post.everything]


def test_about_a_hundred_and_twenty_people_work_there_and_many_have_no_email():
    without_email = [person for person in STORY.people.values() if not person.email]

    assert 115 <= len(STORY.people) <= 130
    assert len(without_email) >= 30


@pytest.mark.parametrize("fact", ["name", "personnel_number", "email", "about"])
def test_no_two_people_have_the_same(fact):
    known = Counter(getattr(person, fact) for person in STORY.people.values())

    assert [value for value, count in known.items() if value and count > 1] == []


def test_everybody_has_a_team_a_profile_and_a_place_that_exist():
    known = {
        kind: {row["key"] for row in STORY.company[kind]}
        for kind in ("team", "profile", "location")
    }

    assert [
        person.key
        for person in STORY.people.values()
        if not (
            person.team in known["team"]
            and person.profile in known["profile"]
            and person.location in known["location"]
        )
    ] == []


def test_every_line_of_managers_ends_at_the_director():
    def top(key):
        seen = []
        while key not in seen and STORY.people[key].manager:
            seen.append(key)
            key = STORY.people[key].manager
        return key

    assert {top(key) for key in STORY.people} == {"joke"}


def test_whoever_was_drawn_has_a_photo_and_nobody_else():
    assert {person.photo for person in STORY.people.values() if person.photo} == PORTRAITS
    assert {f"{person.key}.webp" for person in STORY.people.values() if person.photo} == PORTRAITS


def test_addresses_belong_to_nobody():
    addresses = [person.email for person in STORY.people.values() if person.email]

    assert all(address.endswith(".example") for address in addresses)


def test_every_community_has_managers_a_colour_and_a_cover_that_exist():
    for place in STORY.places.values():
        assert place.managers
        assert set(place.managers) <= STORY.people.keys()
        assert set(place.members) <= STORY.people.keys()
        assert set(place.teams) <= STORY.parent_teams.keys()
        assert place.tone in Community.Tone.values
        assert place.cover in SCENES | {""}


def test_the_company_shows_every_kind_of_community():
    kinds = Counter(place.kind for place in STORY.places.values())

    assert kinds["everyone"] == 1
    assert kinds["open"] >= 9
    assert kinds["closed"] >= 2
    assert kinds["hidden"] >= 1
    assert sum(bool(place.archived) for place in STORY.places.values()) == 1


def test_only_members_speak_and_only_where_they_may():
    outsiders = [
        (told(post), said.author)
        for post, said in everything()
        if not STORY.belongs(STORY.people[said.author], STORY.places[post.place])
    ]
    over_the_managers = [
        told(post)
        for post in POSTS
        if STORY.places[post.place].who_may_post == "managers"
        and post.author not in STORY.places[post.place].managers
    ]

    assert outsiders == []
    assert over_the_managers == []


def test_nobody_speaks_before_she_came_or_after_she_left():
    def was_there(key, minute):
        person = STORY.people[key]
        left = moment(person.left) if person.left else LAST_MINUTE
        return not person.waiting and moment(person.joined) <= minute <= left

    absent = [
        (told(post), key)
        for post, said in everything()
        for key in [said.author, *(person for person, _kind in said.reactions)]
        if not was_there(key, said.minute)
    ]

    assert absent == []


def test_nobody_applauds_herself_or_twice():
    for post, said in everything():
        given = Counter(said.reactions)
        assert max(given.values(), default=1) == 1, told(post)
        assert said.author not in {person for person, _kind in given}, told(post)


def test_every_conversation_runs_forward_and_lies_in_the_past():
    for post in POSTS:
        place = STORY.places[post.place]
        minutes = [said.minute for said in post.everything]
        assert minutes == sorted(set(minutes)), told(post)
        assert moment(place.created) < minutes[0], told(post)
        assert minutes[-1] < LAST_MINUTE, told(post)
        assert not place.archived or minutes[-1] < moment(place.archived), told(post)


def test_answers_stand_under_an_earlier_comment_of_the_first_level():
    for post in POSTS:
        for number, comment in enumerate(post.comments):
            if comment.reply_to is not None:
                assert comment.reply_to < number, told(post)
                assert post.comments[comment.reply_to].reply_to is None, told(post)


def test_the_company_shows_every_kind_of_post():
    kinds = Counter(post.kind for post in POSTS)

    assert kinds.keys() == set(Post.Kind.values)
    assert any(post.must_read for post in POSTS)
    assert any(post.appears for post in POSTS)
    assert any(post.ends for post in POSTS)
    assert {bool(post.accepted is not None) for post in POSTS if post.kind == "problem"} == {
        True,
        False,
    }


def test_announcements_are_by_managers_and_confirmed_by_whom_they_ask():
    for post in POSTS:
        place = STORY.places[post.place]
        if post.kind == "announcement":
            assert post.author in place.managers, told(post)
        for key in post.confirmed:
            person = STORY.people[key]
            assert STORY.belongs(person, place), f"{told(post)} {key}"
            assert person.profile in post.for_profiles, f"{told(post)} {key}"


def test_praise_is_for_colleagues_who_are_there_and_never_for_oneself():
    values = {value["name"] for value in STORY.company["value"]}
    for post in POSTS:
        if post.kind == "praise":
            assert set(post.praised) <= STORY.people.keys() - {post.author}, told(post)
            assert post.value in values | {""}, told(post)


def test_only_questions_and_problems_have_an_accepted_answer():
    for post in POSTS:
        if post.accepted is not None:
            assert post.kind in ("question", "problem"), told(post)
            assert post.comments[post.accepted].author != post.author, told(post)


def test_what_managers_did_came_after_what_was_said():
    for post in POSTS:
        for deed in (post.locked, post.withdrawn):
            if deed:
                assert deed["by"] in STORY.places[post.place].managers, told(post)
                assert post.minute + span(deed["after"]) > post.everything[-1].minute, told(post)


def test_no_text_occurs_twice():
    bodies = Counter(said.body for _post, said in everything())
    titles = Counter(post.title for post in POSTS if post.title)

    assert [body for body, count in bodies.items() if count > 1 and len(body) > 12] == []
    assert [title for title, count in titles.items() if count > 1] == []


def test_every_text_is_written_out():
    unfinished = re.compile(r"lorem|ipsum|todo|test ?post|xxx|  ", re.IGNORECASE)
    for post, said in everything():
        assert said.body, told(post)
        assert not unfinished.search(said.body + said.edited + post.title), told(post)
        assert set(MENTION.findall(said.body)) <= STORY.people.keys(), told(post)
        assert "{" not in DAY_WORD.sub("", said.body), told(post)
        for block in said.body.split("\n\n"):
            listed = [bool(ITEM.match(line)) for line in block.split("\n")]
            assert len(set(listed)) == 1, f"{told(post)}: a list begins with an empty line"


def test_a_good_part_is_in_english_and_the_last_two_weeks_are_lively():
    dutch = re.compile(r"\b(het|een|niet|de|ik|en)\b", re.IGNORECASE)
    english = [post for post in POSTS if len(post.body) > 90 and not dutch.search(post.body)]
    lately = [post for post in POSTS if post.minute > moment("-14d 00:00")]

    assert len(english) >= 15
    assert len(lately) >= 45
    assert sum(post.minute > moment("-1d 00:00") for post in POSTS) >= 12


def test_a_visitor_can_be_six_people_of_whom_one_has_no_email():
    accounts = [STORY.people[account["key"]] for account in STORY.accounts]

    assert len(accounts) == 6
    assert any(not person.email for person in accounts)
    assert {person.language for person in accounts} == {"nl", "en"}
    assert len(STORY.password) >= 12


def test_habits_are_about_people_places_and_posts_that_exist():
    posts = {(post.place, post.minute) for post in POSTS}
    for kind, rows in read("habits.toml").items():
        for row in rows:
            assert {row["person"], row.get("by", row["person"])} <= STORY.people.keys(), row
            assert moment(row["at"]) < LAST_MINUTE, row
            assert set(row.get("places", [])) <= {*STORY.places, "home"}, row
            assert row.get("place", "storingsdienst") in STORY.places, row
            if kind in ("follow", "keep"):
                place, moment_of_it = row["post"].split(" ", 1)
                assert (place, moment(moment_of_it)) in posts, row
