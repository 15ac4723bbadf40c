"""Asking an author something, with one's name or without, and wanting to know it too."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from blogs.events import QuestionAsked
from blogs.models import Blog, BlogRules, PreparedAnswer, Question
from blogs.policies import can_ask_author, can_ask_unnamed
from conversations.actions import open_thread, react, remove_contribution, take_back_reaction
from conversations.actions.judging import judged, let_look, state_by
from conversations.actions.keeping import start_following
from conversations.actions.words import settle
from conversations.models import Reaction
from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.judging import NOT_ASKED, Reply, screened
from intranet.platform.outbox import publish
from intranet.platform.policy import require
from intranet.platform.richtext import Text
from intranet.platform.submissions import sent_once
from people.models import User

LONGEST_QUESTION = 500


@screened
@sent_once
@transaction.atomic
def ask_author(
    *,
    asker: User,
    blog: Blog,
    body: str,
    is_unnamed: bool = False,
    submission: UUID | None = None,
    reply: Reply = NOT_ASKED,
) -> Question:
    """Ask the author of a blog something; a second try of the same submission changes nothing."""
    sent = Question.objects.filter(asker=asker, submission=submission)
    if submission is not None and (earlier := sent.first()):
        return earlier
    require(can_ask_author(asker, blog), _("You cannot ask something here."))
    if is_unnamed:
        require(can_ask_unnamed(blog_rules()), _("Here people ask with their name."))
    text = fitting(settle(body, audience=blog.audience, is_html=False))
    verdict = judged(
        text, kind="author_question", author=asker, audience=blog.audience, reply=reply
    )
    thread = open_thread(
        author=shown_as(asker, is_unnamed=is_unnamed),
        audience=blog.audience,
        kind="author_question",
        text=text,
        at=clock.now(),
        wants_answer=True,
        **state_by(verdict),
    )
    start_following(thread, asker)
    question = Question.objects.create(
        thread=thread, blog=blog, asker=asker, is_unnamed=is_unnamed, submission=submission
    )
    let_look(thread, verdict, author=asker, is_unnamed=is_unnamed)
    if not thread.is_published:
        return question
    # Without a name also the log does not say who it was.
    record("blogs.question.asked", actor=None if is_unnamed else asker, subject=question)
    publish(QuestionAsked(thread.pk, blog.pk))
    return question


def fitting(text: Text) -> Text:
    """Return the words of a question; ValidationError when there are too many."""
    if len(text.plain) > LONGEST_QUESTION:
        raise ValidationError(
            _("This is %(letters)s characters, and at most %(most)s fit. Make it shorter.")
            % {"letters": len(text.plain), "most": LONGEST_QUESTION}
        )
    return text


@transaction.atomic
def join_question(*, person: User, question: Question) -> None:
    """Want to know it too: one more voice, and she hears the answer."""
    react(person=person, to=question.thread, kind=Reaction.Kind.RECOGNISE)
    start_following(question.thread, person)


@transaction.atomic
def leave_question(*, person: User, question: Question) -> None:
    """Take that back."""
    take_back_reaction(person=person, to=question.thread, kind=Reaction.Kind.RECOGNISE)


@transaction.atomic
def take_question_back(*, asker: User, question: Question) -> None:
    """Take a question away that one asked, also one without a name; what was answered stays."""
    fresh = Question.objects.select_for_update(of=("self",)).select_related("thread__author")
    question = fresh.get(pk=question.pk)
    require(
        asker.is_active and question.asker_id == asker.pk and question.is_open,
        _("Only who asked can take a question back, as long as nobody answered it."),
    )
    remove_contribution(author=question.thread.author, contribution=question.thread)
    PreparedAnswer.objects.filter(question=question).delete()


def shown_as(asker: User, *, is_unnamed: bool) -> User:
    """Return under whose name a question stands, in everything that shows threads."""
    return nobody_in_particular() if is_unnamed else asker


def nobody_in_particular() -> User:
    """Return the account under which questions without a name stand; nobody signs in as it."""
    return User.objects.get_or_create(
        is_system=True, name="Een collega", defaults={"is_active": True, "personnel_number": None}
    )[0]


def blog_rules() -> BlogRules:
    """Return what the organisation agreed about blogs."""
    return BlogRules.objects.first() or BlogRules(pk=1)
