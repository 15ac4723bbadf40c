"""Who sees which file: every size of every file, as each person, at this very moment."""

from datetime import timedelta

import pytest
from django.test import Client

from communities.actions import (
    leave_community,
    merge_posts,
    move_post,
    publish_post,
    schedule_post,
)
from communities.actions.scheduling import publish_due_post
from communities.models import Post
from conversations.actions import remove_contribution, withdraw_contribution
from conversations.actions.timing import end_thread, show_again
from conversations.models import Comment, Thread
from intranet.platform import clock
from people.models import StoredFile
from tests.sight.table import EVERY_PART, SIGNED_OUT, who_may_see

pytestmark = pytest.mark.django_db

NOWHERE = "/files/00000000-0000-4000-8000-000000000000/96/"


def browser_of(world, part):
    browser = Client()
    if part in world.people:
        browser.force_login(world.people[part])
    return browser


def ways_to_ask(browser, address):
    """Ask for all of it, for what is known of it, for a part of it, and whether it changed."""
    yield browser.get(address)
    yield browser.head(address)
    yield browser.get(address, headers={"Range": "bytes=0-9"})
    yield browser.get(address, headers={"If-None-Match": "*"})
    number, size = address.strip("/").split("/")[1:]
    etag = f'"{number.replace("-", "")}-{size}"'
    yield browser.get(address, headers={"If-None-Match": etag})


