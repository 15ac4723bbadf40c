"""What an author reads of a decision, and the conversation when she does not agree."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from intranet.platform import clock
from intranet.platform.moderated import lender_of
from intranet.platform.policy import Refused
from moderation.actions import (
    DecidedMeanwhile,
    decide_appeal,
    make_appeal,
    say_in_appeal,
    take_appeal_back,
)
from moderation.actions.appealing import TALK_GOES_ON
from moderation.feeds.decisions import WITH_DECISION, dialogue, last_decision_about, statement
from moderation.forms.desk import AgainForm, AppealForm
from moderation.models import Appeal, Decision


@require_GET
def decision(request, decision_id):
    """The statement of reasons: what happened, which agreement, what it means, what one can do."""
    return show(request, own_decision(request, decision_id))


@require_GET
def about(request, kind, subject_id):
    """Lead from one's own words to the decision about them."""
    last = last_decision_about(request.user, kind, subject_id)
    if last is not None:
        return redirect(last)
    evidence = lender_of(kind).evidence(subject_id) if kind in settings.MODERATED else None
    if evidence is None or evidence.subject.author_id != request.user.pk:
        raise Http404
    return redirect(evidence.url)


def own_decision(request, decision_id):
    """Fetch a decision about what this person wrote."""
    decisions = Decision.objects.readable_by(request.user).select_related(
        "case__audience", "decided_by", "second_reader", "code_version", "appeal"
    )
    return get_object_or_404(decisions, pk=decision_id)


def show(request, found, *, form=None, status=200):
    """Show a decision to the one whose words it is about."""
    context = statement(request.user, found) | {"form": form or AppealForm()}
    return render(request, "moderation/decisions/decision.html", context, status=status)


@require_POST
def appeal_against(request, decision_id):
    """Say that one does not agree."""
    found = own_decision(request, decision_id)
    form = AppealForm(request.POST)
    form.full_clean()
    try:
        made = make_appeal(
            author=request.user, decision=found, words=form.cleaned_data.get("words", "")
        )
    except Refused as no:
        form.add_error(None, str(no))
        return show(request, found, form=form, status=403)
    except ValidationError as error:
        form.add_error("words", error.message_dict["words"])
        return show(request, found, form=form, status=422)
    messages.success(request, _("Somebody else looks at it again. You hear from them here."))
    return redirect("appeal", made.pk)


@require_GET
def appeal(request, appeal_id):
    """The conversation about a decision."""
    return show_appeal(request, readable_appeal(request, appeal_id))


def readable_appeal(request, appeal_id):
    """Fetch an appeal that this person may follow."""
    appeals = Appeal.objects.readable_by(request.user).select_related(*WITH_DECISION)
    return get_object_or_404(appeals, pk=appeal_id)


def show_appeal(request, found, *, form=None, again_form=None, meanwhile="", status=200):  # noqa: PLR0913
    """Show the conversation, with what was typed in a form that was sent."""
    ended = found.decided_at
    context = dialogue(request.user, found) | {
        "may_speak": ended is None or clock.now() < ended + TALK_GOES_ON,
        "until": ended + TALK_GOES_ON if ended else None,
        "form": form or AppealForm(),
        "again_form": again_form or AgainForm(),
        "meanwhile": meanwhile,
    }
    return render(request, "moderation/decisions/appeal.html", context, status=status)


@require_POST
def say(request, appeal_id):
    """Say one more thing."""
    found, form = readable_appeal(request, appeal_id), AppealForm(request.POST)
    form.full_clean()
    try:
        say_in_appeal(author=request.user, appeal=found, words=form.cleaned_data.get("words", ""))
    except Refused as no:
        form.add_error(None, str(no))
        return show_appeal(request, found, form=form, status=403)
    except ValidationError as error:
        form.add_error("words", error.message_dict["words"])
        return show_appeal(request, found, form=form, status=422)
    return redirect("appeal", appeal_id)


@require_POST
def decide_again(request, appeal_id):
    """Decide again, as somebody else."""
    found, form = readable_appeal(request, appeal_id), AgainForm(request.POST)
    if not form.is_valid():
        return show_appeal(request, found, again_form=form, status=422)
    try:
        decide_appeal(moderator=request.user, appeal=found, **form.cleaned_data)
    except DecidedMeanwhile as late:
        found = readable_appeal(request, appeal_id)
        return show_appeal(request, found, again_form=form, meanwhile=str(late), status=409)
    except ValidationError as error:
        form.add_error("reasons", error.message_dict["reasons"])
        return show_appeal(request, found, again_form=form, status=422)
    messages.success(request, _("Written down. The author hears it at once."))
    return redirect("appeal", appeal_id)


@require_POST
def take_back(request, appeal_id):
    """Let the decision stand after all."""
    take_appeal_back(author=request.user, appeal=readable_appeal(request, appeal_id))
    messages.success(request, _("Taken back. The decision stands."))
    return redirect("appeal", appeal_id)
