"""Blogs through a program: what the pages show, who wrote it with it, and nothing to write with."""

import pytest

from blogs.actions import (
    add_picture,
    answer_question,
    ask_author,
    decline_question,
    end_article,
    follow_blog,
    publish_article,
    save_article,
)
from blogs.models import BlogRules
from conversations.actions import remove_contribution
from intranet.platform import clock
from tests.api.conftest import program  # noqa: F401 (a fixture)
from tests.counting import counted
from tests.factories.blogs import make_article, make_blog, make_draft, make_question
from tests.factories.communities import make_comment, make_person, make_post
from tests.factories.people import make_team, picture

pytestmark = pytest.mark.django_db

JOKES = "/blogs/de-week-van-joke/"


@pytest.fixture
def screen(program, bram):  # noqa: F811 (the fixture)
    """A program that reads for Bram."""
    return program(bram)


@pytest.fixture
def with_picture(joke, blog):
    """An article with a picture, which names a page of ours."""
    draft = make_draft(blog)
    file = add_picture(author=joke, article=draft, file=picture(400, 300), name="kabel.png")
    draft = save_article(
        author=joke,
        article=draft,
        title="Negen weken",
        body='<h2>Eerst</h2><p>Lees <a href="/people/1/">dit</a>.</p>'
        f'<figure data-file="{file.pk}"><img alt="Een kabel &amp; een tang"><figcaption>Uit '
        "<strong>1931</strong></figcaption></figure>",
        seen_revision=draft.revision,
    )
    return publish_article(author=joke, article=draft)


def test_a_program_finds_who_writes_and_what_was_written_last(screen, joke, bram, blog):
    article = make_article(blog, title="Negen weken")
    silent = make_blog(name="Nog niets")
    follow_blog(person=bram, blog=blog)

    said = screen.ask("/blogs/").json()["items"]
    followed = screen.ask("/blogs/", only="followed").json()["items"]

    assert {each["slug"]: each["newest"] and each["newest"]["title"] for each in said} == {
        blog.slug: "Negen weken",
        silent.slug: None,
    }
    assert [each["newest"]["id"] for each in followed] == [article.thread_id]
    assert followed[0]["owner"]["name"] == "Joke Veenstra"
    assert (followed[0]["follows"], followed[0]["is_closed"]) == (True, False)


def test_a_program_reads_a_blog_as_its_page_tells_of_it(screen, bram, blog):
    follow_blog(person=bram, blog=blog, by_mail=True)

    said = screen.ask(JOKES).json()

    assert (said["name"], said["kind"], said["owner"]["role"]) == (
        "De week van Joke", "leader", "Algemeen directeur",
    )  # fmt: skip
    assert (said["by_mail"], said["is_for_everyone"], said["weekday"]) == (True, True, None)
    assert said["url"] == f"http://testserver{blog.get_absolute_url()}"


def test_a_long_list_of_articles_is_walked_to_its_end_without_a_gap(screen, blog):
    written = [make_article(blog).thread_id for _number in range(23)]

    found, address = [], f"http://testserver/api/v1{JOKES}articles/"
    while address:
        page = screen.get(address).json()
        found += [article["id"] for article in page["items"]]
        address = page["next"]

    assert found == written[::-1]


def test_an_article_says_who_wrote_it_and_who_helped(screen, joke, lotte, blog):
    from tests.blogs.test_reading_in_a_feed_reader import help_with

    article = make_article(blog, title="Negen weken", body="<p>Wat ik zag.</p>")
    alone = screen.ask(f"/articles/{article.thread_id}/").json()
    help_with(article, lotte)

    said = screen.ask(f"/articles/{article.thread_id}/").json()
    listed = screen.ask(f"{JOKES}articles/").json()["items"][0]

    assert alone["provenance"]["with_help_from"] == []
    assert said["provenance"]["written_by"]["id"] == joke.pk
    assert said["provenance"]["with_help_from"] == ["Lotte Brand"]
    assert listed["provenance"] == said["provenance"]
    assert (said["title"], said["text"], listed["beginning"]) == (
        "Negen weken", "Wat ik zag.", "Wat ik zag.",
    )  # fmt: skip
    assert (said["reading_minutes"], said["comment_count"], said["edited_at"]) == (1, 0, None)
    assert said["reactions"]["counts"] == {"recognise": 0, "thanks": 0, "well_done": 0}
    assert said["url"] == f"http://testserver/articles/{article.thread_id}/"


