"""What people can do in blogs, each deed with everything it needs: to try it as somebody."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

from blogs import actions, policies
from blogs.models import Blog
from conversations.actions import add_comment, remove_contribution, withdraw_contribution
from conversations.policies import can_edit_contribution, can_view_thread
from intranet.platform import clock
from intranet.platform.policy import require
from people.models import User
from tests.sight.blog_stage import Stage


def asked(policy: Callable[..., bool], of: str) -> Callable[..., None]:
    """Return reading as a deed: it is refused where the policy says no."""
    return lambda person, stage: require(policy(person, getattr(stage, of)), "no")


def by_owner(act: Callable[..., Any], of: str, **words: Any) -> Callable[..., Any]:
    """Return a deed with an article, in one state; words that are functions depend on the stage."""

    def deed(person: User, stage: Stage) -> Any:
        said = {name: each(stage) if callable(each) else each for name, each in words.items()}
        return act(author=person, article=getattr(stage, of), **said)

    return deed


def tomorrow(_stage: Stage) -> Any:
    """Return a moment that is still to come."""
    return clock.now() + timedelta(days=1)


DEEDS: list[tuple[str, Callable[..., Any]]] = [
    ("read it and know of it", asked(policies.can_view_blog, "blog")),
    ("read an article", asked(can_view_thread, "thread")),
    ("comment on it", lambda p, s: add_comment(author=p, thread=s.thread, body="Ja")),
    ("follow it", lambda p, s: actions.follow_blog(person=p, blog=s.blog)),
    ("ask its author", lambda p, s: actions.ask_author(asker=p, blog=s.blog, body="Hoe?")),
    (
        "ask without a name, where that is agreed",
        lambda p, s: actions.ask_author(asker=p, blog=s.blog, body="Hoe?", is_unnamed=True),
    ),
    (
        "add a voice to a question",
        lambda p, s: actions.join_question(person=p, question=s.question),
    ),
    (
        "take the question back",
        lambda p, s: actions.take_question_back(asker=p, question=s.question),
    ),
    ("see a text that is written", asked(policies.can_view_article, "draft")),
    ("begin an article", lambda p, s: actions.start_article(author=p, blog=s.blog)),
    (
        "write in one",
        by_owner(
            actions.save_article,
            "draft",
            title="Anders",
            body="<p>Anders.</p>",
            seen_revision=lambda stage: stage.draft.revision,
            insists=True,
        ),
    ),
    (
        "go back to an earlier version",
        by_owner(
            actions.restore_version, "draft", version=lambda stage: stage.draft.versions.first()
        ),
    ),
    ("throw a draft away", by_owner(actions.discard_article, "draft")),
    ("publish one", by_owner(actions.publish_article, "draft")),
    ("choose its moment", by_owner(actions.schedule_article, "draft", publish_at=tomorrow)),
    ("let it wait no longer", by_owner(actions.unschedule_article, "waiting")),
    (
        "put changes before its readers",
        by_owner(actions.publish_changes, "published"),
    ),
    (
        "take it from its readers, or choose its last day",
        by_owner(actions.end_article, "published", ends_at=tomorrow),
    ),
    ("change its words past the editor", asked(can_edit_contribution, "thread")),
    ("remove it", lambda p, s: remove_contribution(author=p, contribution=s.thread)),
    (
        "withdraw it with a reason",
        lambda p, s: withdraw_contribution(moderator=p, contribution=s.thread, reason="Nee"),
    ),
    (
        "ask a colleague to look along",
        by_owner(actions.ask_for_help, "draft", person=lambda stage: stage.people["reader"]),
    ),
    (
        "let her look along no more",
        by_owner(actions.end_help, "draft", helper=lambda stage: stage.people["helper"]),
    ),
    (
        "suggest a change",
        lambda p, s: actions.suggest_change(
            helper=p, article=s.draft, before="", after="", note="Mooi begin"
        ),
    ),
    (
        "take the suggestion back",
        lambda p, s: actions.take_suggestion_back(helper=p, suggestion=s.suggestion),
    ),
    ("stop looking along", lambda p, s: actions.stop_helping(helper=p, article=s.draft)),
    (
        "accept a suggestion",
        by_owner(actions.accept_suggestion, "draft", suggestion=lambda stage: stage.suggestion),
    ),
    (
        "decline it",
        by_owner(actions.decline_suggestion, "draft", suggestion=lambda stage: stage.suggestion),
    ),
    (
        "tick a remark off",
        by_owner(actions.tick_remark_off, "draft", suggestion=lambda stage: stage.remark),
    ),
    (
        "answer a question",
        lambda p, s: actions.answer_question(author=p, question=s.question, body="Ja."),
    ),
    (
        "answer it in an article",
        by_owner(
            actions.prepare_answer, "draft", question=lambda stage: stage.question, body="Ja."
        ),
    ),
    (
        "decline to answer, with a reason",
        lambda p, s: actions.decline_question(author=p, question=s.question, body="Privé."),
    ),
    (
        "promise something in an article",
        lambda p, s: actions.make_promise(author=p, thread=s.thread, words="Ik bel"),
    ),
    (
        "promise something in an answer",
        lambda p, s: actions.make_promise(author=p, thread=s.answer, words="Ik bel"),
    ),
    (
        "tell what came of it",
        lambda p, s: actions.tell_of_promise(author=p, promise=s.promise, state="done"),
    ),
    (
        "change its name and its readers",
        lambda p, s: actions.change_blog(owner=p, blog=s.blog, name="Anders"),
    ),
    (
        "choose its day",
        lambda p, s: actions.choose_rhythm(
            owner=p, blog=s.blog, rhythm=rhythm_of(s.blog), weekday=3, usual_time=time(7)
        ),
    ),
    (
        "mark a holiday",
        lambda p, s: actions.mark_pause(owner=p, blog=s.blog, **days_off()),
    ),
    ("close it", lambda p, s: actions.close_blog(actor=p, blog=s.blog)),
]

CARRYING_DEEDS: list[tuple[str, Callable[..., Any]]] = [
    (
        "nominate a colleague to carry the culture",
        lambda p, people: actions.nominate_carrier(
            nominated_by=p, nominee=people["asker"], why="Hij luistert."
        ),
    ),
    (
        "take the nomination back",
        lambda p, people: actions.take_nomination_back(
            nominated_by=p, nomination=people["nomination"]
        ),
    ),
    ("accept to carry it", lambda p, people: actions.accept_carrying(person=p)),
    ("decline to", lambda p, people: actions.decline_carrying(person=p)),
    ("begin a blog of one's own", lambda p, people: actions.start_blog(owner=p)),
    (
        "give a colleague a blog",
        lambda p, people: actions.give_blog(actor=p, owner=people["asker"]),
    ),
    (
        "change what was agreed about blogs",
        lambda p, people: actions.change_blog_rules(
            actor=p, allows_unnamed_questions=False, nominations_needed=2, term_weeks=10
        ),
    ),
]


def rhythm_of(blog: Blog) -> str:
    """Return a rhythm that such a blog can have."""
    return "none" if blog.kind == "carrier" else "weekly"


def days_off() -> dict[str, date]:
    """Return days on which nobody writes."""
    start = clock.now().date() + timedelta(days=3)
    return {"starts_on": start, "ends_on": start + timedelta(days=4)}
