"""Writing an article, which is kept by itself."""

from datetime import timedelta

import pytest

from blogs.actions import (
    ChangedElsewhere,
    restore_version,
    save_article,
    start_article,
)
from blogs.models import Article, ArticleVersion
from intranet.platform import clock
from tests.factories.blogs import make_article, make_draft
from tests.together import together

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def save(article, joke, words, *, seen=None, **more):
    """Save new words over what a window saw."""
    seen = article.revision if seen is None else seen
    body = f"<p>{words}</p>"
    return save_article(
        author=joke, article=article, title="Week", body=body, seen_revision=seen, **more
    )


def test_her_desk_has_a_new_sheet_and_never_two_empty_ones(sign_in, joke, blog):
    browser = sign_in(joke)

    first = browser.post("/blogs/writing/new/")
    second = browser.post("/blogs/writing/new/")

    assert first["Location"] == second["Location"]
    assert Article.objects.get().blog == blog


def test_what_she_writes_is_kept_by_itself(sign_in, joke, blog):
    article = start_article(author=joke, blog=blog)

    answer = sign_in(joke).post(
        f"/blogs/writing/{article.pk}/",
        {"title": "Negen weken", "body": "<p>Kabel</p>", "body_format": "html", "revision": 0},
        headers={"Saves-By-Itself": "1"},
    )

    article.refresh_from_db()
    assert (answer.status_code, answer["Revision"]) == (204, "1")
    assert (article.title, article.html) == ("Negen weken", "<p>Kabel</p>")


def test_without_script_an_empty_line_begins_a_paragraph(sign_in, joke, blog):
    article = start_article(author=joke, blog=blog)

    sign_in(joke).post(
        f"/blogs/writing/{article.pk}/",
        {"title": "Week", "body": "Eerst dit.\n\nDan <dat>.", "body_format": "text", "revision": 0},
    )

    article.refresh_from_db()
    assert article.html == "<p>Eerst dit.</p><p>Dan &lt;dat&gt;.</p>"


def test_two_windows_do_not_write_over_each_other(sign_in, joke, blog):
    article = make_draft(blog, body="<p>Van de laptop</p>")
    words = {"title": article.title, "body_format": "html", "revision": 0}

    answer = sign_in(joke).post(
        f"/blogs/writing/{article.pk}/", {**words, "body": "<p>Van de telefoon</p>"}
    )

    article.refresh_from_db()
    assert answer.status_code == 409
    assert "changed in another window" in answer.content.decode()
    assert "Van de telefoon" in answer.content.decode()
    assert article.html == "<p>Van de laptop</p>"


def test_who_insists_keeps_the_other_text_as_a_version(joke, blog):
    article = make_draft(blog, body="<p>Van de laptop</p>")

    save(article, joke, "Van de telefoon", seen=0, insists=True)

    article.refresh_from_db()
    assert article.html == "<p>Van de telefoon</p>"
    assert ArticleVersion.objects.get().html == "<p>Van de laptop</p>"


@pytest.mark.django_db(transaction=True)
def test_of_two_windows_at_once_one_is_told(joke, blog):
    article = make_draft(blog, body="<p>Eerst</p>")

    def window(words):
        try:
            return save(article, joke, words, seen=1)
        except ChangedElsewhere as changed:
            return changed

    answers = together(lambda: window("Laptop"), lambda: window("Telefoon"))

    assert sorted(isinstance(each, ChangedElsewhere) for each in answers) == [False, True]


def test_the_same_words_twice_are_no_change(joke, blog):
    article = make_draft(blog, title="Week", body="<p>Zelfde</p>")

    save(article, joke, "Zelfde", seen=0)

    article.refresh_from_db()
    assert article.revision == 1


def test_after_a_pause_the_text_as_it_was_is_kept(joke, blog):
    article = make_draft(blog, body="<p>Ochtend</p>")

    save(article, joke, "Nog ochtend")
    article.refresh_from_db()
    with clock.moved_to(clock.now() + 11 * MINUTE):
        save(article, joke, "Middag")

    assert [each.html for each in ArticleVersion.objects.all()] == ["<p>Nog ochtend</p>"]


def test_an_earlier_version_comes_back_and_the_one_of_now_stays(joke, blog):
    article = make_draft(blog, body="<p>Ochtend</p>")
    save(article, joke, "Middag", seen=0, insists=True)
    morning = ArticleVersion.objects.get()

    restore_version(author=joke, article=article, version=morning)

    article.refresh_from_db()
    assert article.html == "<p>Ochtend</p>"
    assert "<p>Middag</p>" in ArticleVersion.objects.values_list("html", flat=True)


def test_a_title_that_is_too_long_is_refused_and_nothing_typed_is_lost(sign_in, joke, blog):
    article = start_article(author=joke, blog=blog)

    answer = sign_in(joke).post(
        f"/blogs/writing/{article.pk}/",
        {"title": "woord " * 40, "body": "<p>Kanarie</p>", "body_format": "html", "revision": 0},
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "letters, and 150 fit. Make it shorter." in page
    assert "Kanarie" in page
    assert "woord woord" in page


def test_nobody_else_sees_a_draft_or_hears_that_there_is_one(sign_in, bram, ruben, blog):
    article = make_draft(blog)

    answers = [sign_in(one).get(f"/blogs/writing/{article.pk}/") for one in (bram, ruben)]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_changing_a_published_article_changes_nothing_for_readers_yet(sign_in, joke, bram, blog):
    article = make_article(blog, body="<p>Zoals het was</p>")

    save(article, joke, "Zoals het wordt")

    page = sign_in(bram).get(article.thread.get_absolute_url()).content.decode()
    assert "Zoals het was" in page
    assert "Zoals het wordt" not in page
