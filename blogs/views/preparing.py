"""Answers that are typed beside an article, to appear together with it."""

import re

from django.shortcuts import get_object_or_404

from blogs.actions import prepare_answer
from blogs.models import Question

ANSWER = re.compile(r"answer-(\d{1,18})")


def keep_answers(request, article):
    """Keep the answers that were changed in this window; others may be newer elsewhere."""
    for name, typed in request.POST.items():
        found = ANSWER.fullmatch(name)
        if (
            found
            and article.thread_id is None
            and words_of(typed) != words_of(before(request, name))
        ):
            keep_answer(request, article, found[1], typed)


def before(request, name):
    """Return what stood in a field when its page was made."""
    return request.POST.get(f"before-{name}", "")


def words_of(typed):
    """Return what was typed as every browser sends it."""
    return typed.replace("\r\n", "\n").strip()


def keep_answer(request, article, number, typed):
    """Keep one; what was settled meanwhile needs none."""
    questions = Question.objects.visible_to(request.user).filter(blog=article.blog_id)
    question = get_object_or_404(questions, pk=number)
    if question.is_open:
        prepare_answer(
            author=request.user, article=article, question=question, body=typed, is_html=False
        )
