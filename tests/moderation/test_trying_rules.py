"""Trying a rule on what was written before: counted exactly, stopped, gone on with, and shown."""

import html
import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client

from conversations.feeds import contributions
from conversations.models import Enclosure
from intranet.platform import clock
from intranet.platform.models import OutboxEntry
from intranet.platform.outbox import run_due, run_next
from intranet.platform.policy import Refused
from moderation.actions import rehearsing
from moderation.actions.rehearsing import judge_example, make_step, start_dry_run
from moderation.models import Case, DryRun, DryRunHit, RuleVersion
from notifications.models import Notification
from people.actions import upload_file
from tests.factories.communities import make_comment, make_community, make_person, make_post
from tests.factories.moderation import make_rule
from tests.factories.people import make_hr, picture
from tests.outbox import deliver
from tests.together import together

LONG_AGO = timedelta(days=365)


def since():
    return clock.now() - LONG_AGO


def at(rule, page=""):
    return f"/admin/moderation/rule/{rule.pk}/{page}"


def words_of(answer):
    """What a page says, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(answer.content.decode())).split())


def draft(rule):
    """Let a rule be a draft, which works for nobody."""
    RuleVersion.objects.filter(rule=rule).update(stage="draft")
    return rule


@pytest.fixture
def place(fatima):
    """A community that HR reads."""
    return make_community(members=[fatima])


@pytest.fixture
def rule(db):
    """A draft that looks for a word."""
    return draft(make_rule("kliko"))


@pytest.fixture
def small_steps(monkeypatch):
    """Let a step be two numbers of contributions long, so that a few make many steps."""
    monkeypatch.setattr(contributions, "SPAN", 2)
    monkeypatch.setattr(rehearsing, "STEP_LASTS", 0.0)


def write(place, *texts):
    """Post and answer by turns."""
    posts = [make_post(community=place, body=f"<p>{text}</p>") for text in texts[::2]]
    author = place.memberships.first().person
    comments = [
        make_comment(thread=posts[0].thread, author=author, body=f"<p>{text}</p>")
        for text in texts[1::2]
    ]
    return posts, comments


def test_it_counts_exactly_and_nothing_happens_to_anything(fatima, place, rule, small_steps):
    write(place, "Een kliko", "Geen", "Nog een KLIKO", "kliko", "klikospel", "Ook niets")
    deliver()
    told = Notification.objects.count()

    run = start_dry_run(actor=fatima, rule=rule, since=since())
    deliver()

    run.refresh_from_db()
    assert (run.stage, run.caught, run.seen, run.total) == ("done", 3, 6, 6)
    assert Notification.objects.count() == told
    assert not Case.objects.exists()


def test_it_reads_only_what_readers_read_since_the_day_that_was_chosen(fatima, place, rule):
    posts, _comments = write(place, "kliko", "kliko", "kliko")
    posts[0].thread.__class__.objects.filter(pk=posts[0].thread.pk).update(
        published_at=clock.now() - timedelta(days=10)
    )
    posts[1].thread.__class__.objects.filter(pk=posts[1].thread.pk).update(state="withdrawn")

    run = start_dry_run(actor=fatima, rule=rule, since=clock.now() - timedelta(days=3))
    deliver()

    run.refresh_from_db()
    assert (run.caught, run.seen) == (1, 1)


def test_it_looks_where_the_rule_looks(fatima, place, rule):
    other = make_community(members=[fatima])
    write(place, "kliko", "kliko")
    write(other, "kliko", "kliko")
    RuleVersion.objects.update(kinds=["comment"], audience_ids=[other.audience_id])

    run = start_dry_run(actor=fatima, rule=rule, since=since())
    deliver()

    run.refresh_from_db()
    assert (run.caught, run.seen) == (1, 4)


def test_it_finds_links_mentions_and_files_too(fatima, place):
    rule = draft(make_rule(looks={"links": {"mode": "only", "domains": ["ons.example"]}}))
    write(place, "Zie https://elders.example/x", "Zie https://ons.example/x")

    run = start_dry_run(actor=fatima, rule=rule, since=since())
    deliver()

    run.refresh_from_db()
    assert run.caught == 1


@pytest.mark.usefixtures("own_store")
def test_a_rule_about_names_of_files_looks_at_nothing_else(fatima, place):
    rule = draft(make_rule("loonstrook", kinds=["file"]))
    file = upload_file(owner=fatima, file=picture(40, 30), name="loonstrook Wim.png")
    other = upload_file(owner=fatima, file=picture(40, 30), name="zaag.png")
    make_post(community=place, author=fatima, body="Kijk", files=[Enclosure(file.pk, "")])
    make_post(community=place, author=fatima, body="De loonstrook", files=[Enclosure(other.pk, "")])

    run = start_dry_run(actor=fatima, rule=rule, since=since())
    deliver()

    run.refresh_from_db()
    assert (run.seen, run.caught) == (2, 1)


def test_what_one_can_choose_in_a_poll_is_read_too(hr, fatima, place):
    rule = draft(make_rule("kliko", kinds=["poll"]))
    address = f"/communities/{place.slug}/posts/"
    hr.post(address, {"kind": "poll", "body": "Waar?", "option": ["De kliko", "De kast"]})
    hr.post(address, {"kind": "update", "body": "In de kliko"})

    run = start_dry_run(actor=fatima, rule=rule, since=since())
    deliver()

    run.refresh_from_db()
    assert (run.seen, run.caught) == (2, 1)
    assert "In an answer of a poll: kliko" in words_of(hr.get(at(rule)))


def test_it_is_started_followed_and_stopped_on_the_page(hr, fatima, place, rule, small_steps):
    write(place, *["Een kliko"] * 8)
    deliver()
    page = hr.get(at(rule)).content.decode()
    values = dict(re.findall(r'name="(seen|section|owner)" value="(\w+)"', page))
    version = rule.versions.get()
    facts = {
        "name": version.name,
        "section": version.section_id,
        "reason": version.reason,
        "words": "kliko",
        "action": "hint",
        "owner": version.owner_id,
        "explanation_nl": version.explanation_nl,
        "explanation_en": version.explanation_en,
        "since": f"{since():%Y-%m-%d}",
        "do": "dry",
    }

    assert hr.post(at(rule), facts | {"seen": values["seen"]}).status_code == 302
    run_next()
    run = DryRun.objects.get()
    assert run.stage == "running"
    part = hr.get(at(rule, "dry-run/"), headers={"HX-Request": "true"})
    assert 'hx-trigger="every 2s"' in part.content.decode()
    assert "Look how far it is" in words_of(hr.get(at(rule)))
    hr.post(at(rule, "dry-run/stop/"))
    deliver()

    seen = DryRun.objects.get()
    assert (seen.stage, seen.seen) == ("stopped", run.seen)
    assert seen.seen < seen.total
    assert "You stopped it; the rest was not read." in words_of(hr.get(at(rule)))


def test_what_is_typed_is_kept_before_it_is_tried_and_what_makes_no_sense_is_not(hr, rule):
    version = rule.versions.get()
    facts = {
        "name": version.name,
        "section": version.section_id,
        "action": "hint",
        "owner": version.owner_id,
        "since": f"{since():%Y-%m-%d}",
        "do": "dry",
    }
    seen = re.search(r'name="seen" value="(\w+)"', hr.get(at(rule)).content.decode())[1]

    empty = hr.post(at(rule), facts | {"seen": seen, "words": ""})
    fast = hr.post(at(rule), facts | {"seen": seen, "rate_most": 3, "rate_minutes": 3})
    later = hr.post(at(rule), facts | {"seen": seen, "words": "x y", "since": "2099-01-01"})

    assert "Say what this rule looks for; it is empty." in words_of(empty)
    assert "cannot be tried on what was written before" in words_of(fast)
    assert "This day is still to come." in words_of(later)
    assert rule.versions.get().looks == version.looks
    assert not DryRun.objects.exists()


def test_a_step_that_was_killed_is_made_again_and_none_is_made_twice(
    fatima, place, rule, small_steps
):
    write(place, *["Een kliko"] * 8)
    deliver()
    run = start_dry_run(actor=fatima, rule=rule, since=since())
    run_next()

    with pytest.raises(SystemExit), transaction.atomic():
        make_step(run_id=run.pk, step=1)
        raise SystemExit("killed before it was written down")
    deliver()
    make_step(run_id=run.pk, step=1)

    run.refresh_from_db()
    assert (run.stage, run.caught, run.seen) == ("done", 8, 8)


@pytest.mark.django_db(transaction=True)
def test_two_workers_together_count_once(small_steps):
    fatima = make_hr(language="en")
    place = make_community(members=[fatima])
    rule = draft(make_rule("kliko"))
    write(place, *["Een kliko"] * 12)
    deliver()
    run = start_dry_run(actor=fatima, rule=rule, since=since())

    for _round in range(20):
        together(run_due, run_due)
        together(lambda: make_step(run_id=run.pk, step=2), lambda: make_step(run_id=run.pk, step=2))
        if not OutboxEntry.objects.exists():
            break

    run.refresh_from_db()
    assert (run.stage, run.caught, run.seen) == ("done", 12, 12)


def test_a_draft_that_is_thrown_away_ends_what_tried_it(fatima, place, rule, small_steps):
    write(place, *["Een kliko"] * 6)
    deliver()
    start_dry_run(actor=fatima, rule=rule, since=since())
    run_next()

    rule.versions.all().delete()
    deliver()

    assert not DryRun.objects.exists()


def test_trying_again_stops_the_try_before(fatima, place, rule, small_steps):
    write(place, *["Een kliko"] * 6)
    deliver()
    first = start_dry_run(actor=fatima, rule=rule, since=since())
    run_next()

    second = start_dry_run(actor=fatima, rule=rule, since=since())
    deliver()

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.stage, second.stage, second.seen) == ("stopped", "done", 6)


def test_examples_are_only_of_what_who_looks_may_read(fatima, place, rule):
    closed = make_community("closed", name="Gesloten")
    write(place, "Een kliko voor iedereen", "Antwoord met kliko")
    write(closed, "Een kliko voor leden")
    start_dry_run(actor=fatima, rule=rule, since=since())
    deliver()

    browser = Client()
    browser.force_login(fatima)
    page = words_of(browser.get(at(rule)))

    assert "It would have caught 3 of 3." in page
    assert "Een kliko voor iedereen" in page
    assert "Antwoord met kliko" in page
    assert "voor leden" not in page
    assert DryRunHit.objects.count() == 2


def test_who_looks_later_sees_only_her_own_examples(hr, fatima, rule):
    closed = make_community("closed", members=[fatima])
    write(closed, "Een kliko voor leden")
    start_dry_run(actor=fatima, rule=rule, since=since())
    deliver()
    assert "Een kliko voor leden" in words_of(hr.get(at(rule)))
    hit = DryRunHit.objects.get()
    hanneke = make_hr("Hanneke Smit", language="en")

    hr.force_login(hanneke)

    page = words_of(hr.get(at(rule)))
    assert "voor leden" not in page
    assert "There is no example among what you may read yourself." in page
    answer = hr.post(at(rule, "dry-run/examples/"), {"example": hit.pk, "is": "right"})
    assert answer.status_code == 404
    with pytest.raises(Refused):
        judge_example(actor=hanneke, example=hit, is_right=True)


def test_examples_name_nobody_and_mark_what_was_found(hr, fatima, place, rule):
    wim = make_person("Wim Hoekstra")
    mention = f'<a class="mention" data-person="{wim.pk}" href="/people/1/">@Wim Hoekstra</a>'
    post = make_post(community=place, author=fatima, body="<p>x</p>")
    thread = post.thread
    thread.html = f"<p>{mention} zet de kliko buiten</p>"
    thread.plain = "@Wim Hoekstra zet de kliko buiten"
    thread.save()
    start_dry_run(actor=fatima, rule=rule, since=since())
    deliver()

    page = hr.get(at(rule, "dry-run/"), headers={"HX-Request": "true"}).content.decode()

    assert "<mark>kliko</mark>" in page
    assert "Hoekstra" not in page
    assert "Fatima" not in page


def test_one_says_of_each_example_whether_it_is_right(hr, fatima, place, rule):
    write(place, "Een kliko", "Nog een kliko", "En een kliko")
    start_dry_run(actor=fatima, rule=rule, since=since())
    deliver()
    first, second, _third = DryRunHit.objects.order_by("pk")

    hr.post(at(rule, "dry-run/examples/"), {"example": first.pk, "is": "right"})
    answer = hr.post(
        at(rule, "dry-run/examples/"),
        {"example": second.pk, "is": "not"},
        headers={"HX-Request": "true"},
    )

    assert "1 rightly, 1 not, 1 still to look at." in words_of(answer)


def test_at_most_fifty_examples_are_kept(fatima, place, rule):
    post = make_post(community=place, author=fatima, body="<p>x</p>")
    for number in range(30):
        make_comment(thread=post.thread, author=fatima, body=f"<p>kliko {number}</p>")

    run = start_dry_run(actor=fatima, rule=rule, since=since())
    deliver()

    run.refresh_from_db()
    assert run.caught == 30
    assert run.examples.count() == 25


@pytest.mark.parametrize(
    ("hits", "action", "sentence"),
    [
        (1, "hint", ""),
        (3, "hint", "That is a lot: more than one in twenty."),
        (30, "hold", "This rule would hold nearly everything that people write."),
        (30, "refuse", "This rule would refuse nearly everything that people write."),
    ],
)
def test_a_rule_that_would_catch_a_lot_is_warned_of(
    hr, fatima, place, rule, hits, action, sentence
):
    RuleVersion.objects.update(action=action)
    post = make_post(community=place, author=fatima, body="<p>x</p>")
    for number in range(40):
        text = "kliko" if number < hits else "iets"
        make_comment(thread=post.thread, author=fatima, body=f"<p>{text} {number}</p>")
    start_dry_run(actor=fatima, rule=rule, since=since())
    deliver()

    page = words_of(hr.get(at(rule)))

    assert f"It would have caught {hits} of 41." in page
    warnings = ("That is a lot", "nearly everything")
    assert sentence in page
    assert bool(sentence) == any(warning in page for warning in warnings)


def test_a_change_after_it_was_tried_is_said(hr, fatima, place, rule):
    write(place, "Een kliko")
    start_dry_run(actor=fatima, rule=rule, since=since())
    deliver()

    RuleVersion.objects.update(looks={"words": ["anders"]})

    assert "The rule was changed since." in words_of(hr.get(at(rule)))


def test_who_is_not_at_hr_starts_and_stops_nothing(here, bram, rule, fatima):
    with pytest.raises(Refused):
        start_dry_run(actor=bram, rule=rule, since=since())
    run = start_dry_run(actor=fatima, rule=rule, since=since())

    assert here.post(at(rule, "dry-run/stop/")).status_code in (302, 403)

    run.refresh_from_db()
    assert run.goes_on
