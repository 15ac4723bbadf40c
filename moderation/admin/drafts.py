"""A draft of the code in the administration: its words, its order, and what people say of it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from moderation.actions import drafting
from moderation.actions.remarking import answer_remark, end_invitation, invite_to_draft
from moderation.admin.scope import add_problems, draft_of
from moderation.feeds import drafts as feeds
from moderation.feeds.changes import as_html
from moderation.forms import InviteForm, SectionForm, VersionForm
from moderation.models import SectionWording
from people.feeds import colleague_named


@require_http_methods(["GET"])
def overview(request, draft_id):
    """The draft: its sections in order, and everything that can be done with it."""
    draft = draft_of(request, draft_id)
    parts = feeds.remarked_sections(draft)
    context = {
        "draft": draft,
        "parts": parts,
        "remarks": sum(len(part.remarks) for part in parts),
        "waiting": sum(not each.answer for part in parts for each in part.remarks),
        "readers": feeds.readers_of(draft),
        "problems": feeds.problems_of(draft),
    }
    return render(request, "moderation/code/admin/draft.html", context)


@require_http_methods(["GET", "POST"])
def words(request, draft_id):
    """The introduction, what changed, and with whom it was agreed."""
    draft = draft_of(request, draft_id)
    form = VersionForm(request.POST or None, initial=initial_of(draft, VersionForm))

    def keep(seen, typed):
        drafting.word_draft(actor=request.user, draft=draft, seen=seen, **typed)

    return settle(request, draft, form, keep, _("Introduction and what changed"))


@require_http_methods(["GET", "POST"])
def add(request, draft_id):
    """A new agreement, at the end."""
    draft = draft_of(request, draft_id)
    form = SectionForm(request.POST or None)

    def keep(_seen, typed):
        drafting.add_section(actor=request.user, draft=draft, **typed)

    return settle(request, draft, form, keep, _("A new section"))


@require_http_methods(["GET", "POST"])
def edit(request, draft_id, section_id):
    """An agreement, in both languages."""
    draft = draft_of(request, draft_id)
    wording = draft.wordings.filter(section_id=section_id).first()
    if wording is None and request.method == "GET":
        raise Http404
    standing = initial_of(wording, SectionForm) if wording else {}
    form = SectionForm(request.POST or None, initial=standing)

    def keep(seen, typed):
        drafting.word_section(
            actor=request.user, draft=draft, section_id=section_id, seen=seen, **typed
        )

    return settle(request, draft, form, keep, wording.title if wording else "")


def settle(request, draft, form, keep, heading):
    """Keep what was typed, or give it back: with what is wrong, or with what somebody else wrote.

    A preview changes nothing.
    """
    theirs = None
    shows = request.method == "POST" and form.is_valid() and "preview" in request.POST
    if request.method == "POST" and form.is_valid() and not shows:
        try:
            keep(form.cleaned_data["seen"] or 0, form.words)
        except drafting.StaleDraft as stale:
            theirs = their_words(form, stale.theirs)
            form.data = form.data.copy()
            form.data["seen"] = str(stale.theirs.revision)
            form.add_error(None, stale.messages[0])
        except ValidationError as error:
            add_problems(form, error)
        else:
            messages.success(request, _("Kept."))
            return redirect("admin:code_draft", draft.pk)
    context = {
        "draft": draft,
        "form": form,
        "heading": heading,
        "theirs": theirs,
        "preview": SectionWording(**form.words) if shows and "title_nl" in form.words else None,
    }
    status = 422 if form.errors else 200
    return render(request, "moderation/code/admin/words.html", context, status=status)


def their_words(form, theirs):
    """Return each field that somebody else wrote otherwise: its label, theirs and one's own."""
    return [
        (form[name].label, as_html(getattr(theirs, name)), as_html(drafting.tidy(typed)))
        for name, typed in form.words.items()
        if getattr(theirs, name) != drafting.tidy(typed)
    ]