def content_of(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def headers_of(answer):
    return {name: value for name, value in answer.headers.items() if name != "X-Request-ID"}


def seen_by(browser, file):
    """Return whether each size of a file is seen, in whichever way it is asked for."""
    nothing = [(a.status_code, headers_of(a)) for a in ways_to_ask(browser, NOWHERE)]
    seen = set()
    for size in file.renditions:
        for answer, hidden in zip(ways_to_ask(browser, file.url(size)), nothing, strict=True):
            content = content_of(answer)
            if answer.status_code in (200, 304):
                seen.add(True)
            else:
                assert (answer.status_code, headers_of(answer), content) == (*hidden, b"")
                seen.add(False)
    (everywhere,) = seen
    return everywhere


@pytest.mark.parametrize("part", sorted(EVERY_PART - SIGNED_OUT))
def test_every_size_of_every_file_is_for_those_whom_the_table_names(world, part):
    browser, wrong = browser_of(world, part), []

    for file, (kind, what) in world.sorts.items():
        if seen_by(browser, file) != (part in who_may_see(kind, what)):
            wrong.append((kind, what, file.kind))

    assert wrong == []


def test_no_file_is_for_who_is_not_signed_in(world):
    browser = Client()

    answers = {
        browser.get(file.url(size)).status_code for file in world.files for size in file.renditions
    }

    assert answers == {302}


# ---- Right after something changed


def files_of(world, kind, what="content"):
    """Return the files of this sort, as they are kept now."""
    return [
        StoredFile.objects.get(pk=file.pk)
        for file, sort in world.sorts.items()
        if sort == (kind, what)
    ]


def see_all(world, part, files):
    browser = browser_of(world, part)
    return [seen_by(browser, file) for file in files]


def test_who_leaves_a_community_sees_none_of_its_files_any_more(world):
    files = files_of(world, "closed")
    assert all(see_all(world, "member", files))

    leave_community(person=world.people["member"], community=world.communities["closed"])

    assert not any(see_all(world, "member", files))


def question_in(world, kind):
    audience = world.communities[kind].audience_id
    return Thread.objects.get(audience=audience, post__kind="question")


def test_a_withdrawn_post_takes_all_files_under_it_out_of_sight_but_for_its_author(world):
    files = files_of(world, "open") + files_of(world, "open", "version")

    withdraw_contribution(
        moderator=world.people["manager"], contribution=question_in(world, "open"), reason="Nee"
    )

    assert all(see_all(world, "author", files))
    for part in ("member", "outsider", "manager", "administrator"):
        assert not any(see_all(world, part, files)), part


def test_a_removed_post_takes_all_files_under_it_out_of_sight_of_everybody(world):
    files = files_of(world, "open") + files_of(world, "open", "version")

    remove_contribution(author=world.people["author"], contribution=question_in(world, "open"))

    for part in ("author", "member", "outsider", "manager", "administrator"):
        assert not any(see_all(world, part, files)), part


def test_a_removed_comment_takes_only_its_own_files_along(world):
    comment = Comment.objects.get(
        attachments__isnull=False,
        thread=question_in(world, "open"),
        state="published",
        attachments__position=1,
    )
    own = [hung.file for hung in comment.attachments.all()]
    others = [file for file in files_of(world, "open") if file not in own]

    remove_contribution(author=world.people["author"], contribution=comment)

    assert not any(see_all(world, "author", own))
    assert others
    assert all(see_all(world, "outsider", others))


def test_a_post_that_moves_takes_its_files_to_those_who_read_it_there(world):
    files = files_of(world, "open") + files_of(world, "open", "version")
    hidden = files_of(world, "open", "withdrawn comment")
    post = Post.objects.get(pk=question_in(world, "open").pk)

    move_post(manager=world.people["manager"], post=post, to=world.communities["closed"])

    assert not any(see_all(world, "outsider", files + hidden))
    assert all(see_all(world, "author", files))
    assert all(see_all(world, "member", hidden))
    assert not any(see_all(world, "author", hidden))


def test_a_place_that_closes_closes_its_files(world):
    files = files_of(world, "open")
    audience = world.communities["open"].audience

    audience.kind = "members"
    audience.save()

    assert not any(see_all(world, "outsider", files))
    assert all(see_all(world, "member", files))


def test_who_stops_working_here_sees_no_file_not_even_an_own_upload(world):
    (upload,) = files_of(world, "open", "upload")
    browser = browser_of(world, "member")
    assert seen_by(browser, upload)

    member = world.people["member"]
    member.is_active = False
    member.save()

    assert browser.get(upload.url()).status_code == 302
    assert not StoredFile.objects.visible_to(member).exists()


def test_files_of_a_post_that_waits_or_has_ended_are_for_its_author_alone(world):
    start, place = clock.now(), world.communities["open"]
    files = [world.bring_picture("open", "content", "author")]
    times = {"publish_at": start + timedelta(hours=1), "ends_at": start + timedelta(hours=2)}
    post = schedule_post(
        author=world.people["author"], community=place, body="Straks", files=files, **times
    )
    (file,) = StoredFile.objects.filter(pk=files[0].file_id)

    seen = []
    for hours in (0, 1, 2, 3):
        now = start + timedelta(hours=hours, minutes=1)
        with clock.moved_to(now):
            publish_due_post(post_id=post.pk, now=now)
            end_thread(thread=post.thread, now=now)
            if hours == 3:
                show_again(author=world.people["author"], thread=post.thread)
            seen.append([see_all(world, part, [file])[0] for part in ("author", "outsider")])

    assert seen == [[True, False], [True, True], [True, False], [True, True]]


def test_a_post_that_is_merged_shows_its_files_under_the_other(world):
    manager, place = world.people["manager"], world.communities["closed"]
    files = [world.bring_picture("closed", "content", "member")]
    post = publish_post(author=world.people["member"], community=place, body="", files=files)
    into = Post.objects.get(pk=question_in(world, "closed").pk)

    merge_posts(manager=manager, post=post, into=into)

    (file,) = StoredFile.objects.filter(pk=files[0].file_id)
    comment = Comment.objects.get(thread=into.pk, html="", attachments__file=file)
    assert [hung.file for hung in comment.attachments.all()] == [file]
    assert see_all(world, "author", [file]) == [True]
    assert see_all(world, "outsider", [file]) == [False]
    remove_contribution(author=world.people["member"], contribution=comment)
    assert see_all(world, "author", [file]) == [False]
