"""One photo, large, beside the others of the same contribution."""

from django.http import Http404
from django.views.decorators.http import require_GET

from conversations.feeds import photo_shown
from intranet.platform.htmx import render_fragment_or_page


@require_GET
def photo(request, file_id):
    """Show a photo in the page with script, on a page of its own without."""
    found = photo_shown(request.user, file_id)
    if found is None:
        raise Http404
    said = found.shown.comment or found.shown.thread
    context = {"photo": found, "said": said, "back": said.get_absolute_url()}
    return render_fragment_or_page(
        request, "conversations/_photo.html", "conversations/photo.html", context
    )
