"""A code of conduct and rules, with only what a test cares about."""

from datetime import timedelta
from itertools import count

from intranet.platform import clock
from moderation.actions.ruling import turn_page
from moderation.feeds.code import forget_code
from moderation.models import (
    Appeal,
    Case,
    CodeVersion,
    Decision,
    Rule,
    RuleVersion,
    Section,
    SectionWording,
)
from moderation.screening.book import forget_book
from people.models import Audience, User
from tests.factories.people import make_hr

_numbers = count(1)
LONG_AGO = timedelta(days=400)


def make_section(title: str = "Hard op de zaak, zacht op de mens", **words) -> Section:
    """Make a section that stands in the version that holds; one is made when there is none."""
    author = User.objects.filter(is_staff=True).first() or make_hr("Hanneke Smit")
    version = CodeVersion.objects.agreed().order_by("number").last() or CodeVersion.objects.create(
        number=1,
        begins_on=clock.day_here(clock.now()) - LONG_AGO,
        made_by=author,
        made_at=clock.now() - LONG_AGO,
        agreed_by=author,
        agreed_at=clock.now() - LONG_AGO,
        is_material=False,
    )
    section = Section.objects.create(made_at=clock.now())
    texts = {"title_nl": title, "title_en": title, "text_nl": "Zo doen we dat.", "text_en": "So."}
    SectionWording.objects.create(
        version=version, section=section, position=version.wordings.count() + 1, **texts | words
    )
    forget_book()
    forget_code()
    return section


def make_rule(*words: str, action: str = "hint", section: Section | None = None, **facts) -> Rule:
    """Make a rule that works and looks for words; `looks` for anything else."""
    section = section or make_section()
    owner = User.objects.filter(is_staff=True).first() or make_hr("Hanneke Smit")
    now = clock.now()
    rule = Rule.objects.create(made_by=owner, made_at=now)
    facts.setdefault("looks", {"words": list(words)})
    RuleVersion.objects.create(
        rule=rule,
        number=1,
        stage="on",
        section=section,
        owner=owner,
        action=action,
        made_by=owner,
        made_at=now,
        switched_on_at=now,
        **{
            "name": f"Regel {next(_numbers)}",
            "reason": "Zo afgesproken",
            "explanation_nl": "Liever een ander woord.",
            "explanation_en": "Rather another word.",
        }
        | facts,
    )
    turn_page()
    return rule


def make_decided_case(author: User, *outcomes: str, section: Section, appeal: str = "") -> Case:
    """Make a case of two months ago that was decided, and appealed against with an outcome."""
    opened = clock.now() - timedelta(days=62)
    decided = opened + timedelta(hours=5)
    decider = User.objects.filter(is_staff=True).first() or make_hr("Hanneke Smit")
    case = Case.objects.create(
        kind="thread",
        subject_id=next(_numbers),
        audience=Audience.objects.everyone(),
        author=author,
        origin="report",
        section=section,
        stage="done",
        opened_at=opened,
        due_at=opened,
        done_at=decided,
    )
    for outcome in outcomes or ("withdraw",):
        decision = Decision.objects.create(
            case=case,
            outcome=outcome,
            decided_by=decider,
            decided_at=decided,
            section=section,
            reasons="Daarom",
            appeal_until=decided,
        )
    if appeal:
        Appeal.objects.create(decision=decision, opened_at=decided, due_at=decided, outcome=appeal)
    return case
