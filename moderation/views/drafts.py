"""A draft of the code, for who was invited to say what she thinks of it, and for HR."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from intranet.platform import clock
from moderation.actions.remarking import remark_on_draft
from moderation.feeds import code as feeds
from moderation.feeds.changes import changes_between
from moderation.feeds.drafts import draft_for_readers, readers_of, remarked_sections
from moderation.forms import RemarkForm
from moderation.policies import can_manage_code


@require_GET
def draft(request, draft_id):
    """A draft with what others said of it; once it was agreed on, the version it became."""
    found = readable_draft(request, draft_id)
    return show(request, found) if found.is_draft else redirect(found)


@require_POST
def remark(request, draft_id):
    """Say what one thinks of a section, or of the whole."""
    found = readable_draft(request, draft_id)
    if not found.is_draft:
        return too_late(request, found)
    form = RemarkForm(request.POST)
    if form.is_valid():
        section = form.cleaned_data["section"]
        try:
            remark_on_draft(
                author=request.user, draft=found, body=form.cleaned_data["body"], section_id=section
            )
        except ValidationError as error:
            form.add_error("body", error.messages[0])
        else:
            messages.success(request, _("Thank you. Everybody who was invited reads it."))
            place = f"section-{section}" if section else "whole"
            return redirect(f"{found.get_absolute_url()}#{place}")
    return show(request, found, form, status=422)


def too_late(request, found):
    """Say that it was agreed on meanwhile, and give back what somebody wanted to say of it."""
    said = _("%(version)s was agreed on meanwhile. Tell HR what you wanted to say: ‘%(words)s’")
    words = request.POST.get("body", "").strip()[:2000]
    messages.warning(request, said % {"version": found, "words": words})
    return redirect(found)


def show(request, found, form=None, *, status=200):
    """Render a draft; the form that came back stands where it was sent."""
    current = feeds.version_in_force()
    has_changes = request.GET.get("show") == "changes" and current is not None
    until = found.remarks_until
    context = {
        "draft": found,
        "current": current,
        "parts": remarked_sections(found),
        "new_or_changed": {each.wording.section_id: each for each in feeds.sections_of(found)},
        "changes": changes_between(current, found) if has_changes else None,
        "readers": readers_of(found),
        "form": form,
        "section_of_form": form.data.get("section", "") if form else None,
        "is_over": until is not None and until < clock.day_here(clock.now()),
        "can_manage": can_manage_code(request.user),
    }
    return render(request, "moderation/code/draft.html", context, status=status)


def readable_draft(request, draft_id):
    """Fetch a draft for who may read it; for others it is not there."""
    is_hr = can_manage_code(request.user)
    found = draft_for_readers(request.user, draft_id, is_hr=is_hr)
    if found is None:
        raise Http404
    return found