@require_http_methods(["POST"])
def move(request, draft_id, section_id):
    """Move a section up or down."""
    is_up = request.POST.get("to") == "up"
    drafting.move_section(
        actor=request.user, draft=draft_of(request, draft_id), section_id=section_id, is_up=is_up
    )
    return redirect(f"{reverse('admin:code_draft', args=[draft_id])}#section-{section_id}")


@require_http_methods(["GET", "POST"])
def remove(request, draft_id, section_id):
    """Leave a section out, after asking once more."""
    draft = draft_of(request, draft_id)
    wording, problem = wording_of(draft, section_id), ""
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        try:
            drafting.remove_section(
                actor=request.user,
                draft=draft,
                section_id=section_id,
                seen=int(seen) if seen.isdecimal() and len(seen) < 9 else -1,
            )
        except drafting.StaleDraft as stale:
            problem = stale.messages[0]
        else:
            messages.success(request, _("The section is taken out of the draft."))
            return redirect("admin:code_draft", draft.pk)
    context = {"draft": draft, "wording": wording, "problem": problem}
    status = 422 if problem else 200
    return render(request, "moderation/code/admin/remove.html", context, status=status)


@require_http_methods(["GET", "POST"])
def readers(request, draft_id):
    """Who is asked what she thinks, and until when."""
    draft = draft_of(request, draft_id)
    form = InviteForm(request.POST or None, initial={"until": draft.remarks_until})
    if request.method == "POST" and form.is_valid():
        try:
            people = list(form.cleaned_data["people"])
            names = [name.strip() for name in form.cleaned_data["names"].split(",")]
            people += [colleague_named(name) for name in names if name]
            until = form.cleaned_data["until"]
            invite_to_draft(actor=request.user, draft=draft, people=people, until=until)
        except ValidationError as error:
            add_problems(form, error)
        else:
            messages.success(request, _("Kept. Who is new here is told in the bell."))
            return redirect("admin:code_readers", draft.pk)
    context = {"draft": draft, "form": form, "readers": feeds.readers_of(draft)}
    status = 422 if form.errors else 200
    return render(request, "moderation/code/admin/readers.html", context, status=status)


@require_http_methods(["POST"])
def uninvite(request, draft_id):
    """Let somebody read a draft no more."""
    draft = draft_of(request, draft_id)
    number = request.POST.get("person", "")
    reader = feeds.readers_of(draft).filter(person=number if number.isdecimal() else 0).first()
    if reader is not None:
        end_invitation(actor=request.user, draft=draft, person=reader.person)
    return redirect("admin:code_readers", draft.pk)


@require_http_methods(["GET", "POST"])
def remarks(request, draft_id):
    """What people say of each section; HR answers each."""
    draft = draft_of(request, draft_id)
    problem, number, typed = "", request.POST.get("remark", ""), request.POST.get("answer", "")
    if request.method == "POST":
        remark = draft.remarks.filter(pk=number if number.isdecimal() else 0).first()
        if remark is None:
            raise Http404
        seen = request.POST.get("seen", "")
        try:
            answer_remark(actor=request.user, remark=remark, answer=typed, seen=seen)
        except ValidationError as error:
            problem = error.messages[0]
        else:
            messages.success(request, _("Answered."))
            back = reverse("admin:code_remarks", args=[draft.pk])
            return redirect(f"{back}#remark-{remark.pk}")
    context = {
        "draft": draft,
        "parts": [part for part in feeds.remarked_sections(draft) if part.remarks],
        "problem": problem,
        "problem_of": number,
        "typed": typed,
    }
    status = 422 if problem else 200
    return render(request, "moderation/code/admin/remarks.html", context, status=status)


def initial_of(row, form):
    """Return what stands in a row now, for a form that changes it."""
    names = [f"{name}_{language}" for name in form.rows for language in ("nl", "en")]
    return {name: getattr(row, name) for name in names} | {"seen": row.revision}


def wording_of(draft, section_id):
    """Fetch a section of a draft; 404 for what is not in it."""
    found = draft.wordings.filter(section_id=section_id).first()
    if found is None:
        raise Http404
    return found
