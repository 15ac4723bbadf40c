"""Being advised where nobody sees a composer: by programs, by mail, at a moment, in a blog."""

from datetime import timedelta

import pytest

from blogs.actions import follow_blog, schedule_article
from blogs.models import BlogRules
from blogs.tasks import publish_what_is_due
from communities.actions import schedule_post
from communities.models import Post
from communities.tasks import keep_time
from conversations.actions import add_comment
from conversations.models import Comment, Thread
from intranet.platform import clock
from intranet.platform.judging import CANNOT_ASK
from moderation.models import Case
from notifications.feeds import bell
from people.actions import upload_file
from tests.api.conftest import program  # noqa: F401
from tests.factories.blogs import make_blog, make_draft
from tests.factories.communities import make_community, make_person, make_post
from tests.factories.moderation import make_rule, make_section
from tests.factories.people import picture
from tests.outbox import deliver

pytestmark = pytest.mark.django_db


@pytest.fixture
def joke():
    """Who writes."""
    return make_person("Joke Veenstra", language="en")


@pytest.fixture
def place(joke, wim):
    """Where they talk."""
    return make_community(members=[joke, wim])


def decide(browser, outcome="no_breach"):
    """Decide the only open case."""
    case = Case.objects.exclude(stage="done").get()
    said = {"outcome": outcome, "reasons": "Gelezen", "seen_decisions": 0}
    return browser.post(f"/desk/{case.pk}/decide/", said)


def reasons(person):
    """Return why somebody was told."""
    return [line.told.reason for line in bell(person).lines]


@pytest.mark.usefixtures("own_store")
def test_a_rule_about_names_of_files_says_nothing_of_the_words_beside_them(
    program,  # noqa: F811
    joke,
    place,
):
    make_rule("loonstrook", kinds=["file"], action="refuse")
    file = upload_file(owner=joke, file=picture(40, 30), name="zaag.png")
    bad = upload_file(owner=joke, file=picture(40, 30), name="loonstrook van Wim.png")
    screen, address = program(joke), f"/communities/{place.slug}/posts/"

    fine = screen.send(address, {"body": "De loonstrook is laat", "files": [{"id": str(file.pk)}]})
    refused = screen.send(address, {"body": "Kijk", "files": [{"id": str(bad.pk)}]})

    assert fine.status_code == 201
    assert refused.status_code == 422


def test_a_program_is_told_what_to_show_to_the_person_and_goes_on_with_it(
    program,  # noqa: F811
    joke,
    place,
):
    rule = make_rule("sukkel", section=make_section("Zacht op de mens"))
    screen, address = program(joke), f"/communities/{place.slug}/posts/"

    first = screen.send(address, {"body": "Wat een sukkel"})
    second = screen.send(address, {"body": "Wat een sukkel", "hints_seen": [rule.pk]})

    (finding,) = first.json()["findings"]
    assert first.status_code == 422
    assert (finding["rule"], finding["step"], finding["title"]) == (
        rule.pk,
        "hint",
        "Zacht op de mens",
    )
    assert finding["quotes"] == ["sukkel"]
    assert second.status_code == 201


def test_what_a_program_sends_to_be_read_is_held(program, joke, wim, place, sign_in):  # noqa: F811
    make_rule("alarmcode", action="hold")

    answer = program(joke).send(
        f"/communities/{place.slug}/posts/", {"body": "De alarmcode", "first_read": True}
    )

    assert answer.json()["state"] == "held"
    assert sign_in(wim).get(Post.objects.get().get_absolute_url()).status_code == 404


@pytest.mark.parametrize(("action", "is_read"), [("hint", True), ("flag", True), ("hold", False)])
def test_who_answers_by_mail_is_not_kept_waiting_for_a_hint(
    sign_in, joke, wim, place, action, is_read
):
    make_rule("sukkel", action=action)
    post = make_post(author=wim, community=place)

    add_comment(author=joke, thread=post.thread, body="Wat een sukkel", reply=CANNOT_ASK)
    deliver()

    assert Comment.objects.get().is_published is is_read
    page = sign_in(wim).get(post.get_absolute_url()).content.decode()
    assert ("Wat een sukkel" in page) is is_read
    assert ("held" in reasons(joke)) is not is_read


def test_what_appears_later_is_read_again_at_that_moment(sign_in, joke, wim, lotte, place):
    at = clock.now() + timedelta(hours=10)
    post = schedule_post(author=joke, community=place, body="De alarmcode", publish_at=at)
    make_rule("alarmcode", action="hold")

    with clock.moved_to(at + timedelta(minutes=1)):
        keep_time()
        keep_time()
        deliver()
        assert sign_in(wim).get(post.get_absolute_url()).status_code == 404
        assert "held" in reasons(joke)
        decide(sign_in(lotte))
        deliver()
        assert "De alarmcode" in sign_in(wim).get(post.get_absolute_url()).content.decode()


