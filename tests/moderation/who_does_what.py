"""Who sees and does what in a case: the table, written by hand, and a case in each stage to try it.

docs/permissions.md shows the same table; test_who_does_what_in_a_case.py tries every cell of it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from conversations.models import Enclosure
from intranet.platform import clock
from intranet.platform.moderated import lender_of
from moderation import policies
from moderation.models import Appeal, Case, Decision, DeskRules
from people.actions import upload_file
from people.models import StoredFile, User
from tests.factories.communities import make_community, make_post
from tests.factories.moderation import make_section
from tests.factories.people import make_administrator, make_hr, make_person, picture

# In which stages it may be done, by the letter that stands for them; how the case got there.
STAGES = {"o": None, "a": "ask_edit", "s": "for_good", "d": "withdraw", "p": "withdraw"}
ABOUT = """
## In a case

Each cell is tried in a browser, and must agree with what the page offers, with the policy and with the
queryset. A cell names the stages in which it may be done: **o**pen, with its **a**uthor, waits for a
**s**econd reader, **d**one, and an a**p**peal that is open. HR below reports to the author, over somebody
in between. The manager takes care of the community.

Where HR gets reports at once, and HR decided:

"""  # noqa: E501
AT_HR = """
| may ... | author | author at HR | reporter | reporter at HR | colleague | manager | HR | HR below | who decided | administrator | leaver |
|---|---|---|---|---|---|---|---|---|---|---|---|
| see it in the queue | – | – | – | – | – | – | o s d p | – | o s d p | o s d p | – |
| open it | – | – | – | – | – | – | o a s d p | – | o a s d p | o a s d p | – |
| see its files there | – | – | – | – | – | – | o a s d p | – | o a s d p | o a s d p | – |
| ask for names | – | – | – | – | – | – | o a s d p | – | o | o a s d p | – |
| take it | – | – | – | – | – | – | o a s | – | o a s | o a s | – |
| decide | – | – | – | – | – | – | o s | – | o | o s | – |
| be the second reader | – | – | – | – | – | – | s | – | – | s | – |
| hand it to HR | – | – | – | – | – | – | – | – | – | – | – |
| write a note | – | – | – | – | – | – | o a s d p | – | o a s d p | o a s d p | – |
| read the decision | a s d p | a s d p | – | – | – | – | – | – | – | – | – |
| appeal | a s d | a s d | – | – | – | – | – | – | – | – | – |
| read the appeal | p | p | – | – | – | – | p | – | p | p | – |
| speak in it | p | p | – | – | – | – | p | – | p | p | – |
| take it back | p | p | – | – | – | – | – | – | – | – | – |
| decide the appeal | – | – | – | – | – | – | p | – | – | p | – |
| see the file where it stands | o a s d p | o a s d p | o a | o a | o a | o a | o a | o a | o a | o a | – |
| report it | – | – | o a | o a | o a | o a | o a | o a | o a | o a | – |
"""  # noqa: E501
BETWEEN = """
Where managers of the community get them first, and one of them decided:
"""
AT_MANAGERS = """
| may ... | author | author at HR | reporter | reporter at HR | colleague | manager | HR | HR below | who decided | administrator | leaver |
|---|---|---|---|---|---|---|---|---|---|---|---|
| see it in the queue | – | – | – | – | – | o d | s p | – | o d | s p | – |
| open it | – | – | – | – | – | o a d | s p | – | o a d | s p | – |
| see its files there | – | – | – | – | – | o a d | s p | – | o a d | s p | – |
| ask for names | – | – | – | – | – | o a d | s p | – | o | s p | – |
| take it | – | – | – | – | – | o a | s | – | o a | s | – |
| decide | – | – | – | – | – | o | s | – | o | s | – |
| be the second reader | – | – | – | – | – | – | s | – | – | s | – |
| hand it to HR | – | – | – | – | – | o a | – | – | o a | – | – |
| write a note | – | – | – | – | – | o a d | s p | – | o a d | s p | – |
| read the decision | a s d p | a s d p | – | – | – | – | – | – | – | – | – |
| appeal | a s d | a s d | – | – | – | – | – | – | – | – | – |
| read the appeal | p | p | – | – | – | – | p | – | – | p | – |
| speak in it | p | p | – | – | – | – | p | – | – | p | – |
| take it back | p | p | – | – | – | – | – | – | – | – | – |
| decide the appeal | – | – | – | – | – | – | p | – | – | p | – |
| see the file where it stands | o a s d p | o a s d p | o a | o a | o a | o a | o a | o a | o a | o a | – |
| report it | – | – | o a | o a | o a | o a | o a | o a | o a | o a | – |
"""  # noqa: E501
TABLES = {"hr": AT_HR, "managers": AT_MANAGERS}


def page_of_cases() -> str:
    """Return what docs/permissions.md says of cases."""
    return ABOUT.rstrip() + "\n" + AT_HR + BETWEEN + AT_MANAGERS


def rows_of(desk: str) -> list[tuple[str, dict[str, str]]]:
    """Return each deed with the letters of the stages in which each part may do it."""
    lines = [[cell.strip() for cell in line.strip("| ").split("|")]
             for line in TABLES[desk].strip().splitlines()]  # fmt: skip
    parts = lines[0][1:]
    return [(line[0], dict(zip(parts, line[1:], strict=True))) for line in lines[2:]]


@dataclass
class Stage:
    """A case in one stage, and the people around it."""

    case: Case
    file: StoredFile
    people: dict[str, User] = field(default_factory=dict)

    @property
    def decision(self) -> Decision | None:
        """What was decided last."""
        return self.case.decisions.last()

    @property
    def appeal(self) -> Appeal | None:
        """The appeal that is open."""
        return Appeal.objects.filter(decision__case=self.case).first()

    def address(self, place: str) -> str:
        """Return where something of this case stands; 0 for what is not there."""
        decision, appeal = self.decision, self.appeal
        return place.format(
            case=self.case.pk,
            said=self.case.subject_id,
            decision=decision.pk if decision else 0,
            appeal=appeal.pk if appeal else 0,
            file=self.file.pk,
            size=self.file.nearest("640"),
        )


def build_stage(desk: str, letter: str, *, author_at_hr: bool) -> Stage:
    """Let something be reported to a desk, and let the case come into a stage, as people do."""
    people, section = build_people(author_at_hr=author_at_hr), make_section("Zacht op de mens")
    DeskRules.objects.create(pk=1, managers_first=desk == "managers")
    author, managers = people["author"], [people["manager"], people["second manager"]]
    place = make_community(managers=managers, members=[author])
    file = upload_file(owner=author, file=picture(40, 30), name="foto.png")
    post = make_post(author=author, community=place, body="Petra", files=[Enclosure(file.pk, "")])
    for part in ("reporter", "reporter at HR"):
        said = {"section": section.pk, "words": "Zo niet"}
        browser_of(people[part]).post(f"/reports/thread/{post.pk}/", said)
    case = Case.objects.get()
    people["who decided"] = people["second manager" if desk == "managers" else "first at HR"]
    stage = Stage(case, file, people)
    if outcome := STAGES[letter]:
        said = {"outcome": outcome, "section": section.pk, "reasons": "Zo", "seen_decisions": 0}
        browser_of(people["who decided"]).post(f"/desk/{case.pk}/decide/", said)
    if letter == "p":
        browser_of(author).post(f"/decisions/{stage.decision.pk}/appeal/", {"words": "Nee"})
    file.refresh_from_db()
    case.refresh_from_db()
    return stage


def build_people(*, author_at_hr: bool) -> dict[str, User]:
    """Return everybody who has something to do with it, or just not."""
    author = (make_hr if author_at_hr else make_person)("Kees Brouwer", language="en")
    between = make_person("Bart Midden", manager=author)
    people = {
        "author": author,
        "author at HR": author,
        "reporter": make_person("Wim Hoekstra"),
        "reporter at HR": make_hr("Lieke Meldt"),
        "colleague": make_person("Sanne Postma"),
        "manager": make_person("Gerrit Drost"),
        "second manager": make_person("Ineke Drost"),
        "HR": make_hr("Lotte van Dijk", language="en"),
        "HR below": make_hr("Onno Onder", manager=between),
        "first at HR": make_hr("Fatima El Amrani"),
        "administrator": make_administrator("Ruben Kok"),
        "leaver": make_hr("Hendrik Bos"),
    }
    User.objects.filter(pk=people["leaver"].pk).update(is_active=False)
    people["leaver"].refresh_from_db()
    return people


def browser_of(person: User) -> Client:
    """Return a browser in which somebody is signed in."""
    browser = Client()
    browser.force_login(person)
    return browser


@dataclass(frozen=True)
class Deed:
    """One row: how it is done, what the page offers, and what the policy and the queryset say."""

    address: str
    sends: Callable[[Stage], dict[str, Any]] | None = None
    # Where the page stands that offers it, and what stands on that page then.
    page: str = ""
    offer: str = ""
    policy: Callable[[User, Stage], bool] | None = None
    rows: Callable[[User, Stage], Any] | None = None


def decide(stage: Stage) -> dict[str, Any]:
    """Return a decision as the page sends it, by somebody who saw all others."""
    return {
        "outcome": "withdraw",
        "section": stage.case.section_id,
        "reasons": "Daarom",
        "seen_decisions": stage.case.decisions.count(),
    }


def on_desk(person: User, stage: Stage) -> Any:
    """Return the case as the desk looks for it."""
    return Case.objects.visible_to(person).filter(pk=stage.case.pk)


def of_decision(policy: Callable[..., bool], **more: Any) -> Callable[[User, Stage], bool]:
    """Ask a policy about the last decision, where there is one."""
    return lambda person, stage: (
        stage.decision is not None and policy(person, stage.decision, **more)
    )


def of_appeal(policy: Callable[..., bool]) -> Callable[[User, Stage], bool]:
    """Ask a policy about the appeal, where there is one."""
    return lambda person, stage: stage.appeal is not None and policy(person, stage.appeal)


def of_case(policy: Callable[..., bool]) -> Callable[[User, Stage], bool]:
    """Ask a policy about the case."""
    return lambda person, stage: policy(person, Case.objects.get(pk=stage.case.pk))


def can_report(person: User, stage: Stage) -> bool:
    """Ask the policy about what the case is about."""
    subject = lender_of("thread").hold(stage.case.subject_id)
    return subject is not None and policies.can_report(person, subject)


CASE, READ, APPEAL = "/desk/{case}/", "/decisions/{decision}/", "/appeals/{appeal}/"
NOTHING: Callable[[Stage], dict[str, Any]] = lambda stage: {}  # noqa: E731
NOTE: Callable[[Stage], dict[str, Any]] = lambda stage: {"note": "Kijk even"}  # noqa: E731
DEEDS: dict[str, Deed] = {
    "open it": Deed(CASE, policy=of_case(policies.can_read_case), rows=on_desk),
    "see its files there": Deed(
        CASE + "files/{file}/{size}/", policy=of_case(policies.can_read_case), rows=on_desk
    ),
    "ask for names": Deed(
        CASE + "names/", NOTHING, CASE, CASE + "names/", of_case(policies.can_ask_names)
    ),
    "take it": Deed(
        CASE + "claim/", NOTHING, CASE, CASE + "claim/", of_case(policies.can_handle_case)
    ),
    "decide": Deed(
        CASE + "decide/", decide, CASE, CASE + "decide/", of_case(policies.can_decide_case)
    ),
    "be the second reader": Deed(
        CASE + "confirm/",
        NOTHING,
        CASE,
        CASE + "confirm/",
        of_decision(policies.can_confirm_decision),
    ),
    "hand it to HR": Deed(
        CASE + "notes/",
        lambda stage: {"note": "Voor HR", "escalates": "1"},
        CASE,
        'name="escalates"',
        of_case(policies.can_hand_to_hr),
    ),
    "write a note": Deed(
        CASE + "notes/", NOTE, CASE, CASE + "notes/", of_case(policies.can_read_case), on_desk
    ),
    "read the decision": Deed(
        READ,
        policy=of_decision(policies.can_read_decision),
        rows=lambda person, stage: Decision.objects.readable_by(person),
    ),
    "appeal": Deed(
        READ + "appeal/",
        lambda stage: {"words": "Daar ben ik het niet mee eens"},
        READ,
        READ + "appeal/",
        of_decision(policies.can_appeal, now=clock.now()),
    ),
    "read the appeal": Deed(
        APPEAL,
        policy=of_appeal(policies.can_read_appeal),
        rows=lambda person, stage: Appeal.objects.readable_by(person),
    ),
    "speak in it": Deed(
        APPEAL + "say/",
        lambda stage: {"words": "Ik bedoelde het anders"},
        APPEAL,
        APPEAL + "say/",
        of_appeal(policies.can_read_appeal),
    ),
    "take it back": Deed(APPEAL + "take-back/", NOTHING, APPEAL, APPEAL + "take-back/"),
    "decide the appeal": Deed(
        APPEAL + "decide/",
        lambda stage: {"overturns": "yes", "reasons": "Je hebt gelijk"},
        APPEAL,
        APPEAL + "decide/",
        of_appeal(policies.can_decide_appeal),
    ),
    "see the file where it stands": Deed("/files/{file}/{size}/"),
    "report it": Deed(
        "/reports/thread/{said}/",
        lambda stage: {"words": "Dit kan niet"},
        "/reports/thread/{said}/",
        'name="words"',
        can_report,
    ),
}
