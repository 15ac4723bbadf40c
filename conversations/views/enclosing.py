"""Files that come with a form."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from conversations.actions.enclosing import MOST_FILES, enclosed, hung_under
from conversations.feeds import uploads_in, uploads_of
from conversations.forms import enclosures_in
from people.actions import upload_file
from people.actions.storing import shown_name


def form_with_files(form_class, request):
    """Fill a form with what was sent, and keep the files that came along without a script."""
    data, refusals = request.POST, []
    brought = request.FILES.getlist("upload")
    if brought:
        data = data.copy()
    if len(brought) > MOST_FILES:
        brought, refusals = [], [_("At most 10 files go along. Remove some of them.")]
    for file in brought:
        try:
            data[f"file-{upload_file(owner=request.user, file=file, name=file.name).pk}"] = ""
        except ValidationError as error:
            refusals += [f"{shown_name(file.name)}: {message}" for message in error.messages]
    form = form_class(data)
    form.full_clean()
    for refusal in refusals:
        form.add_error(None, refusal)
    return form


def uploads_to_edit(request, contribution, form, draft):
    """Return the files as the author left them in the form or the draft, or as they hang there."""
    if form.is_bound:
        return uploads_of(request.user, enclosures_in(form.data))
    if draft:
        return uploads_in(draft)
    return uploads_of(request.user, enclosed(hung_under(contribution)))