def test_what_was_read_before_its_moment_still_waits_for_that(sign_in, joke, wim, lotte, place):
    rule = make_rule("alarmcode", action="hold")
    at = clock.now() + timedelta(hours=10)
    said = {"body": "De alarmcode", "publish_at": f"{at:%Y-%m-%dT%H:%M}", "first_read": rule.pk}
    sign_in(joke).post(f"/communities/{place.slug}/posts/", said)
    post = Post.objects.get()

    decide(sign_in(lotte))

    assert Thread.objects.get().state == "scheduled"
    assert sign_in(wim).get(post.get_absolute_url()).status_code == 404


def test_a_rule_that_refuses_at_the_moment_tells_its_author(joke, place):
    at = clock.now() + timedelta(hours=10)
    schedule_post(author=joke, community=place, body="De alarmcode", publish_at=at)
    make_rule("alarmcode", action="refuse")

    with clock.moved_to(at + timedelta(minutes=1)):
        keep_time()
        deliver()

    assert reasons(joke) == ["not_posted"]


def test_an_article_is_advised_at_its_desk_and_goes_on(sign_in, joke):
    rule = make_rule("sukkel")
    article = make_draft(make_blog(joke), title="Negen weken", body="<p>Wat een sukkel</p>")
    browser, address = sign_in(joke), f"/blogs/writing/{article.pk}/publish/"

    first = browser.post(address, {"when": "now"})
    browser.post(address, {"when": "now", "hints_seen": rule.pk})

    assert first.status_code == 422
    assert "<mark>sukkel</mark>" in first.content.decode()
    assert Thread.objects.get().is_published


def test_a_held_article_is_told_to_followers_when_it_appears(sign_in, joke, wim, lotte):
    rule, blog = make_rule("alarmcode", action="hold"), make_blog(joke)
    follow_blog(person=wim, blog=blog)
    article = make_draft(blog, title="Negen weken", body="<p>De alarmcode</p>")
    address = f"/blogs/writing/{article.pk}/publish/"
    sign_in(joke).post(address, {"when": "now", "first_read": rule.pk})
    deliver()
    thread = Thread.objects.get()
    assert sign_in(wim).get(thread.get_absolute_url()).status_code == 404
    desk = sign_in(joke).get(f"/blogs/writing/{article.pk}/").content.decode()
    assert "Somebody reads this first" in desk
    assert reasons(wim) == []

    decide(sign_in(lotte))
    deliver()

    assert sign_in(wim).get(thread.get_absolute_url()).status_code == 200
    assert reasons(wim) == ["new_article"]


def test_a_planned_article_that_must_wait_waits_and_its_author_hears_it(joke):
    article = make_draft(make_blog(joke), title="Negen weken", body="<p>De alarmcode</p>")
    at = clock.now() + timedelta(hours=2)
    schedule_article(author=joke, article=article, publish_at=at)
    make_rule("alarmcode", action="hold")

    with clock.moved_to(at + timedelta(minutes=1)):
        publish_what_is_due()
        deliver()

    assert Thread.objects.get().state == "held"
    assert reasons(joke) == ["held"]


def test_who_asks_without_a_name_has_none_on_the_desk_either(sign_in, joke, wim, lotte):
    BlogRules.objects.create(pk=1, allows_unnamed_questions=True)
    rule, blog = make_rule("alarmcode", action="hold"), make_blog(joke)
    said = {"body": "Wat is de alarmcode?", "is_unnamed": "on", "first_read": rule.pk}
    sign_in(wim).post(f"/blogs/{blog.slug}/questions/", said)
    case = Case.objects.get()
    browser = sign_in(lotte)

    browser.post(f"/desk/{case.pk}/names/")
    page = browser.get(f"/desk/{case.pk}/").content.decode()
    decide(browser, "no_breach")
    deliver()

    assert "Wat is de alarmcode?" in page
    assert "Wim Hoekstra" not in page
    assert "Show names" not in page
    assert "decided" in reasons(wim)
    assert "question_asked" in reasons(joke)


def test_who_did_not_accept_the_code_in_time_reads_on_and_cannot_write(sign_in, joke, place):
    make_section()
    type(joke).objects.filter(pk=joke.pk).update(joined_at=clock.now() - timedelta(days=100))
    browser = sign_in(joke)

    answer = browser.post(f"/communities/{place.slug}/posts/", {"body": "Hallo allemaal"})

    assert answer.status_code == 403
    assert "First read and accept the code of conduct" in answer.content.decode()
    assert "Hallo allemaal" in answer.content.decode()
    assert browser.get(place.get_absolute_url()).status_code == 200
    browser.post("/code/accept/", {"number": 1})
    browser.post(f"/communities/{place.slug}/posts/", {"body": "Hallo allemaal"})
    assert Post.objects.count() == 1
