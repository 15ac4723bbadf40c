"""Giving and taking back a word."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from conversations.actions import react, take_back_reaction
from conversations.feeds import add_marks_in, add_marks_on
from conversations.forms import ReactionForm
from conversations.models import Comment, Reaction, Thread
from conversations.views.scope import readable_comment, readable_thread
from intranet.platform.htmx import wants_fragment


@require_POST
def to_thread(request, thread_id):
    """A word to the opening words."""
    return answer(request, readable_thread(request, thread_id), Thread)


@require_POST
def to_comment(request, comment_id):
    """A word to a comment."""
    return answer(request, readable_comment(request, comment_id), Comment)


def answer(request, contribution, model):
    """Give the word or take it back, as the pressed button says."""
    act, kind = asked(request.POST)
    form = ReactionForm({"kind": kind})
    if form.is_valid():
        act(person=request.user, to=contribution, kind=Reaction.Kind(form.cleaned_data["kind"]))
    if not wants_fragment(request):
        return redirect(contribution.get_absolute_url())
    fresh = model.objects.visible_to(request.user).get(pk=contribution.pk)
    if model is Thread:
        name = "thread"
        add_marks_on([fresh], request.user)
    else:
        name = "comment"
        add_marks_in(contribution.thread, [fresh], request.user)
    return render(request, f"conversations/_{name}_reactions.html", {name: fresh})


def asked(pressed):
    """Return what to do, and with which word."""
    if "take_back" in pressed:
        return take_back_reaction, pressed["take_back"]
    return react, pressed.get("give", "")
