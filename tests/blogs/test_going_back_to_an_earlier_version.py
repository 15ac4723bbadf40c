"""Going back to how an article was, and what goes along with a press on its page."""

import pytest

from blogs.actions import (
    add_picture,
    prepare_answer,
    publish_article,
    publish_changes,
    save_article,
    set_text_aside,
)
from blogs.forms import as_typed
from blogs.models import Article, ArticleVersion, PreparedAnswer
from intranet.platform.policy import Refused
from tests.factories.blogs import make_article, make_draft, make_question
from tests.factories.people import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(blog):
    return make_draft(blog, title="Week", body="<p>Wat ik vandaag in Emmen zag.</p>")


def words(article, **more):
    """What the page sends along with every press."""
    typed = {"title": "Week", "body": "<p>Nieuw</p>", "body_format": "html"}
    return {**typed, "revision": article.revision, **more}


def test_each_version_shows_what_changed_until_the_next(sign_in, joke, draft):
    ago = {"author": joke, "article": draft, "title": "Week", "insists": True, "seen_revision": 0}
    save_article(**ago, body="<p>Wat ik gisteren in Emmen zag.</p>")
    save_article(**ago, body="<p>Wat ik gisteren in Assen zag.</p>")

    page = sign_in(joke).get(f"{draft.get_absolute_url()}versions/").content.decode()

    assert page.index("Assen") < page.index("vandaag")
    assert page.count("<ins>") == page.count("<del>") == 2


def test_nobody_but_its_owner_brings_a_version_back_or_sees_one(sign_in, bram, joke, draft):
    save_article(
        author=joke, article=draft, title="", body="<p>X</p>", seen_revision=0, insists=True
    )
    version = ArticleVersion.objects.get()
    address = f"{draft.get_absolute_url()}versions/"

    seen = sign_in(bram).get(address)
    brought = sign_in(bram).post(f"{address}{version.pk}/restore/")

    assert (seen.status_code, brought.status_code) == (404, 404)
    assert Article.objects.get().html == "<p>X</p>"


def test_a_version_of_another_article_does_not_come_back(sign_in, joke, blog, draft):
    other = make_article(blog)

    answer = sign_in(joke).post(
        f"{draft.get_absolute_url()}versions/{other.versions.get().pk}/restore/"
    )

    assert answer.status_code == 404


def test_a_picture_that_readers_saw_before_comes_back_with_its_version(sign_in, bram, joke, draft):
    file = add_picture(author=joke, article=draft, file=picture(40, 30), name="kade.png")
    figure = f'<figure data-file="{file.pk}"><img alt="De kade"></figure>'
    draft = text_of(draft, f"<p>Kijk.</p>{figure}")
    publish_article(author=joke, article=draft)
    publish_changes(author=joke, article=text_of(draft, "<p>Zonder foto.</p>"))
    with_it = draft.versions.get(html__contains=str(file.pk))
    browser = sign_in(joke)
    browser.post(f"{draft.get_absolute_url()}versions/{with_it.pk}/restore/")

    article = Article.objects.get()
    browser.post(f"{draft.get_absolute_url()}publish/", shown_on(article))

    page = sign_in(bram).get(f"/articles/{article.thread_id}/").content.decode()
    assert file.url("1200") in page
    assert sign_in(bram).get(file.url("1200")).status_code == 200


def text_of(article, body):
    """Save a text over what stands there."""
    seen = Article.objects.get(pk=article.pk).revision
    words = {"title": "Week", "body": body, "seen_revision": seen}
    return save_article(author=article.blog.owner, article=article, **words)


def shown_on(article):
    """Return the text as the page of the editor sends it along."""
    return words(article, title=article.title, body=article.html, when="now")


def test_a_text_that_is_set_aside_is_a_version_and_the_other_stays(joke, bram, draft):
    set_text_aside(author=joke, article=draft, title="Week", body="<p>Van hier</p>")

    draft.refresh_from_db()
    assert "vandaag" in draft.html
    assert ArticleVersion.objects.get().html == "<p>Van hier</p>"
    with pytest.raises(Refused):
        set_text_aside(author=bram, article=draft, title="Week", body="<p>Van mij</p>")


