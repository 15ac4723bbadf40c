"""Who sees and does what in a case: every cell of the table, as the person, in a browser."""

import pytest
from django.core import mail
from django.db import transaction

from moderation.models import Appeal, Case, Decision
from notifications.models import Notification
from tests.factories.communities import make_comment, make_community, make_post
from tests.factories.moderation import make_section
from tests.factories.people import make_hr, make_person
from tests.moderation.who_does_what import DEEDS, STAGES, browser_of, build_stage, rows_of
from tests.outbox import deliver
from tests.sight.ways import SHOWN
from tests.sight.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_store")]
QUEUE = "see it in the queue"
# Ways on which every colleague stands.
DIRECTORY = {"people", "profile", "mention_suggestions"}


@pytest.mark.parametrize("letter", STAGES)
@pytest.mark.parametrize("desk", ["hr", "managers"])
def test_everybody_does_what_the_table_says_and_nothing_else(desk, letter):
    expected = {
        (part, deed): letter in cell.split()
        for deed, cells in rows_of(desk)
        for part, cell in cells.items()
    }
    parts = {part for part, _deed in expected}
    with rolled_back():
        found = everything_in(
            build_stage(desk, letter, author_at_hr=False), parts - {"author at HR"}
        )
    with rolled_back():
        found |= everything_in(build_stage(desk, letter, author_at_hr=True), {"author at HR"})

    assert differences(expected, found) == []


def everything_in(stage, parts):
    """Return for each part and deed what page, browser, policy and queryset say of it."""
    found = {}
    for part in parts:
        person, browser = stage.people[part], browser_of(stage.people[part])
        found[part, QUEUE] = {"browser": is_in_queue(browser, stage)}
        for name, deed in DEEDS.items():
            found[part, name] = ways_of(deed, person, browser, stage)
    return found


def ways_of(deed, person, browser, stage):
    """Return what each place that knows says of whether somebody may do something."""
    said = {}
    if deed.offer:
        page = browser.get(stage.address(deed.page))
        said["page"] = (
            page.status_code == 200 and stage.address(deed.offer) in page.content.decode()
        )
    if deed.policy:
        said["policy"] = deed.policy(person, stage)
    if deed.rows:
        said["queryset"] = deed.rows(person, stage).exists()
    # Last: a session remembers of which case it asked the names, whatever is taken back.
    return said | {"browser": is_done(deed, browser, stage)}


def is_done(deed, browser, stage):
    """Do it, take it back, and tell whether it was done."""
    address = stage.address(deed.address)
    if deed.sends is None:
        return browser.get(address).status_code == 200
    with rolled_back():
        answer = browser.post(address, deed.sends(stage))
    return answer.status_code == 302 and "login" not in answer.url


def is_in_queue(browser, stage):
    """Tell whether the case stands in one of the lists of the desk."""
    lists = [browser.get(f"/desk/?only={only}") for only in ("open", "appeals", "done")]
    return any(
        answer.status_code == 200 and f'href="/desk/{stage.case.pk}/' in answer.content.decode()
        for answer in lists
    )


class rolled_back:  # noqa: N801
    """Take back what is done in it."""

    def __enter__(self):
        self.tried = transaction.atomic()
        self.tried.__enter__()

    def __exit__(self, *problem):
        transaction.set_rollback(True)
        self.tried.__exit__(*problem)


def differences(expected, found):
    """Return every cell in which something does not say what the table says."""
    assert set(expected) == set(found)
    return [
        f"{part}: {deed}: {expected[part, deed]}, but {who} says {says}"
        for (part, deed), said in sorted(found.items())
        for who, says in said.items()
        if says is not expected[part, deed]
    ]


# ---- Who reported is nobody's to know.