def test_the_pictures_of_an_article_are_fetched_with_the_same_token(screen, with_picture):
    said = screen.ask(f"/articles/{with_picture.thread_id}/").json()

    (shown,) = said["pictures"]
    address = said["html"].partition('src="')[2].partition('"')[0]
    assert (shown["alt"], shown["caption"]) == ("Een kabel & een tang", "Uit 1931")
    assert shown["file"]["name"] == "kabel.png"
    assert address.startswith(f"http://testserver/api/v1/files/{shown['file']['id']}/")
    assert screen.get(address)["Content-Type"] == "image/webp"
    assert '="/' not in said["html"]
    assert screen.ask(f"{JOKES}articles/").json()["items"][0]["cover"]["id"] == shown["file"]["id"]


def test_a_picture_that_is_gone_leaves_what_was_said_of_it(screen, with_picture):
    with_picture.thread.attachments.all().delete()

    (shown,) = screen.ask(f"/articles/{with_picture.thread_id}/").json()["pictures"]

    assert (shown["file"], shown["caption"]) == (None, "Uit 1931")


def test_what_is_not_published_is_not_there(screen, program, joke, blog):  # noqa: F811
    draft = make_draft(blog, title="Nog niet")
    ended = make_article(blog)
    end_article(author=joke, article=ended, ends_at=clock.now())

    own = program(joke)

    assert screen.ask(f"{JOKES}articles/").json()["items"] == []
    assert "Nog niet" not in own.ask(f"{JOKES}articles/").text
    assert screen.ask(f"/articles/{draft.pk}/").status_code == 404
    assert screen.ask(f"/articles/{ended.thread_id}/").status_code == 404
    assert own.ask(f"/articles/{ended.thread_id}/").json()["state"] == "ended"


def test_a_post_is_no_article_and_an_article_no_post(screen, bram, blog):
    article, post = make_article(blog), make_post(author=bram)

    assert screen.ask(f"/articles/{post.pk}/").status_code == 404
    assert screen.ask(f"/posts/{article.thread_id}/").status_code == 404


def test_of_a_blog_for_a_team_others_know_nothing(program, joke):  # noqa: F811
    team = make_team("Techniek")
    blog = make_blog(joke, teams=[team])
    article = make_article(blog)
    mate, outsider = program(make_person(team=team)), program(make_person())
    addresses = [f"/blogs/{blog.slug}/{rest}" for rest in ("", "articles/", "questions/")]
    addresses.append(f"/articles/{article.thread_id}/")

    assert [mate.ask(address).status_code for address in addresses] == [200] * 4
    assert [outsider.ask(address).status_code for address in addresses] == [404] * 4
    assert outsider.ask("/blogs/").json()["items"] == []


def test_people_talk_under_an_article_through_a_program(screen, bram, blog):
    thread = make_article(blog).thread_id
    address = f"/posts/{thread}/comments/"

    made = screen.send(address, {"body": "Mooi verteld"})
    reply = screen.send(address, {"body": "Vind ik ook", "parent": made.json()["id"]})
    thanked = screen.send(f"/posts/{thread}/reactions/thanks/", method="put")

    assert (made.status_code, reply.status_code) == (201, 201)
    (said,) = screen.ask(address).json()["items"]
    assert (said["text"], said["author"]["id"]) == ("Mooi verteld", bram.pk)
    assert [each["text"] for each in said["replies"]] == ["Vind ik ook"]
    assert thanked.json() == {
        "counts": {"recognise": 0, "thanks": 1, "well_done": 0}, "mine": ["thanks"],
    }  # fmt: skip
    assert screen.ask(f"/articles/{thread}/").json()["comment_count"] == 2


def test_questions_come_with_what_became_of_them(screen, joke, bram, blog):
    waits = make_question(blog, asker=bram, body="Wanneer komt de bus?")
    answered, declined = make_question(blog), make_question(blog)
    answer_question(author=joke, question=answered, body="<p>In mei.</p>")
    decline_question(author=joke, question=declined, body="<p>Dat ligt bij de rechter.</p>")

    def asked(outcome):
        (question,) = screen.ask(f"{JOKES}questions/", only=outcome).json()["items"]
        return question

    assert (asked("open")["id"], asked("open")["text"]) == (waits.pk, "Wanneer komt de bus?")
    assert (asked("open")["asked_by"]["id"], asked("open")["voices"]) == (bram.pk, 1)
    assert (asked("open")["answer"], asked("open")["settled_at"]) == (None, None)
    assert asked("answered")["answer"]["text"] == "In mei."
    assert asked("declined")["answer"]["text"] == "Dat ligt bij de rechter."
    assert asked("open")["url"] == f"http://testserver/questions/{waits.pk}/"
    assert screen.ask(f"{JOKES}questions/").json()["items"] == [asked("open")]


