"""Withdrawing what another wrote, with a reason."""

import pytest
from django.core.exceptions import ValidationError

from conversations.actions import accept_answer, remove_contribution, withdraw_contribution
from conversations.models import Comment, Thread
from intranet.platform.models import AuditRecord
from intranet.platform.policy import Refused
from notifications.feeds import bell, unread_count
from people.models import Mute
from tests.factories.communities import make_comment, make_community, make_person, make_post
from tests.outbox import deliver
from tests.together import together

pytestmark = pytest.mark.django_db

WHY = "Er staat een naam van een klant in"


@pytest.fixture
def gerrit():
    """Who takes care of the place."""
    return make_person("Gerrit Drost", language="en")


@pytest.fixture
def bram():
    """A member who writes."""
    return make_person("Bram de Wit", language="en")


@pytest.fixture
def wim():
    """A member who reads."""
    return make_person("Wim Hoekstra", language="en")


@pytest.fixture
def place(gerrit, bram, wim):
    """Where they talk."""
    return make_community(managers=[gerrit], members=[bram, wim])


def thread_of(post):
    """Return the thread of a post as it is now."""
    return Thread.objects.get(pk=post.pk)


def test_a_manager_withdraws_a_post_and_only_its_author_still_reads_it(
    sign_in, gerrit, bram, wim, place
):
    post = make_post(author=bram, community=place, body="Mevrouw Jansen belde")

    sign_in(gerrit).post(f"/threads/{post.pk}/withdraw/", {"reason": WHY})

    assert sign_in(wim).get(post.get_absolute_url()).status_code == 404
    assert sign_in(gerrit).get(post.get_absolute_url()).status_code == 404
    page = sign_in(bram).get(post.get_absolute_url()).content.decode()
    assert "Mevrouw Jansen belde" in page
    assert WHY in page


def test_the_author_is_told_why_and_by_whom(gerrit, bram, place):
    post = make_post(author=bram, community=place)

    withdraw_contribution(moderator=gerrit, contribution=thread_of(post), reason=WHY)
    deliver()

    line = bell(bram).lines[0]
    assert (line.told.reason, line.told.actor, line.subject.reason) == ("withdrawn", gerrit, WHY)


def test_the_author_is_told_also_when_she_muted_the_manager(gerrit, bram, place):
    post = make_post(author=bram, community=place)
    Mute.objects.create(person=bram, muted=gerrit)

    withdraw_contribution(moderator=gerrit, contribution=thread_of(post), reason=WHY)
    deliver()

    assert unread_count(bram) == len(bell(bram).lines) == 1


def test_a_withdrawn_comment_no_longer_counts_and_is_no_longer_the_answer(gerrit, bram, wim, place):
    post = make_post(author=bram, community=place, kind="question")
    comment = make_comment(thread=post, author=wim)
    make_comment(thread=post, author=bram)
    accept_answer(asker=bram, comment=comment)

    withdraw_contribution(moderator=gerrit, contribution=comment, reason=WHY)

    thread = thread_of(post)
    assert (thread.comment_count, thread.accepted_comment) == (1, None)


def test_the_answers_below_a_withdrawn_comment_stay(sign_in, gerrit, bram, wim, place):
    post = make_post(author=bram, community=place)
    comment = make_comment(thread=post, author=wim, body="Mevrouw Jansen belde")
    make_comment(thread=post, author=bram, parent=comment, body="Dat wist ik niet")

    withdraw_contribution(moderator=gerrit, contribution=comment, reason=WHY)

    page = sign_in(bram).get(post.get_absolute_url()).content.decode()
    assert "Dat wist ik niet" in page
    assert "Mevrouw Jansen" not in page
    assert WHY not in page


