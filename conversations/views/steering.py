"""Steering a talk: closing it, opening it again, and withdrawing what another wrote."""

from django.contrib import messages
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from conversations.actions import lock_thread, unlock_thread, withdraw_contribution
from conversations.forms import ReasonForm
from conversations.policies import can_withdraw_contribution
from conversations.views.scope import readable_comment, readable_thread
from intranet.platform.htmx import leave_to, render_fragment_or_page
from intranet.platform.policy import require


@require_POST
def lock(request, thread_id):
    """Let nobody add to it."""
    thread = readable_thread(request, thread_id)
    lock_thread(moderator=request.user, thread=thread)
    messages.success(request, _("The conversation is closed"))
    return leave_to(request, thread.get_absolute_url())


@require_POST
def unlock(request, thread_id):
    """Let people answer again."""
    thread = readable_thread(request, thread_id)
    unlock_thread(moderator=request.user, thread=thread)
    messages.success(request, _("The conversation is open again"))
    return leave_to(request, thread.get_absolute_url())


@require_http_methods(["GET", "POST"])
def withdraw_thread(request, thread_id):
    """Withdraw another's post, with a reason."""
    thread = readable_thread(request, thread_id)
    return withdraw(request, thread, _("Withdraw this post?"), after="/")


@require_http_methods(["GET", "POST"])
def withdraw_comment(request, comment_id):
    """Withdraw another's comment, with a reason."""
    comment = readable_comment(request, comment_id)
    return withdraw(
        request, comment, _("Withdraw this comment?"), after=comment.thread.get_absolute_url()
    )


def withdraw(request, contribution, title, *, after):
    """Ask for the reason, which the author reads; then withdraw."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw_contribution(
            moderator=request.user, contribution=contribution, **form.cleaned_data
        )
        messages.success(request, _("Withdrawn. The author reads your reason."))
        return leave_to(request, after)
    require(
        can_withdraw_contribution(request.user, contribution),
        _("Only those who take care of this place can withdraw a contribution."),
    )
    context = {
        "contribution": contribution,
        "title": title,
        "form": form,
        "back": contribution.get_absolute_url(),
    }
    return render_fragment_or_page(
        request,
        "conversations/_withdraw.html",
        "conversations/withdraw.html",
        context,
        status=422 if form.is_bound else 200,
    )
