"""The form in which somebody changes what she said."""

from django.core.exceptions import ValidationError

from conversations.actions import StaleEdit
from conversations.feeds import as_typed
from conversations.policies import why_not_edit
from conversations.views.enclosing import uploads_to_edit
from conversations.views.refusals import advice_in, heads_in, messages_of, sentences_of
from intranet.platform.htmx import wants_fragment
from intranet.platform.policy import Refused

# Why new words were not saved.
NOT_EDITED = (StaleEdit, ValidationError, Refused)


def words_of_edit(form, *, title=False):
    """Return what the actions take; ValidationError when the form is not right."""
    if not form.is_valid():
        raise ValidationError(messages_of(form))
    words = form.words() | {"seen_edits": form.cleaned_data["seen_edits"]}
    return words | {"title": form.cleaned_data["title"]} if title else words


def state_of_edit(request, contribution, form, *, draft=None, error=None):
    """Return what the form shows: what was sent, else the draft, else what it says now.

    Refused when a part of a page was asked for that is not for this person; a page says why.
    """
    why_not = "" if error else why_not_edit(request.user, contribution)
    if why_not and wants_fragment(request):
        raise Refused(why_not)
    return {
        "why_not": why_not,
        "errors": sentences_of(error),
        "heads_seen": heads_in(error),
        "advice": advice_in(error),
        "posted": form.data if form.is_bound else as_typed(draft),
        "draft": draft,
        "uploads": uploads_to_edit(request, contribution, form, draft),
    }
