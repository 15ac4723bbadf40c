"""Keeping what somebody is still writing."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from conversations.actions import save_draft
from conversations.forms import FILE, DraftForm, enclosures_in

# What a draft keeps in another way, or not at all.
NO_CHOICES = {*DraftForm.base_fields, "csrfmiddlewaretoken", "upload", "with_files", "without"}


@require_POST
def save(request):
    """Keep it; the page asks every few seconds."""
    form = DraftForm({**request.POST.dict(), "place": request.GET.get("place", "")})
    if not form.is_valid():
        return HttpResponse(status=422)
    words = form.cleaned_data
    try:
        draft = save_draft(
            person=request.user,
            place=words["place"],
            title=words["title"],
            body=words["body"],
            is_html=words["body_format"] == "html",
            choices={
                name: request.POST.getlist(name)
                for name in request.POST
                if name not in NO_CHOICES and not name.startswith(FILE)
            },
            files=enclosures_in(form.data),
            submission=words["submission"],
        )
    except ValidationError:
        return HttpResponse(status=422)
    # By which the page knows later whether she went on elsewhere.
    return HttpResponse(
        status=204, headers={"Saved-At": draft.saved_at.isoformat()} if draft else {}
    )
