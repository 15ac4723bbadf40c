"""Hearing that a case waits, finding it in the queue, and going on to the next."""

import re
from datetime import timedelta

import pytest

from intranet.platform import clock
from moderation.models import Case
from moderation.tasks import look_after_cases
from notifications.feeds import bell, unread_count
from tests.counting import queries_of
from tests.factories.communities import make_post
from tests.factories.moderation import make_rule, make_section
from tests.factories.people import make_person
from tests.outbox import deliver

pytestmark = pytest.mark.django_db

MENU = 'href="/desk/"'


def report(browser, post, **said):
    """Report a post, and let everybody hear of it."""
    browser.post(f"/reports/thread/{post.pk}/", {"words": "Zo niet"} | said)
    deliver()
    return Case.objects.filter(subject_id=post.pk).last()


def decide(browser, case, outcome, section):
    """Decide about a case, and let everybody hear of it."""
    said = {"outcome": outcome, "section": section.pk, "reasons": "Zo", "seen_decisions": 0}
    answer = browser.post(f"/desk/{case.pk}/decide/", said | {"silent_days": 0})
    deliver()
    return answer


def cases_in_bell(person):
    """Return the addresses of the cases that somebody's bell tells of."""
    lines = [line for line in bell(person).lines if line.told.reason == "case_arrived"]
    return [line.subject.url for line in lines]


def page(browser, address):
    """Return what a page says."""
    return browser.get(address).content.decode()


def numbers_in_queue(browser, asked=""):
    """Return the numbers of the cases in the list, from top to bottom."""
    found = re.findall(r'case-row" href="/desk/(\d+)/', page(browser, f"/desk/{asked}"))
    return [int(number) for number in found]


def test_who_can_decide_hears_that_a_case_came_and_nobody_else(
    sign_in, wim, kees, gerrit, fatima, lotte, post
):
    case = report(sign_in(wim), post)

    assert cases_in_bell(fatima) == cases_in_bell(lotte) == [f"/desk/{case.pk}/"]
    assert cases_in_bell(wim) == cases_in_bell(kees) == cases_in_bell(gerrit) == []
    told = page(sign_in(fatima), "/notifications/")
    assert "Somebody has to decide about this" in told
    assert "die kan niet tellen" in told
    assert "Kees Brouwer" not in told
    assert "Wim Hoekstra" not in told


def test_what_a_rule_holds_is_told_too(sign_in, kees, fatima, place):
    rule = make_rule("alarmcode", action="hold")
    words = {"body": "De alarmcode is nieuw", "first_read": rule.pk}
    sign_in(kees).post(f"/communities/{place.slug}/posts/", words)
    deliver()

    case = Case.objects.get()
    assert case.origin == "rule"
    assert cases_in_bell(fatima) == [f"/desk/{case.pk}/"]


def test_a_second_report_of_the_same_rings_nobody_again(sign_in, wim, fatima, post):
    sanne = make_person("Sanne Postma")
    post.community.memberships.create(person=sanne, role="member", joined_at=clock.now())
    case = report(sign_in(wim), post)
    sign_in(fatima).get(f"/desk/{case.pk}/")
    told = fatima.notifications.count()

    report(sign_in(sanne), post)

    assert fatima.notifications.count() == told == 1


def test_managers_who_get_it_first_hear_it_first(
    sign_in, wim, gerrit, fatima, post, managers_first, time_machine
):
    case = report(sign_in(wim), post)
    assert cases_in_bell(gerrit) == [f"/desk/{case.pk}/"]
    assert cases_in_bell(fatima) == []

    time_machine.move_to(clock.now() + timedelta(hours=25))
    look_after_cases()
    deliver()

    assert cases_in_bell(gerrit) == []
    assert unread_count(gerrit) == 0
    assert cases_in_bell(fatima) == [f"/desk/{case.pk}/"]


def test_hr_hears_of_a_case_that_a_manager_hands_over(
    sign_in, wim, gerrit, fatima, post, managers_first
):
    case = report(sign_in(wim), post)

    sign_in(gerrit).post(f"/desk/{case.pk}/notes/", {"note": "Te groot", "escalates": "1"})
    deliver()

    assert cases_in_bell(gerrit) == []
    assert cases_in_bell(fatima) == [f"/desk/{case.pk}/"]


def test_what_was_decided_goes_from_every_bell(sign_in, wim, fatima, lotte, post, section):
    case = report(sign_in(wim), post)

    decide(sign_in(fatima), case, "no_breach", section)

    assert cases_in_bell(fatima) == cases_in_bell(lotte) == []
    assert unread_count(lotte) == 0


def test_who_can_be_the_second_reader_is_asked_and_not_who_decided(
    sign_in, wim, fatima, lotte, post, section
):
    case = report(sign_in(wim), post)
    sign_in(lotte).post("/notifications/read/")

    decide(sign_in(fatima), case, "for_good", section)

    assert unread_count(lotte) == 1
    assert fatima.notifications.filter(reason="case_arrived").count() == 1


def test_what_its_author_changed_comes_back_to_the_desk(sign_in, wim, kees, fatima, post, section):
    case = report(sign_in(wim), post)
    decide(sign_in(fatima), case, "ask_edit", section)
    assert cases_in_bell(fatima) == []

    said = {"body": "De planning klopt niet", "seen_edits": 0}
    sign_in(kees).post(f"/posts/{post.pk}/edit/", said)
    deliver()

    assert cases_in_bell(fatima) == [f"/desk/{case.pk}/"]


