"""Asking an author something, and what others ask."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from blogs import feeds
from blogs.actions import (
    ask_author,
    blog_rules,
    join_question,
    leave_question,
    take_question_back,
)
from blogs.forms import QuestionForm
from blogs.models import Question
from blogs.policies import can_ask_author
from blogs.views.scope import readable_blog, readable_question
from intranet.platform.htmx import leave_to, render_fragment_or_page, wants_fragment
from intranet.platform.judging import Advised, advise
from intranet.platform.limits import within_limit

WINDOW = timedelta(minutes=1)
# With fewer letters a question is not yet like any other.
SHORTEST = 12


@require_http_methods(["GET", "POST"])
def ask(request, slug):
    """All questions to the author of a blog, and the place to ask one more."""
    blog = readable_blog(request, slug)
    if request.method == "GET":
        return everything(request, blog)
    form = QuestionForm(request.POST)
    alike = []
    if form.is_valid():
        # Who has seen them and asks all the same is not asked again.
        if not form.cleaned_data["insists"]:
            alike = feeds.questions_nearly(request.user, blog, form.cleaned_data["body"])
        try:
            if not alike:
                question = ask_author(asker=request.user, blog=blog, **form.words())
                messages.success(request, _("Asked. You hear it when there is an answer."))
                return leave_to(request, question.get_absolute_url())
        except Advised as advice:
            advise(form, advice)
        except ValidationError as error:
            form.add_error("body", error)
    context = page_of_questions(request, blog) | {"form": form, "alike": alike}
    context["submission"] = request.POST.get("submission") or context["submission"]
    return render_fragment_or_page(
        request,
        "blogs/questions/_ask_form.html",
        "blogs/questions/questions.html",
        context,
        status=422,
    )


def everything(request, blog):
    """Show the page, or more of its list."""
    context = page_of_questions(request, blog)
    if request.GET.get("after") and wants_fragment(request):
        return render(request, "blogs/questions/_rows.html", context)
    return render(request, "blogs/questions/questions.html", context)


def page_of_questions(request, blog):
    """Return what that page shows."""
    only = request.GET.get("only", "")
    only = only if only in Question.Outcome.values else "open"
    cursor = request.GET.get("after", "")
    return {
        "blog": blog,
        "only": only,
        "page": feeds.blog_questions(request.user, blog, only=only, cursor=cursor),
        "may_ask": can_ask_author(request.user, blog),
        "rules": blog_rules(),
        "submission": uuid.uuid4(),
        "alike": [],
    }


@require_POST
def alike(request, slug):
    """Questions like the one that is being typed. By POST: a draft has no place in an address."""
    blog = readable_blog(request, slug)
    form = QuestionForm(request.POST)
    if not form.is_valid() or len(form.cleaned_data["body"]) < SHORTEST:
        return HttpResponse(status=204)
    key, most = str(request.user.pk), settings.SIMILAR_A_MINUTE
    if not within_limit("similar", key, most=most, window=WINDOW):
        return HttpResponse(status=204)
    found = feeds.questions_like(request.user, blog, form.cleaned_data["body"])
    return render(request, "blogs/questions/_alike.html", {"alike": found, "blog": blog})


@require_POST
def join(request, thread_id):
    """Want to know it too."""
    question = readable_question(request, thread_id)
    join_question(person=request.user, question=question)
    return show(request, thread_id)


@require_POST
def leave(request, thread_id):
    """Take that back."""
    question = readable_question(request, thread_id)
    leave_question(person=request.user, question=question)
    return show(request, thread_id)


@require_POST
def take_back(request, thread_id):
    """Take one's own question away."""
    question = readable_question(request, thread_id)
    take_question_back(asker=request.user, question=question)
    messages.success(request, _("Your question is taken back"))
    return leave_to(request, question.blog.get_absolute_url())


def show(request, thread_id):
    """Show the question as it is now, in the list or among those that are alike."""
    question = readable_question(request, thread_id)
    if not wants_fragment(request):
        return leave_to(request, question.get_absolute_url())
    row = "_alike_row" if request.POST.get("as") == "alike" else "_ask"
    return render(request, f"blogs/questions/{row}.html", {"question": question})
