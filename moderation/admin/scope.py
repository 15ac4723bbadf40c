"""What the pages about the code in the administration have in common."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from intranet.platform import clock
from intranet.platform.policy import require
from moderation.models import CodeVersion
from moderation.policies import can_manage_code


def for_hr(view):
    """Let only HR in; what cannot be done to a draft any more is said where drafts are listed."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        require(can_manage_code(request.user), _("Only HR keeps the code of conduct."))
        try:
            return view(request, *args, **kwargs)
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
            return redirect("admin:moderation_codeversion_changelist")

    return guarded


def draft_of(request, draft_id):
    """Fetch a draft; 404 for what never was one, a sentence for what was agreed on since.

    For what somebody typed meanwhile it is there as it was: the action refuses, and the form comes
    back with every letter.
    """
    found = CodeVersion.objects.filter(pk=draft_id).select_related("made_by").first()
    if request.method == "POST":
        return found or CodeVersion(pk=draft_id, made_at=clock.now())
    if found is None:
        raise Http404
    if not found.is_draft:
        raise ValidationError(
            _("Version %(number)s was agreed on and cannot be changed any more. Make a new draft.")
            % {"number": found.number}
        )
    return found


def add_problems(form, error):
    """Say in a form what an action refused, beside the field where it has one."""
    if hasattr(error, "error_dict"):
        for name, problems in error.message_dict.items():
            for sentence in problems:
                form.add_error(name if name in form.fields else None, sentence)
    else:
        for sentence in error.messages:
            form.add_error(None, sentence)
