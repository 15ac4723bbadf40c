"""Answering what people ask: directly, together with an article, or by saying why not."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from blogs.actions.owning import by_owner, held
from blogs.models import Article, PreparedAnswer, Question
from blogs.policies import can_answer_question
from conversations.actions import add_comment
from conversations.models import Comment, Thread
from intranet.platform import clock
from intranet.platform.audit import record
from intranet.platform.content import State
from intranet.platform.judging import JUDGED
from intranet.platform.policy import require
from intranet.platform.richtext import clean
from people.models import User

GONE = (State.REMOVED, State.WITHDRAWN)


@transaction.atomic
def answer_question(*, author: User, question: Question, body: str, **words: Any) -> Comment:
    """Answer a question at once; who asked and who wanted to know too hear it."""
    fresh = held_question(question)
    require(can_answer_question(author, fresh), _("Only whom it was asked can answer this."))
    return settle_question(fresh, Question.Outcome.ANSWERED, author=author, body=body, **words)


@transaction.atomic
def decline_question(*, author: User, question: Question, body: str, **words: Any) -> Comment:
    """Say that one does not answer this, and why; everybody reads the reason."""
    fresh = held_question(question)
    require(can_answer_question(author, fresh), _("Only whom it was asked can answer this."))
    if clean(body, is_html=words.get("is_html", True)).is_empty:
        raise ValidationError(_("Say why you do not answer. People read your reason."))
    return settle_question(fresh, Question.Outcome.DECLINED, author=author, body=body, **words)


@by_owner
def prepare_answer(
    *, author: User, article: Article, question: Question, body: str, is_html: bool = True
) -> PreparedAnswer | None:
    """Answer a question in an article: it appears together with that. No words: not in it."""
    fresh, asked = held(article), held_question(question)
    require(fresh.thread_id is None, _("This article is published already."))
    require(can_answer_question(author, asked), _("Only whom it was asked can answer this."))
    text = clean(body, is_html=is_html)
    if text.is_empty:
        PreparedAnswer.objects.filter(question=asked).delete()
        return None
    answer, _is_new = PreparedAnswer.objects.update_or_create(
        question=asked,
        defaults={
            "article": fresh,
            "html": text.html,
            "plain": text.plain,
            "saved_at": clock.now(),
        },
    )
    return answer


def bring_out_answers(article: Article, *, author: User) -> None:
    """Publish the answers that were prepared in an article, together with it."""
    for prepared in article.prepared.select_related("question").order_by("saved_at", "pk"):
        question = held_question(prepared.question)
        if can_answer_question(author, question):
            question.answered_in = article
            # The rules read them with the article; who let it be read, read them too.
            words: dict[str, Any] = {"body": prepared.html, "reply": JUDGED}
            settle_question(question, Question.Outcome.ANSWERED, author=author, **words)
    article.prepared.all().delete()


@transaction.atomic
def reopen_question(*, question: Question) -> None:
    """Let a question wait again whose answer its author took away. Runs at least once."""
    fresh = held_question(question)
    if fresh.is_open or fresh.thread.accepted_comment_id is not None:
        return
    fresh.outcome, fresh.settled_at, fresh.answered_in = Question.Outcome.OPEN, None, None
    fresh.save(update_fields=["outcome", "settled_at", "answered_in"])
    Thread.objects.filter(pk=fresh.pk).update(wants_answer=True, accepted_by=None)
    record("blogs.question.reopened", actor=None, subject=fresh)


@transaction.atomic
def forget_prepared_answer(*, question: Question) -> None:
    """Forget what was prepared for a question that is not there any more."""
    PreparedAnswer.objects.filter(question=question, question__thread__state__in=GONE).delete()


@transaction.atomic
def settle_question(question: Question, outcome: str, *, author: User, **words: Any) -> Comment:
    """Say something under a question that settles it, as soon as it can be read."""
    comment = add_comment(author=author, thread=question.thread, settles=outcome, **words)
    if comment.is_published:
        note_answer(question, comment)
    return comment


@transaction.atomic
def settle_with(comment: Comment) -> None:
    """Let an answer settle its question that waited until somebody had read it."""
    question = held_question(Question.objects.get(pk=comment.thread_id))
    if question.is_open:
        note_answer(question, comment)


@transaction.atomic
def note_answer(question: Question, comment: Comment) -> None:
    """Note what became of a question, and in which words."""
    outcome = comment.settles
    question.outcome, question.settled_at = outcome, clock.now()
    question.save(update_fields=["outcome", "settled_at", "answered_in"])
    PreparedAnswer.objects.filter(question=question).delete()
    # What was declined wants no answer any more; the words that say why are marked all the same.
    is_answer = outcome == Question.Outcome.ANSWERED
    thread = Thread.objects.filter(pk=question.pk)
    thread.update(accepted_comment=comment, accepted_by=comment.author, wants_answer=is_answer)
    record(f"blogs.question.{outcome}", actor=comment.author, subject=question)


def held_question(question: Question) -> Question:
    """Hold a question, so that two answers at once come one after the other."""
    questions = Question.objects.select_for_update(of=("self",))
    return questions.select_related("blog__owner", "thread__audience").get(pk=question.pk)