def test_what_others_were_told_about_it_is_taken_back(gerrit, bram, wim, place):
    post = make_post(author=bram, community=place, body=f"@{wim.name} kijk", is_html=False)
    deliver()
    assert unread_count(wim) == 1

    withdraw_contribution(moderator=gerrit, contribution=thread_of(post), reason=WHY)
    deliver()

    assert unread_count(wim) == len(bell(wim).lines) == 0


@pytest.mark.parametrize("reason", ["", "   \n "])
def test_nothing_is_withdrawn_without_a_reason(sign_in, gerrit, bram, place, reason):
    post = make_post(author=bram, community=place)

    with pytest.raises(ValidationError):
        withdraw_contribution(moderator=gerrit, contribution=thread_of(post), reason=reason)
    answer = sign_in(gerrit).post(f"/threads/{post.pk}/withdraw/", {"reason": reason})

    assert answer.status_code == 422
    assert "Say why. The author reads your reason." in answer.content.decode()
    assert thread_of(post).is_published


def test_the_form_says_what_happens_and_quotes_what_it_is_about(sign_in, gerrit, bram, place):
    post = make_post(author=bram, community=place)
    comment = make_comment(thread=post, author=bram, body="Mevrouw Jansen belde")

    page = sign_in(gerrit).get(f"/comments/{comment.pk}/withdraw/").content.decode()
    part = (
        sign_in(gerrit)
        .get(f"/comments/{comment.pk}/withdraw/", headers={"HX-Request": "true"})
        .content.decode()
    )

    for shown in (page, part):
        assert "Mevrouw Jansen belde" in shown
        assert "except Bram de Wit" in shown
    assert "<html" in page
    assert "<html" not in part


def test_only_who_takes_care_of_the_place_withdraws(sign_in, bram, wim, place):
    post = make_post(author=bram, community=place)
    elsewhere = make_person("Ilse Jansen")
    make_community(managers=[elsewhere])

    for person in (wim, elsewhere):
        with pytest.raises(Refused):
            withdraw_contribution(moderator=person, contribution=thread_of(post), reason=WHY)
    for act in (sign_in(wim).get, sign_in(wim).post):
        assert act(f"/threads/{post.pk}/withdraw/", {"reason": WHY}).status_code == 403
    assert thread_of(post).is_published


def test_a_manager_removes_her_own_words_and_does_not_withdraw_them(gerrit, place):
    post = make_post(author=gerrit, community=place)

    with pytest.raises(Refused):
        withdraw_contribution(moderator=gerrit, contribution=thread_of(post), reason=WHY)
    remove_contribution(author=gerrit, contribution=thread_of(post))


def test_what_one_cannot_see_one_cannot_withdraw(sign_in, gerrit):
    post = make_post(community=make_community("hidden"))

    for act in (sign_in(gerrit).get, sign_in(gerrit).post):
        assert act(f"/threads/{post.pk}/withdraw/", {"reason": WHY}).status_code == 404


def test_it_is_written_down_who_did_it_but_not_the_words(gerrit, bram, place):
    post = make_post(author=bram, community=place)

    withdraw_contribution(moderator=gerrit, contribution=thread_of(post), reason=WHY)

    record = AuditRecord.objects.get(action="conversations.contribution.withdrawn")
    assert (record.actor_id, record.subject_id) == (gerrit.pk, post.pk)
    assert WHY not in str(record.details)


@pytest.mark.django_db(transaction=True)
def test_withdrawing_and_removing_at_once_counts_once():
    gerrit, bram, wim = make_person("Gerrit"), make_person("Bram"), make_person("Wim")
    place = make_community(managers=[gerrit], members=[bram, wim])
    post = make_post(author=bram, community=place)
    comment = make_comment(thread=post, author=wim)
    make_comment(thread=post, author=bram)

    together(
        lambda: withdraw_contribution(moderator=gerrit, contribution=comment, reason=WHY),
        lambda: remove_contribution(author=wim, contribution=comment),
    )

    assert not Comment.objects.get(pk=comment.pk).is_published
    assert thread_of(post).comment_count == 1
