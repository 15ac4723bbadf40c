"""Being advised before something is posted."""

import pytest

from communities.models import Post
from conversations.models import Comment, Thread
from moderation.models import Case, RuleDay
from tests.factories.communities import make_community, make_person, make_post
from tests.factories.moderation import make_rule, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def sanne():
    """Who writes."""
    return make_person("Sanne Postma", language="en")


@pytest.fixture
def place(sanne, wim):
    """Where they talk."""
    return make_community(members=[sanne, wim])


def said(answer):
    """Return what a page says."""
    return answer.content.decode()


def test_a_hint_says_which_agreement_and_why_and_keeps_what_was_typed(sign_in, sanne, place):
    make_rule("sukkel", section=make_section("Zacht op de mens"))

    answer = sign_in(sanne).post(
        f"/communities/{place.slug}/posts/", {"title": "De planning", "body": "Wat een sukkel."}
    )

    assert answer.status_code == 422
    assert "1. Zacht op de mens" in said(answer)
    assert "<mark>sukkel</mark>" in said(answer)
    assert "Rather another word." in said(answer)
    assert "Wat een sukkel." in said(answer)
    assert "De planning" in said(answer)
    assert not Post.objects.exists()


def test_who_saw_a_hint_posts_all_the_same(sign_in, sanne, wim, place):
    rule = make_rule("sukkel")

    sign_in(sanne).post(
        f"/communities/{place.slug}/posts/", {"body": "Wat een sukkel.", "hints_seen": rule.pk}
    )

    post = Post.objects.get()
    assert sign_in(wim).get(post.get_absolute_url()).status_code == 200
    assert not Case.objects.exists()


def test_it_is_counted_per_rule_and_day_and_kept_of_nobody(sign_in, sanne, place):
    rule = make_rule("sukkel")
    browser = sign_in(sanne)

    browser.post(f"/communities/{place.slug}/posts/", {"body": "Wat een sukkel."})
    browser.post(
        f"/communities/{place.slug}/posts/", {"body": "Wat een sukkel.", "hints_seen": rule.pk}
    )

    day = RuleDay.objects.get()
    assert (day.hits, day.went_on) == (1, 1)
    assert {field.name for field in RuleDay._meta.fields} == {"id", "rule", "on", "hits", "went_on"}


def test_another_hint_is_shown_also_to_who_saw_one(sign_in, sanne, place):
    first = make_rule("sukkel")
    make_rule("kliko")

    answer = sign_in(sanne).post(
        f"/communities/{place.slug}/posts/",
        {"body": "Die sukkel met zijn kliko.", "hints_seen": first.pk},
    )

    assert answer.status_code == 422
    assert not Post.objects.exists()


def test_what_must_wait_is_sent_by_its_author_and_read_by_nobody_else(sign_in, sanne, wim, place):
    rule = make_rule("alarmcode", action="hold")
    browser = sign_in(sanne)

    first = browser.post(f"/communities/{place.slug}/posts/", {"body": "De alarmcode is 4711"})
    browser.post(
        f"/communities/{place.slug}/posts/", {"body": "De alarmcode is 4711", "first_read": rule.pk}
    )

    assert first.status_code == 422
    assert "Somebody reads this first" in said(first)
    post = Post.objects.get()
    assert "Until then only you see it" in said(browser.get(post.get_absolute_url()))
    assert sign_in(wim).get(post.get_absolute_url()).status_code == 404
    assert "4711" not in said(sign_in(wim).get(place.get_absolute_url()))
    assert Case.objects.get().author == sanne


def test_whoever_gets_a_hint_may_ask_that_somebody_reads_it_first(sign_in, sanne, wim, place):
    rule = make_rule("sukkel")

    sign_in(sanne).post(
        f"/communities/{place.slug}/posts/", {"body": "Wat een sukkel.", "first_read": rule.pk}
    )

    assert sign_in(wim).get(Post.objects.get().get_absolute_url()).status_code == 404
    assert Case.objects.get().is_open


def test_what_is_refused_must_change_whatever_is_pressed(sign_in, sanne, place):
    rule = make_rule("wachtwoord", action="refuse")

    answer = sign_in(sanne).post(
        f"/communities/{place.slug}/posts/",
        {"body": "Het wachtwoord is kat", "hints_seen": rule.pk, "first_read": rule.pk},
    )

    assert answer.status_code == 422
    assert "This cannot be posted yet" in said(answer)
    assert "Het wachtwoord is kat" in said(answer)
    assert not Post.objects.exists()


