"""Publishing a post in a community."""

import re
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from communities.actions import archive_community, edit_post, leave_community, publish_post
from communities.feeds import with_standing
from communities.models import Community, Post
from conversations.models import Draft, Thread, Version
from intranet.platform.models import AuditRecord
from intranet.platform.policy import Refused
from tests.factories.communities import make_community, make_person, make_post
from tests.outbox import deliver

pytestmark = pytest.mark.django_db


def test_a_member_posts_and_colleagues_read_it(sign_in):
    bram, sanne = make_person("Bram de Wit"), make_person("Sanne Postma")
    place = make_community(members=[bram])

    sign_in(bram).post(
        f"/communities/{place.slug}/posts/", {"body": "De kast in Rolde is weer dicht"}
    )

    page = sign_in(sanne).get(place.get_absolute_url()).content.decode()
    assert "De kast in Rolde is weer dicht" in page
    assert "Bram de Wit" in page


def test_an_outsider_may_not_post():
    sanne, place = make_person("Sanne Postma"), make_community()

    with pytest.raises(Refused, match="Join this community"):
        publish_post(author=sanne, community=place, body="<p>Hoi</p>")

    assert not Post.objects.exists()


def test_an_outsider_reads_why_she_may_not_post(sign_in):
    sanne, place = make_person("Sanne Postma", language="en"), make_community()

    answer = sign_in(sanne).post(f"/communities/{place.slug}/posts/", {"body": "Hoi"})

    assert answer.status_code == 403
    assert "Join this community to post in it." in answer.content.decode()


def test_where_only_managers_post_a_member_can_still_answer(sign_in):
    bram, gerrit = make_person("Bram de Wit"), make_person("Gerrit Drost")
    place = make_community(managers=[gerrit], members=[bram], who_may_post="managers")
    post = make_post(author=gerrit, community=place)

    refused = sign_in(bram).post(f"/communities/{place.slug}/posts/", {"body": "Hoi"})
    answered = sign_in(bram).post(f"/threads/{post.pk}/comments/", {"body": "Dank"})

    assert refused.status_code == 403
    assert answered.status_code == 302


def test_the_form_comes_back_with_422_when_nothing_was_written(sign_in):
    bram = make_person("Bram de Wit")
    place = make_community(members=[bram])

    answer = sign_in(bram).post(
        f"/communities/{place.slug}/posts/", {"body": "  ", "title": "Wel een titel"}
    )

    assert answer.status_code == 422
    assert "Wel een titel" in answer.content.decode()


def test_a_text_that_is_only_markup_counts_as_nothing(sign_in):
    bram = make_person("Bram de Wit")
    place = make_community(members=[bram])

    answer = sign_in(bram).post(
        f"/communities/{place.slug}/posts/", {"body": "<p><br></p>", "body_format": "html"}
    )

    assert answer.status_code == 422


def test_sending_twice_posts_once():
    bram = make_person("Bram de Wit")
    place, key = make_community(members=[bram]), uuid.uuid4()

    first = publish_post(author=bram, community=place, body="<p>Een</p>", submission=key)
    again = publish_post(author=bram, community=place, body="<p>Een</p>", submission=key)

    assert first == again
    assert Thread.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_sending_ten_times_at_the_same_moment_posts_once():
    bram = make_person("Bram de Wit")
    place, key = make_community(members=[bram]), uuid.uuid4()

    def send(_try):
        try:
            return publish_post(author=bram, community=place, body="<p>Een</p>", submission=key).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        numbers = set(pool.map(send, range(10)))

    assert len(numbers) == 1
    assert Thread.objects.count() == 1


def test_the_same_key_of_somebody_else_is_another_post():
    bram, wim = make_person("Bram de Wit"), make_person("Wim Hoekstra")
    place, key = make_community(members=[bram, wim]), uuid.uuid4()

    for author in (bram, wim):
        publish_post(author=author, community=place, body="<p>Een</p>", submission=key)

    assert Thread.objects.count() == 2


def test_whoever_is_mentioned_is_told_once():
    bram, wim = make_person("Bram de Wit"), make_person("Wim Hoekstra")
    place = make_community(members=[bram, wim])

    make_post(
        author=bram, community=place, body="@Wim Hoekstra en nog eens @wim hoekstra", is_html=False
    )
    deliver()

    assert [told.reason for told in wim.notifications.all()] == ["mentioned"]


def test_a_mention_of_somebody_outside_a_closed_community_tells_nobody():
    bram, sanne = make_person("Bram de Wit"), make_person("Sanne Postma")
    place = make_community("closed", members=[bram])

    make_post(author=bram, community=place, body="@Sanne Postma", is_html=False)
    deliver()

    assert not sanne.notifications.exists()


def test_a_mention_says_the_real_name_whatever_was_sent():
    bram, wim = make_person("Bram de Wit"), make_person("Wim Hoekstra")
    place = make_community(members=[bram, wim])

    post = make_post(
        author=bram,
        community=place,
        body=f'<a class="mention" data-person="{wim.pk}" href="https://x.nl">@De directeur</a>',
    )

    assert "@Wim Hoekstra" in post.thread.html
    assert f'href="/people/{wim.pk}/"' in post.thread.html
    assert "directeur" not in post.thread.html


def test_what_happened_is_in_the_audit_log_without_the_words():
    post = make_post(body="<p>geheimpje</p>")

    line = AuditRecord.objects.get(action="communities.post.published")
    assert (line.actor_id, line.subject_id) == (post.thread.author_id, post.pk)
    assert "geheimpje" not in str(line.details)


