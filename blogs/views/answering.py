"""A question to an author on its own page, and what is said to it."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from blogs import feeds
from blogs.actions import answer_question, decline_question
from blogs.forms import AnswerForm, PromiseForm
from blogs.policies import can_answer_question, can_promise_in
from blogs.views.scope import readable_question
from conversations.actions import clear_draft
from conversations.feeds import draft_kept, talk_of, uploads_in, uploads_of
from conversations.forms import enclosures_in
from conversations.policies import can_comment_on
from conversations.views.comments import words_of
from conversations.views.enclosing import form_with_files
from conversations.views.refusals import advice_in, heads_in, sentences_of, status_of
from conversations.views.scope import cursor_of_comment
from intranet.platform.htmx import leave_to, render_fragment_or_page, wants_fragment
from intranet.platform.policy import Refused


@require_GET
def read(request, thread_id):
    """A question, and what its author and others say to it."""
    question = readable_question(request, thread_id)
    draft = draft_kept(request.user, draft_place(thread_id))
    context = page_of_question(request, question) | {"draft": draft, "uploads": uploads_in(draft)}
    return render(request, "blogs/questions/question.html", context)


@require_POST
def answer(request, thread_id):
    """Answer it at once, or say with the other button why not."""
    if request.POST.get("declines") or request.GET.get("declines"):
        return decline(request, thread_id)
    return settle(request, thread_id, answer_question, _("Answered"))


@require_POST
def decline(request, thread_id):
    """Say why one does not answer it."""
    return settle(request, thread_id, decline_question, _("Declined, with your reason"))


def settle(request, thread_id, action, done):
    """Do what settles a question, or give back what was typed."""
    question = readable_question(request, thread_id)
    form = form_with_files(AnswerForm, request)
    try:
        action(author=request.user, question=question, **words_of(form))
    except (ValidationError, Refused) as error:
        if isinstance(error, Refused) and wants_fragment(request):
            raise
        return refuse(request, question, form, error)
    clear_draft(person=request.user, place=draft_place(thread_id))
    messages.success(request, done)
    return leave_to(request, question.get_absolute_url())


def refuse(request, question, form, error):
    """Show the page again, with what was typed and what to do about it."""
    context = page_of_question(request, question) | {
        "errors": sentences_of(error),
        "posted": form.data,
        "heads_seen": heads_in(error),
        "advice": advice_in(error),
        "declines": request.POST.get("declines") or request.GET.get("declines"),
        "uploads": uploads_of(request.user, enclosures_in(form.data)),
        "submission": form.data.get("submission") or uuid.uuid4(),
    }
    return render_fragment_or_page(
        request,
        "blogs/questions/_answer_form.html",
        "blogs/questions/question.html",
        context,
        status=status_of(error),
    )


def page_of_question(request, question):
    """Return what the page of a question shows."""
    thread = question.thread
    cursor = request.GET.get("after", "") or cursor_of_comment(request, thread)
    return {
        "question": question,
        "thread": thread,
        "blog": question.blog,
        "talk": talk_of(thread, request.user, cursor=cursor, also=[question.blog.owner_id]),
        "starts_later": bool(cursor),
        "is_mine": question.asker_id == request.user.pk,
        "promises": feeds.promises_in(request.user, thread, blog=question.blog_id),
        "promise_form": form_of_promise(request, question),
        "may_answer": can_answer_question(request.user, question),
        "may_comment": can_comment_on(request.user, thread),
        "may_accept": False,
        "may_steer": False,
        "submission": uuid.uuid4(),
        "draft": None,
        "uploads": [],
        "errors": [],
        "posted": {},
    }


def form_of_promise(request, question):
    """Return the place to mark a promise, for who answered."""
    is_hers = question.blog.owner_id == request.user.pk
    return PromiseForm() if is_hers and can_promise_in(request.user, question.thread) else None


def draft_place(thread_id):
    """Where the draft of an answer is kept: as that of a comment on the question."""
    return f"thread:{thread_id}"