def test_what_is_flagged_stands_there_at_once_and_somebody_looks(sign_in, sanne, wim, place):
    make_rule("stage", action="flag")

    sign_in(sanne).post(f"/communities/{place.slug}/posts/", {"body": "Een stage gezocht"})

    assert sign_in(wim).get(Post.objects.get().get_absolute_url()).status_code == 200
    assert Case.objects.get().findings.get().step == "flag"


@pytest.mark.parametrize("button", ["hints_seen", "first_read"])
def test_a_comment_is_advised_as_a_post(sign_in, sanne, wim, place, button):
    rule, post = make_rule("sukkel"), make_post(author=wim, community=place)
    browser, address = sign_in(sanne), f"/threads/{post.pk}/comments/"

    first = browser.post(address, {"body": "Wat een sukkel."})
    browser.post(address, {"body": "Wat een sukkel.", button: rule.pk})

    assert first.status_code == 422
    thread, comment = Thread.objects.get(), Comment.objects.get()
    is_shown = button == "hints_seen"
    assert comment.is_published is is_shown
    assert thread.comment_count == is_shown
    reads = said(sign_in(wim).get(post.get_absolute_url()))
    assert ("Wat een sukkel." in reads) is is_shown
    assert "Wat een sukkel." in said(sign_in(sanne).get(post.get_absolute_url()))


def test_a_rule_for_posts_does_not_look_at_comments(sign_in, sanne, wim, place):
    make_rule("sukkel", action="refuse", kinds=["post"])
    post = make_post(author=wim, community=place)

    sign_in(sanne).post(f"/threads/{post.pk}/comments/", {"body": "Wat een sukkel."})

    assert Comment.objects.get().is_published


def test_a_rule_for_one_community_does_not_look_elsewhere(sign_in, sanne, place):
    other = make_community(members=[sanne])
    make_rule("sukkel", action="refuse", audience_ids=[other.audience_id])

    sign_in(sanne).post(f"/communities/{place.slug}/posts/", {"body": "Wat een sukkel."})

    assert Post.objects.get().community == place


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/communities/new/", {"name": "Sukkels", "kind": "open", "tone": "sea"}),
        ("/profile/", {"about": "Ik ben een sukkels", "skills": "", "phone": ""}),
    ],
)
def test_names_and_profiles_cannot_wait_and_are_refused_instead(sign_in, sanne, address, words):
    make_rule("sukkels", action="hold")

    answer = sign_in(sanne).post(address, words)

    assert answer.status_code == 422
    assert "This cannot be posted yet" in said(answer)


def test_who_gets_a_hint_about_a_name_is_not_offered_that_somebody_reads_it_first(sign_in, sanne):
    make_rule("sukkels")

    answer = sign_in(sanne).post(
        "/communities/new/", {"name": "Sukkels", "kind": "open", "tone": "sea"}
    )

    assert "Post it as it is" in said(answer)
    assert "Let somebody read it first" not in said(answer)


def test_answers_of_a_poll_and_names_of_files_are_read_too(sign_in, sanne, place):
    make_rule("sukkel", action="refuse")

    answer = sign_in(sanne).post(
        f"/communities/{place.slug}/posts/",
        {"kind": "poll", "body": "Wie wint?", "option": ["De baas", "De sukkel"]},
    )

    assert answer.status_code == 422
    assert not Post.objects.exists()


def test_new_words_of_a_post_are_read_and_it_waits_whole(sign_in, sanne, wim, place):
    post = make_post(author=sanne, community=place, body="Een kast")
    rule = make_rule("alarmcode", action="hold")
    browser, address = sign_in(sanne), f"/posts/{post.pk}/edit/"

    first = browser.post(address, {"body": "De alarmcode", "seen_edits": 0})
    browser.post(address, {"body": "De alarmcode", "seen_edits": 0, "first_read": rule.pk})

    assert first.status_code == 422
    assert Thread.objects.get().state == "held"
    assert sign_in(wim).get(post.get_absolute_url()).status_code == 404


def test_who_only_reads_for_a_time_is_told_so_and_loses_nothing(sign_in, sanne, place):
    type(sanne).objects.filter(pk=sanne.pk).update(silenced_until="2099-01-01T12:00Z")

    answer = sign_in(sanne).post(f"/communities/{place.slug}/posts/", {"body": "Hallo allemaal"})

    assert answer.status_code == 403
    assert "you only read here" in said(answer)
    assert "Hallo allemaal" in said(answer)
