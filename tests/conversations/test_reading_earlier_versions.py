"""Reading how a text was before, and what changed."""

import pytest
from django.utils import timezone

from communities.actions import edit_post
from conversations.actions import add_comment, edit_comment
from conversations.models import Version
from tests.factories.communities import make_community, make_person, make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def bram():
    return make_person("Bram de Wit")


@pytest.fixture
def post(bram):
    place = make_community(members=[bram])
    return make_post(author=bram, community=place, body="<p>Neem de <em>ladder</em> mee</p>")


def versions(client, post):
    return client.get(f"/threads/{post.pk}/versions/").content.decode()


def test_the_page_shows_in_an_edited_post_which_words_came_and_went(sign_in, bram, post):
    edit_post(
        author=bram, post=post, title="Morgen", body="<p>Neem een ladder mee</p>", seen_edits=0
    )

    page = versions(sign_in(bram), post)

    assert '<del><span class="sr">weggehaald: </span>de</del>' in page
    assert '<ins><span class="sr">toegevoegd: </span>een</ins> ladder mee' in page
    assert '<ins><span class="sr">toegevoegd: </span>Morgen</ins>' in page


def test_the_whole_text_of_now_and_of_then_is_there_too(sign_in, bram, post):
    edit_post(author=bram, post=post, body="<p>Neem een <em>ladder</em> mee</p>", seen_edits=0)

    page = versions(sign_in(bram), post)

    assert "De hele tekst, zoals die nu is" in page
    assert "<p>Neem een <em>ladder</em> mee</p>" in page
    assert "<p>Neem de <em>ladder</em> mee</p>" in page


def test_each_wording_is_shown_beside_the_one_before_it(sign_in, bram, post):
    edit_post(author=bram, post=post, body="<p>Neem een ladder mee</p>", seen_edits=0)
    edit_post(author=bram, post=post, body="<p>Neem een lamp mee</p>", seen_edits=1)

    page = versions(sign_in(bram), post)

    first_change, second_change = page.index("</span>de</del>"), page.index("</span>ladder</del>")
    assert second_change < first_change
    assert page.count("<del>") == 2


def test_an_edit_of_only_the_formatting_says_so(sign_in, bram, post):
    edit_post(author=bram, post=post, body="<p>Neem de <s>ladder</s> mee</p>", seen_edits=0)

    page = versions(sign_in(bram), post)

    assert "De woorden bleven hetzelfde" in page
    assert "<del>" not in page


def test_a_text_that_was_never_changed_is_shown_whole(sign_in, bram, post):
    page = versions(sign_in(bram), post)

    assert "<p>Neem de <em>ladder</em> mee</p>" in page
    assert '<details class="more"' not in page


def test_a_comment_shows_what_changed_in_it(sign_in, bram, post):
    comment = add_comment(author=bram, thread=post.thread, body="Om vier uur")
    edit_comment(author=bram, comment=comment, body="Om vijf uur", seen_edits=0)

    page = sign_in(bram).get(f"/comments/{comment.pk}/versions/").content.decode()

    assert "</span>vier</del>" in page
    assert "</span>vijf</ins>" in page


def test_words_that_look_like_markup_stay_words_in_what_changed(sign_in, bram, post):
    now = timezone.now()
    title = "<script>alert(1)</script>"
    Version.objects.create(thread=post.thread, title=title, html="<p>x</p>", plain="x",
                           written_at=now, replaced_at=now)  # fmt: skip

    assert title not in versions(sign_in(bram), post)
