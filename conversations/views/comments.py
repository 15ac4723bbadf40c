"""Answering, and changing what one answered."""

import uuid

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from conversations.actions import (
    add_comment,
    clear_draft,
    edit_comment,
    remove_contribution,
    solve_with_comment,
)
from conversations.feeds import (
    add_comment_details,
    as_just_written,
    draft_kept,
    talk_of,
    uploads_in,
    uploads_of,
)
from conversations.forms import CommentForm, EditForm, enclosures_in
from conversations.models import Comment
from conversations.policies import can_accept_answer
from conversations.views.editing import NOT_EDITED, state_of_edit, words_of_edit
from conversations.views.enclosing import form_with_files
from conversations.views.refusals import advice_in, heads_in, messages_of, sentences_of, status_of
from conversations.views.scope import readable_comment, readable_thread
from intranet.platform.htmx import leave_to, render_fragment_or_page, wants_fragment
from intranet.platform.policy import Refused
from people.policies import can_steward


@require_POST
def create_comment(request, thread_id):
    """Answer a thread or a comment in it."""
    thread = readable_thread(request, thread_id)
    form = form_with_files(CommentForm, request)
    parent = parent_of(request, thread, form.cleaned_data.get("parent"))
    solves = form.cleaned_data.get("solves") and can_accept_answer(request.user, thread)
    say = solve_with_comment if solves else add_comment
    try:
        comment = say(author=request.user, thread=thread, parent=parent, **words_of(form))
    except (ValidationError, Refused) as error:
        # With script the page stands as it was; without it, what was typed would be gone.
        if isinstance(error, Refused) and wants_fragment(request):
            raise
        return refuse(request, thread, parent, form, error)
    clear_draft(person=request.user, place=draft_place(thread, parent))
    if solves or request.POST.get("leave") or not wants_fragment(request):
        return leave_to(request, comment.get_absolute_url())
    return render(
        request,
        "conversations/_commented.html",
        {
            "comment": as_just_written(comment),
            "thread": comment.thread,
        },
    )


def words_of(form):
    """Return what the actions take; ValidationError when the form is not right."""
    if not form.is_valid():
        raise ValidationError(messages_of(form))
    return form.words() | {"submission": form.cleaned_data["submission"]}


def parent_of(request, thread, parent_id):
    """Fetch the comment that is answered."""
    if not parent_id:
        return None
    comments = (
        Comment.objects.visible_to(request.user)
        .filter(thread=thread)
        .select_related("parent", "author")
    )
    return get_object_or_404(comments, pk=parent_id)


def refuse(request, thread, parent, form, error):
    """Show the composer again, with what was typed and what to do about it."""
    context = {
        "thread": thread,
        "comment": parent,
        "errors": sentences_of(error),
        "posted": form.data,
        "heads_seen": heads_in(error),
        "advice": advice_in(error),
        "draft": None,
        "uploads": uploads_of(request.user, enclosures_in(form.data)),
        "submission": form.data.get("submission") or uuid.uuid4(),
        "parent": parent.pk if parent else "",
        "may_accept": can_accept_answer(request.user, thread),
        "as_page": form.data.get("leave"),
    }
    return render_fragment_or_page(
        request,
        "conversations/_comment_form.html",
        "conversations/reply.html",
        context,
        status=status_of(error),
    )


@require_GET
def reply(request, comment_id):
    """The place to answer a comment: inside the page with script, a page without."""
    comment = readable_comment(request, comment_id)
    top = comment.parent or comment
    draft = request.user.drafts.filter(place=f"comment:{top.pk}").first()
    context = {
        "thread": comment.thread,
        "comment": comment,
        "parent": comment.pk,
        "errors": [],
        "posted": {},
        "draft": draft,
        "uploads": uploads_in(draft),
        "submission": uuid.uuid4(),
    }
    return render_fragment_or_page(
        request, "conversations/_comment_form.html", "conversations/reply.html", context
    )


