"""Letting an article or a question appear that waited until somebody had read it."""

from datetime import datetime

from django.db import transaction

from blogs.actions.answering import bring_out_answers
from blogs.events import ArticlePublished, QuestionAsked
from blogs.models import Article, Question
from conversations.actions.timing import bring_out
from conversations.actions.words import named_in
from conversations.models import Thread
from intranet.platform.audit import record
from intranet.platform.outbox import publish
from people.models import User


@transaction.atomic
def release_article(thread: Thread, *, now: datetime) -> None:
    """Let a held article appear, with the answers that were prepared in it."""
    article = Article.objects.select_related("blog__owner", "blog__audience").get(thread=thread)
    text = bring_out(thread, now=now)
    article.thread = thread
    bring_out_answers(article, author=thread.author)
    record("blogs.article.published", actor=thread.author, subject=article)
    publish(ArticlePublished(thread.pk, thread.author_id, article.blog_id, *named_in(text)))


@transaction.atomic
def release_question(thread: Thread, *, now: datetime) -> None:
    """Let a held question to an author appear."""
    question = Question.objects.get(thread=thread)
    bring_out(thread, now=now)
    record("blogs.question.asked", actor=None, subject=question)
    publish(QuestionAsked(thread.pk, question.blog_id))


def asker_of(thread: Thread) -> User | None:
    """Return who asked a question, also one without a name: she is told what was decided."""
    question = Question.objects.select_related("asker").filter(thread=thread).first()
    return question.asker if question else None