@pytest.fixture
def told_on():
    """A post and a comment by Kees, reported by somebody whose name and words are canaries."""
    people = {
        "author": make_person("Kees Brouwer", language="en"),
        "author's manager": make_person("Anja Bovenaan"),
        "colleague": make_person("Sanne Postma"),
        "manager": make_person("Gerrit Drost"),
    }
    kees = people["author"]
    type(kees).objects.filter(pk=kees.pk).update(manager=people["author's manager"])
    section, place = (
        make_section("Zacht op de mens"),
        make_community(managers=[people["manager"]], members=[kees]),
    )
    post = make_post(author=kees, community=place, body="Typisch Petra")
    comment = make_comment(thread=post, author=kees, body="En Jan ook")
    reporter = browser_of(make_person("Kanarie Kanariepiet", joined_at="2020-01-05T08:00Z"))
    for kind, number in (("thread", post.pk), ("comment", comment.pk)):
        said = {"section": section.pk, "words": "kanariewoorden"}
        assert reporter.post(f"/reports/{kind}/{number}/", said).status_code == 302
    return World(
        people=people,
        communities={"open": place},
        threads=[post.thread],
        comments=[comment],
    )


def pages_with(words, world):
    """Return for each word the ways, and who goes them, on which it is read."""
    found = {word: set() for word in words}
    for part, person in world.people.items():
        browser = browser_of(person)
        for way, addresses in SHOWN.items():
            for address in (each for per in addresses for each in per(world)):
                answer = browser.get(address)
                page = "" if answer.streaming else answer.content.decode(errors="replace")
                for word in words:
                    found[word] |= {(part, way)} if word in page else set()
    return found


@pytest.mark.parametrize("desk", ["hr", "managers"])
def test_who_reported_is_on_no_page_bell_or_mail_of_those_it_is_not_for(told_on, desk):
    decider, lotte = make_hr("Fatima El Amrani", language="en"), make_hr("Lotte van Dijk")
    if desk == "managers":
        Case.objects.update(desk="managers")
        decider = told_on.people["manager"]

    for happens in (nothing, everything_is_decided, all_is_appealed_and_undone):
        happens(told_on, decider=browser_of(decider), other=browser_of(lotte))
        deliver()
        found = pages_with(["Kanariepiet", "kanariewoorden"], told_on)
        assert {way for _part, way in found["Kanariepiet"]} <= DIRECTORY
        # What she said, only those read who decide.
        deciders = {("manager", "case")} if desk == "managers" else set()
        assert found["kanariewoorden"] <= deciders

    letters = [
        f"{one.subject} {one.body} {getattr(one, 'alternatives', '')}" for one in mail.outbox
    ]
    assert letters
    assert not [letter for letter in letters if "anarie" in letter]
    assert not Notification.objects.filter(actor__name__contains="Kanarie").exists()


def nothing(world, **browsers):
    """Leave it as it is: it was reported just now."""


def everything_is_decided(world, *, decider, other):
    """Let who decides read what was said, ask for names, and decide."""
    for case in Case.objects.order_by("pk"):
        words = {"outcome": "withdraw", "section": case.section_id, "reasons": "Zo"}
        assert "kanariewoorden" in decider.get(f"/desk/{case.pk}/").content.decode()
        decider.post(f"/desk/{case.pk}/names/")
        assert "Kanariepiet" not in decider.get(f"/desk/{case.pk}/").content.decode()
        answer = decider.post(f"/desk/{case.pk}/decide/", words | {"seen_decisions": 0})
        assert answer.status_code == 302


def all_is_appealed_and_undone(world, *, decider, other):
    """Let the author not agree, and somebody else undo it."""
    author = browser_of(world.people["author"])
    for decision in Decision.objects.all():
        author.post(f"/decisions/{decision.pk}/appeal/", {"words": "Nee"})
    for appeal in Appeal.objects.all():
        said = {"overturns": "yes", "reasons": "Je hebt gelijk"}
        assert other.post(f"/appeals/{appeal.pk}/decide/", said).status_code == 302