def test_a_draft_is_kept_and_gone_when_it_is_posted(sign_in):
    bram = make_person("Bram de Wit")
    place = make_community(members=[bram])
    browser = sign_in(bram)

    browser.post(f"/drafts/?place=community:{place.pk}", {"body": "nog niet klaar"})
    kept = browser.get(place.get_absolute_url()).content.decode()
    browser.post(f"/communities/{place.slug}/posts/", {"body": "klaar"})

    assert "nog niet klaar" in kept
    assert not Draft.objects.exists()


@pytest.mark.parametrize("page", ["write", "home", "community"])
def test_a_text_that_came_back_first_is_no_draft_once_it_is_posted(sign_in, page):
    bram = make_person("Bram de Wit")
    place = make_community(members=[bram])
    address = f"/communities/{place.slug}/posts/" if page == "community" else "/posts/"
    fields = {"community": place.pk} | ({"leave": "1"} if page == "write" else {})
    browser, asked = sign_in(bram), {"HX-Request": "true"}
    kept_at = f"community:{place.pk}" if page == "community" else "home"
    browser.post(f"/drafts/?place={kept_at}", {**fields, "body": "half"})

    form = browser.post(address, {**fields, "body": " "}, headers=asked).content.decode()
    drafts, again = (re.search(rf'{name}="([^"]+)"', form)[1] for name in ("draft-url", "hx-post"))
    browser.post(drafts, {**fields, "body": "klaar"})
    assert Draft.objects.exists()
    browser.post(again, {**fields, "body": "klaar"}, headers=asked)

    assert Thread.objects.get().plain == "klaar"
    assert not Draft.objects.exists()


@pytest.mark.parametrize("what", ["post", "comment"])
def test_a_draft_that_comes_in_after_its_post_is_none(sign_in, what):
    bram = make_person("Bram de Wit")
    post = make_post(author=bram, community=make_community(members=[bram]))
    addresses = {
        "post": (f"/communities/{post.community.slug}/posts/", f"community:{post.community_id}"),
        "comment": (f"/threads/{post.pk}/comments/", f"thread:{post.pk}"),
    }
    address, place = addresses[what]
    words = {"body": "in de trein geschreven", "submission": str(uuid.uuid4())}
    browser = sign_in(bram)

    browser.post(address, words)
    browser.post(f"/drafts/?place={place}", words)

    assert not Draft.objects.exists()


def test_an_edit_keeps_the_earlier_wording_to_be_read(sign_in):
    bram, sanne = make_person("Bram de Wit"), make_person("Sanne Postma")
    post = make_post(author=bram, community=make_community(members=[bram]), body="<p>vroeger</p>")

    edit_post(author=bram, post=post, body="<p>nu</p>", seen_edits=0)

    assert Version.objects.get().plain == "vroeger"
    assert "vroeger" in sign_in(sanne).get(f"/threads/{post.pk}/versions/").content.decode()


def test_nobody_changes_the_words_of_another(sign_in):
    bram, gerrit = make_person("Bram de Wit"), make_person("Gerrit Drost")
    post = make_post(author=bram, community=make_community(managers=[gerrit], members=[bram]))

    answer = sign_in(gerrit).post(f"/posts/{post.pk}/edit/", {"body": "anders", "seen_edits": 0})

    assert answer.status_code == 403


def test_an_edit_from_an_old_window_does_not_overwrite_a_newer_one(sign_in):
    bram = make_person("Bram de Wit", language="en")
    post = make_post(author=bram, community=make_community(members=[bram]))
    edit_post(author=bram, post=post, body="<p>het nieuwste</p>", seen_edits=0)

    answer = sign_in(bram).post(f"/posts/{post.pk}/edit/", {"body": "het oude", "seen_edits": 0})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "changed in the meantime" in page
    assert "het oude" in page


def test_the_page_to_write_on_posts_without_script(sign_in):
    bram = make_person("Bram de Wit")
    place = make_community(members=[bram])
    browser = sign_in(bram)

    page = browser.get("/write/").content.decode()
    answer = browser.post(
        "/posts/", {"community": place.pk, "body": "Met de hand", "body_format": "text"}
    )

    assert f'<option value="{place.pk}"' in page
    assert answer.status_code == 302
    assert browser.get(answer.url).status_code == 200


def test_posting_without_choosing_a_community_keeps_what_was_typed(sign_in):
    bram = make_person("Bram de Wit", language="en")

    answer = sign_in(bram).post("/posts/", {"body": "Waar hoort dit?"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Waar hoort dit?" in page
    assert "Choose where you want to post this." in page


def test_who_is_put_out_while_writing_does_not_post_any_more():
    bram = make_person("Bram de Wit")
    place = make_community(members=[bram])
    as_fetched = with_standing(Community.objects.all(), bram).get(pk=place.pk)
    leave_community(person=bram, community=place)

    with pytest.raises(Refused):
        publish_post(author=bram, community=as_fetched, body="<p>toch nog</p>")

    assert not Thread.objects.exists()


def test_what_is_archived_while_one_writes_takes_no_posts_any_more():
    bram, gerrit = make_person("Bram de Wit", language="en"), make_person("Gerrit Drost")
    place = make_community(managers=[gerrit], members=[bram])
    as_fetched = with_standing(Community.objects.all(), bram).get(pk=place.pk)
    archive_community(manager=gerrit, community=place)

    with pytest.raises(Refused, match="archived"):
        publish_post(author=bram, community=as_fetched, body="<p>toch nog</p>")

    assert not Thread.objects.exists()
