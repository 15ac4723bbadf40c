"""What HR looks after: rules that read along, reports, decisions, and an appeal that was right."""

from functools import partial
from typing import Any

from communities.actions import publish_post
from conversations.actions import add_comment
from conversations.models import Comment, Thread
from intranet.demo.cast import Cast
from intranet.demo.story import moment, read
from intranet.demo.wording import to_html
from intranet.platform.judging import CANNOT_ASK, Reply
from moderation.actions import (
    Ruling,
    decide_appeal,
    decide_case,
    make_appeal,
    report,
    say_in_appeal,
)
from moderation.actions.ruling import draft_rule, put_to_work
from moderation.models import Appeal, Case, Decision, Section

WRITER = "fatima"


class Moderating:
    """Lets rules read along, people report, and HR decide."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.written = read("cases.toml")
        self.said: dict[str, Thread | Comment] = {}

    def plan(self) -> None:
        """Plan every rule, and every thing that somebody had to look at."""
        plan = self.cast.timeline.plan
        for row in self.written["rule"]:
            plan(moment(row["at"]), partial(self.put_to_work, row), is_quiet=True)
        for row in self.written["draft"]:
            plan(moment("-3d 15:00"), partial(self.draft, row), is_quiet=True)
        deeds = {
            "post": self.post,
            "comment": self.comment,
            "report": self.report,
            "decision": self.decide,
        }
        for kind, deed in deeds.items():
            for row in self.written[kind]:
                plan(moment(row["at"]), partial(deed, row))
        for row in self.written["appeal"]:
            self.plan_appeal(row)

    def plan_appeal(self, row: dict[str, Any]) -> None:
        """Plan the dialogue, the decision of somebody else, and what was said afterwards."""
        plan = self.cast.timeline.plan
        plan(moment(row["at"]), partial(self.appeal, row))
        for each in [*row["said"], *row["after"]]:
            plan(moment(each["at"]), partial(self.say, row["on"], each))
        plan(moment(row["ends"]["at"]), partial(self.decide_again, row["on"], row["ends"]))

    def facts_of(self, row: dict[str, Any]) -> dict[str, Any]:
        """Return a rule as HR fills it in."""
        return {
            "name": row["name"],
            "section_id": self.cast.sections[row["section"]],
            "reason": row["reason"],
            "owner_id": self.cast.users[WRITER].pk,
            "action": row["action"],
            "explanation_nl": row["nl"],
            "explanation_en": row["en"],
            "looks": row["looks"],
            "kinds": row.get("kinds", []),
            "audience_ids": [],
            "begins_on": None,
            "ends_on": None,
        }

    def put_to_work(self, row: dict[str, Any]) -> None:
        """Let a rule read along from now on."""
        put_to_work(actor=self.cast.users[WRITER], rule=None, seen="", **self.facts_of(row))

    def draft(self, row: dict[str, Any]) -> None:
        """Write a rule that does not work yet."""
        draft_rule(actor=self.cast.users[WRITER], **self.facts_of(row))

    def post(self, row: dict[str, Any]) -> None:
        """Post something that somebody has to look at."""
        reply = Reply(seen=None, wants_reading=True) if row.get("first_read") else CANNOT_ASK
        post = publish_post(
            author=self.cast.users[row["author"]],
            community=self.cast.communities[row["place"]],
            title=row["title"],
            body=to_html(row["body"], self.cast.mention),
            reply=reply,
        )
        self.said[row["key"]] = post.thread

    def comment(self, row: dict[str, Any]) -> None:
        """Say something under it."""
        self.said[row["key"]] = add_comment(
            author=self.cast.users[row["author"]],
            thread=self.said[row["to"]],
            body=to_html(row["body"], self.cast.mention),
            reply=CANNOT_ASK,
        )

    def about(self, key: str) -> tuple[str, int]:
        """Return what cases call it, and its number."""
        said = self.said[key]
        return "comment" if isinstance(said, Comment) else "thread", said.pk

    def case(self, key: str) -> Case:
        """Return the last case about it."""
        kind, number = self.about(key)
        return Case.objects.filter(kind=kind, subject_id=number).latest("opened_at")

    def section(self, row: dict[str, Any]) -> Section | None:
        """Return the agreement that is named."""
        number = self.cast.sections.get(row.get("section", ""))
        return Section.objects.get(pk=number) if number else None

    def report(self, row: dict[str, Any]) -> None:
        """Report it."""
        kind, number = self.about(row["on"])
        report(
            reporter=self.cast.users[row["by"]],
            kind=kind,
            subject_id=number,
            section=self.section(row),
            words=row["words"],
        )

    def decide(self, row: dict[str, Any]) -> None:
        """Decide what becomes of it."""
        case = self.case(row["on"])
        ruling = Ruling(
            outcome=row["outcome"],
            reasons=row["reasons"],
            section=self.section(row),
            warns=row.get("warns", False),
        )
        moderator = self.cast.users[row["by"]]
        decide_case(moderator=moderator, case=case, ruling=ruling, seen_decisions=0)

    def appeal(self, row: dict[str, Any]) -> None:
        """Say that it is not right."""
        decision = Decision.objects.get(case=self.case(row["on"]))
        author = decision.case.author
        make_appeal(author=author, decision=decision, words=row["words"])

    def say(self, key: str, row: dict[str, Any]) -> None:
        """Say one more thing about it."""
        say_in_appeal(
            author=self.cast.users[row["by"]], appeal=self.appeal_about(key), words=row["words"]
        )

    def decide_again(self, key: str, row: dict[str, Any]) -> None:
        """Let somebody else decide."""
        decide_appeal(
            moderator=self.cast.users[row["by"]],
            appeal=self.appeal_about(key),
            overturns=row["overturns"],
            reasons=row["reasons"],
        )

    def appeal_about(self, key: str) -> Appeal:
        """Return the appeal against the decision about it."""
        return Appeal.objects.get(decision__case=self.case(key))