@require_GET
def talk(request, thread_id):
    """More of the talk under a thread."""
    thread = readable_thread(request, thread_id)
    newest_first = request.GET.get("order") == "newest"
    found = talk_of(
        thread, request.user, cursor=request.GET.get("after", ""), newest_first=newest_first
    )
    if not wants_fragment(request):
        return redirect(f"{thread.get_absolute_url()}?{request.GET.urlencode()}#comments")
    return render(
        request,
        "conversations/_talk.html",
        {
            "thread": thread,
            "talk": found,
            "newest_first": newest_first,
            "may_steer": can_steward(request.user, thread.audience),
        },
    )


@require_GET
def show(request, comment_id):
    """One comment, as it stands in its thread; without script the way to it.

    A page into which it comes by itself asks for the number of comments along with it.
    """
    comment = readable_comment(request, comment_id)
    if not wants_fragment(request):
        return redirect(comment.get_absolute_url())
    shown = add_comment_details(comment, request.user)
    template = "_come_in.html" if "counted" in request.GET else "_comment.html"
    return render(
        request,
        f"conversations/{template}",
        {
            "comment": shown,
            "thread": shown.thread,
            "may_steer": can_steward(request.user, comment.audience),
        },
    )


@require_http_methods(["GET", "POST"])
def edit(request, comment_id):
    """Change one's own comment."""
    comment = readable_comment(request, comment_id)
    place = f"edit-comment:{comment.pk}"
    if request.method == "GET":
        return show_edit(request, comment, EditForm(), draft=draft_kept(request.user, place))
    form = form_with_files(EditForm, request)
    try:
        edit_comment(author=request.user, comment=comment, **words_of_edit(form))
    except NOT_EDITED as error:
        if isinstance(error, Refused) and wants_fragment(request):
            raise
        return show_edit(request, comment, form, error=error)
    clear_draft(person=request.user, place=place)
    return edited(request, comment_id)


def show_edit(request, comment, form, *, draft=None, error=None):
    """Show the form with the words as they are, as they were left, or as they were refused."""
    context = {
        "comment": comment,
        "thread": comment.thread,
        "submission": uuid.uuid4(),
        "as_page": form.data.get("leave"),
        **state_of_edit(request, comment, form, draft=draft, error=error),
    }
    return render_fragment_or_page(
        request,
        "conversations/_edit_form.html",
        "conversations/edit.html",
        context,
        status=status_of(error),
    )


def edited(request, comment_id):
    """Show the comment as it is now."""
    comment = readable_comment(request, comment_id)
    if request.POST.get("leave") or not wants_fragment(request):
        return leave_to(request, comment.get_absolute_url())
    shown = add_comment_details(comment, request.user)
    return render(
        request, "conversations/_comment.html", {"comment": shown, "thread": shown.thread}
    )


@require_http_methods(["GET", "POST"])
def remove(request, comment_id):
    """Remove one's own comment, after saying what that means."""
    comment = readable_comment(request, comment_id)
    if request.method == "POST":
        remove_contribution(author=request.user, contribution=comment)
        return leave_to(request, comment.thread.get_absolute_url())
    return confirm_removal(request, comment, _("Remove this comment?"))


@require_http_methods(["GET", "POST"])
def remove_thread(request, thread_id):
    """Remove one's own post, after saying what that means."""
    thread = readable_thread(request, thread_id)
    if request.method == "POST":
        remove_contribution(author=request.user, contribution=thread)
        return leave_to(request, "/")
    return confirm_removal(request, thread, _("Remove this post?"))


def confirm_removal(request, contribution, title):
    """Ask once, and say what stays."""
    return render_fragment_or_page(
        request,
        "conversations/_remove.html",
        "conversations/remove.html",
        {"contribution": contribution, "title": title, "back": contribution.get_absolute_url()},
    )


def draft_place(thread, parent):
    """Where the draft of this answer was kept."""
    if parent is None:
        return f"thread:{thread.pk}"
    return f"comment:{parent.parent_id or parent.pk}"
