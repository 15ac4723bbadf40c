"""The code of conduct of the company: version after version, who accepts it, and the next draft."""

from functools import partial
from typing import Any

from intranet.demo.cast import Cast, chance
from intranet.demo.story import LATEST, Employee, moment, read
from intranet.demo.timeline import DAY
from intranet.platform.figures import figures
from moderation.actions.accepting import accept_code
from moderation.actions.agreeing import agree_on_code, begin_code
from moderation.actions.drafting import (
    SECTION_WORDS,
    VERSION_WORDS,
    add_section,
    move_section,
    start_draft,
    word_draft,
    word_section,
)
from moderation.actions.measuring import note_agreement
from moderation.actions.remarking import answer_remark, invite_to_draft, remark_on_draft
from moderation.feeds.code import current_code
from moderation.feeds.drafts import fingerprint
from moderation.models import CodeVersion

NOW = moment(LATEST)
# Of a hundred people so many accept a version in its first days; the others take their time.
AT_ONCE = 82
# Who a visitor can be and has not accepted the newest version yet: there the page asks.
STILL_TO_ACCEPT = ("mehmet",)


class Agreeing:
    """Lets HR agree on the code with the works council, and everybody accept it."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.written = read("code.toml")
        self.sections = cast.sections
        self.draft: CodeVersion | None = None

    def plan(self) -> None:
        """Plan every version, what people do with it, and the draft of the next."""
        plan = self.cast.timeline.plan
        versions = self.written["version"]
        for row in versions:
            plan(moment(row["drafted"]), partial(self.write, row), is_quiet=True)
            plan(moment(row["agreed"]), partial(self.agree, row), is_quiet=True)
            plan(moment(row["begins"]), begin_code)
        asking = [row for row in versions if row.get("is_material", True)]
        for row, after in zip(asking, [*asking[1:], None], strict=True):
            for person in self.cast.story.people.values():
                self.plan_acceptance(person, row, moment(after["begins"]) if after else NOW)
        self.plan_draft(self.written["draft"])
        agreed = self.written["figures"]
        plan(moment(agreed["at"]), partial(self.agree_on_figures, agreed), is_quiet=True)

    def plan_acceptance(self, person: Employee, row: dict[str, Any], end: int) -> None:
        """Plan when somebody accepts a version; of the newest some have not yet."""
        start = max(moment(row["begins"]) + 8 * 60, moment(person.joined) + 4 * 60)
        left = moment(person.left) if person.left else end
        seed = chance("accepts", row["begins"], person.key)
        is_keen = person.key in self.keen or seed.randint(1, 100) <= AT_ONCE
        wait = seed.randint(5, 3 * DAY) if is_keen else 13 * DAY
        is_newest = end == NOW
        if person.waiting or (is_newest and person.key in STILL_TO_ACCEPT):
            return
        if start + wait < min(end, left):
            deed = partial(self.accept, person.key)
            self.cast.timeline.plan(start + wait, deed, is_quiet=True)

    @property
    def keen(self) -> set[str]:
        """Who a visitor can be, and the works council: they do not wait."""
        accounts = {account["key"] for account in self.cast.story.accounts}
        return accounts | set(self.written["draft"]["readers"])

    def accept(self, key: str) -> None:
        """Accept the version that holds at this moment."""
        current = current_code()
        if current is not None:
            accept_code(person=self.cast.users[key], number=current.number)

    # ---- Versions

    @property
    def hr(self) -> Any:
        """Who keeps the code."""
        return self.cast.users[self.cast.story.giver]

    def write(self, row: dict[str, Any]) -> None:
        """Write a draft: like the version before, with what is new and changed."""
        draft = self.draft = start_draft(actor=self.hr, copies=True)
        around = {name: row.get(name, "") for name in VERSION_WORDS}
        word_draft(actor=self.hr, draft=draft, seen=0, **around)
        for section in row["section"]:
            known = self.sections.get(section["key"])
            words = {name: section.get(name, "") for name in SECTION_WORDS}
            if known is None:
                made = add_section(actor=self.hr, draft=draft, **words)
                self.sections[section["key"]] = made.section_id
            else:
                standing = draft.wordings.get(section_id=known)
                words = {name: section.get(name, getattr(standing, name)) for name in SECTION_WORDS}
                word_section(actor=self.hr, draft=draft, section_id=known, seen=0, **words)
        self.put_in_order(draft, row["order"])

    def put_in_order(self, draft: CodeVersion, keys: list[str]) -> None:
        """Move each section to where it stands in this version."""
        for place, key in enumerate(keys):
            wanted = self.sections[key]
            order = list(draft.wordings.order_by("position").values_list("section_id", flat=True))
            for _step in range(order.index(wanted) - place):
                move_section(actor=self.hr, draft=draft, section_id=wanted, is_up=True)

    def agree(self, row: dict[str, Any]) -> None:
        """Agree on what was drafted."""
        draft = self.draft
        assert draft is not None
        agree_on_code(
            actor=self.hr,
            draft=draft,
            seen=fingerprint(CodeVersion.objects.get(pk=draft.pk)),
            begins_on=self.cast.calendar.day_of(moment(row["begins"])),
            grace_days=row["grace"],
            is_material=row.get("is_material", True),
            agreed_with_nl=row["agreed_with_nl"],
            agreed_with_en=row["agreed_with_en"],
        )

    # ---- The next one

    def agree_on_figures(self, row: dict[str, Any]) -> None:
        """Note that the works council agreed on what is measured, but for one figure."""
        on = self.cast.calendar.day_of(moment(row["at"]))
        for key, figure in figures().items():
            if key != row["still_to_agree"]:
                facts = {"agreed_on": on, "agreed_with": row["with"], "is_on": True}
                note_agreement(actor=self.hr, figure=figure, **facts)

    def plan_draft(self, row: dict[str, Any]) -> None:
        """Plan the draft of the next version, and what the works council says of it."""
        plan = self.cast.timeline.plan
        plan(moment(row["drafted"]), partial(self.write, row), is_quiet=True)
        plan(moment(row["invited"]), partial(self.invite, row))
        for remark in row["remark"]:
            plan(moment(remark["at"]), partial(self.say, remark), is_quiet=True)
            if answer := remark.get("answer"):
                plan(moment(answer["at"]), partial(self.answer, remark))

    def invite(self, row: dict[str, Any]) -> None:
        """Ask the works council what it thinks."""
        people = [self.cast.users[key] for key in row["readers"]]
        until = self.cast.calendar.day_of(row["until"] * DAY)
        invite_to_draft(actor=self.hr, draft=self.newest, people=people, until=until)

    def say(self, remark: dict[str, Any]) -> None:
        """Say something of a section, or of the whole."""
        made = remark_on_draft(
            author=self.cast.users[remark["author"]],
            draft=self.newest,
            body=remark["body"],
            section_id=self.sections.get(remark.get("on", "")),
        )
        remark["made"] = made

    def answer(self, remark: dict[str, Any]) -> None:
        """Say what HR does with it."""
        said = remark["answer"]
        by = self.cast.users[said["by"]]
        answer_remark(actor=by, remark=remark["made"], answer=said["body"])

    @property
    def newest(self) -> CodeVersion:
        """The draft that is being talked about."""
        assert self.draft is not None
        return self.draft