def test_who_presses_mine_stays_keeps_the_other_as_a_version(sign_in, joke, draft):
    browser = sign_in(joke)
    asked = browser.post(draft.get_absolute_url(), words(draft, revision=0))
    form = asked.content.decode()
    assert 'name="revision" value="0"' in form

    browser.post(draft.get_absolute_url(), words(draft, revision=0, insists="1"))

    draft.refresh_from_db()
    assert draft.html == "<p>Nieuw</p>"
    assert "vandaag" in ArticleVersion.objects.get().html


def test_what_was_typed_is_kept_before_a_press_is_refused(sign_in, joke, draft):
    answer = sign_in(joke).post(
        f"{draft.get_absolute_url()}publish/", words(draft, when="moment", publish_at="")
    )

    draft.refresh_from_db()
    assert answer.status_code == 422
    assert "Choose a day and a time." in answer.content.decode()
    assert f'name="revision" value="{draft.revision}"' in answer.content.decode()
    assert draft.html == "<p>Nieuw</p>"


def test_a_press_does_not_write_over_another_window(sign_in, joke, draft):
    answer = sign_in(joke).post(
        f"{draft.get_absolute_url()}publish/", words(draft, revision=0, when="now")
    )

    draft.refresh_from_db()
    assert answer.status_code == 409
    assert draft.thread is None


def test_an_answer_is_prepared_changed_and_taken_out(sign_in, joke, blog, draft):
    question = make_question(blog)
    address = f"{draft.get_absolute_url()}answers/{question.pk}/"
    browser = sign_in(joke)

    def say(words, *, before):
        name = f"answer-{question.pk}"
        browser.post(address, {name: words, f"before-{name}": before})

    say("Ja.", before="")
    say("Ja, in <maart>.", before="Ja.")
    assert PreparedAnswer.objects.get().plain == "Ja, in <maart>."
    say("", before="Ja, in <maart>.")

    assert not PreparedAnswer.objects.exists()


def test_an_answer_goes_along_with_every_press(sign_in, joke, blog, draft):
    question = make_question(blog)

    sign_in(joke).post(
        f"{draft.get_absolute_url()}publish/",
        words(draft, when="now", **{f"answer-{question.pk}": "Ja."}),
    )

    question.refresh_from_db()
    assert question.outcome == "answered"
    assert question.answered_in == draft


def test_a_window_that_did_not_change_an_answer_leaves_it(sign_in, joke, blog, draft):
    question = make_question(blog)
    prepare_answer(author=joke, article=draft, question=question, body="<p>Van elders</p>")

    sign_in(joke).post(draft.get_absolute_url(), words(draft, **{f"answer-{question.pk}": ""}))

    assert PreparedAnswer.objects.get().plain == "Van elders"


def test_a_picture_that_is_none_leaves_what_was_typed(sign_in, joke, draft):
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = sign_in(joke).post(
        draft.get_absolute_url(),
        words(draft, upload=SimpleUploadedFile("kast.jpg", b"geen foto")),
    )

    assert answer.status_code == 422
    assert "Nieuw" in answer.content.decode()


def test_a_picture_without_script_comes_at_the_end(sign_in, joke, draft):
    file = picture(90, 60, format="JPEG")
    file.name = "kast.jpg"

    sign_in(joke).post(
        draft.get_absolute_url(), words(draft, upload=file, alt='Een "kast"', caption="<Emmen>")
    )

    draft.refresh_from_db()
    assert draft.html.startswith("<p>Nieuw</p><figure data-file=")
    assert draft.html.endswith(
        '<img alt="Een &quot;kast&quot;"><figcaption>&lt;Emmen&gt;</figcaption></figure>'
    )


@pytest.mark.parametrize(
    ("html", "typed"),
    [
        ("<p>Een &lt;kast&gt;<br>open</p><p>Twee</p>", ("Een <kast>\nopen\n\nTwee", "text")),
        ("<h2>Kop</h2><p>Twee</p>", ("<h2>Kop</h2>\n\n<p>Twee</p>", "html")),
        ("", ("", "text")),
    ],
)
def test_without_an_editor_only_what_would_be_lost_is_shown_with_its_tags(html, typed):
    assert as_typed(html) == typed
