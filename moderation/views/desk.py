"""The desk: what waits to be looked at, and one case."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from intranet.platform.moderated import lender_of
from moderation.actions import (
    DecidedMeanwhile,
    add_note,
    claim_case,
    confirm_decision,
    decide_case,
    escalate_case,
    let_case_go,
    show_names,
)
from moderation.feeds.desk import QUEUES, case_page, counts_on_desk, queue
from moderation.feeds.narrowing import Narrowing
from moderation.forms.desk import DecisionForm, NoteForm
from moderation.models import Case
from moderation.policies import (
    can_confirm_decision,
    can_decide_case,
    can_hand_to_hr,
    knows_names,
)
from moderation.querysets import reads_along, stewarded_by
from people.views.files import bytes_of

# Cases of which this session asked the names, which was written down.
NAMED = "cases_with_names"


@require_GET
def desk(request):
    """The queue."""
    if not may_have_a_desk(request.user):
        raise Http404
    return render(request, "moderation/desk/desk.html", queue_context(request))


def queue_context(request):
    """Return what the list beside a case shows, too."""
    only = request.GET.get("only", "open")
    only = only if only in QUEUES else "open"
    narrowed = Narrowing.asked(request.GET)
    cursor = request.GET.get("after", "")
    return {
        "only": only,
        "narrowed": narrowed,
        "queue": queue(request.user, only=only, cursor=cursor, narrowed=narrowed),
        "counts": counts_on_desk(request.user),
    }


def around(request, found):
    """Return the list beside a case, and what comes after it there."""
    context = queue_context(request)
    return context | {"following": context["queue"].after(found)}


def may_have_a_desk(person):
    """Tell whether cases can ever come to this person."""
    return reads_along(person) or stewarded_by(person).exists()


@require_GET
def case(request, case_id):
    """One case: what it is about, what was said, and the place to decide it."""
    found = case_on_desk(request, case_id)
    return show(request, found)


def case_on_desk(request, case_id):
    """Fetch a case that this person may see."""
    cases = Case.objects.visible_to(request.user).select_related("audience", "author", "claimed_by")
    return get_object_or_404(cases, pk=case_id)


def show(request, found, *, form=None, note_form=None, meanwhile="", status=200):
    """Show a case, with what was typed in a form that was sent."""
    asked = found.pk in request.session.get(NAMED, [])
    page = case_page(found, shows_names=asked or knows_names(request.user, found))
    initial = {"seen_decisions": len(page.decisions)}
    last = page.last_decision
    context = {
        "case": found,
        "page": page,
        "form": form or DecisionForm(section=found.section_id, initial=initial),
        "note_form": note_form or NoteForm(),
        "meanwhile": meanwhile,
        "may_decide": can_decide_case(request.user, found),
        "may_hand_over": can_hand_to_hr(request.user, found),
        "may_confirm": last is not None and can_confirm_decision(request.user, last),
        **around(request, found),
    }
    return render(request, "moderation/desk/case.html", context, status=status)


@require_POST
def decide(request, case_id):
    """Decide, with reasons; who was second sees the first decision, and nothing typed is lost."""
    found = case_on_desk(request, case_id)
    form = DecisionForm(request.POST, section=found.section_id)
    if not form.is_valid():
        return show(request, found, form=form, status=422)
    try:
        decide_case(
            moderator=request.user,
            case=found,
            ruling=form.ruling(),
            seen_decisions=form.cleaned_data["seen_decisions"],
        )
    except DecidedMeanwhile as late:
        found.refresh_from_db()
        return show(request, found, form=form, meanwhile=str(late), status=409)
    except ValidationError as error:
        for name, sentences in error.message_dict.items():
            form.add_error(name if name in form.fields else None, sentences)
        return show(request, found, form=form, status=422)
    messages.success(request, _("Written down. The author hears it at once."))
    return redirect("case", case_id)


@require_POST
def confirm(request, case_id):
    """Say, as a second reader, that it goes for good."""
    found = case_on_desk(request, case_id)
    last = found.decisions.last()
    if last is None:
        raise Http404
    confirm_decision(reader=request.user, decision=last)
    messages.success(request, _("It is withdrawn for good. The author hears it at once."))
    return redirect("case", case_id)


@require_POST
def claim(request, case_id):
    """Take a case."""
    claim_case(moderator=request.user, case=case_on_desk(request, case_id))
    return redirect("case", case_id)


@require_POST
def let_go(request, case_id):
    """Leave a case to others."""
    let_case_go(moderator=request.user, case=case_on_desk(request, case_id))
    return redirect("cases")


@require_POST
def names(request, case_id):
    """Show who it is, after that was written down."""
    show_names(moderator=request.user, case=case_on_desk(request, case_id))
    request.session[NAMED] = [*request.session.get(NAMED, []), case_id][-100:]
    return redirect("case", case_id)


@require_POST
def note(request, case_id):
    """Say something to the others who may decide, or hand the case to HR with it."""
    found, form = case_on_desk(request, case_id), NoteForm(request.POST)
    words = request.POST.get("note", "")
    try:
        if "escalates" in request.POST:
            escalate_case(moderator=request.user, case=found, note=words)
            messages.success(request, _("HR has it now."))
            return redirect("cases")
        add_note(moderator=request.user, case=found, body=words)
    except ValidationError as error:
        form.full_clean()
        form.add_error("note", error.message_dict["note"])
        return show(request, found, note_form=form, status=422)
    return redirect("case", case_id)


@require_safe
def file(request, case_id, file_id, rendition):
    """A file that hangs under what a case is about, for who may decide it."""
    found = case_on_desk(request, case_id)
    evidence = lender_of(found.kind).evidence(found.subject_id)
    hung = evidence.subject.files if evidence else ()
    files = {attachment.file.pk: attachment.file for attachment in hung}
    return bytes_of(files.get(file_id), rendition, request)
