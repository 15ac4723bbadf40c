"""Reading through a program: what the pages show, as far as its maker may see it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from communities.actions import PollPlan, PraisePlan, ProblemPlan, invite_to_community, vote
from conversations.actions import accept_answer, remove_contribution
from people.actions.choosing import change_settings
from search.actions import rebuild
from tests.factories.communities import make_comment, make_community, make_post
from tests.factories.files import bring_document, bring_photo
from tests.factories.people import make_person, make_team
from tests.outbox import deliver

pytestmark = pytest.mark.django_db


@pytest.fixture
def sanne():
    return make_person("Sanne Postma", job_title="Monteur")


@pytest.fixture
def place(sanne):
    return make_community(members=[sanne], name="Storingsdienst", agreements="Kort en duidelijk")


@pytest.fixture
def screen(program, sanne):
    return program(sanne)


def test_the_feed_has_what_stands_on_the_home_page_the_newest_first(screen, place, sanne):
    old = make_post(community=place, author=sanne, title="Eerst", body="<p>Hallo</p>")
    new = make_post(community=place, title="Daarna")

    said = screen.ask("/feed/").json()

    assert [post["id"] for post in said["items"]] == [new.pk, old.pk]
    post = said["items"][1]
    assert (post["title"], post["html"], post["text"]) == ("Eerst", "<p>Hallo</p>", "Hallo")
    assert post["author"] == {
        "id": sanne.pk, "name": "Sanne Postma", "role": "Monteur", "photo": None,
    }  # fmt: skip
    assert post["community"]["slug"] == place.slug
    assert post["url"] == f"http://testserver/posts/{old.pk}/"
    assert post["published_at"].endswith("Z")


def test_a_long_feed_is_walked_to_its_end_without_a_gap(screen, place):
    posts = [make_post(community=place).pk for _number in range(30)]

    found, address = [], "http://testserver/api/v1/feed/?order=newest"
    while address:
        page = screen.get(address).json()
        found += [post["id"] for post in page["items"]]
        address = page["next"]

    assert found == posts[::-1]


@pytest.mark.parametrize(
    ("address", "make"),
    [
        ("/feed/", lambda place: make_post(community=place)),
        ("/communities/{slug}/posts/", lambda place: make_post(community=place)),
        ("/communities/{slug}/members/", lambda place: add_member(place)),
        ("/people/", lambda place: make_person(skills=["lassen"])),
        ("/communities/", lambda place: make_community()),
        ("/posts/{post}/comments/", lambda place: make_comment(thread=place.first_post)),
    ],
)
def test_long_lists_ask_the_database_as_often_as_short_ones(screen, place, address, make):
    place.first_post = make_post(community=place)
    address = address.format(slug=place.slug, post=place.first_post.pk)
    screen.ask(address)
    asked = []

    for number in (3, 27):
        for _each in range(number):
            make(place)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = screen.ask(address)
        asked.append(len(queries))
        assert answer.status_code == 200

    assert asked[0] == asked[1]
    assert asked[0] <= 9


def add_member(place):
    from communities.actions import join_community

    return join_community(person=make_person(), community=place)


def test_a_problem_says_where_it_is_and_whether_it_is_solved(screen, place, sanne):
    post = make_post(community=place, author=sanne, plan=ProblemPlan(where="Hal 3"))
    answer = make_comment(thread=post)
    accept_answer(asker=sanne, comment=answer)

    said = screen.ask(f"/posts/{post.pk}/").json()

    assert said["problem"] == {"where": "Hal 3", "is_solved": True}
    assert (said["kind"], said["accepted_comment"]) == ("problem", answer.pk)
    assert (said["praise"], said["poll"], said["announcement"]) == (None, None, None)


def test_praise_names_those_it_is_for(screen, place, sanne):
    post = make_post(community=place, plan=PraisePlan(people=(sanne.pk,)))

    said = screen.ask(f"/posts/{post.pk}/").json()

    assert [person["name"] for person in said["praise"]["people"]] == ["Sanne Postma"]


def test_a_poll_keeps_its_result_to_itself_until_one_voted(screen, place, sanne):
    post = make_post(community=place, plan=PollPlan(options=("Dinsdag", "Donderdag")))
    address, first = f"/posts/{post.pk}/", post.poll.options.first()
    vote(voter=make_person(), poll=post.poll, choices=[first.pk])

    before = screen.ask(address).json()["poll"]
    vote(voter=sanne, poll=post.poll, choices=[first.pk])
    after = screen.ask(address).json()["poll"]

    assert [option["share"] for option in before["options"]] == [None, None]
    assert [option["share"] for option in after["options"]] == [100, 0]
    assert [option["is_chosen"] for option in after["options"]] == [True, False]


def test_comments_come_with_the_answers_to_them(screen, place):
    post = make_post(community=place)
    top = make_comment(thread=post, body="Wat een gedoe")
    reply = make_comment(thread=post, parent=top)

    said = screen.ask(f"/posts/{post.pk}/comments/").json()["items"]

    assert [(one["id"], [each["id"] for each in one["replies"]]) for one in said] == [
        (top.pk, [reply.pk])
    ]
    assert screen.ask(f"/comments/{reply.pk}/").json()["parent"] == top.pk


def test_where_a_comment_was_removed_a_place_without_words_is_left(screen, place):
    post, author = make_post(community=place), make_person("Wim Hoekstra")
    top = make_comment(thread=post, author=author, body="Weg hiermee")
    make_comment(thread=post, parent=top)
    remove_contribution(author=author, contribution=top)

    answer = screen.ask(f"/posts/{post.pk}/comments/")

    said = answer.json()["items"][0]
    assert (said["state"], said["author"], said["text"]) == ("removed", None, "")
    assert "Weg hiermee" not in answer.text
    assert "Wim" not in answer.text


def test_files_are_fetched_with_the_same_token(screen, place):
    author = place.memberships.get(role="manager").person
    files = [bring_photo(author, alt="De kast"), bring_document(author)]
    post = make_post(community=place, author=author, files=files)

    photo, document = screen.ask(f"/posts/{post.pk}/").json()["attachments"]
    fetched = screen.get(document["file"]["url"], headers={"Accept": "text/plain"})

    assert (photo["alt"], photo["file"]["kind"]) == ("De kast", "picture")
    assert b"".join(fetched.streaming_content) == b"Een offerte"
    assert screen.get(photo["file"]["url"])["Content-Type"] == "image/webp"
    assert "attachment" in fetched["Content-Disposition"]


def test_a_file_that_is_there_already_is_not_sent_again(screen, place):
    author = place.memberships.get(role="manager").person
    post = make_post(community=place, author=author, files=[bring_document(author)])
    address = screen.ask(f"/posts/{post.pk}/").json()["attachments"][0]["file"]["url"]

    first = screen.get(address)
    b"".join(first.streaming_content)
    again = screen.get(address, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_of_a_closed_community_an_outsider_knows_the_name_and_nothing_that_is_said(program):
    place = make_community("closed", name="Directie", agreements="Onder ons")
    post = make_post(community=place)
    outsider = program(make_person())

    known = outsider.ask(f"/communities/{place.slug}/").json()

    assert (known["name"], known["agreements"], known["may_read"]) == ("Directie", "", False)
    closed = [f"/communities/{place.slug}/posts/", f"/communities/{place.slug}/members/"]
    closed += [f"/posts/{post.pk}/", f"/posts/{post.pk}/comments/"]
    assert [outsider.ask(address).status_code for address in closed] == [404] * 4


def test_who_is_invited_to_a_hidden_community_knows_of_it(program):
    place, wim = make_community("hidden"), make_person("Wim Hoekstra")
    manager = place.memberships.get(role="manager").person

    before = program(wim).ask(f"/communities/{place.slug}/").status_code
    invite_to_community(actor=manager, community=place, person=wim)
    after = program(wim).ask(f"/communities/{place.slug}/").json()

    assert before == 404
    assert (after["is_invited"], after["role"]) == (True, None)


def test_a_profile_shows_what_its_owner_shows(screen):
    team = make_team("Techniek")
    wim = make_person("Wim Hoekstra", phone="06 1", skills=["lassen"], team=team)

    shown = screen.ask(f"/people/{wim.pk}/").json()
    change_settings(person=wim, shows_email=False, shows_phone=False, shows_skills=False)
    hidden = screen.ask(f"/people/{wim.pk}/").json()

    assert (shown["email"], shown["phone"]) == (wim.email, "06 1")
    assert [skill["name"] for skill in shown["skills"]] == ["lassen"]
    assert shown["team"]["name"] == "Techniek"
    assert (hidden["email"], hidden["phone"], hidden["skills"]) == (None, None, [])
    assert not {"personnel_number", "is_staff", "password", "manager_id"} & set(shown)


def test_the_directory_is_narrowed_as_the_page_is(screen):
    team = make_team("Techniek")
    wim = make_person("Wim Hoekstra", team=team)
    make_person("Wim Zwart")

    found = screen.ask("/people/", q="wim", team=team.pk).json()["items"]

    assert [person["id"] for person in found] == [wim.pk]


def test_the_bell_tells_what_concerns_one_and_is_marked_as_seen(screen, place, sanne):
    post = make_post(community=place, body=f"@{sanne.name}", is_html=False)
    deliver()

    line = screen.ask("/notifications/", only="unread").json()["items"][0]
    seen = screen.send(f"/notifications/{line['id']}/seen/")

    assert (line["reason"], line["subject"]) == ("mentioned", f"thread:{post.pk}")
    assert seen.status_code == 204
    assert screen.ask("/notifications/", only="unread").json()["items"] == []


def test_nobody_marks_what_another_was_told(screen, program, place, sanne):
    make_post(community=place, body=f"@{sanne.name}", is_html=False)
    deliver()
    line = screen.ask("/notifications/").json()["items"][0]

    assert program(make_person()).send(f"/notifications/{line['id']}/seen/").status_code == 404


def test_what_is_found_has_the_words_marked_and_nothing_else_that_is_markup(screen, place):
    make_post(community=place, title="De kabel <b>", body="De kabel ligt los", is_html=False)
    deliver()
    rebuild()

    hit = screen.ask("/search/", q="kabel", kind="post").json()["items"][0]

    assert hit["title"] == "De <mark>kabel</mark> &lt;b&gt;"
    assert hit["excerpt"] == "De <mark>kabel</mark> ligt los"
    assert hit["place"] == {"name": "Storingsdienst", "slug": place.slug}


def test_colleagues_are_found_only_by_who_may_look_them_up(program, sanne):
    make_person("Wim Hoekstra")
    rebuild()
    reader, both = program(sanne, "read"), program(sanne, "read", "people")

    assert reader.ask("/search/", q="hoekstra").json()["items"] == []
    assert reader.ask("/search/", q="hoekstra", kind="person").status_code == 403
    assert [hit["kind"] for hit in both.ask("/search/", q="hoekstra").json()["items"]] == ["person"]


def test_sentences_come_in_the_readers_language_or_the_one_that_is_asked_for(program):
    owen = make_person("Owen Price", language="en")

    own, asked = program(owen, language=""), program(owen, language="nl")

    assert own.ask("/posts/1/").json()["title"] == "This is not here"
    assert asked.ask("/posts/1/").json()["title"] == "Dit is hier niet"
    assert (own.ask("/me/")["Content-Language"], asked.ask("/me/")["Content-Language"]) == (
        "en",
        "nl",
    )