def test_an_answer_that_was_taken_back_is_not_told(screen, joke, blog):
    question = make_question(blog)
    answer_question(author=joke, question=question, body="<p>Te vroeg.</p>")
    question.refresh_from_db()
    remove_contribution(author=joke, contribution=question.thread.accepted_comment)

    said = screen.ask(f"{JOKES}questions/", only="answered")

    assert "Te vroeg" not in said.text


def test_the_article_in_which_something_was_answered_is_named_while_it_is_read(screen, joke, blog):
    article, question = make_article(blog, title="Weer weg"), make_question(blog)
    answer_question(author=joke, question=question, body="<p>Ja.</p>")
    question.refresh_from_db()
    question.answered_in = article
    question.save()
    address = f"{JOKES}questions/"

    before = screen.ask(address, only="answered").json()["items"][0]["answered_in"]
    end_article(author=joke, article=article, ends_at=clock.now())
    after = screen.ask(address, only="answered").json()["items"][0]["answered_in"]

    assert (before, after) == (article.thread_id, None)


def test_the_page_too_does_not_name_an_article_that_was_taken_from_its_readers(
    sign_in, joke, bram, blog
):
    article, question = make_article(blog, title="Weer weg"), make_question(blog)
    answer_question(author=joke, question=question, body="<p>Ja.</p>")
    question.refresh_from_db()
    question.answered_in = article
    question.save()
    end_article(author=joke, article=article, ends_at=clock.now())

    assert "Weer weg" not in sign_in(bram).get(f"{JOKES}questions/?only=answered").text


def test_nobody_is_told_who_asked_without_a_name(program, joke, bram, ruben, blog):  # noqa: F811
    BlogRules.objects.create(pk=1, allows_unnamed_questions=True)
    asker = make_person("Wim Hoekstra")
    ask_author(asker=asker, blog=blog, body="Mag ik dit vragen?", is_unnamed=True)

    for reader in (joke, bram, ruben, asker):
        answer = program(reader).ask(f"{JOKES}questions/")
        assert answer.json()["items"][0]["asked_by"] is None
        assert "Wim" not in answer.text


def test_nothing_of_a_blog_is_written_through_a_program(program, joke, blog):  # noqa: F811
    article = make_article(blog, body="<p>Zoals het was</p>")
    own = program(joke)
    addresses = ["/blogs/", JOKES, f"{JOKES}articles/", f"{JOKES}questions/"]
    addresses.append(f"/articles/{article.thread_id}/")

    answers = [
        own.send(address, {"body": "Kanarie", "edits": 0}, method=method).status_code
        for address in addresses
        for method in ("post", "put", "delete")
    ]

    assert answers == [405] * 15
    article.thread.refresh_from_db()
    assert article.thread.plain == "Zoals het was"


def test_a_comment_through_a_program_answers_no_question(screen, program, joke, bram, blog):  # noqa: F811
    question = make_question(blog, asker=bram)
    talk, own = f"/posts/{question.pk}/comments/", program(joke)

    comment = own.send(talk, {"body": "Ja."})
    tried = [
        own.send(talk, {"body": "Ja.", "solves": True}),
        screen.send(
            f"/posts/{question.pk}/solution/", {"comment": comment.json()["id"]}, method="put"
        ),
    ]

    assert comment.status_code == 201
    assert [answer.status_code for answer in tried] == [403, 403]
    assert screen.ask(f"{JOKES}questions/").json()["items"][0]["answer"] is None


def test_a_place_in_a_list_that_is_none_is_refused(screen, blog):
    make_article(blog)

    for address in ("/blogs/", f"{JOKES}articles/", f"{JOKES}questions/"):
        assert screen.ask(address, after="onzin").status_code == 400
    assert screen.ask("/blogs/", only="onzin").status_code == 400


@pytest.mark.parametrize(
    ("address", "make"),
    [
        ("/blogs/", lambda blog: make_article()),
        (f"{JOKES}articles/", lambda blog: make_article(blog)),
        (f"{JOKES}questions/", lambda blog: make_question(blog)),
        (f"{JOKES}questions/?only=answered", lambda blog: answered(blog)),
        ("/posts/{article}/comments/", lambda blog: make_comment(thread=blog.first)),
    ],
)
def test_long_lists_ask_the_database_as_often_as_short_ones(screen, blog, address, make):
    blog.first = make_article(blog).thread
    address = "/api/v1" + address.format(article=blog.first.pk)
    screen.get(address)
    asked = []

    for number in (3, 27):
        for _each in range(number):
            make(blog)
        asked.append(counted(screen, address))

    assert asked[0] == asked[1]
    assert asked[0] <= 9


def answered(blog):
    """Ask something, and answer it in an article."""
    question = make_question(blog)
    answer_question(author=blog.owner, question=question, body="<p>Ja.</p>")
    question.refresh_from_db()
    question.answered_in = make_article(blog)
    question.save()