def test_the_menu_says_that_something_waits(sign_in, wim, fatima, post, section):
    assert MENU in page(sign_in(fatima), "/")
    assert not dot(sign_in(fatima))

    case = report(sign_in(wim), post)
    assert dot(sign_in(fatima))

    decide(sign_in(fatima), case, "no_breach", section)
    assert not dot(sign_in(fatima))


def test_who_works_in_the_administration_and_decides_nothing_has_no_desk(sign_in, wim, post):
    ruud = make_person("Ruud Beheer", is_staff=True)
    report(sign_in(wim), post)

    assert MENU not in page(sign_in(ruud), "/")
    assert sign_in(ruud).get("/desk/").status_code == 404


def test_a_manager_finds_the_desk_in_the_menu_while_something_lies_on_it(
    sign_in, wim, gerrit, post, managers_first, section
):
    assert MENU not in page(sign_in(gerrit), "/")

    case = report(sign_in(wim), post)
    assert dot(sign_in(gerrit))
    assert MENU not in page(sign_in(wim), "/")

    decide(sign_in(gerrit), case, "no_breach", section)
    assert MENU not in page(sign_in(gerrit), "/")


def dot(browser):
    """Tell whether the line of the desk in the menu has a dot."""
    line = re.search(r'<a class="nav__link" href="/desk/".*?</a>', page(browser, "/"), re.DOTALL)
    return line is not None and 'class="dot"' in line[0]


@pytest.fixture
def queue(sign_in, wim, kees, fatima, place, section):
    """Three cases: of a report, of a report on an agreement that Fatima has, and of a rule."""
    other = make_section("Iemands gegevens blijven van iemand")
    posts = [make_post(author=kees, community=place, body=f"Bericht {n}") for n in range(2)]
    free = report(sign_in(wim), posts[0], section=section.pk)
    taken = report(sign_in(wim), posts[1], section=other.pk)
    sign_in(fatima).post(f"/desk/{taken.pk}/claim/")
    make_rule("alarmcode", action="flag", section=section)
    sign_in(kees).post(f"/communities/{place.slug}/posts/", {"body": "De alarmcode"})
    flagged = Case.objects.get(origin="rule")
    return {"free": free, "taken": taken, "flagged": flagged, "other": other}


def test_the_queue_says_how_old_a_case_is_and_when_it_is_due(sign_in, fatima, queue, time_machine):
    time_machine.move_to(clock.now() + timedelta(days=3))

    told = page(sign_in(fatima), "/desk/")

    assert "3 days old" in told


def test_the_queue_shows_only_what_is_asked_for(sign_in, fatima, queue, section):
    browser = sign_in(fatima)
    free, taken, flagged = (queue[name].pk for name in ("free", "taken", "flagged"))

    assert numbers_in_queue(browser) == [free, taken, flagged]
    assert numbers_in_queue(browser, "?whose=mine") == [taken]
    assert numbers_in_queue(browser, "?whose=free") == [free, flagged]
    assert numbers_in_queue(browser, "?origin=rule") == [flagged]
    assert numbers_in_queue(browser, f"?section={queue['other'].pk}") == [taken]
    assert numbers_in_queue(browser, f"?section={section.pk}&whose=free") == [free, flagged]
    assert numbers_in_queue(browser, "?origin=author") == []
    assert "Show all to see the others" in page(browser, "/desk/?origin=author")


@pytest.mark.parametrize("asked", ["?whose=x", "?origin=%00", "?section=x", f"?section={'9' * 40}"])
def test_what_an_address_cannot_mean_narrows_nothing(sign_in, fatima, queue, asked):
    assert len(numbers_in_queue(sign_in(fatima), asked)) == 3


def test_the_way_to_the_next_case_keeps_to_what_was_asked_for(sign_in, fatima, queue):
    browser = sign_in(fatima)
    free, taken, flagged = (queue[name].pk for name in ("free", "taken", "flagged"))

    assert next_case(browser, f"/desk/{free}/") == f"/desk/{taken}/"
    assert next_case(browser, f"/desk/{free}/?whose=free") == f"/desk/{flagged}/?whose=free"
    assert next_case(browser, f"/desk/{flagged}/") is None


def test_after_a_decision_the_most_urgent_case_is_next(sign_in, fatima, queue, section):
    browser = sign_in(fatima)

    answer = decide(browser, queue["taken"], "no_breach", section)

    assert next_case(browser, answer.url) == f"/desk/{queue['free'].pk}/"


def next_case(browser, address):
    """Return where the page of a case leads on to."""
    found = re.search(r'href="([^"]+)" accesskey="n"', page(browser, address))
    return found and found[1].replace("&amp;", "&")


def test_the_frame_asks_as_much_of_who_has_a_desk_with_many_cases_as_with_one(
    sign_in, wim, kees, fatima, place, post
):
    report(sign_in(wim), post)
    few = queries_of(sign_in(fatima), "/notifications/")
    for _ in range(5):
        report(sign_in(wim), make_post(author=kees, community=place))

    assert queries_of(sign_in(fatima), "/notifications/") == few
