"""A blog in which everything can be done, and the people around it: to try who may do what."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction

from blogs import actions
from blogs.models import Article, Blog, BlogRules, Promise, Question, Suggestion, Term
from conversations.models import Thread
from intranet.platform import clock
from intranet.platform.longread import blocks
from intranet.platform.policy import Refused
from people.models import User
from tests.factories.blogs import make_article, make_blog, make_draft, make_question
from tests.factories.people import make_administrator, make_hr, make_person, make_team

# In which blogs it may be done, by the letter that stands for them.
BLOGS = {"all": "a", "team": "t", "closed": "c", "in term": "i", "over": "o"}
BLOG_PARTS = [
    "author", "author who left", "helper", "asker", "reader", "other team", "communications",
    "HR", "administrator", "leaver",
]  # fmt: skip
CARRYING_PARTS = [
    "nominated", "nominated by", "leads people", "reader", "communications", "HR",
    "administrator", "leaver",
]  # fmt: skip
BY_NAME = {"all": "leader", "in term": "carrier", "over": "carrier"}


@dataclass
class Stage:
    """A blog with something in every state, and the people around it."""

    people: dict[str, User]
    blog: Blog
    draft: Article
    waiting: Article
    published: Article
    suggestion: Suggestion
    remark: Suggestion
    question: Question
    answered: Question
    promise: Promise

    @property
    def thread(self) -> Thread:
        """What readers read."""
        return self.published.thread

    @property
    def answer(self) -> Thread:
        """A question that was answered."""
        return self.answered.thread


def company() -> dict[str, User]:
    """Return who is there, by part; of the owners there is one for each blog."""
    team, another = make_team("Sluis"), make_team("Werf")
    agreed = {"allows_unnamed_questions": True, "nominations_needed": 1}
    BlogRules.objects.update_or_create(pk=1, defaults=agreed)
    people = {
        "helper": make_person("Lotte Brand", team=another),
        "asker": make_person("Bram de Wit", team=team),
        "reader": make_person("Nadia Vos", team=team),
        "other team": make_person("Kees Brouwer", team=another),
        "communications": make_person("Iris Smit", is_communications=True),
        "HR": make_hr(),
        "administrator": make_administrator("Ruben Kok"),
        "leaver": make_person("Hendrik Bos", team=team),
        "nominated": make_person("Samira Idrissi"),
        "leads people": make_person("Gerrit Drost"),
    }
    people["nominated by"] = people["other team"]
    make_person("Daan Mulder", manager=people["leads people"])
    people["nomination"] = actions.nominate_carrier(
        nominated_by=people["nominated by"], nominee=people["nominated"], why="Zij helpt altijd."
    )
    User.objects.filter(pk=people["leaver"].pk).update(is_active=False, is_communications=True)
    people["leaver"].refresh_from_db()
    return people


def build_stage(kind: str, company: dict[str, User]) -> Stage:
    """Write a blog in which everything can be done, and close it at the end if it is to be."""
    owner = make_person(f"Schrijver van {kind}", team=company["reader"].team)
    teams = [company["reader"].team] if kind == "team" else []
    blog = make_blog(owner, kind=BY_NAME.get(kind, "leader"), teams=teams)
    term = None
    if blog.kind == "carrier":
        today = clock.now().date()
        days = {"starts_on": today - timedelta(9), "ends_on": today + timedelta(9)}
        term = Term.objects.create(blog=blog, **days)
    stage = filled(blog, {**company, "author": owner, "author who left": owner})
    if kind == "closed":
        actions.close_blog(actor=owner, blog=blog)
    if kind == "over":
        Term.objects.filter(pk=term.pk).update(ends_on=clock.now().date() - timedelta(2))
    blog.refresh_from_db()
    return stage


def filled(blog: Blog, people: dict[str, User]) -> Stage:
    """Write a text for every state, let a helper suggest, ask, answer and promise."""
    owner, helper, asker = blog.owner, people["helper"], people["asker"]
    draft = make_draft(blog, body="<p>Eerst dit.</p><p>Dan dat.</p>")
    actions.set_text_aside(author=owner, article=draft, title="Eerder", body="<p>Zoals eerst.</p>")
    actions.ask_for_help(author=owner, article=draft, person=helper)
    first, second = blocks(draft.html)
    offer = {"helper": helper, "article": draft}
    suggestion = actions.suggest_change(**offer, before=first, after="<p>Korter.</p>")
    remark = actions.suggest_change(**offer, before=second, after=second, note="Mooi")
    waiting = make_draft(blog)
    actions.schedule_article(
        author=owner, article=waiting, publish_at=clock.now() + timedelta(days=1)
    )
    published = make_article(blog)
    question = make_question(blog, asker=asker)
    answered = make_question(blog, asker=asker)
    actions.answer_question(author=owner, question=answered, body="Ja.", is_html=False)
    promise = actions.make_promise(author=owner, thread=published.thread, words="Ik kom langs")
    names = (blog, draft, waiting, published, suggestion, remark, question, answered, promise)
    return Stage(people, *names)


def may(deed: Callable[..., Any], person: User, *around: Any, leaves: bool = False) -> bool:
    """Do it, tell whether it was allowed, and let nothing of it remain."""
    try:
        with transaction.atomic():
            if leaves:
                User.objects.filter(pk=person.pk).update(is_active=False)
                person = User.objects.get(pk=person.pk)
            deed(person, *around)
            transaction.set_rollback(True)
    except Refused:
        return False
    return True
