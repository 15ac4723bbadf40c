"""Writing through a program: the same actions as on the pages, once."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from communities.actions import PollPlan, leave_community, publish_post
from communities.models import Membership, Post
from conversations.models import Comment, Reaction, Thread
from intranet.platform import clock
from intranet.platform.models import OutboxEntry
from people.models import StoredFile
from tests.factories.communities import make_comment, make_community, make_post
from tests.factories.people import make_person, picture
from tests.together import together

pytestmark = pytest.mark.django_db

TOMORROW = f"{clock.now() + timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}"
NEVER = "9999-12-31T23:59:59Z"


@pytest.fixture
def sanne():
    return make_person("Sanne Postma")


@pytest.fixture
def place(sanne):
    return make_community(members=[sanne])


@pytest.fixture
def screen(program, sanne):
    return program(sanne)


@pytest.fixture
def posts(place):
    """The address of the posts of the place."""
    return f"/communities/{place.slug}/posts/"


KINDS = [
    ({}, "update"),
    ({"kind": "question"}, "question"),
    ({"kind": "problem", "problem": {"where": "Hal 3"}}, "problem"),
    ({"kind": "problem"}, "problem"),
    ({"kind": "poll", "poll": {"options": ["Ja", "Nee"], "is_multiple": True}}, "poll"),
]


@pytest.mark.parametrize(("said", "kind"), KINDS)
def test_a_program_posts_in_every_kind(screen, posts, sanne, said, kind):
    answer = screen.send(posts, {"body": "Hallo allemaal", **said})

    post = Post.objects.get()
    assert (answer.status_code, answer.json()["kind"], post.kind) == (201, kind, kind)
    assert (post.thread.author, post.thread.plain) == (sanne, "Hallo allemaal")
    assert answer["Location"] == f"http://testserver/posts/{post.pk}/"
    assert OutboxEntry.objects.filter(event="communities.PostPublished").exists()


def test_a_program_praises(screen, posts):
    wim = make_person("Wim Hoekstra")

    answer = screen.send(posts, {"body": "Top", "kind": "praise", "praise": {"people": [wim.pk]}})

    assert [person["id"] for person in answer.json()["praise"]["people"]] == [wim.pk]


def test_only_who_may_announce_does(program, screen, place, posts):
    said = {"body": "Lezen!", "kind": "announcement", "announcement": {"is_must_read": True}}
    manager = program(place.memberships.get(role="manager").person)

    refused, allowed = screen.send(posts, said), manager.send(posts, said)

    assert (refused.status_code, allowed.status_code) == (403, 201)
    assert "announce" in refused.json()["detail"]
    assert allowed.json()["announcement"]["is_must_read"]


def test_a_post_can_appear_later_and_until_then_its_author_alone_knows(screen, program, posts):
    answer = screen.send(posts, {"body": "Morgen", "publish_at": TOMORROW})

    address = f"/posts/{answer.json()['id']}/"
    assert (answer.status_code, answer.json()["state"]) == (201, "scheduled")
    assert screen.ask(address).status_code == 200
    assert program(make_person()).ask(address).status_code == 404


def test_who_is_no_member_is_told_to_join_first(program, posts):
    answer = program(make_person()).send(posts, {"body": "Hallo"})

    assert answer.status_code == 403
    assert answer.json()["detail"] == "Join this community to post in it."


BAD = [
    ({"body": ""}, None),
    ({"body": "x" * 60_001}, "#/body"),
    ({"body": "Hallo", "title": "x" * 201}, "#/title"),
    ({"body": "Hallo", "kind": "blog"}, "#/kind"),
    ({"body": "Hallo", "author": 1}, "#/author"),
    ({"body": "Hallo", "state": "published"}, "#/state"),
    ({"body": "Hallo", "publish_at": "morgen"}, "#/publish_at"),
    ({"body": 7}, "#/body"),
    ({"body": "Wat?", "kind": "poll", "poll": {"options": ["Ja"]}}, "#/poll/options"),
    ({"body": "Wat?", "kind": "poll", "poll": {"options": ["Ja", ""]}}, "#/poll/options/1"),
    ({"body": "Wat?", "kind": "poll", "poll": {"options": ["Ja", "Ja "]}}, None),
    ({"body": "Wat?", "kind": "poll"}, None),
    ({"body": "Wat?", "poll": {"options": ["Ja", "Nee"]}}, "#/poll"),
    ({"body": "Top", "kind": "praise"}, None),
    ({"body": "Hallo", "files": [{"id": "3e9c24e8-3b12-4f64-9d1c-2f4d8f0a1b2c"}]}, None),
    ({"body": "Hallo", "files": [{"id": "nergens"}]}, "#/files/0/id"),
    ({"body": "Hallo", "ends_at": NEVER}, None),
    ({"body": "Hallo", "publish_at": NEVER}, None),
    ({"body": "?", "kind": "poll", "poll": {"options": ["Ja", "Nee"], "closes_at": NEVER}}, None),
    ({"kind": "poll", "poll": {"options": ["Ja", "Nee"], "is_multiple": 1}}, "#/poll/is_multiple"),
    ({"kind": "\ud800"}, "#/kind"),
    ({"\ud800": 1}, "#/?"),
    ({"a/b~c": 1}, "#/a~1b~0c"),
    ([], "#"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "pointer"), BAD, ids=str)
def test_what_is_not_right_is_said_of_each_part_and_nothing_is_posted(screen, posts, said, pointer):
    answer = screen.send(posts, said)

    document = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert document["errors"][0].get("pointer") == pointer
    assert document["errors"][0]["detail"]
    assert not Post.objects.exists()


def test_ten_at_the_same_moment_with_one_key_are_one_post(transactional_db, screen, posts):
    sent = {"body": "Wie is er woensdag?"}

    answers = together(*[lambda: screen.send(posts, sent, key="woensdag")] * 10)

    assert {(each.status_code, each.content) for each in answers} == {(201, answers[0].content)}
    assert Post.objects.count() == 1
    assert sum("Idempotent-Replayed" in each for each in answers) == 9


def test_the_same_key_with_other_words_is_refused(screen, posts):
    screen.send(posts, {"body": "Wie is er woensdag?"}, key="a")

    answer = screen.send(posts, {"body": "Wie is er donderdag?"}, key="a")

    assert (answer.status_code, Post.objects.count()) == (422, 1)
    assert answer.json()["type"] == "urn:onderling:problem:invalid"


def test_what_was_refused_can_be_mended_and_sent_with_the_same_key(screen, posts):
    answers = [screen.send(posts, {"body": body}, key="a") for body in ("", "Hallo")]

    assert [answer.status_code for answer in answers] == [422, 201]


def test_an_answer_that_was_kept_is_shown_to_nobody_else(screen, program, posts, place):
    screen.send(posts, {"body": "Wie is er woensdag?"}, key="a")

    answer = program(make_person()).send(posts, {"body": "Wie is er woensdag?"}, key="a")

    assert answer.status_code == 403


def test_an_author_changes_her_words_and_not_what_she_has_not_seen(screen, place, sanne):
    post = make_post(community=place, author=sanne)
    address = f"/posts/{post.pk}/"

    first = screen.send(address, {"title": "Nu", "body": "Beter", "edits": 0}, method="put")
    stale = screen.send(address, {"title": "Nu", "body": "Anders", "edits": 0}, method="put")

    assert (first.status_code, first.json()["text"], first.json()["edits"]) == (200, "Beter", 1)
    assert (stale.status_code, stale.json()["type"]) == (
        409,
        "urn:onderling:problem:changed-meanwhile",
    )


def test_changed_words_are_sent_whole_so_that_nothing_is_erased_by_leaving_it_out(screen, place):
    post = screen.send(f"/communities/{place.slug}/posts/", {"body": "Hoe?", "title": "Kabel"})

    answer = screen.send(
        f"/posts/{post.json()['id']}/", {"body": "Hoe dan?", "edits": 0}, method="put"
    )

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "#/title")
    assert Thread.objects.get().title == "Kabel"


def test_nobody_changes_or_removes_what_another_wrote(screen, place):
    post, comment = make_post(community=place), None
    comment, mine = make_comment(thread=post), {"body": "Van mij", "edits": 0}

    answers = [
        screen.send(f"/posts/{post.pk}/", {"title": "", **mine}, method="put"),
        screen.send(f"/posts/{post.pk}/", method="delete"),
        screen.send(f"/comments/{comment.pk}/", mine, method="put"),
        screen.send(f"/comments/{comment.pk}/", method="delete"),
    ]

    assert [answer.status_code for answer in answers] == [403] * 4
    assert Thread.objects.get().is_published
    assert Comment.objects.get().is_published


def test_an_author_removes_what_she_wrote(screen, place, sanne):
    post = make_post(community=place, author=sanne)

    answer = screen.send(f"/posts/{post.pk}/", method="delete")

    assert (answer.status_code, answer.content) == (204, b"")
    assert screen.ask(f"/posts/{post.pk}/").status_code == 404


def test_a_program_answers_and_says_what_solves_it(screen, place, sanne):
    post = make_post(community=place, author=sanne, kind="question")
    address = f"/posts/{post.pk}/comments/"

    said = screen.send(address, {"body": "Zo doe je dat", "solves": True})
    reply = screen.send(address, {"body": "Dank", "parent": said.json()["id"]})

    assert (said.status_code, reply.json()["parent"]) == (201, said.json()["id"])
    assert screen.ask(f"/posts/{post.pk}/").json()["accepted_comment"] == said.json()["id"]


def test_saying_what_solves_it_can_be_taken_back(screen, place, sanne):
    post = make_post(community=place, author=sanne, kind="question")
    comment = make_comment(thread=post)
    address = f"/posts/{post.pk}/solution/"

    screen.send(address, {"comment": comment.pk}, method="put")
    chosen = Thread.objects.get().accepted_comment_id
    screen.send(address, method="delete")

    assert (chosen, Thread.objects.get().accepted_comment_id) == (comment.pk, None)


def test_a_word_is_given_once_and_taken_back(screen, place):
    post = make_post(community=place)
    address = f"/posts/{post.pk}/reactions/thanks/"

    screen.send(address, method="put")
    given = screen.send(address, method="put").json()
    taken = screen.send(address, method="delete").json()

    assert (given["counts"]["thanks"], given["mine"]) == (1, ["thanks"])
    assert (taken["counts"]["thanks"], taken["mine"]) == (0, [])
    assert not Reaction.objects.exists()


def test_a_word_to_a_comment_counts_there(screen, place):
    comment = make_comment(thread=make_post(community=place))

    said = screen.send(f"/comments/{comment.pk}/reactions/well_done/", method="put").json()

    assert said == {"counts": {"recognise": 0, "thanks": 0, "well_done": 1}, "mine": ["well_done"]}
    assert screen.ask(f"/comments/{comment.pk}/reactions/").json() == said


def test_there_are_only_three_words(screen, place):
    post = make_post(community=place)

    assert screen.send(f"/posts/{post.pk}/reactions/boo/", method="put").status_code == 404


def test_a_program_votes_and_may_choose_again(screen, posts):
    poll = screen.send(posts, {"body": "?", "kind": "poll", "poll": {"options": ["Ja", "Nee"]}})
    yes, no = poll.json()["poll"]["options"]
    address = f"/posts/{poll.json()['id']}/vote/"

    screen.send(address, {"options": [yes["id"]]}, method="put")
    again = screen.send(address, {"options": [no["id"]]}, method="put").json()["poll"]
    wrong = screen.send(address, {"options": [yes["id"], no["id"]]}, method="put")

    assert [option["share"] for option in again["options"]] == [0, 100]
    assert (again["voters"], wrong.status_code) == (1, 422)


def test_what_was_answered_is_not_answered_again_to_who_may_see_it_no_more(program):
    wim = make_person("Wim Hoekstra")
    place = make_community("closed", members=[wim])
    post = publish_post(author=place.memberships.get(role="manager").person, community=place,
                        body="Geheim", plan=PollPlan(options=("Ja", "Nee")))  # fmt: skip
    vote = {"options": [post.poll.options.first().pk]}
    screen, address = program(wim), f"/posts/{post.pk}/vote/"
    assert "Geheim" in screen.send(address, vote, method="put", key="a").content.decode()

    leave_community(person=wim, community=place)
    again = screen.send(address, vote, method="put", key="a")

    assert (again.status_code, "Geheim" in again.content.decode()) == (404, False)


def test_an_announcement_is_not_for_a_team_that_is_not_there(program, place, posts):
    manager = program(place.memberships.get(role="manager").person)
    asked = {"is_must_read": True, "teams": [987654321]}

    answer = manager.send(posts, {"body": "!", "kind": "announcement", "announcement": asked})

    assert (answer.status_code, Post.objects.exists()) == (422, False)
    assert "not there any more" in answer.json()["errors"][0]["detail"]


def test_a_program_confirms_the_version_that_it_read(program, screen, place, posts):
    manager = program(place.memberships.get(role="manager").person)
    said = {"body": "Lezen!", "kind": "announcement", "announcement": {"is_must_read": True}}
    address = f"/posts/{manager.send(posts, said).json()['id']}/confirmation/"

    other, right = (screen.send(address, {"version": version}, method="put") for version in (2, 1))

    assert (other.status_code, right.status_code) == (409, 200)
    assert right.json()["announcement"]["is_confirmed"]


def test_joining_and_leaving(program, place):
    wim = make_person("Wim Hoekstra")
    address = f"/communities/{place.slug}/membership/"

    joined = program(wim).send(address, method="put")
    left = program(wim).send(address, method="delete")

    assert (joined.json()["role"], left.status_code) == ("member", 204)
    assert not Membership.objects.filter(person=wim).exists()


def test_into_what_is_closed_one_asks_to_be_let_in(program):
    place, wim = make_community("closed"), make_person("Wim Hoekstra")
    screen = program(wim)

    refused = screen.send(f"/communities/{place.slug}/membership/", method="put")
    asked = screen.send(f"/communities/{place.slug}/request/", {"note": "Graag"}, method="put")

    assert (refused.status_code, asked.json()["has_asked"]) == (403, True)


def test_following_and_keeping(screen, place):
    post = make_post(community=place)

    for what in ("following", "kept"):
        assert screen.send(f"/posts/{post.pk}/{what}/", method="put").status_code == 204
    said = screen.ask(f"/posts/{post.pk}/").json()

    assert (said["follows"], said["is_kept"]) == (True, True)
    assert [kept["id"] for kept in screen.ask("/kept/").json()["items"]] == [post.pk]


def test_a_photo_is_brought_and_goes_along(screen, posts):
    brought = screen.post("/api/v1/files/", {"file": picture()})
    file = brought.json()

    said = screen.send(posts, {"body": "", "files": [{"id": file["id"], "alt": "De  kast"}]})

    assert (brought.status_code, file["kind"]) == (201, "picture")
    assert said.status_code == 201
    assert said.json()["attachments"][0]["alt"] == "De kast"


def test_what_is_no_file_that_we_keep_is_refused(screen):
    nothing = screen.post("/api/v1/files/", {})
    program = SimpleUploadedFile("virus.exe", b"MZ\x90\x00" + b"\0" * 64)
    harmful = screen.post("/api/v1/files/", {"file": program})
    words = screen.send("/files/", {"file": "tekst"})

    assert (nothing.status_code, nothing.json()["errors"][0]["pointer"]) == (422, "#/file")
    assert (harmful.status_code, words.status_code) == (422, 415)
    assert not StoredFile.objects.exists()


def test_nobody_sends_along_what_another_brought(screen, program, posts):
    file = program(make_person()).post("/api/v1/files/", {"file": picture()}).json()["id"]

    answer = screen.send(posts, {"body": "Kijk", "files": [{"id": file}]})

    assert (answer.status_code, screen.ask(f"/files/{file}/").status_code) == (422, 404)


def test_an_upload_that_did_not_go_along_is_thrown_away(screen):
    file = screen.post("/api/v1/files/", {"file": picture()}).json()["id"]

    assert screen.send(f"/files/{file}/", method="delete").status_code == 204
    assert screen.ask(f"/files/{file}/").status_code == 404


def test_a_post_can_end(screen, posts):
    answer = screen.send(posts, {"body": "Hallo", "ends_at": TOMORROW})

    assert answer.status_code == 201
    assert answer.json()["ends_at"] == TOMORROW
